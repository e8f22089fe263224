"""A sheet that is read as a page: facts, paragraphs and small tables below each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.formulas import Formula, shown_value
from calculator.reporting.workbook.styles import WHOLE_NUMBERS, Style, Styles, signed_format
from calculator.reporting.workbook.tables import set_up_page, write_value
from rules.status import Severity

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

COLUMN_WIDTHS = (18,) * 7
_PIXELS_A_CHARACTER = 131 / 18
_CHART_ROW = 20
_CHART_GAP = 6


class Page:
    """Writes a sheet downwards, a row at a time."""

    def __init__(self, sheet: Worksheet, styles: Styles, title: str) -> None:
        """Begin an empty sheet with its title."""
        self.sheet = sheet
        self.styles = styles
        self.row = 1
        self.last = len(COLUMN_WIDTHS) - 1
        self._is_portrait = False
        for position, width in enumerate(COLUMN_WIDTHS):
            sheet.set_column(position, position, width)
        sheet.write_string(0, 0, title, styles.title)
        sheet.set_row(0, 30)

    def section(self, text: str) -> None:
        """Write the heading of a part."""
        self.row += 1
        self.sheet.write_string(self.row, 0, text, self.styles.section)
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def fact(self, term: str, text: str | Formula, link: str | None = None) -> None:
        """Write a line of a term and what there is to say of it; the term leads to ``link``."""
        if link is not None:
            self.sheet.write_url(self.row, 0, link, self.styles.linked_term, term)
        else:
            self.sheet.write_string(self.row, 0, term, self.styles.term)
        cell = self.styles.cell(Style.WRAPPED)
        self.sheet.merge_range(self.row, 1, self.row, self.last, "", cell)
        write_value(self.sheet, self.row, 1, text, cell)
        self._fit(shown_value(text), sum(COLUMN_WIDTHS[1:]))
        self.row += 1

    def paragraph(self, text: str) -> None:
        """Write a text over the whole width."""
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", self.styles.paragraph)
        self.sheet.write_string(self.row, 0, text, self.styles.paragraph)
        self._fit(text, sum(COLUMN_WIDTHS))
        self.row += 1

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        texts_first: bool = False,
        signed: Collection[int] = (),
        marks: Collection[tuple[int, int]] = (),
    ) -> None:
        """Write a table, folded where it has more columns than the page.

        Args:
            headings: Of the columns.
            rows: The cells of each row.
            texts_first: Whether the first column says what the row is about.
            signed: The columns whose numbers have a plus sign above zero: differences.
            marks: Cells that stand out, as (row, column).
        """
        room = self.last + 1
        for first in range(0, len(headings), room):
            self._part(headings[first : first + room])
            for number, row in enumerate(rows):
                for position, value in enumerate(row[first : first + room]):
                    place = first + position
                    style = Style.TEXT if texts_first and not place else Style.CENTRED
                    mark = Severity.ERROR if (number, place) in marks else None
                    self._value(position, value, style, place in signed, mark)
                self.sheet.set_row(self.row, LINE_HEIGHT + ROW_MARGIN)
                self.row += 1

    def _part(self, headings: Sequence[str]) -> None:
        for position, heading in enumerate(headings):
            self.sheet.write_string(self.row, position, heading, self.styles.heading)
        tallest = max(
            lines_needed(heading, width)
            for heading, width in zip(headings, COLUMN_WIDTHS, strict=False)
        )
        self.sheet.set_row(self.row, LINE_HEIGHT * tallest + ROW_MARGIN)
        self.row += 1

    def _value(
        self,
        position: int,
        value: float | str | Formula,
        style: Style,
        signed: bool,
        mark: Severity | None,
    ) -> None:
        if isinstance(shown_value(value), str):
            look = self.styles.cell(style, mark=mark)
        else:
            numbers = signed_format(WHOLE_NUMBERS) if signed else WHOLE_NUMBERS
            look = self.styles.cell(Style.NUMBER, mark=mark, numbers=numbers)
        write_value(self.sheet, self.row, position, value, look)

    def charts(self, charts: Mapping[str, Chart], rows: int) -> None:
        """Put charts side by side over the whole width, by what each shows in words."""
        self.row += 1
        for row in range(self.row, self.row + rows):
            self.sheet.set_row_pixels(row, _CHART_ROW)
        width = sum(COLUMN_WIDTHS) * _PIXELS_A_CHARACTER / len(charts)
        for position, (said, chart) in enumerate(charts.items()):
            chart.set_size({"width": width - _CHART_GAP, "height": rows * _CHART_ROW - _CHART_GAP})
            place = {"x_offset": position * width, "y_offset": 0, "description": said}
            self.sheet.insert_chart(self.row, 0, chart, place)
        self.row += rows
        self._is_portrait = True

    def signatures(self, terms: Mapping[str, int]) -> None:
        """Write what is filled in by hand when the report is handed in, each in its column."""
        self.row += 1
        for term, position in terms.items():
            self.sheet.write_string(self.row, position, term, self.styles.subtitle)
        self.sheet.set_row(self.row, 2 * LINE_HEIGHT)
        # LibreOffice may cut off the last row of a sheet that it fits to one page.
        self.sheet.write_string(self.row + 1, 0, " ", self.styles.subtitle)
        self.row += 2

    def _fit(self, text: str, width: float) -> None:
        self.sheet.set_row(self.row, LINE_HEIGHT * lines_needed(text, width) + ROW_MARGIN)

    def end(self, footer: str) -> None:
        """Set the sheet up to be printed on one page, an upright one where it has charts."""
        set_up_page(self.sheet, footer, None)
        if self._is_portrait:
            self.sheet.set_portrait()
            self.sheet.set_margins(left=0.5, right=0.5, top=0.4, bottom=0.6)
        self.sheet.fit_to_pages(1, 1)
