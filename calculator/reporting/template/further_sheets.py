"""The further sheets to fill in: the list of offices and institutions, and totals of counties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from calculator.reporting.template.columns import TemplateColumn
from calculator.reporting.template.form_sheet import ROOM_FOR_WRITING, entry_width, write_entries
from calculator.reporting.template.hints import Hints
from calculator.reporting.template.styles import FormStyles
from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.tables import set_up_page

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

BODIES = 300
"""How many offices and institutions there is room for; more rows may be inserted."""

COUNTIES = 20
"""How many counties there is room for, where the form is not for one alone."""

_TITLE, _HEADINGS, _FIRST = range(3)


def write_further_sheet(
    sheet: Worksheet,
    title: str,
    columns: Sequence[TemplateColumn],
    hints: Hints,
    styles: FormStyles,
    rows: int,
) -> None:
    """Write a title, headings and empty rows onto an empty sheet."""
    sheet.write_string(_TITLE, 0, title, styles.title)
    sheet.set_row(_TITLE, 26)
    last = _FIRST + rows - 1
    lines = 2
    for position, column in enumerate(columns):
        width = entry_width(column, hints)
        sheet.set_column(position, position, width)
        heading = hints.heading(column)
        sheet.write_string(_HEADINGS, position, heading, styles.headings[column.need])
        lines = max(lines, lines_needed(heading, width))
        write_entries(sheet, position, column, hints, styles, (_FIRST, last))
    for row in range(_FIRST, last + 1):
        sheet.set_row(row, ROOM_FOR_WRITING)
    sheet.set_row(_HEADINGS, LINE_HEIGHT * lines + ROW_MARGIN)
    sheet.freeze_panes(_FIRST, 0)
    set_up_page(sheet, hints.text("form.footer"), (_HEADINGS, _HEADINGS))
