"""The sheets that are one table each, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from calculator.reporting.figure_groups import figure_rows
from calculator.reporting.workbook.posts_sheet import posts_table
from calculator.reporting.workbook.reading_sheet import reading_table
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.measures import columns_of
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.wording import Term


def classification_table(writing: Writing) -> Table:
    """Every unit: the figures that its class rests on, the class, and why."""
    evaluation = writing.evaluation
    townships = writing.all_townships
    classification = evaluation.classification
    proposed = writing.class_column(classification.proposed.tolist())
    classes = writing.class_column(classification.classes.tolist())
    differs = [
        bool(p and c and p != c)
        for p, c in zip(classification.proposed, classification.classes, strict=True)
    ]
    unknown = (evaluation.statistics.choices["kind"].codes < 0).tolist()
    undecided = writing.speaker.text("report.summary.undecided")
    not_applicable = writing.speaker.text("report.summary.not_applicable")
    shown = [
        name or (undecided if judged or no_kind else not_applicable)
        for name, judged, no_kind in zip(
            classes, classification.judged.tolist(), unknown, strict=True
        )
    ]
    open_marks = [value == undecided for value in shown]
    columns = writing.unit_columns(townships)
    fixed = len(columns) - 1
    columns += _basis_columns(writing)
    columns.append(TableColumn(writing.text("class"), shown, Style.CENTRED, marks=open_marks))
    if any(proposed):
        label = writing.speaker.say(Term("column", "proposed_class"))
        columns.append(TableColumn(label, proposed, Style.CENTRED, marks=differs))
    reasons = [evaluation.why_class(int(township)) for township in townships]
    said = [writing.speaker.say(reason.sentence) if reason else None for reason in reasons]
    columns.append(TableColumn(writing.text("reason"), said, Style.WRAPPED))
    columns.append(writing.source_column(townships))
    return Table(writing.text("titles.classification"), writing.subtitle, columns, fixed=fixed)


def _basis_columns(writing: Writing) -> Iterator[TableColumn]:
    rule = writing.report.pack.classification
    if rule is None:
        return
    measure = writing.report.pack.measures[rule.measure]
    for name in dict.fromkeys(measure.measure_names()):
        yield from writing.number_columns(name, writing.all_townships)
    columns = list(measure.column_names(writing.evaluation.given))
    yield from writing.condition_columns(columns, writing.all_townships)


def mergers_table(writing: Writing) -> Table:
    """Units below the least population or near it, the exempt ones with their reason."""
    evaluation = writing.evaluation
    rule = writing.report.pack.mergers
    status = evaluation.mergers.status
    order = {CANDIDATE: 0, EXEMPT: 1, OPEN: 2}
    chosen = np.flatnonzero(np.isin(status.astype(str), list(order)) | evaluation.mergers.near)
    ranks = np.array([order.get(status[position], 3) for position in chosen], dtype=np.int64)
    townships = chosen[np.argsort(ranks, kind="stable")]
    columns = writing.unit_columns(townships, brief=True)
    fixed = len(columns)
    title = writing.text("titles.no_merger_rule")
    if rule is not None:
        columns += writing.number_columns(rule.population, townships)
        figure = writing.report.pack.figures.get(rule.minimum or "")
        title = writing.text("titles.mergers_by_condition")
        if figure is not None:
            title = writing.text("titles.mergers", minimum=figure.said)
        if rule.minimum is not None:
            population = evaluation.given.numbers(rule.population)
            gap = (population - evaluation.given.amount(rule.minimum))[townships].tolist()
            columns.append(TableColumn(writing.text("gap"), gap, Style.NUMBER))
        conditions = [c for c in (rule.exempt, rule.candidate) if c is not None]
        columns += writing.condition_columns(columns_of(conditions), townships)
    words = [writing.text(f"merger_status.{name}") for name in status[townships]]
    near = writing.text("near")
    nearness = [near if value else None for value in evaluation.mergers.near[townships].tolist()]
    marks = [name == CANDIDATE for name in status[townships]]
    columns.append(TableColumn(writing.text("merger"), words, Style.CENTRED, marks=marks))
    if any(nearness):
        columns.append(TableColumn(writing.text("margin"), nearness, Style.CENTRED))
    if "neighbours" in evaluation.statistics.texts:
        label = writing.speaker.say(Term("column", "neighbours"))
        values = writing.texts_of("neighbours", townships)
        columns.append(TableColumn(label, values, Style.WRAPPED, widest=26))
    reasons = [writing.speaker.say(evaluation.why_merger(int(t))) for t in townships]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=34))
    columns.append(writing.source_column(townships))
    notes = [writing.text("merger_note")] if rule is not None else []
    return Table(title, writing.subtitle, columns, fixed=fixed, notes=notes)


def findings_table(writing: Writing) -> Table:
    """Everything wrong or worth knowing, the heaviest first."""
    lines = writing.findings
    speaker = writing.speaker
    heavy = [line.severity == "error" for line in lines]
    statuses = [line.status and speaker.say(Term("status", line.status)) for line in lines]
    columns = [
        TableColumn(writing.text("number"), range(1, len(lines) + 1), Style.CENTRED),
        TableColumn(
            writing.text("severity"),
            [speaker.say(Term("severity", line.severity)) for line in lines],
            Style.CENTRED,
            marks=heavy,
        ),
        TableColumn(speaker.say(Term("column", "county")), [line.county for line in lines]),
        TableColumn(speaker.say(Term("column", "name")), [line.township for line in lines]),
        TableColumn(
            writing.text("finding"), [line.message for line in lines], Style.WRAPPED, widest=56
        ),
        TableColumn(writing.text("status"), statuses, Style.CENTRED),
        TableColumn(
            writing.text("source_of_figure"),
            [line.source for line in lines],
            Style.WRAPPED,
            widest=28,
        ),
        TableColumn(writing.text("cell"), [line.cell for line in lines], Style.WRAPPED, widest=22),
        TableColumn(writing.text("code"), [line.code for line in lines], Style.WRAPPED, widest=20),
    ]
    return Table(writing.text("titles.findings"), writing.subtitle, columns, fixed=2)


def rules_table(writing: Writing) -> Table:
    """Every figure of the rules, with source, clause and status."""
    speaker = writing.speaker
    rows = figure_rows(writing.report.pack.all_figures, speaker)
    columns = [
        TableColumn(writing.text("number"), range(1, len(rows) + 1), Style.CENTRED),
        TableColumn(writing.text("figure"), [row.label for row in rows], Style.WRAPPED, widest=28),
        TableColumn(writing.text("class"), [row.member for row in rows], Style.CENTRED),
        TableColumn(writing.text("value"), [row.value for row in rows], Style.WRAPPED, widest=24),
        TableColumn(
            writing.text("status"),
            [row.status for row in rows],
            Style.CENTRED,
            marks=[not row.figure.status.is_settled for row in rows],
        ),
        TableColumn(
            writing.text("document"), [row.source for row in rows], Style.WRAPPED, widest=26
        ),
        TableColumn(writing.text("clause"), [row.clause for row in rows], Style.WRAPPED),
        TableColumn(writing.text("figure_name"), [row.figure.name for row in rows]),
    ]
    notes = [writing.text(f"status_meaning.{name}") for name in _STATUSES]
    return Table(
        writing.text("titles.rules"), writing.subtitle, columns, fixed=2, notes=["", *notes]
    )


_STATUSES = ("confirmed", "reported", "entered", "inferred", "precedent", "placeholder")

SHEETS: dict[str, Callable[[Writing], Table]] = {
    "classification": classification_table,
    "posts": posts_table,
    "mergers": mergers_table,
    "findings": findings_table,
    "rules": rules_table,
    "reading": reading_table,
}
"""Name of a sheet in the message files -> how its table is made."""
