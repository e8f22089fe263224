"""The sheets that are one table each, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from calculator.reporting.finding_lines import FindingLine
from calculator.reporting.outcomes import class_figures, merger_figures, unsettled
from calculator.reporting.workbook.bodies_sheet import bodies_table
from calculator.reporting.workbook.counties_sheet import counties_table
from calculator.reporting.workbook.establishment_sheet import establishment_table
from calculator.reporting.workbook.files_sheet import files_table
from calculator.reporting.workbook.formulas import literal, own
from calculator.reporting.workbook.integration_sheet import integration_table
from calculator.reporting.workbook.pooling_sheet import pooling_table
from calculator.reporting.workbook.posts_sheet import posts_table
from calculator.reporting.workbook.prefectures_sheet import prefectures_table
from calculator.reporting.workbook.reading_sheet import reading_table
from calculator.reporting.workbook.reference_sheet import reference_table
from calculator.reporting.workbook.special_units_sheet import special_units_table
from calculator.reporting.workbook.staffing_sheet import staffing_table
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.totals_sheet import totals_table
from calculator.reporting.workbook.writing import Writing
from rules.measures import columns_of
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.statistics import IntArray
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
    found = [writing.outcomes.other_class(int(township)) for township in townships]
    differs = [finding.severity if finding else None for finding in found]
    undecided = writing.undecided
    shown = writing.shown_classes
    open_marks = [Severity.ERROR if value == undecided else None for value in shown]
    columns = writing.unit_columns(townships, links=writing.links_to("calculation", townships))
    fixed = len(columns) - 1
    columns += _basis_columns(writing)
    figures = class_figures(writing.report.pack)
    heading = writing.with_status(writing.text("class"), figures)
    columns.append(
        TableColumn(
            heading,
            shown,
            Style.CENTRED,
            marks=open_marks,
            key="class",
            formula=writing.result("class"),
            lights=[(f"{own('class')}={literal(undecided)}", Severity.ERROR)],
        )
    )
    if any(proposed):
        columns.append(_proposed_column(writing, proposed, differs))
    if writing.is_live and writing.report.pack.mergers is not None:
        columns.append(_merger_column(writing, townships))
    reasons = [evaluation.why_class(int(township)) for township in townships]
    said = [writing.speaker.say(reason.sentence) if reason else None for reason in reasons]
    columns.append(TableColumn(writing.text("reason"), said, Style.WRAPPED, widest=LONG_TEXT))
    links = writing.links_to("statistics", townships)
    columns.append(writing.source_column(townships, links))
    return Table(
        writing.text("titles.classification"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*writing.live_note("reasons"), *writing.status_note(writing.text("class"), figures)],
        lines=writing.lines_of(townships),
    )


def _proposed_column(
    writing: Writing, proposed: list[str | None], differs: list[Severity | None]
) -> TableColumn:
    """The class that is proposed, standing out where it is not the one that the rules give."""
    pack = writing.report.pack
    label = writing.speaker.say(Term("column", "proposed_class"))
    column = TableColumn(label, proposed, Style.CENTRED, marks=differs, key="proposed")
    if writing.live is None or pack.classification is None:
        return column
    known = writing.class_column(pack.class_names)
    cell = writing.live.cells.statistic(pack.classification.proposed or "")
    names = "{" + ",".join(literal(name or "") for name in known) + "}"
    formula = f'IF(SUMPRODUCT(({cell}={names})*1)>0,{cell},"")'
    differ = (
        f'AND({own("proposed")}<>"",{own("class")}<>{literal(writing.undecided)},'
        f"{own('class')}<>{literal(writing.not_classified)},{own('proposed')}<>{own('class')})"
    )
    severity = pack.class_status.breach_severity
    return replace(column, formula=formula, lights=[(differ, severity)])


def _merger_column(writing: Writing, townships: IntArray) -> TableColumn:
    """Whether each township is a merger candidate, as words."""
    status = writing.evaluation.mergers.status[townships]
    figures = merger_figures(writing.report.pack)
    mark = Severity.WARNING if unsettled(figures) else Severity.ERROR
    column = TableColumn(
        writing.with_status(writing.text("merger"), figures),
        [writing.text(f"merger_status.{name}") for name in status],
        Style.CENTRED,
        marks=[mark if name == CANDIDATE else None for name in status],
        key="merger",
    )
    if writing.live is None:
        return column
    candidate = literal(writing.text(f"merger_status.{CANDIDATE}"))
    return replace(
        column,
        heading=writing.with_status(writing.text("sheets.mergers"), figures),
        formula=writing.live.result("merger"),
        lights=[(f"{own('merger')}={candidate}", mark)],
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
    columns = writing.unit_columns(townships, brief=True, links=writing.links_home(townships))
    fixed = len(columns)
    columns += writing.number_columns(rule.population, townships)
    figure = writing.report.pack.figures.get(rule.minimum or "")
    title = writing.text("titles.mergers_by_condition")
    if figure is not None:
        title = writing.text("titles.mergers", minimum=figure.said)
    live = writing.live
    if rule.minimum is not None:
        population = evaluation.given.numbers(rule.population)
        gap = (population - evaluation.given.amount(rule.minimum))[townships].tolist()
        key = f"measure:{rule.population}"
        formula = live.difference(key, rule.minimum) if live is not None else None
        columns.append(TableColumn(writing.text("gap"), gap, Style.NUMBER, formula=formula))
    conditions = [c for c in (rule.exempt, rule.candidate) if c is not None]
    columns += writing.condition_columns(columns_of(conditions), townships)
    near = writing.text("near")
    nearness = [near if value else None for value in evaluation.mergers.near[townships].tolist()]
    figures = merger_figures(writing.report.pack)
    merger = _merger_column(writing, townships)
    columns.append(replace(merger, heading=writing.with_status(writing.text("merger"), figures)))
    if any(nearness):
        formula = writing.result("near")
        margin = TableColumn(writing.text("margin"), nearness, Style.CENTRED, formula=formula)
        columns.append(margin)
    if "neighbours" in evaluation.statistics.texts:
        label = writing.speaker.say(Term("column", "neighbours"))
        values = writing.texts_of("neighbours", townships)
        columns.append(TableColumn(label, values, Style.WRAPPED))
    reasons = [writing.speaker.say(evaluation.why_merger(int(t))) for t in townships]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=LONG_TEXT))
    columns.append(writing.source_column(townships, writing.links_to("statistics", townships)))
    notes = [writing.text("merger_note"), *writing.live_note("selection")]
    notes += writing.status_note(writing.text("merger"), figures)
    return Table(
        title,
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        lines=writing.lines_of(townships),
    )


def findings_table(writing: Writing) -> Table:
    """Everything wrong or worth knowing, the heaviest first."""
    lines = writing.findings
    speaker = writing.speaker
    links = _links(writing, lines)
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
        TableColumn(
            speaker.say(Term("column", "name")), [line.township for line in lines], links=links
        ),
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
    meanings = [writing.text(f"status_meaning.{status}") for status in Status]
    return Table(
        writing.text("titles.findings"),
        writing.subtitle,
        columns,
        fixed=2,
        notes=[
            *writing.live_note("findings"),
            writing.text("status_meanings", meanings=Parts(meanings)),
        ],
    )


def _links(writing: Writing, lines: Sequence[FindingLine]) -> list[str | None] | None:
    """What leads to the row of the township that each finding is about."""
    links = writing.links_home(writing.all_townships)
    if links is None:
        return None
    return [None if line.position is None else links[line.position] for line in lines]


def statistics_sheet(writing: Writing) -> Table | None:
    """The statistics that formulas stand on; None where there are only values."""
    return writing.live.statistics if writing.live is not None else None


def calculation_sheet(writing: Writing) -> Table | None:
    """Every measure and result as a formula; None where there are only values."""
    return writing.live.calculation if writing.live is not None else None


SHEETS: dict[str, Callable[[Writing], Table | None]] = {
    "prefectures": prefectures_table,
    "counties": counties_table,
    "classification": classification_table,
    "posts": posts_table,
    "staffing": staffing_table,
    "totals": totals_table,
    "pooling": pooling_table,
    "bodies": bodies_table,
    "integration": integration_table,
    "special_units": special_units_table,
    "reference": reference_table,
    "mergers": mergers_table,
    "establishment": establishment_table,
    "findings": findings_table,
    "statistics": statistics_sheet,
    "calculation": calculation_sheet,
    "files": files_table,
    "reading": reading_table,
}
"""Name of a sheet in the message files -> how its table is made; None where there is none."""
