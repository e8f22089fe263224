"""The sheet that shows what was read: which column was taken as what, which was not."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.status import Severity
from rules.wording import Term


@dataclass(frozen=True)
class _Line:
    table: str
    rows: str
    cell: str
    heading: str
    taken_as: str | None
    unit: str | None
    unit_from: str | None


def reading_table(writing: Writing) -> Table:
    """A line for each column of each table, recognised or not."""
    lines = list(_lines(writing))
    columns = [
        TableColumn(writing.text("read_table"), [line.table for line in lines]),
        TableColumn(writing.text("read_rows"), [line.rows for line in lines]),
        TableColumn(writing.text("cell"), [writing.without_file(line.cell) for line in lines]),
        TableColumn(writing.text("heading"), [line.heading for line in lines], Style.WRAPPED),
        TableColumn(
            writing.text("taken_as"),
            [line.taken_as or writing.text("not_recognised") for line in lines],
            marks=[Severity.WARNING if line.taken_as is None else None for line in lines],
        ),
        TableColumn(writing.text("unit"), [line.unit for line in lines], Style.CENTRED),
        TableColumn(writing.text("unit_from"), [line.unit_from for line in lines], Style.CENTRED),
    ]
    return Table(writing.text("titles.reading"), writing.subtitle, columns)


def _lines(writing: Writing) -> list[_Line]:
    lines = []
    for table in writing.report.reading.tables:
        name = " ".join(part for part in (table.file, table.sheet) if part)
        rows = writing.text("read_counts", townships=table.townships, left_out=len(table.left_out))
        for column in table.columns:
            unit_from = column.unit_source and writing.text(f"unit_source.{column.unit_source}")
            label = writing.speaker.say(Term("column", column.column))
            heading = column.heading
            lines.append(_Line(name, rows, column.cell, heading, label, column.unit, unit_from))
        for heading, cell in table.unrecognised:
            lines.append(_Line(name, rows, cell, heading, None, None, None))
    return lines
