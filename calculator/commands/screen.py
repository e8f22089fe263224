"""Text for a terminal: indented, and in columns that line up with Chinese characters in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from calculator.reporting.wrapping import (
    columns,
    fold,
    hanging,
    left,
    longest_piece,
    right,
    screen_width,
)

GAP = 2
LEAST_COLUMN = 10


def indented(text: str, by: int = 0, start: str = "") -> list[str]:
    """Text in lines, indented; ``start`` stands before the first, the others hang below it."""
    return hanging(" " * by + start, text, screen_width())


def table(
    rows: Sequence[Sequence[str]],
    numbers: Collection[int] = (),
    by: int = 0,
) -> list[str]:
    """Rows in columns; cells that are too wide are folded, columns of numbers stand right."""
    if not rows:
        return []
    widths = _widths(rows, screen_width() - by)
    lines = []
    for row in rows:
        cells = [fold(cell, widths[place]) for place, cell in enumerate(row)]
        for number in range(max(map(len, cells))):
            parts = [
                (right if place in numbers else left)(
                    cell[number] if number < len(cell) else "", widths[place]
                )
                for place, cell in enumerate(cells)
            ]
            lines.append((" " * by + (" " * GAP).join(parts)).rstrip())
    return lines


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of every column: as wide as its cells, the widest narrowed until all fit.

    None becomes narrower than a word in it.
    """
    cells = list(zip(*rows, strict=True))
    widths = [
        max((columns(line) for cell in column for line in cell.split("\n")), default=0)
        for column in cells
    ]
    least = [max(map(longest_piece, column), default=0) for column in cells]
    room -= GAP * (len(widths) - 1)
    while sum(widths) > room:
        spare = [
            width if width > max(at_least, LEAST_COLUMN) else 0
            for width, at_least in zip(widths, least, strict=True)
        ]
        if not any(spare):
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def split_table(rows: Sequence[Sequence[str]], numbers: Collection[int], by: int = 0) -> list[str]:
    """Rows in columns, in several tables one below the other where the columns do not fit.

    The first column is repeated in each.
    """
    if not rows:
        return []
    room = screen_width() - by
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    parts: list[list[int]] = [[]]
    for place in range(1, len(widths)):
        wanted = widths[0] + sum(GAP + widths[p] for p in [*parts[-1], place])
        if parts[-1] and wanted > room:
            parts.append([])
        parts[-1].append(place)
    lines: list[str] = []
    for part in parts:
        shown = [0, *part]
        chosen = [[row[place] for place in shown] for row in rows]
        right = [number for number, place in enumerate(shown) if place in numbers]
        lines += [*([""] if lines else ()), *table(chosen, right, by)]
    return lines
