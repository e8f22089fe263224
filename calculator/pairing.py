"""Which township of one table is which of another: by code, else by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rules.statistics import IntArray, Statistics

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Pairs:
    """The townships that two statistics have in common.

    Attributes:
        before: Their positions in the first statistics, rising.
        after: Their positions in the second, in the same order.
        only_before: The townships that only the first have.
        only_after: Those that only the second have.
    """

    before: IntArray
    after: IntArray
    only_before: IntArray
    only_after: IntArray


def pair(before: Statistics, after: Statistics) -> Pairs:
    """Pair the townships of two statistics, by code, else by prefecture, county and name.

    Where one of them does not name the prefecture, county and name are enough. A code or a name
    that occurs twice on either side pairs nothing.
    """
    if before is after or _name_the_same(before, after):
        everything = np.arange(before.size, dtype=np.int64)
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(everything, everything, nothing, nothing)
    match = np.full(before.size, -1, dtype=np.int64)
    left_before = list(range(before.size))
    left_after = list(range(after.size))
    for keys in (_codes, _full_names, _names):
        found = _paired(keys(before), keys(after), left_before, left_after)
        for one, other in found:
            match[one] = other
        taken_before, taken_after = {one for one, _ in found}, {other for _, other in found}
        left_before = [place for place in left_before if place not in taken_before]
        left_after = [place for place in left_after if place not in taken_after]
    paired = np.flatnonzero(match >= 0)
    return Pairs(
        before=paired,
        after=match[paired],
        only_before=np.array(left_before, dtype=np.int64),
        only_after=np.array(left_after, dtype=np.int64),
    )


_IDENTITY = ("code", "prefecture", "county", "name")


def _name_the_same(before: Statistics, after: Statistics) -> bool:
    return before.size == after.size and all(
        before.text(column).tolist() == after.text(column).tolist() for column in _IDENTITY
    )


def _paired(
    before: Sequence[Key], after: Sequence[Key], left_before: list[int], left_after: list[int]
) -> list[tuple[int, int]]:
    """The places on both sides whose keys are whole, equal, and occur once on each side."""
    counts_before = Counter(before[place] for place in left_before)
    counts_after = Counter(after[place] for place in left_after)
    places = {after[place]: place for place in left_after if counts_after[after[place]] == 1}
    return [
        (place, places[before[place]])
        for place in left_before
        if before[place] in places and counts_before[before[place]] == 1 and before[place][-1]
    ]


def _keys(*columns: str) -> Callable[[Statistics], list[Key]]:
    def of(statistics: Statistics) -> list[Key]:
        return list(zip(*(statistics.text(column).tolist() for column in columns), strict=True))

    return of


_codes = _keys("code")
_full_names = _keys("prefecture", "county", "name")
_names = _keys("county", "name")
