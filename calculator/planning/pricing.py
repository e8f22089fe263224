"""The regions that are worth their price, where distances count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from calculator.planning.cores import STEPS, Caps, Words, unpacked
from rules.statistics import BoolArray, FloatArray, IntArray

MOST_OPEN = 400_000
"""How many unfinished sets are held at once."""
MOST_FOUND = 1_500_000
BLOCK = 50_000


@dataclass(frozen=True)
class Ground:
    """Units to be divided up into regions.

    Attributes:
        people: Of each unit.
        standing: Which are no candidates: no two of them are in one region.
        near: What each borders on.
        single: Each by itself.
        moving: What it costs if the seat (first) takes in a unit (second); infinite where it
            must not.
        minimum: What a region of candidates alone must reach.
        caps: What a region of two units or more may have at most.
    """

    people: FloatArray
    standing: BoolArray
    near: Words
    single: Words
    moving: FloatArray
    minimum: float
    caps: Caps


@dataclass(frozen=True)
class Priced:
    """Regions, each with a seat.

    Attributes:
        sets: The units of each.
        seat: Of each.
        moved: What each costs without prices.
        cost: What each costs with them.
        least: No region costs less; sets that were not looked at included.
        complete: Whether all were looked at.
    """

    sets: Words
    seat: IntArray
    moved: FloatArray
    cost: FloatArray
    least: float
    complete: bool


def list_regions(
    ground: Ground,
    price: FloatArray,
    each: float,
    limit: float,
    halted: Callable[[], bool],
    *,
    most_members: int | None = None,
    most_open: int = MOST_OPEN,
) -> Priced:
    """List the regions that cost less than a limit, their units' prices and ``each`` included.

    A region grows from its seat, so that each connected set is met once by seat, as long as it
    may end below the limit: if it took all the units that cost less than nothing, and of the
    people it lacks the cheapest, in part if need be.

    Args:
        ground: The units.
        price: Of each unit.
        each: The price of a region besides.
        limit: What regions are to cost less than.
        halted: Asked now and then; true ends the listing.
        most_members: How many units the regions have at most; None for any number.
        most_open: How many unfinished sets to hold; with more the listing ends.
    """
    size = len(ground.people)
    cost = ground.moving + price[None, :]
    gains = np.minimum(cost, 0.0)
    np.fill_diagonal(gains, 0.0)
    bounds = _bounds(ground, cost)
    seat = np.arange(size)
    own = np.diag(cost) + each
    amounts, most = ground.caps.amounts.T, ground.caps.most
    levels = [
        (
            ground.single, ground.single, ground.near, ground.people, seat, own,
            own + gains.sum(axis=1), np.zeros(size), amounts,
        )
    ]  # fmt: skip
    fellows = np.bitwise_or.reduce(ground.single[ground.standing], axis=0, initial=np.uint64(0))
    found: list[tuple[Words, IntArray, FloatArray, FloatArray]] = []
    least, count, complete = inf, 0, True
    members = 0
    while levels and complete:
        members += 1
        grown = []
        waiting = 0
        for sets, closed, border, people, seats, paid, hoped, moved, used in levels:
            for start in range(0, len(sets), BLOCK):
                part = slice(start, start + BLOCK)
                whole = people[part] >= ground.minimum
                good = whole & (paid[part] < limit)
                if good.any():
                    found.append(
                        (sets[part][good], seats[part][good], moved[part][good], paid[part][good])
                    )
                    count += int(good.sum())
                    least = min(least, float(paid[part][good].min()))
                lacking = np.ceil(
                    np.maximum(ground.minimum - people[part], 0) * (STEPS / ground.minimum) - 1
                ).clip(0)
                hope = hoped[part] + bounds[seats[part], lacking.astype(np.int64)]
                live = np.flatnonzero(hope < limit)
                if waiting > most_open or count > MOST_FOUND or halted():
                    complete = False
                    least = min(least, float(hope.min(initial=inf)))
                    continue
                if not len(live) or members == most_members:
                    continue
                edge = border[part][live] & ~closed[part][live]
                edge[ground.standing[seats[part][live]]] &= ~fellows
                table = unpacked(edge, size)
                row, unit = np.nonzero(table)
                live = live + start
                # what the units passed over before would have gained is lost
                lost = np.where(table, -gains[seats[live]], 0.0)
                passed = np.cumsum(lost, axis=1) - lost
                here = live[row]
                added = cost[seats[here], unit]
                new_hope = hoped[here] + passed[row, unit] + np.maximum(added, 0.0)
                keep = (new_hope < limit) & (used[here] + amounts[unit] <= most).all(axis=1)
                row, unit, here, added = row[keep], unit[keep], here[keep], added[keep]
                before = _before(edge[row], unit)
                shut = closed[here] | ground.single[unit] | before
                fellow = ground.standing[unit]
                shut[fellow] |= fellows
                grown.append(
                    (
                        sets[here] | ground.single[unit],
                        shut,
                        border[here] | ground.near[unit],
                        people[here] + ground.people[unit],
                        seats[here],
                        paid[here] + added,
                        new_hope[keep],
                        moved[here] + ground.moving[seats[here], unit],
                        used[here] + amounts[unit],
                    )
                )
                waiting += len(row)
        if not complete:
            for level in grown:
                least = min(least, float(level[6].min(initial=inf)))
        levels = [level for level in grown if len(level[0])]
    if not found:
        none = np.zeros(0)
        return Priced(ground.single[:0], seat[:0], none, none, min(least, limit), complete)
    sets, seats, moved, paid = (np.concatenate(one) for one in zip(*found, strict=True))
    return Priced(sets, seats, moved, paid, min(least, limit), complete)


def _before(edge: Words, unit: IntArray) -> Words:
    """The units of each set that come before one of them."""
    words = np.arange(edge.shape[1])
    mask = np.where(words[None, :] < (unit // 64)[:, None], ~np.uint64(0), np.uint64(0)).astype(
        np.uint64
    )
    mask[np.arange(len(unit)), unit // 64] = (
        np.uint64(1) << (unit % 64).astype(np.uint64)
    ) - np.uint64(1)
    return np.asarray(edge & mask)


def _bounds(ground: Ground, cost: FloatArray) -> FloatArray:
    """The least that so many people more cost, by seat; units that gain cost nothing here."""
    size = len(ground.people)
    bounds = np.full((size, STEPS + 1), inf)
    lacking = np.arange(STEPS + 1) * (ground.minimum / STEPS)
    paid = np.maximum(cost, 0.0)
    ratio = paid / np.maximum(ground.people, 1e-9)[None, :]
    for seat in range(size):
        order = np.argsort(ratio[seat], kind="stable")
        order = order[(order != seat) & np.isfinite(paid[seat, order])]
        people = np.concatenate([[0.0], np.cumsum(ground.people[order])])
        spent = np.concatenate([[0.0], np.cumsum(paid[seat, order])])
        within = lacking <= people[-1]
        bounds[seat, within] = np.interp(lacking[within], people, spent)
    return bounds
