"""Tables with townships in columns and measures in rows, turned over."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.reading.cells.matching import match
from calculator.reading.cells.rows import is_footnote, looks_like_township
from calculator.reading.grids import Block, Grid, as_text
from calculator.reading.recognition.headings import IDENTITY

_MOST_ROWS = 200
_MOST_COLUMNS = 2000
_FEWEST = 2


@dataclass(frozen=True)
class TurnedGrid(Grid):
    """A sheet whose columns are read as rows; addresses are those of the sheet itself.

    Attributes:
        titles: How many of its first rows are rows of the sheet: the titles above the table.
        top: The row of the sheet that is its first column.
    """

    titles: int = 0
    top: int = 0

    def address(self, row: int, column: int) -> str:
        """The address of a cell in the sheet itself."""
        if row < self.titles:
            return super().address(row, column)
        return super().address(self.top + column, row - self.titles)


def turned_over(grid: Grid) -> Grid | None:
    """The grid with columns as rows, from the row on in which several townships stand.

    Titles above that row stay rows, and footnotes below the table are left away. None where
    no row names several townships.
    """
    if isinstance(grid, TurnedGrid) or grid.height > _MOST_ROWS or grid.width > _MOST_COLUMNS:
        return None
    top = next((row for row in range(grid.height) if _names_townships(grid, row)), None)
    if top is None:
        return None
    while top > 0 and _tells_townships(grid.text(top - 1, 0)):
        top -= 1
    bottom = grid.height
    while bottom > top + 1 and _explains(grid, bottom - 1):
        bottom -= 1
    width = max(bottom - top, grid.width)
    titles = [[*row, *[""] * (width - grid.width)] for row in grid.cells[:top]]
    body = [
        [*(grid.cells[row][column] for row in range(top, bottom)), *[""] * (width - bottom + top)]
        for column in range(grid.width)
    ]
    return TurnedGrid(
        file=grid.file,
        sheet=grid.sheet,
        cells=[*titles, *body],
        merged=[_turned(block, top) for block in grid.merged if block.top >= top],
        is_hidden=grid.is_hidden,
        titles=top,
        top=top,
    )


def _turned(block: Block, top: int) -> Block:
    return Block(block.left + top, block.top - top, block.right + top, block.bottom - top)


def _tells_townships(text: str) -> bool:
    found = match((text,))
    return found is not None and found.column in IDENTITY


def _names_townships(grid: Grid, row: int) -> bool:
    texts = [cell for cell in grid.cells[row] if isinstance(cell, str) and cell.strip()]
    return sum(looks_like_township(text) for text in texts) >= _FEWEST


def _explains(grid: Grid, row: int) -> bool:
    texts = [text for cell in grid.cells[row] if (text := as_text(cell))]
    return not texts or (len(texts) == 1 and is_footnote(texts[0]))
