"""How wide columns and how tall rows must be for what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from calculator.reporting.workbook.styles import WHOLE_NUMBERS
from calculator.reporting.wrapping import NO_LINE_END, NO_LINE_START, columns, fold, longest_piece

LINE_HEIGHT = 13.5
ROW_MARGIN = 2
NARROWEST = 5
MOST_FOR_HEADING = 8
INDENT = 2
MOST_DECIMALS = 4
MOST_MEASURED = 500
"""Column widths are fitted to so many rows, and so many rows to their texts exactly: the rest is
seldom wider, may be a line taller than it need be, and measuring takes time."""

# A spreadsheet counts widths in digits of Calibri 11; the text is in a Chinese font of 10 points.
_PIXELS_A_CHARACTER = 7.0
_PIXELS_A_COLUMN = 6.8
_PADDING = 4
_SHORT = 30
_MOST_ON_ONE_LINE = 0.9

# Where a line may not end between Chinese characters: words, numbers, dates, and marks with
# what they stand beside.
_HELD = re.compile(rf"(?:[\0-\u2e7f]|[年月日{re.escape(NO_LINE_START)}{re.escape(NO_LINE_END)}])+")
_BESIDE = 4
"""As wide are the characters before and behind such a place."""


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


def most_lines(text: str, width: float) -> int:
    """As many lines as ``lines_needed``, sometimes one more; found in a tenth of the time."""
    room = int((width * _PIXELS_A_CHARACTER - _PADDING) / _PIXELS_A_COLUMN)
    taken = columns(text)
    if taken <= room and "\n" not in text:
        return 1
    longest = max((len(held.encode()) for held in _HELD.findall(text)), default=0) + _BESIDE
    if "\n" in text or 2 * longest > room:
        return lines_needed(text, width)
    # Every line but the last is fuller than would leave room for what is held together.
    return 1 + (taken - 1) // (room - longest + 1)


def row_heights(wrapped: Iterable[tuple[Sequence[Any], float]], rows: int) -> list[float]:
    """How tall rows must be for their wrapped texts, in points; not every viewer sees to it.

    Args:
        wrapped: The values of each wrapped column and its width.
        rows: How many there are.
    """
    lines = np.ones(rows, dtype=np.int64)
    for values, width in wrapped:
        measured: dict[Any, int] = {None: 1}
        for value in values:
            if value not in measured:
                measure = lines_needed if len(measured) <= MOST_MEASURED else most_lines
                measured[value] = measure(str(value), width)
        needed = [measured[value] for value in values]
        lines[: len(needed)] = np.maximum(lines[: len(needed)], needed)
    return [LINE_HEIGHT * count + ROW_MARGIN for count in lines.tolist()]


def number_format(values: Sequence[Any]) -> str:
    """A format with as many decimals as the values have, so that they line up."""
    numbers = [v for v in values if isinstance(v, float) and v - v == 0 and v % 1]
    places = np.rint(np.array(numbers) * 10**MOST_DECIMALS)
    decimals = next(
        count
        for count in range(MOST_DECIMALS + 1)
        if not (places % 10 ** (MOST_DECIMALS - count)).any()
    )
    return f"{WHOLE_NUMBERS}.{'0' * decimals}" if decimals else WHOLE_NUMBERS
