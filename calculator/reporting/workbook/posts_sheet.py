"""The sheet that holds proposed offices and posts against what each township may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from calculator.reporting.outcomes import (
    check_figures,
    checked_townships,
    class_figures,
    wholly_checked,
)
from calculator.reporting.workbook.formulas import ANY_NUMBER, Formula, plain_number, whole
from calculator.reporting.workbook.posts_formulas import (
    difference,
    interim_columns,
    lights,
    outcome,
)
from calculator.reporting.workbook.staffing_formulas import prefecture_column
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.figures import Figure
from rules.quotas import QuotaCheck
from rules.statistics import IntArray
from rules.status import Severity

MOST_NAMED = 20
"""So many townships left out of the sums are named; of the rest there is the number."""


def posts_table(writing: Writing) -> Table | None:
    """Each judged township: what it may have, what is proposed, the difference, the outcome."""
    evaluation = writing.evaluation
    if not evaluation.quotas:
        return None
    judged = next(iter(evaluation.quotas.values())).judged
    townships = np.flatnonzero(judged)
    links = writing.links_home(townships)
    number, *columns = writing.unit_columns(townships, brief=True, links=links)
    number = TableColumn(number.heading, number.values, Style.CENTRED, total=writing.text("total"))
    columns = [number, *columns]
    fixed = len(columns)
    notes = list(_left_out(writing, townships))
    if writing.report.pack.classification is not None:
        columns.append(_class_column(writing, townships))
        notes += writing.status_note(writing.text("class"), class_figures(writing.report.pack))
    behind: list[Figure] = []
    for name, check in evaluation.quotas.items():
        columns += _quota_columns(writing, name, check, townships)
        behind += check_figures(writing.report.pack, check)
    notes += writing.status_note(writing.text("limits_and_standards"), behind)
    if checked_townships(evaluation).any():
        outcomes = list(_outcomes(writing, townships))
        column = TableColumn(
            writing.text("outcome"),
            [words for words, _ in outcomes],
            Style.WRAPPED,
            marks=[severity for _, severity in outcomes],
            widest=46,
        )
        columns.append(_calculated(writing, column))
    if writing.live is not None:
        columns += _interim_columns(writing, townships)
        notes += writing.live_note("selection")
    return Table(
        writing.text("titles.posts"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
        lines=writing.lines_of(townships),
    )


def _class_column(writing: Writing, townships: IntArray) -> TableColumn:
    """The class of each township, blank where it has none."""
    rule = writing.report.pack.classification
    assert rule is not None
    classes = writing.evaluation.classification.classes[townships].tolist()
    found = writing.result(f"measure:{rule.measure}")
    return TableColumn(
        writing.with_status(writing.text("class"), class_figures(writing.report.pack)),
        writing.class_column(classes),
        Style.CENTRED,
        key="class",
        formula=f'IF({writing.result("judged")}=1,{found},"")' if writing.is_live else None,
    )


def _counted(writing: Writing) -> list[str]:
    """The quotas of which there are proposals."""
    return [name for name, check in writing.evaluation.quotas.items() if check.counted.any()]


def _calculated(writing: Writing, column: TableColumn) -> TableColumn:
    """The column of what came out, as a formula where the workbook calculates."""
    if writing.live is None:
        return column
    formula, lights = outcome(writing, _counted(writing))
    return replace(column, formula=formula, lights=lights)


def _interim_columns(writing: Writing, townships: IntArray) -> Iterator[TableColumn]:
    counties = writing.evaluation.statistics.county_codes[townships].tolist()
    formula = writing.result("group:county")
    yield TableColumn("", counties, key="county", formula=formula, is_hidden=True)
    yield from prefecture_column(writing, townships)
    for name in _counted(writing):
        yield from interim_columns(writing, name, writing.evaluation.quotas[name], townships)


def _quota_columns(
    writing: Writing, name: str, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    quota = check.quota
    unit = writing.unit(quota.unit)
    label = writing.speaker.say(quota.label)
    allowed = check.allowed[townships]
    counted = check.counted[townships]
    key = "with_unit" if counted.any() else "unit_below"
    group = writing.text(key, label=label, unit=unit) if unit else label
    figures = check_figures(writing.report.pack, check)
    is_checked = bool(counted.any())
    yield TableColumn(
        writing.with_status(writing.text(f"allowed_{quota.kind}"), figures),
        allowed.tolist(),
        Style.NUMBER,
        group,
        total=_total(
            writing,
            f"allowed:{name}",
            float(allowed[counted].sum()) if is_checked else float(np.nansum(allowed)),
            f"{'over' if is_checked else 'allowed'}:{name}",
        ),
        key=f"allowed:{name}",
        formula=writing.result(f"allowed:{name}"),
    )
    if not is_checked:
        return
    proposed = check.proposed[townships]
    stated = writing.live is not None and quota.proposed in writing.evaluation.statistics.numbers
    yield TableColumn(
        writing.text(f"proposed_{quota.kind}"),
        proposed.tolist(),
        Style.NUMBER,
        group,
        total=_total(writing, f"proposed:{name}", float(proposed[counted].sum()), f"over:{name}"),
        key=f"proposed:{name}",
        formula=writing.live.statistic(quota.proposed) if writing.live and stated else None,
        fixed=listed_rows(check, townships),
    )
    over = check.over[townships]
    found = [writing.outcomes.over(name, check, int(township)) for township in townships]
    yield TableColumn(
        writing.text(f"difference_{quota.kind}"),
        over.tolist(),
        Style.NUMBER,
        group,
        marks=[finding.severity if finding else None for finding in found],
        total=_total(writing, f"over:{name}", float(over[counted].sum()), f"over:{name}"),
        key=f"over:{name}",
        formula=difference(name) if writing.is_live else None,
        lights=lights(name),
    )


def listed_rows(check: QuotaCheck, townships: IntArray) -> frozenset[int]:
    """The rows whose proposal is counted from a list of bodies, and no cell of the statistics."""
    stated, proposed = check.stated[townships], check.proposed[townships]
    other = (stated != proposed) & ~(np.isnan(stated) & np.isnan(proposed))
    return frozenset(np.flatnonzero(other).tolist())


def _total(writing: Writing, key: str, value: float, among: str) -> float | Formula:
    """A sum over the rows that have a number in the column ``among``."""
    if not writing.is_live:
        return value
    return Formula(f"SUMIFS({whole(key)},{whole(among)},{ANY_NUMBER})", value)


def _outcomes(writing: Writing, townships: IntArray) -> Iterator[tuple[str, Severity | None]]:
    """What came out for each township in a few words, and how heavily it weighs."""
    evaluation = writing.evaluation
    classes = evaluation.classification.classes[townships]
    undecided = classes == None  # noqa: E711 - elementwise
    undecided &= writing.report.pack.classification is not None
    checks = evaluation.quotas.values()
    is_over = np.any([check.is_over[townships] for check in checks], axis=0)
    checked = np.any([check.counted[townships] for check in checks], axis=0)
    words = {
        "undecided": writing.speaker.text("report.summary.undecided"),
        "within": writing.text("outcome_within"),
        "no_proposal": writing.text("outcome_no_proposal"),
    }
    quiet = np.where(undecided, "undecided", np.where(checked, "within", "no_proposal")).tolist()
    named = np.flatnonzero(is_over & ~undecided).tolist()
    said = {row: _breaches(writing, int(townships[row])) for row in named}
    for row, key in enumerate(quiet):
        yield said.get(row) or (words[key], None)


def _breaches(writing: Writing, township: int) -> tuple[str, Severity] | None:
    """What a township is over in a few words, and how heavily it weighs."""
    said: list[str] = []
    heaviest: list[Severity] = []
    for name, check in writing.evaluation.quotas.items():
        over = plain_number(float(check.over[township]))
        finding = writing.outcomes.over(name, check, township)
        if finding is not None:
            key = f"outcome_{check.quota.kind}_{finding.severity}"
            said.append(writing.text(key, label=check.quota.label, over=over))
            heaviest.append(finding.severity)
        elif writing.outcomes.pooled(name, township) is not None:
            said.append(writing.text("outcome_pooled", label=check.quota.label, over=over))
            heaviest.append(Severity.NOTE)
    if not said:
        return None
    return writing.speaker.say(said), min(heaviest, key=list(Severity).index)


def _left_out(writing: Writing, townships: IntArray) -> Iterator[str]:
    """Which of the townships are not in every sum, and why."""
    evaluation = writing.evaluation
    undecided = evaluation.classification.classes == None  # noqa: E711 - elementwise
    undecided &= writing.report.pack.classification is not None
    incomplete = ~wholly_checked(evaluation)
    out = townships[(undecided | incomplete)[townships]]
    if not len(out):
        return
    named = [
        writing.text(
            "left_out_undecided" if undecided[township] else "left_out_no_proposal",
            name=evaluation.statistics.text("name")[township],
        )
        for township in out[:MOST_NAMED].tolist()
    ]
    key = "left_out" if len(out) <= MOST_NAMED else "left_out_more"
    yield writing.text(key, units=named, count=len(out))
