"""The sheet that holds proposed offices and posts against what each township may have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.quotas import QuotaCheck
from rules.statistics import IntArray


def posts_table(writing: Writing) -> Table:
    """Each judged township: what it may have, what is proposed, the difference, the outcome."""
    evaluation = writing.evaluation
    townships = np.flatnonzero(evaluation.classification.judged)
    columns = writing.unit_columns(townships, brief=True)
    fixed = len(columns)
    classes = evaluation.classification.classes[townships].tolist()
    columns.append(TableColumn(writing.text("class"), writing.class_column(classes), Style.CENTRED))
    columns[0] = TableColumn(
        columns[0].heading, columns[0].values, Style.CENTRED, total=writing.text("total")
    )
    for check in evaluation.quotas.values():
        columns += _quota_columns(writing, check, townships)
    outcomes = [_outcome(writing, int(township)) for township in townships]
    marks = [bool(over) for _, over in outcomes]
    columns.append(
        TableColumn(
            writing.text("outcome"), [said for said, _ in outcomes], Style.WRAPPED, marks=marks
        )
    )
    return Table(
        writing.text("titles.posts"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[writing.text("total_note")],
        has_total=True,
    )


def _quota_columns(
    writing: Writing, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    unit = writing.unit(check.quota.unit)
    label = writing.speaker.say(check.quota.label)
    group = writing.text("with_unit", label=label, unit=unit) if unit else label
    allowed = check.allowed[townships]
    proposed = check.proposed[townships]
    over = check.over[townships]
    counted = check.counted[townships]
    yield TableColumn(
        writing.text(f"allowed_{check.quota.kind}"),
        allowed.tolist(),
        Style.NUMBER,
        group,
        total=float(allowed[counted].sum()) if counted.any() else float(np.nansum(allowed)),
    )
    if not counted.any():
        return
    yield TableColumn(
        writing.text(f"proposed_{check.quota.kind}"),
        proposed.tolist(),
        Style.NUMBER,
        group,
        total=float(proposed[counted].sum()),
    )
    yield TableColumn(
        writing.text("difference"),
        over.tolist(),
        Style.NUMBER,
        group,
        marks=check.is_over[townships].tolist(),
        total=float(over[counted].sum()),
    )


def _outcome(writing: Writing, township: int) -> tuple[str, bool]:
    """What came out for a township in a few words, and whether it is over anything."""
    evaluation = writing.evaluation
    if evaluation.classification.classes[township] is None:
        return writing.speaker.text("report.summary.undecided"), False
    county = int(evaluation.statistics.county_codes[township])
    said = []
    over = False
    for check in evaluation.quotas.values():
        if check.is_over[township]:
            pooled = bool(check.pooled[county])
            key = "outcome_pooled" if pooled else "outcome_over"
            said.append(
                writing.text(key, label=check.quota.label, over=float(check.over[township]))
            )
            over = over or not pooled
    if said:
        return writing.speaker.say(said), over
    checks = evaluation.quotas.values()
    if any(check.counted[township] for check in checks):
        return writing.text("outcome_within"), False
    return writing.text("outcome_no_proposal"), False
