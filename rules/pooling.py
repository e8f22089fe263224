"""Who gives and who takes where a county pools its posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rules.comparing import in_decimal
from rules.groups import Group
from rules.quotas import QuotaCheck


@dataclass(frozen=True)
class Pooling:
    """One county that pools one kind of posts.

    Attributes:
        quota: The name of the quota.
        county: The position of the county in ``Statistics.counties``.
        takers: The townships above their standard: township -> by how many.
        givers: Those below it: township -> by how many, most first.
    """

    quota: str
    county: int
    takers: Mapping[int, float]
    givers: Mapping[int, float]


def find_pooling(checks: Mapping[str, QuotaCheck], counties: Group) -> list[Pooling]:
    """Every county in which a township is above its standard and the county pools."""
    found = []
    for name, check in checks.items():
        pooling = check.is_over & check.pooled[counties.codes]
        under = check.counted & (in_decimal(check.over) < 0)
        for county in np.unique(counties.codes[pooling]).tolist():
            takers = counties.members(county, pooling)
            givers = counties.members(county, under)
            most_first = givers[np.argsort(check.over[givers], kind="stable")]
            found.append(
                Pooling(
                    quota=name,
                    county=county,
                    takers=dict(zip(takers.tolist(), check.over[takers].tolist(), strict=True)),
                    givers=dict(
                        zip(most_first.tolist(), (-check.over[most_first]).tolist(), strict=True)
                    ),
                )
            )
    return found
