"""The statistics and the proposal of every township, by columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from rules.bodies import Bodies

FloatArray = npt.NDArray[np.float64]
UNREADABLE = "unreadable"
"""The choice of a cell that could not be read: what hangs on it is undecided."""

Coverage = Literal["county", "prefecture", "province"]
COVERAGES: tuple[Coverage, ...] = ("county", "prefecture", "province")

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
TextArray = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Choices:
    """A column whose cells name one or more of a few choices, such as terrain.

    Attributes:
        codes: One value per township: a position in ``sets``, or -1 where the cell is blank.
        sets: The combinations of choices that occur.
    """

    codes: IntArray
    sets: Sequence[frozenset[str]]

    @cached_property
    def unreadable(self) -> BoolArray:
        """Which townships have a cell that names something, but nothing that can be told."""
        by_set = np.array([UNREADABLE in choice for choice in self.sets] + [False])
        return by_set[self.codes]

    def names_any(self, wanted: Collection[str]) -> BoolArray:
        """Which townships name at least one of the wanted choices; a blank names none."""
        by_set = np.array([bool(choice & set(wanted)) for choice in self.sets] + [False])
        return by_set[self.codes]

    def at(self, township: int) -> frozenset[str]:
        """The choices that one township names, none where its cell is blank."""
        code = int(self.codes[township])
        return self.sets[code] if code >= 0 else frozenset()


@dataclass(frozen=True)
class Statistics:
    """Year-end statistics and proposed offices and posts: one value per township in each column.

    A column that the input did not have is absent from the mapping that would hold it.

    Attributes:
        size: How many townships there are.
        numbers: Measured columns, NaN where the cell is blank. Units are those of the
            vocabulary: persons, km², 10,000 yuan. Yes-or-no columns are here too, 1 and 0.
        choices: Columns that name choices: ``kind``, ``terrain``, ``proposed_class``.
        texts: ``code``, ``prefecture``, ``county``, ``name`` and the like; None where blank.
        date: The day that the statistics hold for, where known.
        coverage: How far the statistics are complete: whether they hold every township of the
            counties, of the prefectures or of the province that they name.
        bodies: The offices and institutions that a proposal lists; None where none does.
        county_totals: What the province approved for each county, by column, such as
            ``county_administrative_posts``: one value per county, indexed as ``counties``,
            NaN where nothing is said.
    """

    size: int
    numbers: Mapping[str, FloatArray] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    texts: Mapping[str, TextArray] = field(default_factory=dict)
    date: date | None = None
    coverage: Coverage = "county"
    bodies: Bodies | None = None
    county_totals: Mapping[str, FloatArray] = field(default_factory=dict)

    @cached_property
    def _grouping(self) -> tuple[list[tuple[str, str]], IntArray]:
        prefectures = self.text("prefecture")
        counties = self.text("county")
        positions: defaultdict[tuple[str, str], int] = defaultdict()
        positions.default_factory = positions.__len__
        named = zip(_blank_for_none(prefectures), _blank_for_none(counties), strict=True)
        codes = np.fromiter(map(positions.__getitem__, named), np.int64, self.size)
        return list(positions), codes

    @property
    def counties(self) -> list[tuple[str, str]]:
        """The counties as (prefecture, county), in the order they first occur."""
        return self._grouping[0]

    @property
    def county_codes(self) -> IntArray:
        """One value per township: the position of its county in ``counties``."""
        return self._grouping[1]

    def covers(self, within: Coverage) -> bool:
        """Whether every township of a county, of a prefecture or of the province is there."""
        return COVERAGES.index(self.coverage) >= COVERAGES.index(within)

    def group_codes(self, within: Coverage) -> IntArray:
        """One value per township: which county, prefecture or province it belongs to."""
        if within == "county":
            return self.county_codes
        if within == "province":
            return np.zeros(self.size, dtype=np.int64)
        prefectures = [prefecture for prefecture, _ in self.counties]
        positions = {name: position for position, name in enumerate(dict.fromkeys(prefectures))}
        by_county = np.array([positions[name] for name in prefectures], dtype=np.int64)
        return by_county[self.county_codes]

    def text(self, column: str) -> TextArray:
        """A text column; all blank where the input has none."""
        found = self.texts.get(column)
        return found if found is not None else np.full(self.size, None, dtype=object)

    def county_total(self, column: str) -> FloatArray:
        """What is approved for each county; all missing where nothing is."""
        found = self.county_totals.get(column)
        return found if found is not None else np.full(len(self.counties), np.nan)

    def number(self, column: str) -> FloatArray:
        """A measured column; all missing where the input has none."""
        found = self.numbers.get(column)
        return found if found is not None else np.full(self.size, np.nan)


def same_text(text: str, size: int) -> TextArray:
    """One text for every township; ``numpy.full`` takes twenty times as long for it."""
    texts = np.empty(size, dtype=object)
    texts[:] = text
    return texts


def _blank_for_none(texts: TextArray) -> list[str]:
    listed = texts.tolist()
    return [text or "" for text in listed] if None in listed else listed
