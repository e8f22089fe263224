"""Drawings as scatter charts: native ones, in which outlines are series of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.workbook.plan_sheets.drawing import Layer, Lines, Marks
from calculator.reporting.workbook.plan_sheets.labels import LETTER
from calculator.reporting.workbook.styles import BODY_FONT
from calculator.reporting.wrapping import columns
from rules.statistics import FloatArray

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

WIDTH = 910
"""Of a chart, in pixels."""
LEAST_HEIGHT, MOST_HEIGHT = 330, 530
"""Of the map in it."""
LEGEND_LINE = 22
"""The height of a line of the legend."""
_EDGE = 8
_ROOM = 0.07
"""Around everything drawn, as a share of the extent, for labels."""
_KEY = 40
_DECIMALS = 3
_LAST_COLUMN = 4
_FONT = {"name": BODY_FONT, "size": 9}
_BEHIND_LABELS = {"color": "#FFFFFF", "transparency": 20}


@dataclass
class MapData:
    """The sheet of the points that the maps show, filled from the top.

    Attributes:
        sheet: The sheet.
        name: What it is called.
        row: The next free row.
    """

    sheet: Worksheet
    name: str
    row: int

    def add(self, county: str, layer: Layer) -> tuple[int, int]:
        """Write a layer; its first and last row."""
        first = self.row
        labels = layer.labels if isinstance(layer, Marks) else [None] * len(layer.points)
        self.sheet.write_string(first, 0, county)
        self.sheet.write_string(first, 1, layer.name)
        rows = zip(layer.points.round(_DECIMALS).tolist(), labels, strict=True)
        for row, ((across, up), label) in enumerate(rows, start=first):
            if across == across:
                self.sheet.write_number(row, 2, across)
                self.sheet.write_number(row, 3, up)
            if label is not None:
                self.sheet.write_string(row, _LAST_COLUMN, label)
        self.row = first + len(layer.points) + 1
        return first, self.row - 2


Placed = tuple[Layer, tuple[int, int]]
"""A layer, with the rows in which its points stand."""


def map_chart(
    book: Workbook, data: MapData, layers: Sequence[Placed], drawn: FloatArray
) -> tuple[Chart, int]:
    """A chart of layers, and its height in pixels.

    A unit is as long across as upwards. What the legend does not name is left out of it.

    Args:
        book: The workbook.
        data: The sheet in which the points stand.
        layers: From the lowest up.
        drawn: Everything that must be seen, (points, 2).
    """
    chart: Chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    shown = [(layer, rows) for layer, rows in layers if len(layer.points)]
    for layer, (first, last) in shown:
        series: dict[str, Any] = {
            "name": layer.name,
            "categories": [data.name, first, 2, last, 2],
            "values": [data.name, first, 3, last, 3],
        }
        chart.add_series(series | (_line(layer) if isinstance(layer, Lines) else _marks(layer)))
    named = [layer.name for layer, _ in shown if layer.name]
    legend = _legend_lines(named) * LEGEND_LINE
    across, up, map_height, _ = bounds(drawn)
    height = map_height + legend + 2 * _EDGE
    chart.set_x_axis(_axis(*across))
    chart.set_y_axis(_axis(*up))
    sides = _EDGE / WIDTH
    layout = {
        "x": sides,
        "y": _EDGE / height,
        "width": 1 - 2 * sides,
        "height": map_height / height,
    }
    chart.set_plotarea({"layout": layout})
    silent = [place for place, (layer, _) in enumerate(shown) if not layer.name]
    chart.set_legend({"position": "bottom", "font": _FONT, "delete_series": silent})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"color": "#BFBFBF", "width": 0.5}})
    chart.show_blanks_as("gap")
    chart.show_hidden_data()
    chart.set_size({"width": WIDTH, "height": height})
    return chart, height


def _line(layer: Lines) -> dict[str, Any]:
    line: dict[str, Any] = {"color": layer.colour, "width": layer.width}
    if layer.is_dashed:
        line["dash_type"] = "dash"
    return {"line": line, "marker": {"type": "none"}}


def _marks(layer: Marks) -> dict[str, Any]:
    marker = {
        "type": layer.mark,
        "size": layer.size,
        "border": {"color": layer.colour, "width": 1},
        "fill": {"color": layer.colour},
    }
    # Texts and not cells: LibreOffice shows the number in place of a label from a cell.
    look = {"font": _FONT, "fill": _BEHIND_LABELS}
    custom = [
        {"delete": True} if label is None else {"value": _as_text(label), **look}
        for label in layer.labels
    ]
    labels = {"value": True, "custom": custom, "position": layer.side, **look}
    return {"line": {"none": True}, "marker": marker, "data_labels": labels}


def _as_text(label: str) -> str:
    """A label that is no formula, whatever a township is called."""
    return f" {label}" if label.startswith("=") else label


def _legend_lines(names: Sequence[str]) -> int:
    """How many lines the legend takes."""
    return -(-int(sum(columns(name) * LETTER + _KEY for name in names)) // (WIDTH - 2 * _EDGE))


def bounds(drawn: FloatArray) -> tuple[tuple[float, float], tuple[float, float], int, float]:
    """What the axes show, with a unit as long on both; the map's height and a pixel's length."""
    low, high = drawn.min(axis=0), drawn.max(axis=0)
    extent = float(max((high - low).max(), 1e-6))
    middle, sides = (low + high) / 2, (high - low) + 2 * extent * _ROOM
    width = WIDTH - 2 * _EDGE
    height = int(np.clip(width * sides[1] / sides[0], LEAST_HEIGHT, MOST_HEIGHT))
    a_pixel = max(sides[0] / width, sides[1] / height)
    half = np.array([width, height]) * a_pixel / 2
    (west, south), (east, north) = (middle - half).tolist(), (middle + half).tolist()
    return (west, east), (south, north), height, a_pixel


def _axis(low: float, high: float) -> dict[str, Any]:
    return {"visible": False, "min": low, "max": high, "major_gridlines": {"visible": False}}
