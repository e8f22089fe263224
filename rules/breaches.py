"""Townships and counties that propose or have more than they may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from rules.bodies import LEADERSHIP
from rules.figures import Figure, least_sure
from rules.findings import Finding
from rules.given import Given
from rules.group_breaches import group_breaches
from rules.groups import Group
from rules.pack import RulePack
from rules.pooling import Pooling
from rules.quotas import QuotaCheck, amount_figures
from rules.status import Severity, Status
from rules.weighing import breach, compared, figure_that_says
from rules.wording import Quantity, Sentence

MOST_GIVERS = 5


@dataclass(frozen=True)
class Breaches:
    """Finds the breaches of every quota, by township, by county and by prefecture.

    Attributes:
        pack: The policy.
        given: The statistics and figures.
        checks: What may be had and is proposed.
        poolings: The counties that pool.
        groups: Counties and prefectures.
    """

    pack: RulePack
    given: Given
    checks: Mapping[str, QuotaCheck]
    poolings: list[Pooling]
    groups: tuple[Group, Group]
    _pooled: dict[tuple[str, int], Pooling] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Index what is pooled by quota and county."""
        self._pooled.update({(pooling.quota, pooling.county): pooling for pooling in self.poolings})

    def findings(self) -> Iterator[Finding]:
        """Every breach, quota by quota, the townships before the counties."""
        for name, check in self.checks.items():
            yield from self._over(name, check)
            yield from self._increased(name, check)
            yield from self._over_established(name, check)
            for group in self.groups:
                yield from group_breaches(self.pack, self.given, self.checks, name, group)

    def _over(self, name: str, check: QuotaCheck) -> Iterator[Finding]:
        code, quota = name.replace("_", "-"), check.quota
        for township in np.flatnonzero(check.is_over).tolist():
            county = int(self.given.statistics.county_codes[township])
            allowed, proposed = float(check.allowed[township]), float(check.proposed[township])
            said = {
                "label": quota.label,
                "allowed": Quantity(allowed, quota.unit),
                "proposed": Quantity(proposed, quota.unit),
                "over": Quantity(proposed - allowed, quota.unit),
            }
            pooling = self._pooled.get((name, county))
            if pooling is not None and quota.pooled is not None:
                figure: Figure | None = self.given.figures[quota.pooled]
                of_county = {
                    "county_allowed": Quantity(float(check.county_allowed[county]), quota.unit),
                    "county_proposed": Quantity(float(check.county_proposed[county]), quota.unit),
                    "givers": self._givers(pooling, quota.unit),
                }
                suffix, severity = "pooled", Severity.NOTE
                sentence = Sentence("rules.pooled", {**said, **of_county})
            else:
                figure = least_sure(
                    amount_figures(self.pack, self.given, check.measures[township], township)
                )
                suffix = f"over-{quota.kind}"
                severity = (figure.status if figure else Status.ENTERED).breach_severity
                sentence = Sentence(f"rules.over_{quota.kind}_{severity}", said)
            yield Finding(
                f"{code}-{suffix}",
                severity,
                sentence,
                township=township,
                column=quota.proposed,
                value=proposed,
                limit=allowed,
                status=figure.status if figure else Status.ENTERED,
                source=figure.cited if figure else None,
            )

    def _givers(self, pooling: Pooling, unit: str) -> list[Sentence]:
        names = self.given.statistics.text("name")
        return [
            Sentence("rules.giver", {"name": names[giver], "under": Quantity(under, unit)})
            for giver, under in islice(pooling.givers.items(), MOST_GIVERS)
        ]

    def _increased(self, name: str, check: QuotaCheck) -> Iterator[Finding]:
        quota = check.quota
        figure = figure_that_says(self.given, quota.no_increase, True)
        if figure is None:
            return
        balance = check.increase
        sums = balance.sums(self.groups[0].codes, self.groups[0].count)
        pools = figure_that_says(self.given, quota.pooled, True) is not None
        pooled = pools & check.increase_fits(self.groups[0])
        for township in np.flatnonzero(balance.exceeds).tolist():
            county = int(self.given.statistics.county_codes[township])
            said = {
                **compared(quota.label, balance, township, quota.unit),
                "county_found": Quantity(float(sums.found[county]), quota.unit),
                "county_limit": Quantity(float(sums.limit[county]), quota.unit),
            }
            key = "rules.increased_pooled" if pooled[county] else "rules.increased"
            yield breach(
                f"{name.replace('_', '-')}-increased",
                [figure],
                Sentence(key, said),
                "rules.reduce",
                as_note=bool(pooled[county]),
                township=township,
                column=quota.proposed,
                value=float(balance.found[township]),
                limit=float(balance.limit[township]),
            )

    def _over_established(self, name: str, check: QuotaCheck) -> Iterator[Finding]:
        figure = figure_that_says(self.given, check.quota.within_approved, True)
        if figure is None:
            return
        balance = check.staffing
        leaders = check.quota.listed == LEADERSHIP
        for township in np.flatnonzero(balance.exceeds).tolist():
            key = "rules.leaders_above" if leaders else "rules.over_established"
            yield breach(
                f"{name.replace('_', '-')}-over-established",
                [figure],
                Sentence(key, compared(check.quota.label, balance, township, "people")),
                "rules.absorb",
                township=township,
                column=check.quota.actual,
                value=float(balance.found[township]),
                limit=float(balance.limit[township]),
            )
