"""Tables on sheets: headings, columns, widths, filters and print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.styles import WHOLE_NUMBERS, Style, Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4 = 9
TITLE_ROWS = 2
NARROWEST = 5
WIDEST = 40
LINE_HEIGHT = 13.5
MOST_FOR_HEADING = 10
MOST_DECIMALS = 4
MOST_MEASURED = 500
"""Column widths are fitted to so many rows; the rest is seldom wider, and measuring takes time."""


@dataclass(frozen=True)
class TableColumn:
    """One column of a table.

    Attributes:
        heading: What stands above it.
        values: One value a row: text, number, or None for an empty cell.
        style: What sort of thing it holds.
        group: A heading above several columns that stand side by side.
        marks: Which rows stand out; none where it is left out.
        total: What stands in the row of sums under the table.
        widest: The column is no wider than so many characters; wrapped text takes more lines.
    """

    heading: str
    values: Sequence[Any]
    style: Style = Style.TEXT
    group: str | None = None
    marks: Sequence[bool] | None = None
    total: float | str | None = None
    widest: float = WIDEST


@dataclass(frozen=True)
class Table:
    """A table with the title and the line that stand above it.

    Attributes:
        title: The sheet's title.
        subtitle: What it is about: county, date, rules.
        columns: All of the same length.
        fixed: How many columns on the left stay when one scrolls.
        notes: Lines below the table.
        has_total: Whether a row of sums stands below.
    """

    title: str
    subtitle: str
    columns: Sequence[TableColumn]
    fixed: int = 0
    notes: Sequence[str] = ()
    has_total: bool = False


def set_up_page(sheet: Worksheet, footer: str, heading_rows: tuple[int, int] | None) -> None:
    """A4 landscape, one page wide, headings repeated, pages numbered."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer(footer)
    sheet.hide_gridlines(2)
    if heading_rows is not None:
        sheet.repeat_rows(*heading_rows)


def write_table(sheet: Worksheet, table: Table, styles: Styles, footer: str) -> None:
    """Write a table onto an empty sheet."""
    grouped = any(column.group for column in table.columns)
    first_heading = TITLE_ROWS
    last_heading = first_heading + (1 if grouped else 0)
    first_row = last_heading + 1
    rows = max((len(column.values) for column in table.columns), default=0)
    sheet.write_string(0, 0, table.title, styles.title)
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, table.subtitle, styles.subtitle)
    widths = [_width(column) for column in table.columns]
    _write_headings(sheet, table.columns, widths, styles, first_heading, last_heading)
    for position, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(position, position, width)
        _write_column(sheet, position, first_row, column, styles)
    _fit_rows(sheet, table.columns, widths, first_row)
    after = first_row + rows
    if table.has_total and rows:
        for position, column in enumerate(table.columns):
            _write_value(
                sheet,
                after,
                position,
                column.total,
                styles.total_text if isinstance(column.total, (str, type(None))) else styles.total,
            )
        after += 1
    for line in table.notes:
        sheet.write_string(after, 0, line, styles.subtitle)
        after += 1
    sheet.freeze_panes(first_row, table.fixed)
    if rows:
        sheet.autofilter(last_heading, 0, last_heading + rows, len(table.columns) - 1)
    set_up_page(sheet, footer, (0, last_heading))


def _write_headings(
    sheet: Worksheet,
    columns: Sequence[TableColumn],
    widths: Sequence[float],
    styles: Styles,
    first: int,
    last: int,
) -> None:
    position = 0
    while position < len(columns):
        group = columns[position].group
        end = position
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        for within in range(position, end + 1):
            heading = columns[within].heading
            if group or first == last:
                sheet.write_string(last, within, heading, styles.heading)
            else:
                sheet.merge_range(first, within, last, within, heading, styles.heading)
        if group and end > position:
            sheet.merge_range(first, position, first, end, group, styles.heading)
        elif group:
            sheet.write_string(first, position, group, styles.heading)
        position = end + 1
    tallest = max(
        (lines_needed(c.heading, width - 1) for c, width in zip(columns, widths, strict=True)),
        default=1,
    )
    sheet.set_row(last, LINE_HEIGHT * max(2, tallest) + 3)


def _write_column(
    sheet: Worksheet, position: int, first_row: int, column: TableColumn, styles: Styles
) -> None:
    numbers = _number_format(column.values) if column.style is Style.NUMBER else ""
    plain = styles.cell(column.style, numbers=numbers)
    marked = styles.cell(column.style, numbers=numbers, marked=True)
    for offset, value in enumerate(column.values):
        look = marked if column.marks is not None and column.marks[offset] else plain
        _write_value(sheet, first_row + offset, position, value, look)


def _fit_rows(
    sheet: Worksheet, columns: Sequence[TableColumn], widths: Sequence[float], first_row: int
) -> None:
    """Make rows as tall as their wrapped texts need; not every viewer does so by itself."""
    lines: dict[int, int] = {}
    for column, width in zip(columns, widths, strict=True):
        if column.style is Style.WRAPPED:
            for offset, value in enumerate(column.values):
                if value is not None:
                    needed = lines_needed(str(value), width - 1)
                    lines[offset] = max(lines.get(offset, 1), needed)
    for offset, count in lines.items():
        if count > 1:
            sheet.set_row(first_row + offset, LINE_HEIGHT * count + 2)


def lines_needed(text: str, room: float) -> int:
    """How many lines a text takes in a cell that is so many characters wide."""
    from wcwidth import width

    return sum(max(1, -int(-width(line) // room)) for line in text.split("\n"))


def _number_format(values: Sequence[Any]) -> str:
    """A format with as many decimals as the values have, so that they line up."""
    decimals = 0
    for value in values:
        if isinstance(value, float) and value == value and not value.is_integer():
            written = f"{value:.{MOST_DECIMALS}f}".rstrip("0")
            decimals = max(decimals, len(written.partition(".")[2]))
    return f"{WHOLE_NUMBERS}.{'0' * decimals}" if decimals else WHOLE_NUMBERS


def _write_value(sheet: Worksheet, row: int, position: int, value: Any, look: Any) -> None:
    if value is None or value != value:
        sheet.write_blank(row, position, None, look)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, position, value, look)
    else:
        sheet.write_string(row, position, str(value), look)


def _width(column: TableColumn) -> float:
    """The width that fits heading and values, in the characters of a spreadsheet."""
    from wcwidth import width

    widest_heading = max(width(line) for line in column.heading.split("\n"))
    shown = (
        f"{value:,.6g}"
        if isinstance(value, float) and not value.is_integer()
        else f"{value:,.0f}"
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else str(value)
        for value in column.values[:MOST_MEASURED]
        if value is not None and value == value
    )
    widest = max((width(text) for text in shown), default=0)
    room = max(widest, min(widest_heading, MOST_FOR_HEADING), NARROWEST)
    return min(room * 1.05 + 1.5, column.widest)
