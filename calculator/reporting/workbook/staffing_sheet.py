"""The sheet of staff and posts: approved before, proposed, and who is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from calculator.reporting.workbook.formulas import Formula, plain_number, whole
from calculator.reporting.workbook.posts_sheet import listed_rows
from calculator.reporting.workbook.staffing_formulas import (
    FORMULAS,
    interim_columns,
    lights,
    outcome,
)
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.bodies import LEADERSHIP
from rules.findings import Finding
from rules.quotas import QuotaCheck
from rules.statistics import FloatArray, IntArray
from rules.status import Severity
from rules.wording import Sentence, Term

POOLED = "rules.increased_pooled"
"""The sentence of an increase that the county pools."""

_STATES = {"change": "change", "over": "staff"}
"""The columns that stand out -> what their hidden states are called."""


def staffing_table(writing: Writing) -> Table | None:
    """Each judged township: posts approved before, proposed and filled; None without any."""
    checks = staffed_checks(writing)
    if not checks:
        return None
    judged = next(iter(checks.values())).judged
    given = np.zeros(len(judged), dtype=np.bool_)
    for check in checks.values():
        given |= ~np.isnan(check.approved) | ~np.isnan(check.actual)
    townships = np.flatnonzero(judged & given)
    links = writing.links_home(townships)
    number, *columns = writing.unit_columns(townships, brief=True, links=links)
    number = TableColumn(number.heading, number.values, Style.CENTRED, total=writing.text("total"))
    columns = [number, *columns]
    fixed = len(columns)
    for name, check in checks.items():
        columns += _quota_columns(writing, name, check, townships)
    columns.append(_outcome_column(writing, checks, townships))
    if writing.is_live:
        columns += interim_columns(writing, checks, townships)
    notes = list(rule_notes(writing, checks))
    if _is_incomplete(checks, townships):
        notes.append(writing.text("staffing.incomplete"))
    return Table(
        writing.text("titles.staffing"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*notes, *writing.live_note("listed")],
        has_total=True,
        lines=writing.lines_of(townships),
    )


def staffed_checks(writing: Writing) -> dict[str, QuotaCheck]:
    """The quotas of which it is known what was approved before, or how many staff there are."""
    return {
        name: check
        for name, check in writing.evaluation.quotas.items()
        if (~np.isnan(check.approved[check.judged])).any()
        or (~np.isnan(check.actual[check.judged])).any()
    }


def rule_notes(writing: Writing, checks: Mapping[str, QuotaCheck]) -> Iterator[str]:
    """What posts and staff may not be, with the clause and how sure it is."""
    figures = writing.report.pack.figures
    named = [(check.quota.no_increase, check.quota.within_approved) for check in checks.values()]
    for name in dict.fromkeys(name for names in named for name in names if name is not None):
        figure = figures[name]
        if figure.value:
            yield writing.text(
                "staffing.rule",
                label=figure.label,
                status=Term("status", figure.status),
                source=figure.cited,
            )


def _quota_columns(
    writing: Writing, name: str, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    quota = check.quota
    unit, label = writing.unit(quota.unit), writing.speaker.say(quota.label)
    headed = writing.text("with_unit", label=label, unit=unit) if unit else label
    shows_change = quota.kind == "standard" or not np.isnan(check.actual[townships]).all()
    group = headed if shows_change else None

    def column(
        key: str,
        values: FloatArray,
        source: str | None = None,
        *,
        name_of_key: str = "",
        marks: Sequence[Finding | None] | None = None,
        figure: str | None = None,
        is_hidden: bool = False,
    ) -> TableColumn:
        """A column of numbers, read from the column ``source`` or a difference of two."""
        place = name_of_key or key
        formula = FORMULAS[place](name) if place in FORMULAS and writing.is_live else None
        if writing.live is not None and source in writing.evaluation.statistics.numbers:
            formula = writing.live.statistic(source or "")
        total: float | Formula | None = _sum(values[townships])
        if formula is not None:
            total = Formula(f"SUM({whole(f'{place}:{name}')})", total)
        heading = writing.text(f"staffing.{key}")
        return TableColumn(
            heading if group else f"{label}\n{heading}",
            values[townships].tolist(),
            Style.NUMBER,
            group,
            marks=[found.severity if found else None for found in marks] if marks else None,
            total=total,
            signed=place == "change",
            key=f"{place}:{name}",
            formula=formula,
            fixed=listed_rows(check, townships) if place == "proposed" else (),
            lights=lights(writing, f"{_STATES[place]}_state", name, figure) if figure else (),
            is_hidden=is_hidden,
        )

    def is_given(values: FloatArray) -> bool:
        return bool((~np.isnan(values[townships])).any())

    positions = townships.tolist()
    is_staffed = is_given(check.actual)
    if is_given(check.approved):
        yield column("approved", check.approved, quota.approved)
    if is_given(check.proposed) and (shows_change or writing.is_live):
        is_hidden = not shows_change
        yield column("proposed", check.proposed, quota.proposed, is_hidden=is_hidden)
    if check.increase.counted.any() and (quota.kind == "standard" or writing.is_live):
        change = np.where(check.increase.counted, check.increase.over, np.nan)
        found = [writing.outcomes.increased(name, township) for township in positions]
        is_hidden, figure = quota.kind != "standard", quota.no_increase
        yield column("change", change, marks=found, figure=figure, is_hidden=is_hidden)
    if not is_staffed:
        return
    yield column("actual", check.actual, quota.actual)
    if check.staffing.counted.any():
        found = [writing.outcomes.over_established(name, township) for township in positions]
        yield column(
            f"over_{sort_of(check)}",
            check.staffing.above,
            name_of_key="over",
            marks=found,
            figure=quota.within_approved,
        )
        yield column(f"vacant_{sort_of(check)}", check.staffing.below, name_of_key="vacant")


def sort_of(check: QuotaCheck) -> str:
    """Whether the posts of a quota are those of leaders or of staff."""
    return "leaders" if check.quota.listed == LEADERSHIP else "staff"


def _sum(values: FloatArray) -> float | None:
    return float(np.nansum(values)) if (~np.isnan(values)).any() else None


def _outcome_column(
    writing: Writing, checks: Mapping[str, QuotaCheck], townships: IntArray
) -> TableColumn:
    outcomes = [_outcome(writing, checks, int(township)) for township in townships]
    column = TableColumn(
        writing.text("outcome"),
        [words for words, _ in outcomes],
        Style.WRAPPED,
        marks=[severity for _, severity in outcomes],
        widest=34,
    )
    if not writing.is_live:
        return column
    sorts = {name: sort_of(check) for name, check in checks.items()}
    formula, lit = outcome(writing, checks, sorts)
    return replace(column, formula=formula, lights=lit)


def _outcome(
    writing: Writing, checks: Mapping[str, QuotaCheck], township: int
) -> tuple[str | None, Severity | None]:
    """What came out for a township in a few words, and how heavily it weighs."""
    said: list[Sentence] = []
    heaviest: list[Severity] = []
    for name, check in checks.items():
        for balance, finding, key in (
            (
                check.staffing,
                writing.outcomes.over_established(name, township),
                f"said_over_{sort_of(check)}",
            ),
            (check.increase, writing.outcomes.increased(name, township), "said_increased"),
        ):
            if not balance.exceeds[township]:
                continue
            if finding is not None:
                heaviest.append(finding.severity)
                key = "said_pooled" if finding.message.key == POOLED else key
            over = plain_number(float(balance.above[township]))
            values = {"label": check.quota.label, "over": over}
            said.append(Sentence(f"workbook.staffing.{key}", values))
    if said:
        weight = min(heaviest, key=list(Severity).index) if heaviest else None
        return writing.speaker.say(said), weight
    within = [
        key
        for key in ("staffing", "increase")
        if any(getattr(check, key).counted[township] for check in checks.values())
    ]
    return writing.speaker.say([writing.text(f"staffing.within_{key}") for key in within]), None


def _is_incomplete(checks: Mapping[str, QuotaCheck], townships: IntArray) -> bool:
    """Whether some number is there of one township and not of another."""
    columns = (
        values[townships]
        for check in checks.values()
        for values in (check.approved, check.proposed, check.actual)
    )
    return any(np.isnan(values).any() and not np.isnan(values).all() for values in columns)
