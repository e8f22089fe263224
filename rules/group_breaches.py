"""Counties and prefectures whose sums are above what they may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from rules.balances import Balance
from rules.bodies import ADMINISTRATIVE, INSTITUTION, LEADERSHIP
from rules.comparing import in_decimal
from rules.figures import Figure, least_sure
from rules.findings import Finding
from rules.given import Given
from rules.groups import Group
from rules.pack import RulePack
from rules.quotas import QuotaCheck, amount_figures
from rules.status import Severity, Status
from rules.weighing import breach, compared, figure_that_says
from rules.wording import Quantity, Sentence

KINDS_OF_POSTS = (ADMINISTRATIVE, INSTITUTION)
"""The kinds that are never set off against each other."""


def group_breaches(
    pack: RulePack, given: Given, checks: Mapping[str, QuotaCheck], name: str, group: Group
) -> Iterator[Finding]:
    """What is wrong with the sums of one quota, by county or by prefecture."""
    check = checks[name]
    found: list[tuple[int, Finding]] = []
    if check.quota.county_total:
        found += _over_standard(pack, given, name, check, group)
        if group.level == "county":
            found += _incomplete(name, check)
            found += _standards_above_total(name, check, group)
    found += _above_total(given, pack, checks, name, group)
    found += _over_established(given, name, check, group)
    for position, finding in found:
        if group.several[position]:
            yield finding


def _finding_code(name: str, group: Group, suffix: str) -> str:
    return f"{group.level}-{name.replace('_', '-')}-{suffix}"


def _placed(said: Sentence, group: Group, position: int) -> Sentence:
    """The sentence with the prefecture's name; a county is named by the finding."""
    if group.level == "county":
        return said
    return Sentence("rules.of_prefecture", {"prefecture": group.names[position], "said": said})


def _where(group: Group, position: int) -> dict[str, Any]:
    return {"county": position} if group.level == "county" else {}


def _over_standard(
    pack: RulePack, given: Given, name: str, check: QuotaCheck, group: Group
) -> Iterator[tuple[int, Finding]]:
    sums = check.standard.sums(group.codes, group.count)
    for position in np.flatnonzero(sums.exceeds).tolist():
        members = group.members(position, check.counted)
        behind = (amount_figures(pack, given, check.measures[m], int(m)) for m in members)
        figure = least_sure({f.name: f for each in behind for f in each}.values())
        status = figure.status if figure else Status.ENTERED
        allowed, proposed = float(sums.limit[position]), float(sums.found[position])
        said = {
            "label": check.quota.label,
            "townships": len(members),
            "allowed": Quantity(allowed, check.quota.unit),
            "proposed": Quantity(proposed, check.quota.unit),
            "over": Quantity(proposed - allowed, check.quota.unit),
        }
        sentence = Sentence(f"rules.county_over_{status.breach_severity}", said)
        yield (
            position,
            Finding(
                _finding_code(name, group, f"over-{check.quota.kind}"),
                status.breach_severity,
                _placed(sentence, group, position),
                value=proposed,
                limit=allowed,
                status=status,
                source=figure.cited if figure else None,
                **_where(group, position),
            ),
        )


def _incomplete(name: str, check: QuotaCheck) -> Iterator[tuple[int, Finding]]:
    """A note for each county with a proposal that some of its townships are not part of."""
    left_out = check.county_left_out
    partly = (left_out > 0) & (check.county_has_proposal > 0)
    for county in np.flatnonzero(partly).tolist():
        said = {"label": check.quota.label, "left_out": int(left_out[county])}
        sentence = Sentence("rules.county_incomplete", said)
        code = f"county-{name.replace('_', '-')}-incomplete"
        yield county, Finding(code, Severity.NOTE, sentence, county=county)


def _standards_above_total(
    name: str, check: QuotaCheck, group: Group
) -> Iterator[tuple[int, Finding]]:
    """A note where the standards alone add up to more than the province approved."""
    standards = group.sums(check.allowed, ~np.isnan(check.allowed))
    balance = Balance.of(standards, check.county_approved)
    for county in np.flatnonzero(balance.exceeds).tolist():
        said = compared(check.quota.label, balance, county, check.quota.unit)
        yield (
            county,
            Finding(
                _finding_code(name, group, "standards-over-approved"),
                Severity.NOTE,
                Sentence("rules.standards_over_approved", said),
                county=county,
                value=float(standards[county]),
                limit=float(check.county_approved[county]),
            ),
        )


def _above_total(
    given: Given, pack: RulePack, checks: Mapping[str, QuotaCheck], name: str, group: Group
) -> Iterator[tuple[int, Finding]]:
    """Whole proposals above the province's total, or else above what was approved before.

    Where another kind of posts is as much below, the one finding names both kinds.
    """
    check = checks[name]
    total = check.against_total(group)
    increase = check.increase.sums(group.codes, group.count)
    no_increase = figure_that_says(given, check.quota.no_increase, True)
    above_before = increase.exceeds & ~total.exceeds & (no_increase is not None)
    kept_apart = figure_that_says(given, pack.bodies.posts_mixed if pack.bodies else None, False)
    for suffix, balance, exceeds in (
        ("over-approved", total, total.exceeds),
        ("increased", increase, above_before),
    ):
        figures = [no_increase] if suffix == "increased" and no_increase is not None else []
        for position in np.flatnonzero(exceeds).tolist():
            said = compared(check.quota.label, balance, position, check.quota.unit)
            place = {
                **_where(group, position),
                "value": float(balance.found[position]),
                "limit": float(balance.limit[position]),
            }
            other = _set_off(checks, name, group, position, suffix) if kept_apart else None
            if other is not None and kept_apart is not None:
                yield (
                    position,
                    breach(
                        f"{group.level}-posts-transferred",
                        [*figures, kept_apart],
                        _placed(
                            Sentence("rules.posts_transferred", {**said, **other}), group, position
                        ),
                        "rules.reduce",
                        **place,
                    ),
                )
                continue
            key = "rules.over_approved" if suffix == "over-approved" else "rules.county_increased"
            yield (
                position,
                breach(
                    _finding_code(name, group, suffix),
                    figures,
                    _placed(Sentence(key, said), group, position),
                    "rules.reduce",
                    **place,
                ),
            )


def _set_off(
    checks: Mapping[str, QuotaCheck], name: str, group: Group, position: int, suffix: str
) -> dict[str, object] | None:
    """The other kind of posts that is below by at least as much, as the sentence names it."""
    if checks[name].quota.listed not in KINDS_OF_POSTS:
        return None

    def of(check: QuotaCheck) -> Balance:
        if suffix == "over-approved":
            return check.against_total(group)
        return check.increase.sums(group.codes, group.count)

    needed = float(in_decimal(of(checks[name]).above)[position])
    for other_name, other in checks.items():
        if other_name == name or other.quota.listed not in KINDS_OF_POSTS:
            continue
        balance = of(other)
        if balance.counted[position] and in_decimal(balance.below)[position] >= needed:
            return {
                "other": other.quota.label,
                "other_found": Quantity(float(balance.found[position]), other.quota.unit),
                "other_limit": Quantity(float(balance.limit[position]), other.quota.unit),
                "under": Quantity(float(balance.below[position]), other.quota.unit),
            }
    return None


def _over_established(
    given: Given, name: str, check: QuotaCheck, group: Group
) -> Iterator[tuple[int, Finding]]:
    figure: Figure | None = figure_that_says(given, check.quota.within_approved, True)
    if figure is None:
        return
    sums = check.staffing.sums(group.codes, group.count)
    leaders = check.quota.listed == LEADERSHIP
    for position in np.flatnonzero(sums.exceeds).tolist():
        said = compared(check.quota.label, sums, position, "people")
        key = "rules.leaders_above" if leaders else "rules.over_established"
        yield (
            position,
            breach(
                _finding_code(name, group, "over-established"),
                [figure],
                _placed(Sentence(key, said), group, position),
                "rules.absorb",
                value=float(sums.found[position]),
                limit=float(sums.limit[position]),
                **_where(group, position),
            ),
        )
