"""The sheet to fill in: title, date, headings in groups, empty rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from calculator.reporting.template.columns import Need, TemplateColumn
from calculator.reporting.template.hints import Hints
from calculator.reporting.template.styles import FormStyles
from calculator.reporting.template.validation import cell_validation, date_validation
from calculator.reporting.workbook.fitting import (
    LINE_HEIGHT,
    ROW_MARGIN,
    column_width,
    lines_needed,
)
from calculator.reporting.workbook.tables import set_up_page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 60
"""How many townships there is room for; more rows may be inserted."""

DATE_CELL = "C2"
_TITLE, _DATE, _GROUPS, _HEADINGS, _FIRST = range(5)
_DATE_COLUMNS = (2, 3)
_LEGEND_COLUMN = 4
ROOM_FOR_WRITING = 18
_ROOM_FOR_NAMES = "一" * 6
_LAST = _FIRST + ROWS - 1


def write_form_sheet(
    sheet: Worksheet,
    columns: Sequence[TemplateColumn],
    hints: Hints,
    styles: FormStyles,
    county: str | None,
) -> None:
    """Write the sheet to fill in onto an empty sheet."""
    title = hints.text("form.title_of_county" if county else "form.title", county=county)
    sheet.write_string(_TITLE, 0, title, styles.title)
    sheet.set_row(_TITLE, 26)
    _write_date(sheet, hints, styles)
    widths = [entry_width(column, hints) for column in columns]
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    _write_groups(sheet, columns, hints, styles)
    lines = 2
    for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
        heading = hints.heading(column)
        sheet.write_string(_HEADINGS, position, heading, styles.headings[column.need])
        lines = max(lines, lines_needed(heading, width))
        write_entries(sheet, position, column, hints, styles, (_FIRST, _LAST))
    for row in range(_FIRST, _LAST + 1):
        sheet.set_row(row, ROOM_FOR_WRITING)
    sheet.set_row(_GROUPS, LINE_HEIGHT + ROW_MARGIN)
    sheet.set_row(_HEADINGS, LINE_HEIGHT * lines + ROW_MARGIN)
    names = [column.name for column in columns].index("name")
    sheet.freeze_panes(_FIRST, names + 1)
    set_up_page(sheet, hints.text("form.footer"), (_GROUPS, _HEADINGS))


def _write_date(sheet: Worksheet, hints: Hints, styles: FormStyles) -> None:
    first, last = _DATE_COLUMNS
    sheet.write_string(_DATE, 0, hints.text("form.date"), styles.subtitle)
    sheet.merge_range(
        _DATE, first, _DATE, last, "", styles.date_entry(hints.text("form.date_format"))
    )
    sheet.data_validation(_DATE, first, _DATE, first, date_validation(hints))
    legend = hints.text("form.legend", required=Need.REQUIRED.value, one_of=Need.ONE_OF.value)
    sheet.write_string(_DATE, _LEGEND_COLUMN, legend, styles.subtitle)
    sheet.set_row(_DATE, LINE_HEIGHT + 2 * ROW_MARGIN)


def _write_groups(
    sheet: Worksheet, columns: Sequence[TemplateColumn], hints: Hints, styles: FormStyles
) -> None:
    position = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        last = position + len(list(members)) - 1
        text = hints.text(f"form.{group}")
        if last > position:
            sheet.merge_range(_GROUPS, position, _GROUPS, last, text, styles.heading)
        else:
            sheet.write_string(_GROUPS, position, text, styles.heading)
        position = last + 1


def write_entries(
    sheet: Worksheet,
    position: int,
    column: TemplateColumn,
    hints: Hints,
    styles: FormStyles,
    rows: tuple[int, int],
) -> None:
    """Write the cells to fill in of one column, from a first row to a last."""
    first, last = rows
    look = _look(column, hints, styles)
    for row in range(first, last + 1):
        if column.prefilled is None:
            sheet.write_blank(row, position, None, look)
        else:
            sheet.write_string(row, position, column.prefilled, look)
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    validation = cell_validation(column, hints, xl_rowcol_to_cell(first, position))
    sheet.data_validation(first, position, last, position, validation)
    if column.name == "code":
        # A code is digits kept as text on purpose.
        sheet.ignore_errors({"number_stored_as_text": xl_range(first, position, last, position)})


def _look(column: TemplateColumn, hints: Hints, styles: FormStyles) -> Format:
    if column.known.holds == "number":
        return styles.whole_entry if hints.is_whole(column) else styles.number_entry
    return styles.choice_entry if column.choices else styles.text_entry


def entry_width(column: TemplateColumn, hints: Hints) -> float:
    """How wide a column has to be for its heading and its entries."""
    room = [hints.example(column), *column.choices]
    if column.known.holds == "text" and not column.choices:
        room.append(_ROOM_FOR_NAMES)
    return column_width(hints.heading(column), room, wrapped=False, indented=True)
