"""What the calculator itself wrote, known again when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calculator.reading.grids import Grid

MARKER = "township-calculator"
"""Stands in the first cell of such a sheet, and in the colours that go with it."""

FORM_MARKER = f"{MARKER} template"
"""Stands in the first cell of the instructions of a form, which an annotated copy keeps."""

FIGURES_MARKER = f"{MARKER} figures"
"""Stands in the title of a sheet with a pack's figures, which is read as an amendment of it."""

REPORT_CATEGORY = f"{MARKER} report"
"""The category in the properties of a report workbook, which is no statistics."""


def is_our_sheet(grid: Grid) -> bool:
    """Whether a sheet lists findings or figures, or has a form's instructions: no statistics."""
    return MARKER in _first_text(grid)


def is_findings_list(grid: Grid) -> bool:
    """Whether a sheet is a list of findings, which the next annotated copy replaces."""
    others = (FORM_MARKER, FIGURES_MARKER)
    return is_our_sheet(grid) and not any(marker in _first_text(grid) for marker in others)


def _first_text(grid: Grid) -> str:
    first = grid.cells[0][0] if grid.height and grid.width else ""
    return first if isinstance(first, str) else ""
