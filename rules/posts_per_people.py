"""Posts per 10,000 people beside a quota, for reference only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rules.given import Given
from rules.quotas import QuotaCheck
from rules.statistics import FloatArray, TextArray

PEOPLE = 10_000


@dataclass(frozen=True)
class PostsPerPeople:
    """Proposed posts against people, one value per township; NaN where either is missing.

    Attributes:
        per_ten_thousand: Proposed posts per 10,000 people.
        of_class: The same of all townships of its class in the statistics: the sum of their
            posts by the sum of their people.
        difference: By how many the township is above its class.
        ratio: How many times its class it is.
    """

    per_ten_thousand: FloatArray
    of_class: FloatArray
    difference: FloatArray
    ratio: FloatArray


def posts_per_people(
    checks: Mapping[str, QuotaCheck], given: Given, classes: TextArray
) -> dict[str, PostsPerPeople]:
    """The reference beside each quota that is compared with a measure of people."""
    return {
        name: _compared(check, given.numbers(check.quota.compared_with), classes)
        for name, check in checks.items()
        if check.quota.compared_with is not None
    }


def _compared(check: QuotaCheck, people: FloatArray, classes: TextArray) -> PostsPerPeople:
    known = check.judged & ~np.isnan(check.proposed) & (people > 0)
    per = np.full(len(people), np.nan)
    per[known] = check.proposed[known] / people[known] * PEOPLE
    of_class = np.full(len(people), np.nan)
    for name in {*classes[known].tolist()} - {None}:
        members = known & (classes == name)
        of_class[members] = check.proposed[members].sum() / people[members].sum() * PEOPLE
    ratio = np.full(len(people), np.nan)
    some = of_class > 0
    ratio[some] = per[some] / of_class[some]
    return PostsPerPeople(per, of_class, per - of_class, ratio)
