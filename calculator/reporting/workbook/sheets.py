"""The sheets that are one table each, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from calculator.reporting.figure_groups import figure_rows
from calculator.reporting.outcomes import class_figures, merger_figures, unsettled
from calculator.reporting.workbook.counties_sheet import counties_table
from calculator.reporting.workbook.establishment_sheet import establishment_table
from calculator.reporting.workbook.files_sheet import files_table
from calculator.reporting.workbook.posts_sheet import posts_table
from calculator.reporting.workbook.reading_sheet import reading_table
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.measures import columns_of
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.status import Severity, Status
from rules.wording import Parts, Term

LONG_TEXT = 92
"""How wide a column of sentences may become, so that an ordinary one takes one line."""


def classification_table(writing: Writing) -> Table | None:
    """Every unit: the figures that its class rests on, the class, and why."""
    evaluation = writing.evaluation
    if writing.report.pack.classification is None:
        return None
    townships = writing.all_townships
    classification = evaluation.classification
    proposed = writing.class_column(classification.proposed.tolist())
    classes = writing.class_column(classification.classes.tolist())
    found = [writing.outcomes.other_class(int(township)) for township in townships]
    differs = [finding.severity if finding else None for finding in found]
    unknown = (evaluation.statistics.choices["kind"].codes < 0).tolist()
    undecided = writing.speaker.text("report.summary.undecided")
    not_applicable = writing.speaker.text("report.summary.not_applicable")
    shown = [
        name or (undecided if judged or no_kind else not_applicable)
        for name, judged, no_kind in zip(
            classes, classification.judged.tolist(), unknown, strict=True
        )
    ]
    open_marks = [Severity.ERROR if value == undecided else None for value in shown]
    columns = writing.unit_columns(townships)
    fixed = len(columns) - 1
    columns += _basis_columns(writing)
    figures = class_figures(writing.report.pack)
    heading = writing.with_status(writing.text("class"), figures)
    columns.append(TableColumn(heading, shown, Style.CENTRED, marks=open_marks))
    if any(proposed):
        label = writing.speaker.say(Term("column", "proposed_class"))
        columns.append(TableColumn(label, proposed, Style.CENTRED, marks=differs))
    reasons = [evaluation.why_class(int(township)) for township in townships]
    said = [writing.speaker.say(reason.sentence) if reason else None for reason in reasons]
    columns.append(TableColumn(writing.text("reason"), said, Style.WRAPPED, widest=LONG_TEXT))
    columns.append(writing.source_column(townships))
    return Table(
        writing.text("titles.classification"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=writing.status_note(writing.text("class"), figures),
    )


def _basis_columns(writing: Writing) -> Iterator[TableColumn]:
    rule = writing.report.pack.classification
    if rule is None:
        return
    measure = writing.report.pack.measures[rule.measure]
    for name in dict.fromkeys(measure.measure_names()):
        yield from writing.number_columns(name, writing.all_townships)
    columns = list(measure.column_names(writing.evaluation.given))
    yield from writing.condition_columns(columns, writing.all_townships)


def mergers_table(writing: Writing) -> Table | None:
    """Units below the least population or near it, the exempt ones with their reason."""
    evaluation = writing.evaluation
    rule = writing.report.pack.mergers
    if rule is None:
        return None
    status = evaluation.mergers.status
    order = {CANDIDATE: 0, EXEMPT: 1, OPEN: 2}
    chosen = np.flatnonzero(np.isin(status.astype(str), list(order)) | evaluation.mergers.near)
    ranks = np.array([order.get(status[position], 3) for position in chosen], dtype=np.int64)
    townships = chosen[np.argsort(ranks, kind="stable")]
    columns = writing.unit_columns(townships, brief=True)
    fixed = len(columns)
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
    figures = merger_figures(writing.report.pack)
    mark = Severity.WARNING if unsettled(figures) else Severity.ERROR
    marks = [mark if name == CANDIDATE else None for name in status[townships]]
    heading = writing.with_status(writing.text("merger"), figures)
    columns.append(TableColumn(heading, words, Style.CENTRED, marks=marks))
    if any(nearness):
        columns.append(TableColumn(writing.text("margin"), nearness, Style.CENTRED))
    if "neighbours" in evaluation.statistics.texts:
        label = writing.speaker.say(Term("column", "neighbours"))
        values = writing.texts_of("neighbours", townships)
        columns.append(TableColumn(label, values, Style.WRAPPED))
    reasons = [writing.speaker.say(evaluation.why_merger(int(t))) for t in townships]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=LONG_TEXT))
    columns.append(writing.source_column(townships))
    notes = [writing.text("merger_note")]
    notes += writing.status_note(writing.text("merger"), figures)
    return Table(title, writing.subtitle, columns, fixed=fixed, notes=notes)


def findings_table(writing: Writing) -> Table:
    """Everything wrong or worth knowing, the heaviest first."""
    lines = writing.findings
    speaker = writing.speaker
    statuses = [line.status and speaker.say(Term("status", line.status)) for line in lines]
    columns = [
        TableColumn(writing.text("number"), range(1, len(lines) + 1), Style.CENTRED),
        TableColumn(
            writing.text("severity"),
            [speaker.say(Term("severity", line.severity)) for line in lines],
            Style.CENTRED,
            marks=[Severity(line.severity) for line in lines],
        ),
        TableColumn(speaker.say(Term("column", "county")), [line.county for line in lines]),
        TableColumn(speaker.say(Term("column", "name")), [line.township for line in lines]),
        TableColumn(
            writing.text("finding"),
            [writing.without_file(line.statement) for line in lines],
            Style.WRAPPED,
            widest=60,
        ),
        TableColumn(writing.text("status"), statuses, Style.CENTRED),
        TableColumn(
            writing.text("source_of_figure"),
            [line.source for line in lines],
            Style.WRAPPED,
            widest=44,
        ),
        TableColumn(
            writing.text("cell"),
            [line.cell and writing.without_file(line.cell) for line in lines],
            Style.WRAPPED,
        ),
        TableColumn(writing.text("code"), [line.code for line in lines], Style.WRAPPED, widest=24),
    ]
    return Table(writing.text("titles.findings"), writing.subtitle, columns, fixed=2)


def rules_table(writing: Writing) -> Table:
    """Every figure of the rules, with source, clause and status."""
    speaker = writing.speaker
    rows = figure_rows(writing.report.pack.all_figures, speaker)
    columns = [
        TableColumn(writing.text("number"), range(1, len(rows) + 1), Style.CENTRED),
        TableColumn(writing.text("figure"), [row.label for row in rows], Style.WRAPPED),
        TableColumn(writing.text("class"), [row.member for row in rows], Style.CENTRED),
        TableColumn(writing.text("value"), [row.value for row in rows], Style.WRAPPED, widest=28),
        TableColumn(
            writing.text("status"),
            [row.status for row in rows],
            Style.CENTRED,
            marks=[None if row.figure.status.is_settled else Severity.WARNING for row in rows],
        ),
        TableColumn(
            writing.text("document"), [row.source for row in rows], Style.WRAPPED, widest=48
        ),
        TableColumn(writing.text("clause"), [row.clause for row in rows], Style.WRAPPED, widest=56),
        TableColumn(
            writing.text("figure_name"),
            [row.figure.name if row.figure.settable else None for row in rows],
        ),
    ]
    meanings = [writing.text(f"status_meaning.{status}") for status in Status]
    return Table(
        writing.text("titles.rules"),
        writing.rules,
        columns,
        fixed=2,
        preface=writing.text("status_meanings", meanings=Parts(meanings)),
    )


SHEETS: dict[str, Callable[[Writing], Table | None]] = {
    "counties": counties_table,
    "classification": classification_table,
    "posts": posts_table,
    "mergers": mergers_table,
    "establishment": establishment_table,
    "findings": findings_table,
    "rules": rules_table,
    "files": files_table,
    "reading": reading_table,
}
"""Name of a sheet in the message files -> how its table is made; None where there is none."""
