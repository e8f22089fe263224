"""Whether a unit meets the standard for being set up as something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rules.comparing import NO, UNDECIDED, YES
from rules.given import Given
from rules.measures import Test
from rules.pack import RulePack
from rules.statistics import FloatArray, TextArray, same_text
from rules.wording import Sentence, Text

MET = "met"
NOT_MET = "not_met"
OPEN = "undecided"
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Establishment:
    """A standard held against every unit: one value per township, indexed as the statistics.

    Attributes:
        verdict: ``met`` (where the pack has untested conditions, only the tested ones are),
            ``not_met``, ``undecided`` or ``not_applicable``.
        clauses: Clause -> whether it is met: 1, 0, or 0.5 where undecided.
        labels: Clause -> what it is called.
    """

    verdict: TextArray
    clauses: Mapping[str, FloatArray]
    labels: Mapping[str, Text]


def hold_against_standard(pack: RulePack, given: Given) -> Establishment | None:
    """Apply the pack's standard; None where it has none."""
    rule = pack.establishment
    if rule is None:
        return None
    test = pack.measures[rule.test]
    assert isinstance(test, Test)
    kinds = given.statistics.choices["kind"]
    applies = kinds.names_any(given.figures[rule.applies_to].value)
    truth = np.nan_to_num(given.numbers(rule.test), nan=UNDECIDED)
    verdict = same_text(NOT_APPLICABLE, given.size)
    for value, name in ((YES, MET), (NO, NOT_MET), (UNDECIDED, OPEN)):
        verdict[applies & (truth == value)] = name
    verdict[kinds.codes < 0] = OPEN
    labels = {name: part.label for name, part in test.parts.items()}
    return Establishment(verdict, test.clause_truths(given), labels)


def clause_sentences(pack: RulePack, given: Given, township: int) -> list[Sentence]:
    """What each clause says of one township: met, not met or undecided, and why."""
    rule = pack.establishment
    if rule is None:
        return []
    test = pack.measures[rule.test]
    assert isinstance(test, Test)
    return test.clause_sentences(given, township)
