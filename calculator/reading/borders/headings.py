"""What the columns of a table of neighbours hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from calculator.reading.borders.settings import border_settings
from calculator.reading.cells.matching import match, plain

IDENTITY = ("code", "name", "county", "prefecture")


@dataclass
class PairColumns:
    """Which columns of a table tell what.

    Attributes:
        sides: For the first and the second township: what is told -> the column.
        length: The column of the border's length.
        unit: How many km its unit is; None where the heading names none.
    """

    sides: tuple[dict[str, int], dict[str, int]] = field(default_factory=lambda: ({}, {}))
    length: int | None = None
    unit: float | None = None

    @property
    def is_whole(self) -> bool:
        """Whether both townships are told."""
        return all("code" in side or "name" in side for side in self.sides)


def pair_columns(texts: Sequence[str]) -> PairColumns | None:
    """The columns that a row of headings names; None where it is no such row."""
    columns = PairColumns()
    for place, text in enumerate(texts):
        if not text:
            continue
        if columns.length is None and (length := _length(text)) is not None:
            columns.length, columns.unit = place, length[0]
        elif (told := _told(text)) is not None:
            side, column = told
            if side is None:
                side = 0 if column not in columns.sides[0] else 1
            columns.sides[side].setdefault(column, place)
    return columns if columns.is_whole else None


def _told(text: str) -> tuple[int | None, str] | None:
    """Which township a heading is about (None for the next), and what it tells."""
    whole = match((text,))
    if whole is not None and whole.column == "neighbours":
        return 1, "name"
    words = plain(text)
    settings = border_settings().pairs
    for side, marks in enumerate((settings.first, settings.second)):
        for mark in sorted(map(plain, marks), key=len, reverse=True):
            if words == mark and len(mark) > 1:
                return side, "name"
            for core in (words.removeprefix(mark), words.removesuffix(mark)):
                found = match((core,)) if core and core != words else None
                if found is not None and found.column in IDENTITY:
                    return side, found.column
    return (None, whole.column) if whole is not None and whole.column in IDENTITY else None


def _length(text: str) -> tuple[float | None] | None:
    """How many km the unit of a heading of lengths is; None for any other heading."""
    settings = border_settings().pairs
    words, known = plain(text), {plain(heading) for heading in settings.lengths}
    if words in known:
        return (None,)
    for unit in sorted(settings.units, key=len, reverse=True):
        if words.endswith(plain(unit)) and words.removesuffix(plain(unit)) in known:
            return (settings.units[unit],)
    return None
