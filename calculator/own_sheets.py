"""What the calculator itself wrote, known again when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calculator.reading.grids import Grid

MARKER = "township-calculator"
"""Stands in the first cell of such a sheet, and in the colours that go with it."""

REPORT_CATEGORY = f"{MARKER} report"
"""The category in the properties of a report workbook, which is no statistics."""


def is_our_sheet(grid: Grid) -> bool:
    """Whether a sheet is a list of findings or the instructions of a form, and holds no data."""
    first = grid.cells[0][0] if grid.height and grid.width else ""
    return isinstance(first, str) and MARKER in first
