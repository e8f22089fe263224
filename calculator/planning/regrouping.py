"""Fewest people moved over the least distances, with the number of regions given."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from calculator.planning.cores import unpacked
from calculator.planning.halting import Clock
from calculator.planning.highs import rounded_up
from calculator.planning.master import Master, choose
from calculator.planning.pricing import MOST_OPEN, Ground, Priced, list_regions
from rules.statistics import BoolArray, FloatArray, IntArray

EACH = 12
"""How many new regions of one round a unit may be in."""
MOST = 15_000
"""Among how many regions whole ones are chosen."""
QUICK = 20_000
"""How many unfinished sets a round holds, as long as it finds better regions nevertheless."""
SMALL = 30_000
"""About how many small regions there are to begin with."""
EXACT = 1e-7
"""How much of a region's share of the cost is left to rounding in the linear program."""
ROUNDING = 0.5
"""The people moved of each region are rounded."""


@dataclass(frozen=True)
class Regrouped:
    """Units divided up into regions.

    Attributes:
        members: The units of each region: one row a region.
        moved: The sum of what the regions cost.
        bound: No division into so many regions costs less.
    """

    members: BoolArray
    moved: int
    bound: int


def regroup(
    ground: Ground, start: BoolArray, known: BoolArray, moved: FloatArray, clock: Clock
) -> Regrouped:
    """Divide units up into as many regions as given, and bound how good that can be.

    Regions are the columns of a linear program (set partitioning); those that would better it
    are listed anew in each round (column generation), and in the end all that a better division
    can have. Its value, less what the best missing region would gain for each region, is a bound
    at any time (Lagrange).

    Args:
        ground: The units.
        start: A division: one row a region.
        known: Other regions to begin with.
        moved: What the regions of the start, then the others, cost.
        clock: When to stop.
    """
    regions = len(start)
    best, reached = start, int(moved[:regions].sum())
    bound = 0
    master = Master(start.shape[1], regions, divide=True)
    master.add(np.concatenate([start, known]), -moved)
    master.add(*_small(ground, clock))
    price, each, total = np.zeros(start.shape[1]), 0.0, inf
    most_open, converged = QUICK, False
    while bound < reached and not clock.halted():
        solved = master.solve(clock.left())
        if solved is None:
            break
        value, duals, _ = solved
        price, each, total = duals[:-1], float(duals[-1]), -value
        listed = list_regions(ground, price, each, ROUNDING, clock.halted, most_open=most_open)
        members, cost, gain = _rounded(listed, start.shape[1])
        least = min(0.0, float((-gain).min(initial=0.0)))
        if not listed.complete:
            least = min(least, listed.least)
        bound = max(bound, rounded_up(total + regions * least))
        close = EXACT * max(1.0, total / regions)
        better = gain > close
        if not better.any():
            converged = listed.complete
            if converged or most_open == MOST_OPEN:
                break
            most_open = MOST_OPEN
            continue
        master.add(*_varied(members[better], -cost[better], gain[better]))
    for among in (None, MOST):
        if bound >= reached or clock.halted():
            break
        members, value_of, every = master.members, master.value, False
        if among is not None:
            slack = reached - total + regions * EXACT * max(1.0, total / regions)
            listed = list_regions(ground, price, each, slack + ROUNDING, clock.halted)
            members, cost, gain = _rounded(listed, start.shape[1])
            every = listed.complete and len(cost) <= among
            keep = np.argsort(-gain, kind="stable")[:among]
            members, value_of = members[keep], -cost[keep]
        chosen, most = choose(
            members,
            value_of,
            least=regions,
            divide=True,
            seconds=clock.left() if every else clock.part(0.4).left(),
            nodes=None if every else 60,
            halted=clock.stop,
        )
        if chosen is not None and -value_of[chosen].sum() < reached:
            best, reached = members[chosen], int(-value_of[chosen].sum())
        if every and converged and most < inf:
            bound = max(bound, reached if most == -inf else min(reached, rounded_up(-most)))
    return Regrouped(best, reached, min(bound, reached))


def _small(ground: Ground, clock: Clock) -> tuple[BoolArray, FloatArray]:
    """All regions of few units, each with its best seat, and their value."""
    size = len(ground.people)
    found = None
    for members in (2, 3, 4, 5):
        listed = list_regions(
            ground, np.zeros(size), 0.0, inf, clock.halted,
            most_members=members, most_open=10 * SMALL,
        )  # fmt: skip
        if found is not None and (len(listed.seat) > SMALL or not listed.complete):
            break
        found = listed
    assert found is not None
    sets, moved = found.sets, np.floor(found.moved + ROUNDING)
    order = np.lexsort((moved, *sets.T))
    sets, moved = sets[order], moved[order]
    first = np.ones(len(sets), dtype=np.bool_)
    first[1:] = (sets[1:] != sets[:-1]).any(axis=1)
    return unpacked(sets[first], size), -moved[first]


def _rounded(listed: Priced, size: int) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Regions with what they cost in whole numbers, and what they gain."""
    cost = np.floor(listed.moved + ROUNDING)
    gain = -(listed.cost + cost - listed.moved)
    order = np.argsort(-gain, kind="stable")[: 4 * MOST]
    return unpacked(listed.sets[order], size), cost[order], gain[order]


def _varied(
    members: BoolArray, value: FloatArray, gain: FloatArray
) -> tuple[BoolArray, FloatArray]:
    """The best, no unit in too many of them."""
    used: IntArray = np.zeros(members.shape[1], dtype=np.int64)
    taken = []
    for place in np.argsort(-gain, kind="stable")[:4000].tolist():
        mine = members[place]
        if used[mine].max() < EACH:
            used[mine] += 1
            taken.append(place)
    return members[taken], value[taken]
