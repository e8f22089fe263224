"""The sheet of the cells that the charts of the first sheet show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from calculator.reporting.workbook.chart_data import Block
from calculator.reporting.workbook.chart_population import INTERIM_COLUMN
from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.formulas import shown_value
from calculator.reporting.workbook.styles import WHOLE_NUMBERS, Style, Styles
from calculator.reporting.workbook.tables import set_up_page, write_value
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (26, 18, 18, 18, 18)


def write_chart_data_sheet(
    sheet: Worksheet, writing: Writing, blocks: Sequence[Block], styles: Styles, footer: str
) -> None:
    """Write the blocks onto an empty sheet, each at its rows."""
    sheet.write_string(0, 0, writing.text("titles.charts"), styles.title)
    sheet.set_row(0, 26)
    key = "note_live" if writing.is_live else "note_values"
    note = writing.text(f"charts.{key}", summary=writing.text("sheets.summary"))
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, "", styles.paragraph)
    sheet.write_string(1, 0, note, styles.paragraph)
    sheet.set_row(1, LINE_HEIGHT * lines_needed(note, sum(_WIDTHS)) + ROW_MARGIN)
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    if any(block.interim for block in blocks):
        width = max(len(block.interim[0]) for block in blocks if block.interim)
        last = INTERIM_COLUMN + width - 1
        sheet.set_column(INTERIM_COLUMN, last, None, None, {"hidden": True})
    for block in blocks:
        _write_block(sheet, block, styles)
    set_up_page(sheet, footer, None)
    sheet.set_portrait()


def _write_block(sheet: Worksheet, block: Block, styles: Styles) -> None:
    heading_row = block.first_row - 1
    sheet.write_string(heading_row - 1, 0, block.title, styles.section)
    sheet.set_row(heading_row - 1, 20)
    for position, heading in enumerate(block.headings):
        sheet.write_string(heading_row, position, heading, styles.heading)
    tallest = max(
        lines_needed(heading, width)
        for heading, width in zip(block.headings, _WIDTHS, strict=False)
    )
    sheet.set_row(heading_row, LINE_HEIGHT * tallest + ROW_MARGIN)
    text = styles.cell(Style.TEXT)
    number = styles.cell(Style.NUMBER, numbers=WHOLE_NUMBERS)
    for offset, row in enumerate(block.rows):
        for position, value in enumerate(row):
            look = text if isinstance(shown_value(value), str) else number
            write_value(sheet, block.first_row + offset, position, value, look)
    for offset, row in enumerate(block.interim):
        for position, value in enumerate(row, start=INTERIM_COLUMN):
            write_value(sheet, block.first_row + offset, position, value, None)
