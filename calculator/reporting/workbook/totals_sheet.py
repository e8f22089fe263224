"""The sheet of sums: standards, the province's totals, proposals and staff, by county and kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from calculator.reporting.outcomes import check_figures
from calculator.reporting.workbook.approved_totals import name_totals, quota_number
from calculator.reporting.workbook.formulas import plain_number
from calculator.reporting.workbook.staffing_sheet import rule_notes
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.totals_formulas import (
    MARKED,
    UNMARKED,
    TotalsFormulas,
    is_kind_of_posts,
    standard_weight,
)
from calculator.reporting.workbook.writing import Writing
from rules.balances import Balance
from rules.bodies import LEADERSHIP
from rules.figures import Figure
from rules.findings import Finding
from rules.groups import Group
from rules.quotas import QuotaCheck
from rules.statistics import FloatArray
from rules.status import Severity
from rules.wording import Sentence

COLUMNS = {
    "standard": "standards",
    "proposed": "standards",
    "over_standard": "standards",
    "approved_total": "totals",
    "over_total": "totals",
    "approved": "before",
    "change": "before",
    "actual": "staff",
    "over_established": "staff",
    "vacant": "staff",
}
"""Each column of numbers -> the heading above it."""

DIFFERENCES = {
    "over_standard": "over-standard",
    "over_total": "over-approved",
    "change": "increased",
}
"""The columns that are differences -> the finding of a sum that is above."""

TRANSFERRED = "posts-transferred"


@dataclass(frozen=True)
class _Row:
    """The sums of one kind of posts in one county or prefecture."""

    group: Group
    position: int
    name: str
    check: QuotaCheck
    numbers: dict[str, float]
    left_out: int
    marks: dict[str, Severity] = field(default_factory=dict)
    transferred: set[str] = field(default_factory=set)
    said: list[Sentence] = field(default_factory=list)


def totals_table(writing: Writing) -> Table | None:
    """The sums of posts of each county and prefecture; None where only proposals are known."""
    rows = [row for group in writing.evaluation.groups for row in _rows(writing, group)]
    if not rows:
        return None
    counties = writing.evaluation.statistics.counties
    columns = [TableColumn(writing.text("number"), range(1, len(rows) + 1), Style.CENTRED)]
    if any(prefecture for prefecture, _ in counties):
        columns.append(writing.text_column("prefecture", [_prefecture(writing, r) for r in rows]))
    names = [
        row.group.names[row.position]
        if row.group.level == "county"
        else writing.text("totals.of_prefecture")
        for row in rows
    ]
    columns.append(writing.text_column("county", names))
    labels = [writing.speaker.say(row.check.quota.label) for row in rows]
    columns.append(TableColumn(writing.text("quota"), labels))
    fixed = len(columns)
    figures = [f for row in rows for f in check_figures(writing.report.pack, row.check)]
    shown = [key for key in COLUMNS if any(row.numbers[key] == row.numbers[key] for row in rows)]
    formulas = None
    if writing.is_live:
        checks = {row.name: row.check for row in rows}
        formulas = TotalsFormulas(writing, checks, frozenset(shown))
    of_counties = [place for place, row in enumerate(rows) if row.group.level == "county"]
    for key in shown:
        group = COLUMNS[key]
        values = [row.numbers[key] for row in rows]
        heading = writing.text(f"totals.{key}")
        columns.append(
            TableColumn(
                writing.with_status(heading, figures) if key == "standard" else heading,
                values,
                Style.NUMBER,
                writing.text(f"totals.group_{group}"),
                marks=[row.marks.get(key) for row in rows],
                signed=key in DIFFERENCES,
                key=key,
                formula=formulas.column(key) if formulas else None,
                fixed=of_counties if key == "approved_total" else (),
                lights=formulas.lights(key) if formulas and key in MARKED else (),
            )
        )
    notes = [writing.text("totals.staff_note")] if _has(columns, writing, "vacant") else []
    if any(row.left_out for row in rows):
        left_out = [row.left_out or None for row in rows]
        formula = formulas.left_out() if formulas else None
        heading = writing.text("totals.left_out")
        columns.append(TableColumn(heading, left_out, Style.NUMBER, formula=formula))
        notes.append(writing.text("totals.left_out_note"))
    said = [writing.speaker.say(row.said) if row.said else _within(writing, row) for row in rows]
    marks = [min(row.marks.values(), key=list(Severity).index, default=None) for row in rows]
    outcome = TableColumn(writing.text("totals.outcome"), said, Style.WRAPPED, marks=marks)
    if formulas is not None:
        formula, lights = formulas.outcome()
        outcome = replace(outcome, formula=formula, lights=lights)
    columns.append(outcome)
    if formulas is not None:
        columns += _interim_columns(writing, rows, formulas)
    notes += writing.status_note(writing.text("totals.standard"), _once(figures))
    notes += rule_notes(writing, {row.name: row.check for row in rows})
    table = Table(
        writing.text("titles.totals"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*notes, *writing.live_note("totals")],
    )
    name_totals(writing, table)
    return table


def _interim_columns(
    writing: Writing, rows: Sequence[_Row], formulas: TotalsFormulas
) -> Iterator[TableColumn]:
    """Hidden columns: what a row is about, and what becomes of its differences."""

    def hidden(
        key: str,
        values: Sequence[float | None],
        formula: str | None = None,
        fixed: Sequence[int] = (),
    ) -> TableColumn:
        return TableColumn(
            "", values, Style.NUMBER, key=key, formula=formula, fixed=fixed, is_hidden=True
        )

    def of_county(row: _Row) -> bool:
        return row.group.level == "county"

    by_county, by_prefecture = writing.evaluation.groups
    first = by_county.count
    codes = [row.position if of_county(row) else first + row.position for row in rows]
    within = [
        first + int(by_prefecture.of_counties[r.position]) if of_county(r) else None for r in rows
    ]
    counted = np.bincount(by_prefecture.of_counties, minlength=by_prefecture.count)
    yield hidden("group", codes)
    yield hidden("within", within)
    yield hidden("counties", [0 if of_county(r) else int(counted[r.position]) for r in rows])
    yield hidden("quota", [quota_number(writing, row.name) for row in rows])
    yield hidden("is_kind", [int(is_kind_of_posts(row.check)) for row in rows])
    weights = [
        standard_weight(
            writing, row.check, row.group.members(row.position, row.check.counted).tolist()
        )
        for row in rows
    ]
    yield hidden("weight", [_place(severity) for severity in weights])
    if "approved_total" in formulas.columns:
        totals = [row.numbers["approved_total"] if of_county(row) else None for row in rows]
        others = [place for place, row in enumerate(rows) if not of_county(row)]
        yield hidden("county_total", totals, formulas.county_total(), others)
    if "over_total" in formulas.columns:
        proposals = [
            row.group.sums(row.check.judged & ~np.isnan(row.check.proposed), row.check.judged)
            for row in rows
        ]
        numbers = [float(n[row.position]) for n, row in zip(proposals, rows, strict=True)]
        yield hidden("proposals", numbers, formulas.proposals())
    for key in ("over_total", "change"):
        if key in formulas.columns:
            found = [int(key in row.transferred) for row in rows]
            yield hidden(f"transferred:{key}", found, formulas.transferred(key))
    for key in MARKED:
        if key in formulas.columns:
            marks = [_place(row.marks.get(key)) for row in rows]
            yield hidden(f"mark:{key}", marks, formulas.mark(key))


def _place(severity: Severity | None) -> int:
    return UNMARKED if severity is None else list(Severity).index(severity)


def _once(figures: list[Figure]) -> list[Figure]:
    return list({figure.name: figure for figure in figures}.values())


def _has(columns: list[TableColumn], writing: Writing, key: str) -> bool:
    return any(column.heading == writing.text(f"totals.{key}") for column in columns)


def _prefecture(writing: Writing, row: _Row) -> str | None:
    if row.group.level == "prefecture":
        return row.group.names[row.position]
    return writing.evaluation.statistics.counties[row.position][0] or None


def _rows(writing: Writing, group: Group) -> Iterator[_Row]:
    checks = {
        name: check
        for name, check in writing.evaluation.quotas.items()
        if check.quota.kind == "standard" and _is_known(check)
    }
    known = {name: _numbers(check, group) for name, check in checks.items()}
    for position in np.flatnonzero(group.several).tolist():
        for name, check in checks.items():
            numbers = {key: float(values[position]) for key, values in known[name].items()}
            if all(
                numbers[key] != numbers[key] for key in ("approved_total", "approved", "actual")
            ):
                continue
            left_out = int(group.sums(check.judged & ~check.counted, check.judged)[position])
            has_proposal = numbers["proposed"] == numbers["proposed"]
            row = _Row(group, position, name, check, numbers, left_out if has_proposal else 0)
            _judge(writing, row)
            yield row


def _is_known(check: QuotaCheck) -> bool:
    columns = (check.county_approved, check.approved[check.judged], check.actual[check.judged])
    return any((~np.isnan(values)).any() for values in columns)


def _balances(check: QuotaCheck, group: Group) -> dict[str, Balance]:
    return {
        "over_standard": check.standard.sums(group.codes, group.count),
        "over_total": check.against_total(group),
        "change": check.increase.sums(group.codes, group.count),
    }


def _numbers(check: QuotaCheck, group: Group) -> dict[str, FloatArray]:
    """Every column of numbers: one value per county or prefecture, NaN where unknown."""

    def summed(values: FloatArray) -> FloatArray:
        known = check.judged & ~np.isnan(values)
        return np.where(group.sums(known, known) > 0, group.sums(values, known), np.nan)

    has_total = ~np.isnan(check.county_approved)
    totals = group.sums_of_counties(check.county_approved, has_total)
    complete = group.sums_of_counties(~has_total, np.ones(len(has_total), dtype=np.bool_)) == 0
    return {
        "standard": summed(check.allowed),
        "proposed": summed(check.proposed),
        "approved_total": np.where(complete, totals, np.nan),
        "approved": summed(check.approved),
        "actual": summed(check.actual),
        "over_established": summed(check.staffing.above),
        "vacant": summed(check.staffing.below),
        **{
            key: np.where(balance.counted, balance.over, np.nan)
            for key, balance in _balances(check, group).items()
        },
    }


def _judge(writing: Writing, row: _Row) -> None:
    """Say what is above what it may be, each as heavily as it was found to weigh."""
    balances = _balances(row.check, row.group)
    above_total = balances["over_total"].exceeds[row.position]
    for key, balance in balances.items():
        if not balance.exceeds[row.position]:
            continue
        finding = _finding(writing, row, DIFFERENCES[key], balance)
        if key == "change" and above_total:
            finding = None  # the rules say it once, of the total
        suffix = ""
        if finding is not None:
            row.marks[key] = finding.severity
            if finding.code.endswith(TRANSFERRED):
                row.transferred.add(key)
                suffix = "_transferred"
            if key == "over_standard":
                suffix = f"_{finding.severity}"
        elif key == "over_standard":
            continue
        over = plain_number(float(balance.over[row.position]))
        row.said.append(Sentence(f"workbook.totals.said_{key}{suffix}", {"over": over}))
    number = row.numbers["over_established"]
    if number > 0:
        members = row.group.members(row.position, row.check.staffing.exceeds).tolist()
        found = (writing.outcomes.over_established(row.name, member) for member in members)
        severities = [finding.severity for finding in found if finding is not None]
        if severities:
            row.marks["over_established"] = min(severities, key=list(Severity).index)
        sort = "leaders" if row.check.quota.listed == LEADERSHIP else "established"
        values = {"over": plain_number(number)}
        row.said.append(Sentence(f"workbook.totals.said_over_{sort}", values))


def _finding(writing: Writing, row: _Row, suffix: str, balance: Balance) -> Finding | None:
    outcomes = writing.outcomes
    codes = [f"{row.name.replace('_', '-')}-{suffix}"]
    if suffix in ("over-approved", "increased"):
        codes.append(TRANSFERRED)
    found = (outcomes.of_sum(row.group, row.position, code, balance) for code in codes)
    return next(filter(None, found), None)


def _within(writing: Writing, row: _Row) -> str | None:
    compared = any(row.numbers[key] == row.numbers[key] for key in DIFFERENCES)
    compared |= row.numbers["over_established"] == 0
    return writing.text("totals.within") if compared else None
