"""How wide columns and how tall rows must be for what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.reporting.wrapping import columns, fold, longest_piece

LINE_HEIGHT = 13.5
ROW_MARGIN = 2
NARROWEST = 5
MOST_FOR_HEADING = 8
INDENT = 2

# A spreadsheet counts widths in digits of Calibri 11; the text is in a Chinese font of 10 points.
_PIXELS_A_CHARACTER = 7.0
_PIXELS_A_COLUMN = 6.8
_PADDING = 4
_SHORT = 30
_MOST_ON_ONE_LINE = 0.9


def column_width(heading: str, values: Iterable[Any], *, wrapped: bool, indented: bool) -> float:
    """The width that fits heading and values, in the characters of a spreadsheet.

    A wrapped column fits short texts and nine of ten on one line; the longest take more lines.
    """
    widths = sorted(columns(shown(value)) for value in values if value is not None)
    last = len(widths) - 1
    widest = widths[last] if widths else 0
    if wrapped and widest > _SHORT:
        widest = max(widths[int(last * _MOST_ON_ONE_LINE)], _SHORT)
    widest_heading = max(columns(line) for line in heading.split("\n"))
    room = max(
        widest + (INDENT if indented else 0),
        min(widest_heading, MOST_FOR_HEADING),
        longest_piece(heading),
        NARROWEST,
    )
    return (room * _PIXELS_A_COLUMN + _PADDING) / _PIXELS_A_CHARACTER + 0.5


def shown(value: Any) -> str:
    """A value about as a cell shows it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if value != value:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in cells that are so many spreadsheet characters wide."""
    room = int((width * _PIXELS_A_CHARACTER - _PADDING) / _PIXELS_A_COLUMN)
    if "\n" not in text and columns(text) <= room:
        return 1
    return len(fold(text, max(room, 2)))
