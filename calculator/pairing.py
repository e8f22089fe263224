"""Which township of one table is which of another: by code and name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calculator.reading.assembly.same_townships import same_townships
from rules.statistics import BoolArray, IntArray, Statistics


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
    """Pair the townships of two statistics, as the reader pairs those of two years.

    By code and name, else by county and name, else by the code alone (renamed), else by the
    name without 镇, 乡 or 街道. What occurs twice on either side pairs nothing, unless both
    name the same townships in the same order.
    """
    if before is after or _name_the_same(before, after):
        everything = np.arange(before.size, dtype=np.int64)
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(everything, everything, nothing, nothing)
    same = same_townships(after, before)
    paired = sorted((earlier, now) for now, earlier in same.pairs.items())
    places = np.array(paired, dtype=np.int64).reshape(-1, 2)
    return Pairs(
        before=places[:, 0],
        after=places[:, 1],
        only_before=np.array(sorted(same.vanished), dtype=np.int64),
        only_after=np.array(sorted(same.appeared), dtype=np.int64),
    )


def differ_in(column: str, pairs: Pairs, before: Statistics, after: Statistics) -> BoolArray:
    """Which pairs have another text in a column; a blank on either side is no difference."""
    one, other = before.text(column)[pairs.before], after.text(column)[pairs.after]
    known = (one != None) & (other != None)  # noqa: E711 - elementwise
    return np.asarray(known & (one != other), dtype=np.bool_)


_IDENTITY = ("code", "prefecture", "county", "name")


def _name_the_same(before: Statistics, after: Statistics) -> bool:
    return before.size == after.size and all(
        before.text(column).tolist() == after.text(column).tolist() for column in _IDENTITY
    )
