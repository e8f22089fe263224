"""Where each figure of the statistics came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from calculator.reading.parts import Part
from rules.statistics import IntArray


@dataclass(frozen=True)
class Source:
    """The row that a township was read from; rows are counted from 1."""

    file: str
    sheet: str | None
    row: int


class Origins:
    """The cells that the statistics were read from."""

    def __init__(self, parts: Sequence[Part], places: Sequence[IntArray]) -> None:
        """Keep the tables, and for each the place of every township in it, -1 where absent."""
        self._parts = parts
        self._places = places

    def source(self, township: int) -> Source:
        """The first row that a township stands in."""
        for part, places in zip(self._parts, self._places, strict=True):
            if places[township] >= 0:
                row = int(part.rows[places[township]]) + 1
                return Source(part.grid.file, part.grid.sheet, row)
        raise IndexError(township)

    def cell(self, township: int, column: str) -> str | None:
        """The address of a township's cell, such as ``[county.xlsx]Sheet1!C7``.

        Where several tables have the column, it is the first cell that is not blank.
        A kind that no column tells is told by the name. None where the input has no such
        column for the township.
        """
        blank = by_name = None
        for part, places in zip(self._parts, self._places, strict=True):
            place = int(places[township])
            if place < 0:
                continue
            by_name = by_name or part.name_cell(place)
            if part.column_read(column) is None:
                continue
            address = part.address(column, place)
            if not self._is_blank(part, column, place):
                return address
            blank = blank or address
        return by_name if blank is None and column == "kind" else blank

    @staticmethod
    def _is_blank(part: Part, column: str, place: int) -> bool:
        if column in part.numbers:
            return bool(np.isnan(part.numbers[column][place]))
        raw = part.raw(column, place)
        return isinstance(raw, str) and not raw.strip()
