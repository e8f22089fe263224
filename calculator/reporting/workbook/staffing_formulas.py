"""Formulas of the sheet of staff and posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.workbook.approved_totals import county_total
from calculator.reporting.workbook.formulas import (
    joined,
    literal,
    own,
    text_with,
    whole,
)
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from rules.formulas import MISSING, in_decimal, where_numbers
from rules.quotas import QuotaCheck
from rules.schema import QuotaEntry
from rules.statistics import IntArray
from rules.status import Severity

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

WITHIN, NOT_FORBIDDEN, OVER, POOLED = 0, 1, 2, 3
"""What becomes of a difference: none, one that no rule forbids, a breach, a pooled increase."""

SEVERITIES = list(Severity)

FORMULAS = {
    "change": lambda name: _difference(f"proposed:{name}", f"approved:{name}"),
    "over": lambda name: _difference(f"actual:{name}", f"approved:{name}", "MAX({},0)"),
    "vacant": lambda name: _difference(f"approved:{name}", f"actual:{name}", "MAX({},0)"),
}
"""The columns that are differences -> how each is calculated."""


def _difference(one: str, other: str, within: str = "{}") -> str:
    first, second = own(one), own(other)
    return where_numbers([first, second], within.format(f"{first}-{second}"))


def weight(writing: Writing, figure: str | None) -> Severity:
    """How heavily a breach of a yes-or-no figure weighs."""
    figures = writing.report.pack.figures
    return figures[figure].status.breach_severity if figure else Severity.NOTE


def interim_columns(
    writing: Writing, checks: Mapping[str, QuotaCheck], townships: IntArray
) -> Iterator[TableColumn]:
    """Hidden columns: the county, its totals, and what becomes of every difference."""
    statistics = writing.evaluation.statistics
    counties = statistics.county_codes[townships]
    formula = writing.result("group:county")
    yield TableColumn("", counties.tolist(), key="county", formula=formula, is_hidden=True)
    yield from prefecture_column(writing, townships)
    for name, check in checks.items():
        if check.staffing.counted.any():
            states = _states(check.staffing.exceeds, check.quota.within_approved, writing)
            formula = _state(writing, own(f"over:{name}"), check.quota.within_approved)
            yield _hidden(f"staff_state:{name}", states[townships].tolist(), formula)
        if check.increase.counted.any():
            total = county_total(writing, name, check, own("county"))
            totals = check.county_approved[counties].tolist()
            yield _hidden(f"total:{name}", totals, total)
            fits = check.increase_fits(writing.evaluation.groups[0])
            pooled = (fits & _says(writing, check.quota.pooled))[statistics.county_codes]
            states = _states(check.increase.exceeds, check.quota.no_increase, writing, pooled)
            yield _hidden(
                f"change_state:{name}",
                states[townships].tolist(),
                _state(
                    writing,
                    own(f"change:{name}"),
                    check.quota.no_increase,
                    _pools(writing, name, check.quota),
                ),
            )


def prefecture_column(writing: Writing, townships: IntArray) -> Iterator[TableColumn]:
    """A hidden column that numbers the prefectures after the counties, where there are several."""
    by_county, by_prefecture = writing.evaluation.groups
    if by_prefecture.several.any():
        codes = (by_county.count + by_prefecture.codes[townships]).tolist()
        yield TableColumn("", codes, key="prefecture", is_hidden=True)


def _hidden(key: str, values: Sequence[float], formula: str | None) -> TableColumn:
    return TableColumn("", values, Style.NUMBER, key=key, formula=formula, is_hidden=True)


def _says(writing: Writing, figure: str | None) -> bool:
    return figure is not None and bool(writing.report.pack.figures[figure].value)


def _states(
    exceeds: np.ndarray, figure: str | None, writing: Writing, pooled: np.ndarray | None = None
) -> IntArray:
    states = np.where(exceeds, OVER if _says(writing, figure) else NOT_FORBIDDEN, WITHIN)
    if pooled is None or not _says(writing, figure):
        return states
    return np.where(exceeds & pooled, POOLED, states)


def _state(writing: Writing, difference: str, figure: str | None, pools: str | None = None) -> str:
    assert writing.live is not None
    over = f"{OVER}" if pools is None else f"IF({pools},{POOLED},{OVER})"
    if figure is None:
        over = f"{NOT_FORBIDDEN}"
    else:
        over = f"IF({writing.live.cells.figure(figure)},{over},{NOT_FORBIDDEN})"
    return f"IF(ISNUMBER({difference}),IF({in_decimal(difference)}>0,{over},{WITHIN}),{WITHIN})"


def _pools(writing: Writing, name: str, quota: QuotaEntry) -> str | None:
    """Whether the county pools: its sums do not increase and keep within its total."""
    if quota.pooled is None or writing.live is None:
        return None
    county = f"{whole('county')},{own('county')}"
    change, total = f"SUMIFS({whole(f'change:{name}')},{county})", own(f"total:{name}")
    everything = f"SUMIFS({_proposals(writing, name)})"
    return (
        f"AND({writing.live.cells.figure(quota.pooled)},{in_decimal(change)}<=0,"
        f"IF(ISNUMBER({total}),{in_decimal(everything)}<={in_decimal(total)},1=1))"
    )


def _proposals(writing: Writing, name: str) -> str:
    """All proposals of the county: as the sheet of offices and posts has them, else this one."""
    posts, key = writing.table("posts"), f"proposed:{name}"
    if posts is None or key not in posts.places.letters:
        return f"{whole(key)},{whole('county')},{own('county')}"
    sheet, places = writing.quoted("posts"), posts.places
    return f"{sheet}!{places.cells(key)},{sheet}!{places.cells('county')},{own('county')}"


def lights(writing: Writing, key: str, name: str, figure: str | None) -> list[tuple[str, Severity]]:
    """How a difference stands out: as a breach of the figure weighs."""
    severity = weight(writing, figure)
    if figure is None or severity is Severity.NOTE:
        return []
    return [(f"{own(f'{key}:{name}')}={OVER}", severity)]


def outcome(
    writing: Writing, checks: Mapping[str, QuotaCheck], sort_of: Mapping[str, str]
) -> tuple[str, list[tuple[str, Severity]]]:
    """What came out for a township in words, over all quotas; and how it stands out.

    Args:
        writing: The report.
        checks: The quotas on the sheet.
        sort_of: For each quota whether its posts are those of leaders or of staff.
    """
    parts: list[tuple[str, str]] = []
    breaches: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
    compared: dict[str, list[str]] = {}
    for name, check in checks.items():
        if check.staffing.counted.any():
            state, over = own(f"staff_state:{name}"), own(f"over:{name}")
            said = _words(writing, f"said_over_{sort_of[name]}", check, over)
            parts.append((f"{state}>{WITHIN}", said))
            breaches[weight(writing, check.quota.within_approved)].append(f"{state}={OVER}")
            compared.setdefault("staffing", []).append(f"ISNUMBER({over})")
        if check.increase.counted.any():
            state, change = own(f"change_state:{name}"), own(f"change:{name}")
            increased = _words(writing, "said_increased", check, change)
            pooled = _words(writing, "said_pooled", check, change)
            parts.append((f"{state}>{WITHIN}", f"IF({state}={POOLED},{pooled},{increased})"))
            breaches[weight(writing, check.quota.no_increase)].append(f"{state}={OVER}")
            compared.setdefault("increase", []).append(f"ISNUMBER({change})")
    separator = writing.speaker.template("terms.list_separator")
    within = [
        (_any(compared[key]), literal(writing.text(f"staffing.within_{key}")))
        for key in ("staffing", "increase")
        if key in compared
    ]
    nothing = joined(within, separator) or MISSING
    if not parts:
        return nothing, []
    formula = f"IF({_any(part for part, _ in parts)},{joined(parts, separator)},{nothing})"
    return formula, [
        (_any(states), severity)
        for severity, states in breaches.items()
        if states and severity is not Severity.NOTE
    ]


def _any(truths: Iterable[str]) -> str:
    return f"OR({','.join(truths)})"


def _words(writing: Writing, key: str, check: QuotaCheck, over: str) -> str:
    template = writing.speaker.template(f"workbook.staffing.{key}")
    label = literal(writing.speaker.say(check.quota.label))
    return text_with(template, {"label": label, "over": in_decimal(over)})
