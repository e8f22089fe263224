"""The charts of the first sheet: native ones, which a spreadsheet can edit.

Fills are greys and patterns, so that they can be told apart in black and white.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.chart_data import BANDS, CLASSES, POPULATION, POSTS, Block
from calculator.reporting.workbook.formulas import shown_value
from calculator.reporting.workbook.page import Page
from calculator.reporting.workbook.styles import BODY_FONT, HEADING_FONT, WHOLE_NUMBERS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

HEIGHTS = {CLASSES: 12, POSTS: 12, POPULATION: 15, BANDS: 15}
"""How many rows each chart takes."""

_BLACK = "#000000"
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
_FONT = {"name": BODY_FONT, "size": 9, "bold": False}
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#D9D9D9"}},
    {"fill": {"color": "#595959"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _BLACK, "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
)
_BORDER = {"color": _BLACK, "width": 0.75}
_MOST_UPRIGHT = 12
"""More names than this are turned, so that they have room."""
_FEW = 5
"""Counts no greater than this have a line of the grid each: there are no half townships."""


@dataclass(frozen=True)
class Charts:
    """The charts of a workbook.

    Attributes:
        book: The workbook.
        sheet: The name of the sheet with the blocks.
        blocks: What the charts show, each its own.
    """

    book: Workbook
    sheet: str
    blocks: Sequence[Block]

    def place(self, page: Page) -> None:
        """Put them onto a page, which goes on below; classes and posts stand side by side."""
        for names in ((CLASSES, POSTS), (POPULATION, BANDS)):
            blocks = [block for block in self.blocks if block.name in names]
            made = {
                block.title: _CHARTS[block.name](self.book, self.sheet, block) for block in blocks
            }
            if made:
                page.charts(made, max(HEIGHTS[block.name] for block in blocks))


def _chart(book: Workbook, sheet: str, block: Block, *, has_legend: bool) -> Chart:
    """An empty chart of columns with its titles."""
    chart: Chart = book.add_chart({"type": "column"})
    font = {"name": HEADING_FONT, "size": 11, "bold": False}
    chart.set_title({"name": block.title, "name_font": font, "overlay": False})
    if has_legend:
        chart.set_legend({"position": "bottom", "font": _FONT})
    else:
        chart.set_legend({"none": True})
    names = dict(_FONT)
    if len(block.rows) > _MOST_UPRIGHT and block.name == POPULATION:
        names |= {"rotation": -90, "size": 8}
    category: dict[str, Any] = {"num_font": names, "name_font": _FONT, "line": _BORDER}
    if block.name == BANDS:
        category["name"] = [sheet, block.first_row - 1, 0]
    chart.set_x_axis(category)
    values: dict[str, Any] = {
        "name": block.unit,
        "name_font": _FONT,
        "num_font": _FONT,
        "num_format": WHOLE_NUMBERS,
        "major_gridlines": _GRID,
        "min": 0,
        "line": _BORDER,
    }
    if block.name == CLASSES and max(shown_value(row[1]) for row in block.rows) <= _FEW:
        values["major_unit"] = 1
    chart.set_y_axis(values)
    chart.set_chartarea({"border": {"color": "#7F7F7F", "width": 0.5}})
    chart.show_blanks_as("gap")
    return chart


def _series(sheet: str, block: Block, column: int, **look: Any) -> dict[str, Any]:
    """A series of a column of the block, with its heading as its name."""
    first, last = block.first_row, block.last_row
    return {
        "name": [sheet, first - 1, column],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, column, last, column],
        **look,
    }


def _labels() -> dict[str, Any]:
    # An empty label for zero: a class without townships has a name, no column and no number.
    return {"value": True, "font": {**_FONT, "size": 8}, "num_format": f"{WHOLE_NUMBERS};;"}


def _classes(book: Workbook, sheet: str, block: Block) -> Chart:
    chart = _chart(book, sheet, block, has_legend=False)
    look = {**_FILLS[1], "border": _BORDER, "gap": 80}
    chart.add_series(_series(sheet, block, 1, **look, data_labels=_labels()))
    return chart


def _posts(book: Workbook, sheet: str, block: Block) -> Chart:
    chart = _chart(book, sheet, block, has_legend=True)
    for column, fill in zip(range(1, len(block.headings)), _FILLS, strict=False):
        look = {**fill, "border": _BORDER, "gap": 60, "data_labels": _labels()}
        chart.add_series(_series(sheet, block, column, **look))
    return chart


def _population(book: Workbook, sheet: str, block: Block) -> Chart:
    has_minimum = len(block.headings) > 2
    chart = _chart(book, sheet, block, has_legend=has_minimum)
    chart.add_series(_series(sheet, block, 1, **_FILLS[0], border=_BORDER, gap=40))
    if has_minimum:
        line = book.add_chart({"type": "line"})
        look = {"line": {"color": _BLACK, "width": 1.75, "dash_type": "dash"}}
        line.add_series(_series(sheet, block, 2, **look, marker={"type": "none"}))
        chart.combine(line)
    return chart


def _bands(book: Workbook, sheet: str, block: Block) -> Chart:
    has_minimum = len(block.headings) > 3
    chart = _chart(book, sheet, block, has_legend=has_minimum)
    fills = (_FILLS[2], _FILLS[0]) if has_minimum else (_FILLS[0],)
    for column, fill in enumerate(fills, start=2):
        look = {**fill, "border": _BORDER, "gap": 20, "overlap": 100, "data_labels": _labels()}
        chart.add_series(_series(sheet, block, column, **look))
    return chart


_CHARTS = {CLASSES: _classes, POSTS: _posts, POPULATION: _population, BANDS: _bands}
