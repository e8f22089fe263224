"""Where each figure of the statistics came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from calculator.reading.recognition.parts import Part
from rules.statistics import IntArray


@dataclass(frozen=True)
class Source:
    """The row that a township was read from; rows are counted from 1."""

    file: str
    sheet: str | None
    row: int


class BodyCells(Protocol):
    """Where an office or institution stands."""

    def cell(self, column: str) -> str:
        """The address of its cell in a column."""


class Origins:
    """The cells that the statistics were read from."""

    def __init__(
        self,
        parts: Sequence[Part],
        places: Sequence[IntArray],
        bodies: Sequence[BodyCells] = (),
        counties: Mapping[tuple[int, str], str] | None = None,
    ) -> None:
        """Keep where everything stands.

        Args:
            parts: The tables.
            places: For each the place of every township in it, -1 where absent.
            bodies: The cells of every office and institution that is listed.
            counties: County and column -> the cell of what is approved for it.
        """
        self._parts = parts
        self._places = places
        self._bodies = bodies
        self._counties = counties or {}

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

    def body_cell(self, body: int, column: str) -> str | None:
        """The address of an office's or institution's cell; its name's where it has none such.

        Where the list has its posts in one column, that is the column of each kind of posts.
        None where nothing is listed.
        """
        return self._bodies[body].cell(column) if body < len(self._bodies) else None

    def county_cell(self, county: int, column: str) -> str | None:
        """The address of what is approved for a county; None where nothing says it."""
        return self._counties.get((county, column))

    @staticmethod
    def _is_blank(part: Part, column: str, place: int) -> bool:
        if column in part.numbers:
            return bool(np.isnan(part.numbers[column][place]))
        raw = part.raw(column, place)
        return isinstance(raw, str) and not raw.strip()
