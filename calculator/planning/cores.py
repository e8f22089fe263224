"""The cores of groups of any size: connected candidates that together just reach the minimum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
import numpy.typing as npt

from rules.statistics import BoolArray, FloatArray, IntArray

Words = npt.NDArray[np.uint64]
"""Sets of units as bits: one row a set, 64 units a word, the first unit in the lowest bit."""

MOST_OPEN = 2_500_000
"""How many unfinished sets are held at once, some 80 bytes each for every 64 units."""
MOST_FOUND = 8_000_000
"""How many cores are held."""
BLOCK = 100_000
"""How many sets are grown in one go."""
STEPS = 512
"""Into how many steps the people lacking are rounded down for the bound."""

_BITS = ((np.arange(256)[:, None] >> np.arange(8)) & 1).astype(np.float64)


@dataclass(frozen=True)
class Caps:
    """What a group may have at most.

    Attributes:
        amounts: What each unit has, one row a kind of amount: units, people, km².
        most: The most of each kind.
    """

    amounts: FloatArray
    most: FloatArray

    def of(self, units: IntArray) -> Caps:
        """The same for some of the units."""
        return Caps(self.amounts[:, units], self.most)

    def keep(self, units: list[int]) -> bool:
        """Whether units may be in one group."""
        return bool((self.amounts[:, units].sum(axis=1) <= self.most).all())


@dataclass(frozen=True)
class Candidates:
    """Units that alone are below the minimum, those with the most people first.

    Attributes:
        people: Of each unit, descending.
        borders: Pairs of them that border on each other.
        minimum: What a group must reach.
        caps: What it may have at most.
    """

    people: FloatArray
    borders: IntArray
    minimum: float
    caps: Caps

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.people)

    @cached_property
    def near(self) -> Words:
        """What each borders on."""
        return sets_of(self.size, self.borders)[0]

    @cached_property
    def single(self) -> Words:
        """Each by itself."""
        return sets_of(self.size, self.borders)[1]

    @cached_property
    def before(self) -> Words:
        """For each, those with more people."""
        before = np.zeros_like(self.single)
        before[1:] = np.bitwise_or.accumulate(self.single, axis=0)[:-1]
        return before


@dataclass(frozen=True)
class Cores:
    """Connected sets that reach the minimum, among them all that may be needed.

    Attributes:
        sets: The sets.
        seat: The unit of each that has the most people.
        complete: Whether all that were asked for are among them.
    """

    sets: Words
    seat: IntArray
    complete: bool

    def __len__(self) -> int:
        """How many there are."""
        return len(self.seat)

    def sums(self, cost: FloatArray) -> FloatArray:
        """What the units of each set cost together."""
        octets = self.sets.view(np.uint8)
        padded = np.zeros(8 * octets.shape[1])
        padded[: len(cost)] = cost
        total = np.zeros(len(self))
        for place in range(octets.shape[1]):
            piece = padded[8 * place : 8 * place + 8]
            if piece.any():
                total += (_BITS @ piece)[octets[:, place]]
        return total

    def members(self, places: IntArray, size: int) -> BoolArray:
        """Which units the sets at some places have: one row a set."""
        return unpacked(self.sets[places], size)


def sets_of(size: int, borders: IntArray) -> tuple[Words, Words]:
    """What each of some units borders on, and each by itself."""
    near = np.zeros((size, max(1, (size + 63) // 64)), dtype=np.uint64)
    single = np.zeros_like(near)
    place = np.arange(size)
    single[place, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    for one, other in ((0, 1), (1, 0)):
        np.bitwise_or.at(near, borders[:, one], single[borders[:, other]])
    return near, single


def unpacked(sets: Words, size: int) -> BoolArray:
    """Sets as truth values, one row a set, one column a unit."""
    octets = np.ascontiguousarray(sets).view(np.uint8)
    return np.unpackbits(octets, axis=1, count=size, bitorder="little").view(np.bool_)


def list_cores(
    candidates: Candidates,
    *,
    cost: FloatArray | None = None,
    limit: FloatArray | None = None,
    halted: Callable[[], bool] | None = None,
    most_open: int = MOST_OPEN,
    most_found: int = MOST_FOUND,
) -> Cores:
    """List the sets that a best plan can have as cores.

    A set grows from the unit of it with the most people, one bordering unit at a time, so that
    each connected set is met once (Wernicke's ESU), until it reaches the minimum. So every
    connected set that reaches it is listed, if it falls short or falls apart without any one of
    its units other than the one with the most people. Among these are all sets that lose nothing
    without falling short, and for every other group one with the same seat that it contains.

    Args:
        candidates: Where.
        cost: What each unit costs, 0 or more; only sets that cost less than the limit are wanted.
        limit: By the unit with the most people.
        halted: Asked now and then; true ends the listing.
        most_open: How many unfinished sets to hold; with more the listing ends.
        most_found: How many cores to hold; with more the listing ends.
    """
    size, minimum, people = candidates.size, candidates.minimum, candidates.people
    single, near, before = candidates.single, candidates.near, candidates.before
    place = np.arange(size)
    bounds = None if cost is None or limit is None else _bounds(candidates, cost, limit)
    charged = np.zeros(size) if cost is None else cost
    amounts, most = candidates.caps.amounts.T, candidates.caps.most
    levels = [(single, before | single, near & ~before, people, place, charged, amounts)]
    found = [np.zeros((0, single.shape[1]), dtype=np.uint64)]
    seats = [np.zeros(0, dtype=np.int64)]
    count, complete = 0, True
    while levels and complete:
        grown = []
        waiting = 0
        for sets, closed, border, total, seat, spent, used in levels:
            for start in range(0, len(sets), BLOCK):
                if count > most_found or waiting > most_open or (halted is not None and halted()):
                    complete = False
                    break
                part = slice(start, start + BLOCK)
                row, unit = np.nonzero(unpacked(border[part], size))
                row += start
                if len(most):
                    kept = (used[row] + amounts[unit] <= most).all(axis=1)
                    row, unit = row[kept], unit[kept]
                reached = total[row] + people[unit]
                paid = spent[row] + charged[unit]
                enough = reached >= minimum
                if bounds is not None and limit is not None:
                    lacking = np.maximum(minimum - reached, 0) * (STEPS / minimum)
                    least = paid + bounds[seat[row], lacking.astype(np.int64)]
                    wanted = least < limit[seat[row]]
                    row, unit, enough = row[wanted], unit[wanted], enough[wanted]
                    reached, paid = reached[wanted], paid[wanted]
                whole = sets[row] | single[unit]
                found.append(whole[enough])
                seats.append(seat[row[enough]])
                count += len(seats[-1])
                more = ~enough
                row, unit, whole = row[more], unit[more], whole[more]
                shut = closed[row] | single[unit] | (border[row] & before[unit])
                open_border = (border[row] | near[unit]) & ~shut
                more_used = used[row] + amounts[unit]
                grown.append(
                    (whole, shut, open_border, reached[more], seat[row], paid[more], more_used)
                )
                waiting += len(row)
        levels = [level for level in grown if len(level[0])]
    return Cores(np.concatenate(found), np.concatenate(seats), complete)


def _bounds(candidates: Candidates, cost: FloatArray, limit: FloatArray) -> FloatArray:
    """The least that so many people more can cost, by the unit with the most people.

    The people are those of units with fewer people that some path reaches below the limit, as if
    units could be taken in part (the fractional knapsack).
    """
    size = candidates.size
    bounds = np.full((size, STEPS + 1), inf)
    lacking = np.arange(STEPS + 1) * (candidates.minimum / STEPS)
    near = [np.flatnonzero(row) for row in unpacked(candidates.near, size)]
    order = np.argsort(cost / np.maximum(candidates.people, 1e-9), kind="stable")
    for seat in range(size):
        reach = _reach(near, cost, seat, float(limit[seat]))
        chosen = order[reach[order]]
        people = np.concatenate([[0.0], np.cumsum(candidates.people[chosen])])
        spent = np.concatenate([[0.0], np.cumsum(cost[chosen])])
        within = lacking <= people[-1]
        bounds[seat, within] = np.interp(lacking[within], people, spent)
    return bounds


def _reach(near: list[IntArray], cost: FloatArray, seat: int, limit: float) -> BoolArray:
    """The later units that a path of later units reaches for less than the limit."""
    least = np.full(len(cost), inf)
    least[seat] = cost[seat]
    waiting = [seat]
    while waiting:
        unit = waiting.pop()
        for other in near[unit].tolist():
            paid = least[unit] + cost[other]
            if other > seat and paid < min(limit, least[other] - 1e-12):
                least[other] = paid
                waiting.append(other)
    reached: BoolArray = np.isfinite(least)
    reached[seat] = False
    return reached
