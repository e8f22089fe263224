"""Checking proposed offices and posts against what each township and county may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.comparing import in_decimal
from rules.figures import Figure, least_sure
from rules.findings import Finding
from rules.given import Given
from rules.measures import Column
from rules.pack import RulePack
from rules.schema import QuotaEntry
from rules.statistics import BoolArray, FloatArray
from rules.status import Severity, Status
from rules.wording import Quantity, Sentence, Term

MOST_NAMED = 10


@dataclass(frozen=True)
class QuotaCheck:
    """One quota held against the proposals.

    Attributes:
        quota: What the pack says of it.
        allowed: How many each township may have, NaN where undecided or not applicable.
        proposed: How many are proposed for each township, NaN where nothing is.
        counted: Which townships have both.
        county_allowed: The sum of ``allowed`` over each county's counted townships.
        county_proposed: The sum of ``proposed`` over the same townships.
        county_left_out: How many townships of each county that the pack judges could not be
            counted.
        pooled: Whether each county may pool: pooling is on, and its sum keeps within.
    """

    quota: QuotaEntry
    allowed: FloatArray
    proposed: FloatArray
    counted: BoolArray
    county_allowed: FloatArray
    county_proposed: FloatArray
    county_left_out: FloatArray
    pooled: BoolArray

    @property
    def over(self) -> FloatArray:
        """By how many each proposal is above what is allowed; 0 or less where it is not."""
        return self.proposed - self.allowed

    @property
    def county_over(self) -> FloatArray:
        """By how many each county's sum is above what is allowed."""
        return self.county_proposed - self.county_allowed

    @property
    def is_over(self) -> BoolArray:
        """Which townships are over, pooled or not."""
        return self.counted & (in_decimal(self.over) > 0)


def check_quotas(pack: RulePack, given: Given, judged: BoolArray) -> dict[str, QuotaCheck]:
    """Hold each quota of the pack against the proposals of the townships that it judges."""
    return {name: _check(quota, given, judged) for name, quota in pack.quotas.items()}


def _check(quota: QuotaEntry, given: Given, judged: BoolArray) -> QuotaCheck:
    allowed = np.where(judged, given.numbers(quota.allowed), np.nan)
    proposed = given.statistics.number(quota.proposed)
    counted = ~np.isnan(allowed) & ~np.isnan(proposed)
    counties = given.statistics.county_codes
    count = len(given.statistics.counties)

    def by_county(values: FloatArray | BoolArray) -> FloatArray:
        weights = np.where(counted, values, 0.0)
        return np.bincount(counties, weights=weights, minlength=count).astype(np.float64)

    county_allowed = by_county(allowed)
    county_proposed = by_county(proposed)
    left_out = np.bincount(counties[judged & ~counted], minlength=count).astype(np.float64)
    pooling = quota.pooled is not None and bool(given.figures[quota.pooled].value)
    within = in_decimal(county_proposed) <= in_decimal(county_allowed)
    return QuotaCheck(
        quota=quota,
        allowed=allowed,
        proposed=proposed,
        counted=counted,
        county_allowed=county_allowed,
        county_proposed=county_proposed,
        county_left_out=left_out,
        pooled=within & pooling,
    )


def quota_findings(
    pack: RulePack, given: Given, checks: dict[str, QuotaCheck], judged: BoolArray
) -> Iterator[Finding]:
    """Every breach of a quota, by township and by county, and proposals that are not there."""
    numbers = given.statistics.numbers
    present = [check.quota.proposed for check in checks.values() if check.quota.proposed in numbers]
    if checks and all(np.isnan(numbers[column]).all() for column in present):
        columns = [Term("column", check.quota.proposed) for check in checks.values()]
        said = Sentence("rules.no_proposal", {"columns": columns})
        yield Finding("no-proposal", Severity.NOTE, said)
        return
    yield from _unfilled(given, present, judged)
    yield from _not_checked(given, present, judged)
    for name, check in checks.items():
        yield from _township_breaches(pack, given, name, check)
        if check.quota.county_total:
            yield from _county_breaches(pack, given, name, check)


def _unfilled(given: Given, columns: list[str], judged: BoolArray) -> Iterator[Finding]:
    """One finding for each judged township whose proposal has blanks."""
    if not columns:
        return
    blanks = np.array([np.isnan(given.statistics.numbers[column]) for column in columns])
    for township in np.flatnonzero(judged & blanks.any(axis=0)):
        blank = [column for column, b in zip(columns, blanks[:, township], strict=True) if b]
        said = Sentence("rules.proposal_blank", {"columns": [Term("column", c) for c in blank]})
        yield Finding(
            "missing-proposal", Severity.WARNING, said, township=int(township), column=blank[0]
        )


def _not_checked(given: Given, columns: list[str], judged: BoolArray) -> Iterator[Finding]:
    """One note that names the units whose proposals the rules do not speak of."""
    proposed = ~np.isnan([given.statistics.numbers[column] for column in columns]).all(axis=0)
    others = np.flatnonzero(proposed & ~judged)
    if len(others):
        names = given.statistics.text("name")[others[:MOST_NAMED]].tolist()
        said = Sentence("rules.proposal_not_checked", {"count": len(others), "names": names})
        yield Finding("proposal-not-checked", Severity.NOTE, said)


def _township_breaches(
    pack: RulePack, given: Given, name: str, check: QuotaCheck
) -> Iterator[Finding]:
    code = name.replace("_", "-")
    quota = check.quota
    for position in np.flatnonzero(check.is_over):
        township = int(position)
        county = int(given.statistics.county_codes[township])
        figures = amount_figures(pack, given, quota.allowed, township)
        said = {
            **_said(check, float(check.allowed[township]), float(check.proposed[township])),
            "county_allowed": Quantity(float(check.county_allowed[county]), quota.unit),
            "county_proposed": Quantity(float(check.county_proposed[county]), quota.unit),
        }
        if check.pooled[county] and quota.pooled is not None:
            pooling = given.figures[quota.pooled]
            yield _breach(f"{code}-pooled", "rules.pooled", [pooling], check, said, township)
        else:
            key = f"rules.over_{quota.kind}"
            yield _breach(f"{code}-over-{quota.kind}", key, figures, check, said, township)


def _county_breaches(
    pack: RulePack, given: Given, name: str, check: QuotaCheck
) -> Iterator[Finding]:
    code = f"county-{name.replace('_', '-')}"
    quota = check.quota
    for position in np.flatnonzero(in_decimal(check.county_over) > 0):
        county = int(position)
        members = np.flatnonzero(check.counted & (given.statistics.county_codes == county))
        behind = (amount_figures(pack, given, quota.allowed, int(m)) for m in members)
        figures = list({figure.name: figure for each in behind for figure in each}.values())
        allowed, proposed = (
            float(check.county_allowed[county]),
            float(check.county_proposed[county]),
        )
        said = {**_said(check, allowed, proposed), "townships": len(members)}
        weakest_figure = least_sure(figures)
        status = weakest_figure.status if weakest_figure else Status.ENTERED
        yield Finding(
            f"{code}-over-{quota.kind}",
            status.breach_severity,
            Sentence(f"rules.county_over_{status.breach_severity}", said),
            county=county,
            value=proposed,
            limit=allowed,
            status=status,
            source=weakest_figure.cited if weakest_figure else None,
        )
    proposing = given.statistics.county_codes[~np.isnan(check.proposed)]
    proposals = np.bincount(proposing, minlength=len(check.pooled))
    partly = (check.county_left_out > 0) & (proposals > 0)
    for position in np.flatnonzero(partly):
        said = {"label": quota.label, "left_out": int(check.county_left_out[position])}
        yield Finding(
            f"{code}-incomplete",
            Severity.NOTE,
            Sentence("rules.county_incomplete", said),
            county=int(position),
        )


def amount_figures(pack: RulePack, given: Given, measure: str, township: int) -> list[Figure]:
    """The numbers that make up what one township may have, through all sums and steps.

    Not those that decide its class, nor which column is its population: a breach weighs as the
    figure that is breached.
    """
    reason = pack.measures[measure].explain(given, measure, township)
    figures = {f.name: f for f in reason.figures if not isinstance(f.value, (bool, list))}
    for name in reason.measures:
        is_text = given.measures[name].data.dtype == object
        if not is_text and not isinstance(pack.measures[name], Column):
            figures.update({f.name: f for f in amount_figures(pack, given, name, township)})
    return list(figures.values())


def _said(check: QuotaCheck, allowed: float, proposed: float) -> dict[str, object]:
    unit = check.quota.unit
    return {
        "label": check.quota.label,
        "allowed": Quantity(allowed, unit),
        "proposed": Quantity(proposed, unit),
        "over": Quantity(proposed - allowed, unit),
    }


def _breach(
    code: str,
    key: str,
    figures: list[Figure],
    check: QuotaCheck,
    said: dict[str, object],
    township: int,
) -> Finding:
    figure = least_sure(figures)
    status = figure.status if figure else Status.ENTERED
    pooled = code.endswith("-pooled")
    severity = Severity.NOTE if pooled else status.breach_severity
    return Finding(
        code,
        severity,
        Sentence(key if pooled else f"{key}_{severity}", said),
        township=township,
        column=check.quota.proposed,
        value=float(check.proposed[township]),
        limit=float(check.allowed[township]),
        status=status,
        source=figure.cited if figure else None,
    )
