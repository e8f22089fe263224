"""Delimited text as a grid: its encoding and its delimiter."""

from __future__ import annotations

import csv
import io
from collections import Counter

from calculator.errors import CalculatorError
from calculator.reading.containers.limits import NotASpreadsheet, require_cells
from calculator.reading.containers.sheets import (
    Look,
    Sparse,
    finish,
    is_scattered,
    unreadable_letters,
)
from calculator.reading.containers.texts import decode
from calculator.reading.grids import Cells, Grid
from calculator.reading.notes import sentence
from rules.findings import Finding

_DELIMITERS = ",\t;|，"
_SAMPLED_LINES = 60


def read_delimited(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Delimited text as a grid, short rows filled up with blank cells.

    Raises:
        CalculatorError: There is nothing but blanks in it.
        NotASpreadsheet: It is no text.
        Demanding, TooLarge: It is too much to read.
    """
    text = decode(data)
    if text is None:
        raise NotASpreadsheet("unknown")
    if not text.strip():
        raise CalculatorError([sentence("file_empty", file=file)])
    cells, stray = _laid_out(_rows(text, _delimiter(text)))
    grid, findings = finish(file, None, cells, Look(stray=stray))
    return [grid], [*findings, *unreadable_letters(grid)]


def _laid_out(rows: list[list[str]]) -> tuple[Cells, list[str]]:
    width, filled = max(map(len, rows), default=0), sum(map(len, rows))
    if is_scattered(len(rows), width, filled):
        sparse = Sparse()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sparse.put(at, column, cell.strip())
        return sparse.lay_out()
    require_cells(len(rows) * width)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows], []


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    lines = io.StringIO(text, newline=None)
    sample = "".join(line for line, _ in zip(lines, range(_SAMPLED_LINES), strict=False))

    def agreement(delimiter: str) -> int:
        widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        return sum(widths.values()) + max(widths.values(), default=0)

    return max(_DELIMITERS, key=agreement)
