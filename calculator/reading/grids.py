"""Sheets as rows of cells, and the addresses of those cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Cells = list[list[Any]]

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str | bytes) -> int:
    """The number, counted from 0, of a column's letters."""
    column = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def parse_reference(reference: str) -> tuple[int, int]:
    """The row and column, counted from 0, of a reference such as ``C7``."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]) - 1, column_number(found[1])


@dataclass(frozen=True)
class Block:
    """A rectangle of merged cells; rows and columns are counted from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet, or one file of delimited text.

    Attributes:
        file: The name of the file.
        sheet: The name of the sheet; None for delimited text.
        cells: Rows of equal length. A blank cell is an empty string.
        merged: The merged rectangles, where the format tells them.
        is_hidden: Whether the sheet is hidden.
        hidden_rows: The rows that are hidden and have content, counted from 0.
        hidden_columns: The columns that are hidden and have content, counted from 0.
    """

    file: str
    sheet: str | None
    cells: Cells
    merged: Sequence[Block] = ()
    is_hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.cells[0]) if self.cells else 0

    @property
    def place(self) -> str:
        """The file and sheet, as an address begins: ``[county.xlsx]Sheet1``."""
        return f"[{self.file}]{self.sheet or ''}"

    def address(self, row: int, column: int) -> str:
        """The address of a cell counted from 0, such as ``[county.xlsx]Sheet1!C7``."""
        inside = f"{column_letters(column)}{row + 1}"
        return f"{self.place}!{inside}" if self.sheet is not None else f"{self.place}{inside}"

    def text(self, row: int, column: int) -> str:
        """The cell as text; whole numbers without decimals."""
        return as_text(self.cells[row][column])

    def column(self, column: int, rows: Sequence[int]) -> list[Any]:
        """The cells of one column in some rows."""
        cells = self.cells
        return [cells[row][column] for row in rows]


def as_text(value: Any) -> str:
    """A cell's value as text without blanks around it; whole numbers without decimals."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
