"""The sheet that holds proposed offices and posts against what each township may have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.reporting.outcomes import (
    checked_townships,
    class_figures,
    quota_figures,
    wholly_checked,
)
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
    townships = np.flatnonzero(evaluation.classification.judged)
    number, *columns = writing.unit_columns(townships, brief=True)
    number = TableColumn(number.heading, number.values, Style.CENTRED, total=writing.text("total"))
    columns = [number, *columns]
    fixed = len(columns)
    of_class = class_figures(writing.report.pack)
    classes = evaluation.classification.classes[townships].tolist()
    heading = writing.with_status(writing.text("class"), of_class)
    columns.append(TableColumn(heading, writing.class_column(classes), Style.CENTRED))
    notes = list(_left_out(writing, townships))
    notes += writing.status_note(writing.text("class"), of_class)
    behind: list[Figure] = []
    for name, check in evaluation.quotas.items():
        columns += _quota_columns(writing, name, check, townships)
        behind += quota_figures(writing.report.pack, check.quota.allowed)
    notes += writing.status_note(writing.text("limits_and_standards"), behind)
    if checked_townships(evaluation).any():
        outcomes = [_outcome(writing, int(township)) for township in townships]
        said = [words for words, _ in outcomes]
        marks = [severity for _, severity in outcomes]
        columns.append(
            TableColumn(writing.text("outcome"), said, Style.WRAPPED, marks=marks, widest=46)
        )
    return Table(
        writing.text("titles.posts"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
    )


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
    figures = quota_figures(writing.report.pack, quota.allowed)
    yield TableColumn(
        writing.with_status(writing.text(f"allowed_{quota.kind}"), figures),
        allowed.tolist(),
        Style.NUMBER,
        group,
        total=float(allowed[counted].sum()) if counted.any() else float(np.nansum(allowed)),
    )
    if not counted.any():
        return
    proposed = check.proposed[townships]
    yield TableColumn(
        writing.text(f"proposed_{quota.kind}"),
        proposed.tolist(),
        Style.NUMBER,
        group,
        total=float(proposed[counted].sum()),
    )
    over = check.over[townships]
    found = [writing.outcomes.over(name, check, int(township)) for township in townships]
    yield TableColumn(
        writing.text(f"difference_{quota.kind}"),
        over.tolist(),
        Style.NUMBER,
        group,
        marks=[finding.severity if finding else None for finding in found],
        total=float(over[counted].sum()),
    )


def _outcome(writing: Writing, township: int) -> tuple[str, Severity | None]:
    """What came out for a township in a few words, and how heavily it weighs."""
    evaluation = writing.evaluation
    if evaluation.classification.classes[township] is None:
        return writing.speaker.text("report.summary.undecided"), None
    said: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    for name, check in evaluation.quotas.items():
        over = float(check.over[township])
        finding = writing.outcomes.over(name, check, township)
        if finding is not None:
            key = f"outcome_{check.quota.kind}_{finding.severity}"
            words = writing.text(key, label=check.quota.label, over=over)
            said[finding.severity].append(words)
        elif writing.outcomes.pooled(name, township) is not None:
            words = writing.text("outcome_pooled", label=check.quota.label, over=over)
            said[Severity.NOTE].append(words)
    heaviest = next((severity for severity, words in said.items() if words), None)
    if heaviest is not None:
        return writing.speaker.say([words for part in said.values() for words in part]), heaviest
    checked = any(check.counted[township] for check in evaluation.quotas.values())
    return writing.text("outcome_within" if checked else "outcome_no_proposal"), None


def _left_out(writing: Writing, townships: IntArray) -> Iterator[str]:
    """Which of the townships are not in every sum, and why."""
    evaluation = writing.evaluation
    undecided = evaluation.classification.classes == None  # noqa: E711 - elementwise
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
