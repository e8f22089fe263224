"""Tables on sheets: headings, columns, widths, filters and print set-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.fitting import (
    LINE_HEIGHT,
    MOST_MEASURED,
    ROW_MARGIN,
    column_width,
    lines_needed,
    number_format,
    row_heights,
)
from calculator.reporting.workbook.formulas import (
    Formula,
    Lines,
    column_letters,
    shown_value,
    stored,
)
from calculator.reporting.workbook.styles import Style, Styles, signed_format
from rules.status import Severity

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from calculator.reporting.workbook.cells import ColumnCells
    from calculator.reporting.workbook.table_sheet import TableSheet

A4 = 9
COLUMNS_A_PAGE = 24
"""A wider table is printed on several pages side by side, its first columns repeated on each."""

WIDEST = 40


@dataclass(frozen=True)
class TableColumn:
    """One column of a table.

    Attributes:
        heading: What stands above it.
        values: One value a row: text, number, or None for an empty cell.
        style: What sort of thing it holds.
        group: A heading above several columns that stand side by side.
        marks: How each row stands out, as a finding of that severity; none where it is left out.
        total: What stands in the row of sums under the table.
        widest: The column is no wider than so many characters. A wrapped column fits all but
            its longest texts, which take more lines.
        signed: Whether numbers above zero have a plus sign: differences.
        key: What formulas of the workbook call it.
        formula: What calculates its values, for every row alike; ``values`` are then the
            results stored with it. See ``formulas`` for what it may refer to.
        fixed: The rows whose value stays a value.
        lights: A formula of truth and how a cell stands out where it holds, the first that does;
            they replace ``marks`` where values are calculated.
        links: For each row the place in the workbook that its text leads to.
        is_hidden: Whether it is an interim result that nobody needs to see.
    """

    heading: str
    values: Sequence[Any]
    style: Style = Style.TEXT
    group: str | None = None
    marks: Sequence[Severity | None] | None = None
    total: float | str | Formula | None = None
    widest: float = WIDEST
    signed: bool = False
    key: str = ""
    formula: str | None = None
    fixed: Collection[int] = ()
    lights: Sequence[tuple[str, Severity]] = ()
    links: Sequence[str | None] | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """A table with the title and the line that stand above it.

    Attributes:
        title: The sheet's title.
        subtitle: What it is about: county, date, rules.
        columns: All of the same length.
        fixed: How many columns on the left stay when one scrolls.
        preface: What one must know to read the table; it stands above it.
        notes: Paragraphs below the table.
        has_total: Whether a row of sums stands below.
        has_groups: Whether its headings take two rows though no column may have a group.
        lines: For each row the row of the same township on the sheets that have all of them,
            counted from 1; none where no formula asks for it.
    """

    title: str
    subtitle: str
    columns: Sequence[TableColumn]
    fixed: int = 0
    preface: str = ""
    notes: Sequence[str] = ()
    has_total: bool = False
    has_groups: bool = False
    lines: Sequence[int] = ()

    @property
    def heading_rows(self) -> tuple[int, int]:
        """The first and the last row of the headings, counted from 0."""
        first = 3 if self.preface else 2
        return first, first + (self.has_groups or any(column.group for column in self.columns))

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max((len(column.values) for column in self.columns), default=0)

    @property
    def first_row(self) -> int:
        """The row of the first value, counted from 0."""
        return self.heading_rows[1] + 1

    @cached_property
    def places(self) -> Lines:
        """Where its columns stand, for formulas."""
        letters = {
            column.key: column_letters(position)
            for position, column in enumerate(self.columns)
            if column.key
        }
        return Lines(letters, self.first_row + 1, self.first_row + max(self.rows, 1))


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


def write_table(sheet: TableSheet, table: Table, styles: Styles, footer: str) -> int:
    """Write a table onto an empty sheet; the number of the first row below it.

    Args:
        sheet: Of a workbook of ``opening``.
        table: The table.
        styles: The workbook's formats.
        footer: Of every page.
    """
    first_heading, last_heading = table.heading_rows
    first_row, rows = table.first_row, table.rows
    sheet.write_string(0, 0, table.title, styles.title)
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, table.subtitle, styles.subtitle)
    widths = [_width(column) for column in table.columns]
    if table.preface:
        _write_paragraph(sheet, 2, table.preface, widths, styles)
    _write_headings(sheet, table.columns, widths, styles, first_heading, last_heading)
    for position, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(position, position, width, None, {"hidden": column.is_hidden})
    cells = [
        _cells(sheet, position, table, column, styles)
        for position, column in enumerate(table.columns)
    ]
    heights = row_heights(_wrapped(table.columns, widths), rows)
    sheet.add_rows(first_row, cells, heights, table.lines)
    after = first_row + rows
    if table.has_total and rows:
        for position, column in enumerate(table.columns):
            write_value(
                sheet,
                after,
                position,
                _resolved(column.total, table),
                styles.total_text if isinstance(column.total, (str, type(None))) else styles.total,
            )
        sheet.set_row(after, LINE_HEIGHT + ROW_MARGIN)
        after += 1
    for note in table.notes:
        _write_paragraph(sheet, after, note, widths, styles)
        after += 1
    sheet.freeze_panes(first_row, table.fixed)
    if rows:
        sheet.autofilter(last_heading, 0, last_heading + rows, len(table.columns) - 1)
    set_up_page(sheet, footer, (first_heading, last_heading))
    pages = -(-sum(not column.is_hidden for column in table.columns) // COLUMNS_A_PAGE)
    if pages > 1 and table.fixed:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, table.fixed - 1)
    return after


def _write_paragraph(
    sheet: Worksheet, row: int, text: str, widths: Sequence[float], styles: Styles
) -> None:
    """Write a text over the whole width of a table."""
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", styles.paragraph)
    sheet.write_string(row, 0, text, styles.paragraph)
    sheet.set_row(row, LINE_HEIGHT * lines_needed(text, sum(widths)) + ROW_MARGIN)


def _write_headings(
    sheet: Worksheet,
    columns: Sequence[TableColumn],
    widths: Sequence[float],
    styles: Styles,
    first: int,
    last: int,
) -> None:
    tallest = {first: 1, last: 2}
    position = 0
    while position < len(columns):
        group = columns[position].group
        end = position
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        for within in range(position, end + 1):
            heading = columns[within].heading
            tallest[last] = max(tallest[last], lines_needed(heading, widths[within]))
            if group or first == last:
                sheet.write_string(last, within, heading, styles.heading)
            else:
                sheet.merge_range(first, within, last, within, heading, styles.heading)
        if group:
            tallest[first] = max(
                tallest[first], lines_needed(group, sum(widths[position : end + 1]))
            )
        if group and end > position:
            sheet.merge_range(first, position, first, end, group, styles.heading)
        elif group:
            sheet.write_string(first, position, group, styles.heading)
        position = end + 1
    for row, lines in tallest.items():
        sheet.set_row(row, LINE_HEIGHT * lines + ROW_MARGIN)


def _cells(
    sheet: TableSheet, position: int, table: Table, column: TableColumn, styles: Styles
) -> ColumnCells:
    """The cells of a column, ready to be written."""
    from calculator.reporting.workbook.cells import ColumnCells

    numbers = number_format(column.values) if column.style is Style.NUMBER else ""
    if column.signed:
        numbers = signed_format(numbers)

    def look(mark: Severity | None, is_link: bool) -> int:
        return styles.number(styles.cell(column.style, mark=mark, numbers=numbers, is_link=is_link))

    cells = ColumnCells(
        column_letters(position),
        column.values,
        look,
        sheet.str_table,
        is_prose=column.style is Style.WRAPPED,
    )
    if column.formula is None:
        return replace(cells, marks=column.marks, leads_to=column.links)
    _light(sheet, position, table, column, styles)
    if column.fixed:
        formulas = list(table.places.formulas(column.formula, table.lines))
        return replace(cells, formula=column.formula, formulas=formulas, fixed=column.fixed)
    return replace(cells, formula=table.places.of_every_row(column.formula))


def _light(
    sheet: Worksheet, position: int, table: Table, column: TableColumn, styles: Styles
) -> None:
    """Let cells stand out as long as a formula holds."""
    first, last = table.first_row, table.first_row + table.rows - 1
    for condition, severity in column.lights if table.rows else ():
        formula = next(table.places.formulas(condition, table.lines))
        rule = {"type": "formula", "criteria": formula, "format": styles.light(severity)}
        sheet.conditional_format(first, position, last, position, {**rule, "stop_if_true": True})


def _resolved(total: Any, table: Table) -> Any:
    if not isinstance(total, Formula):
        return total
    return Formula(next(table.places.formulas(total.text, ())), total.value)


def _wrapped(
    columns: Sequence[TableColumn], widths: Sequence[float]
) -> Iterator[tuple[Sequence[Any], float]]:
    for column, width in zip(columns, widths, strict=True):
        if column.style is Style.WRAPPED:
            yield column.values, width


def write_value(sheet: Worksheet, row: int, position: int, value: Any, look: Any) -> None:
    """Write whatever a cell holds: a formula with its result, a number, a text, or nothing."""
    if isinstance(value, Formula):
        sheet.write_formula(row, position, value.text, look, stored(value.value))
    elif value is None or value != value:
        sheet.write_blank(row, position, None, look)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, position, value, look)
    else:
        sheet.write_string(row, position, str(value), look)


def _width(column: TableColumn) -> float:
    fitting = column_width(
        column.heading,
        [*column.values[:MOST_MEASURED], shown_value(column.total)],
        wrapped=column.style is Style.WRAPPED,
        indented=column.style is Style.NUMBER,
    )
    return min(fitting, column.widest)
