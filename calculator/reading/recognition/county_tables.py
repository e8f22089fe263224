"""What is approved for whole counties: tables with a row for each, and lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from calculator.reading.cells.counties import fill_down
from calculator.reading.cells.matching import match
from calculator.reading.cells.rows import is_total
from calculator.reading.grids import as_text
from calculator.reading.recognition.column_values import read_columns
from calculator.reading.recognition.layouts import Layout, RowLeftOut
from calculator.reading.recognition.parts import Part
from calculator.reading.recognition.regions import written_texts
from calculator.reading.recognition.table_sorts import is_of_counties
from calculator.reading.recognition.text_columns import text_array
from calculator.reading.recognition.transposing import TurnedGrid

_LINES_ABOVE = 10
_SAID = re.compile(r"([^\d:：，,；;。\s]+)[:：]?\s*(\d+(?:,\d{3})*)")


class CountyFigure(NamedTuple):
    """A figure of a whole county that a line of text tells."""

    column: str
    value: float
    cell: str


def read_county_table(layout: Layout) -> Part | None:
    """Read a table with a row for each county; None where it has none.

    Where only a column of names tells the rows, those are the counties.
    """
    columns = {name: read for name, read in layout.columns.items() if is_of_counties([name])}
    key = next((name for name in ("county", "prefecture", "name") if name in layout.columns), None)
    if not columns or key is None:
        return None
    grid = layout.grid
    rows = range(layout.heading.body, layout.end)
    names = written_texts(layout, key, rows)
    kept, left_out = [], []
    for place, row in enumerate(rows):
        name = names[place]
        has_figure = any(as_text(grid.cells[row][read.position]) for read in columns.values())
        if name and has_figure and not is_total(name):
            kept.append(place)
        elif has_figure:
            reason = "total" if is_total(name) else "unnamed"
            left_out.append(RowLeftOut(row + 1, reason, name))
    if not kept:
        return None
    kept_rows = [rows[place] for place in kept]
    values = read_columns(layout, kept_rows)
    part = Part(
        layout=layout,
        table=layout.table(left_out, "counties", counties=len(kept)),
        rows=np.array(kept_rows, dtype=np.int64),
        numbers={name: values.numbers[name] for name in columns},
        odd={name: odd for name, odd in values.odd.items() if name in columns},
    )
    part.texts["name"] = part.texts["county"] = text_array([names[place] for place in kept])
    if key == "county" and "prefecture" in layout.columns:
        prefectures = fill_down(written_texts(layout, "prefecture", rows))
        part.texts["prefecture"] = text_array([prefectures[place] for place in kept])
    return part


def county_figures(part: Part) -> Iterator[CountyFigure]:
    """What the lines above and below a table say of its county: 全县核定行政编制总额：620名."""
    grid = part.grid
    if isinstance(grid, TurnedGrid):
        return
    below = (row.row - 1 for row in part.table.left_out if row.reason == "footnote")
    top = part.layout.heading.top
    for row in (*range(max(0, top - _LINES_ABOVE), top), *below):
        cells = [(at, text) for at, cell in enumerate(grid.cells[row]) if (text := as_text(cell))]
        for label, figure in _SAID.findall("".join(text for _, text in cells)):
            found = match((label,))
            if found is not None and is_of_counties([found.column]):
                address = grid.address(row, cells[0][0])
                yield CountyFigure(found.column, float(figure.replace(",", "")), address)
