"""Rows that totals may sum, and their sums between any two places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calculator.reading.recognition.parts import Part
from rules.statistics import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Rows:
    """Rows that have figures, of one table or of several.

    Attributes:
        parts: The tables that the rows stand in.
        of_part: For each row the position of its table in ``parts``.
        rows: The rows of the grid, counted from 0.
        values: One row of figures for each, a column for each of the table's summed columns.
    """

    parts: Sequence[Part]
    of_part: IntArray
    rows: IntArray
    values: FloatArray

    def taken(self, places: IntArray) -> Rows:
        """Some of the rows."""
        return Rows(self.parts, self.of_part[places], self.rows[places], self.values[places])

    def address(self, place: int, column: str) -> str:
        """The address of a row's cell."""
        part = self.parts[int(self.of_part[place])]
        return part.grid.address(int(self.rows[place]), part.layout.columns[column].position)


@dataclass(frozen=True)
class Group:
    """Rows that a total may sum.

    Attributes:
        sums: The sum of each column.
        blanks: How many of the rows have no figure in each column.
        count: How many rows there are.
        source: The rows it is taken from.
        start, stop: Where it begins and ends in ``source``.
        chosen: Which rows of ``source`` belong to it; None for all from start to stop.
    """

    sums: FloatArray
    blanks: FloatArray
    count: int
    source: Rows
    start: int
    stop: int
    chosen: BoolArray | None = None

    @classmethod
    def of_all(cls, rows: Rows) -> Group:
        """All of some rows."""
        blank = np.isnan(rows.values)
        sums = np.where(blank, 0.0, rows.values).sum(axis=0)
        count = len(rows.rows)
        return cls(sums, blank.sum(axis=0, dtype=np.float64), count, rows, 0, count)

    @cached_property
    def members(self) -> Rows:
        """The rows themselves."""
        places = np.arange(self.start, self.stop)
        if self.chosen is not None:
            places = places[self.chosen[self.start : self.stop]]
        return self.source.taken(places)


class SummedRows:
    """Sums of the rows between any two places, for those rows that are chosen."""

    def __init__(self, source: Rows, chosen: BoolArray | None) -> None:
        """Take some rows, and which of them count; None for all."""
        self._source = source
        self._chosen = chosen
        values = source.values
        blank = np.isnan(values)
        taken = np.ones(len(values), dtype=bool) if chosen is None else chosen
        self._sums = _from_zero(np.where(blank | ~taken[:, None], 0.0, values))
        self._blanks = _from_zero((blank & taken[:, None]).astype(np.float64))
        self._counts = _from_zero(taken.astype(np.float64))

    def between(self, start: int, stop: int) -> Group | None:
        """The rows from ``start`` up to ``stop``; None where none of them counts."""
        count = int(self._counts[stop] - self._counts[start])
        if count == 0:
            return None
        return Group(
            sums=self._sums[stop] - self._sums[start],
            blanks=self._blanks[stop] - self._blanks[start],
            count=count,
            source=self._source,
            start=start,
            stop=stop,
            chosen=self._chosen,
        )


def _from_zero(values: FloatArray) -> FloatArray:
    return np.cumsum(np.concatenate([np.zeros_like(values[:1]), values]), axis=0)
