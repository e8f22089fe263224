"""Choosing among listed groups: set packing, the objectives one after the other.

First the parts that are left out and the units that are abolished, by one whole number that puts
the former before the latter. Its linear relaxation says which groups no best choice has (their
reduced cost is more than is left to the next whole number) and which parts every best choice has;
without them, far fewer groups are left to choose from. Then the people whose seat moves, the
first two held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from calculator.planning.halting import Clock
from calculator.planning.highs import Model, rounded_up, solve_integers, solve_relaxation
from rules.statistics import IntArray

FIRST_SHARE = 0.6
"""How much of the time goes to the first two objectives at most."""

SLACK = 3
"""How far above the bound of its relaxation the best choice is first looked for: mostly it is one
above at most; nearer, the search would hold no choices at all for long."""


@dataclass(frozen=True)
class Packing:
    """Groups, of which no two chosen ones may share a part.

    Attributes:
        parts: The parts of each group.
        size: How many parts there are.
        worth: What each group resolves.
        abolished: How many units each group abolishes.
        moved: How many people's seat moves.
        cuts: Sets of groups that must not all be chosen.
        covers: Sets of groups of which at least one must be chosen.
    """

    parts: Sequence[Sequence[int]]
    size: int
    worth: IntArray
    abolished: IntArray
    moved: IntArray
    cuts: tuple[tuple[int, ...], ...] = ()
    covers: tuple[tuple[int, ...], ...] = ()

    def only(self, kept: IntArray) -> Packing:
        """The packing with some groups alone; cuts that need the others are void."""
        place = {group: position for position, group in enumerate(kept.tolist())}
        return Packing(
            parts=[self.parts[group] for group in place],
            size=self.size,
            worth=self.worth[kept],
            abolished=self.abolished[kept],
            moved=self.moved[kept],
            cuts=tuple(
                tuple(place[group] for group in cut)
                for cut in self.cuts
                if all(group in place for group in cut)
            ),
            covers=tuple(
                tuple(place[group] for group in cover if group in place) for cover in self.covers
            ),
        )


@dataclass(frozen=True)
class Selected:
    """Groups that were chosen.

    Attributes:
        chosen: Which groups, ascending.
        first_bound: No choice has less of ``first_cost``.
        moved_bound: No choice with as little of ``first_cost`` has fewer people's seat moved.
    """

    chosen: tuple[int, ...]
    first_bound: int
    moved_bound: int


def first_cost(packing: Packing, scale: int) -> IntArray:
    """What each group adds to the first two objectives: less is better."""
    return packing.abolished - scale * packing.worth


def select(
    packing: Packing, scale: int, clock: Clock, start: tuple[int, ...] | None = None
) -> Selected | None:
    """Choose the groups with the least first cost, then with the fewest people moved.

    Args:
        packing: What to choose from.
        scale: More units than any choice abolishes.
        clock: Until when.
        start: A choice that keeps all conditions, to fall back on.

    Returns:
        The best choice found; None where no choice keeps the cuts and covers, or none was found
        in time.
    """
    costs = first_cost(packing, scale)
    every = np.arange(len(costs))
    relaxed = solve_relaxation(packing_model(packing), costs, clock)
    if relaxed is None:
        return None if start is None else Selected(start, int(costs[costs < 0].sum()), 0)
    bound = rounded_up(relaxed.value)
    early = clock.part(FIRST_SHARE)

    def near(value: int) -> IntArray:
        """Groups that a choice of at most this cost can have."""
        return np.flatnonzero(relaxed.reduced_costs <= value - relaxed.value + 1e-6)

    def always(value: int) -> IntArray:
        """Parts that every choice of at most this cost has."""
        return np.flatnonzero(relaxed.part_prices[: packing.size] > value - relaxed.value + 1e-6)

    hoped = bound + SLACK
    kept = near(hoped)
    model = packing_model(packing.only(kept), always(hoped))
    found = solve_integers(model, costs[kept], early.part(0.8))
    chosen = None if found.chosen is None else _back(kept, found.chosen)
    bound = max(bound, min(found.bound, hoped + 1))
    if chosen is None or _sum(costs, chosen) > hoped + 1:
        if start is not None and (chosen is None or _sum(costs, start) < _sum(costs, chosen)):
            chosen = start
        kept = every if chosen is None else near(_sum(costs, chosen))
        found = solve_integers(
            packing_model(packing.only(kept)), costs[kept], early, _places(kept, chosen)
        )
        bound = max(bound, found.bound)
        chosen = chosen if found.chosen is None else _back(kept, found.chosen)
    if chosen is None:
        return None
    value = _sum(costs, chosen)
    kept = near(value)
    fewer = packing.only(kept)
    model = packing_model(fewer, always(value)).with_row(
        fewer.abolished, -inf, _sum(packing.abolished, chosen)
    )
    model = model.with_row(fewer.worth, _sum(packing.worth, chosen), inf)
    last = solve_integers(model, fewer.moved, clock, _places(kept, chosen))
    if last.chosen is not None:
        chosen = _back(kept, last.chosen)
    return Selected(chosen, min(bound, value), min(max(last.bound, 0), _sum(packing.moved, chosen)))


def packing_model(packing: Packing, always: IntArray | None = None) -> Model:
    """The conditions: each part at most once (exactly, for some), then cuts, then covers."""
    conditions: list[list[int]] = [list(parts) for parts in packing.parts]
    for row, groups in enumerate((*packing.cuts, *packing.covers), packing.size):
        for group in groups:
            conditions[group].append(row)
    lower = np.full(packing.size, -inf)
    if always is not None:
        lower[always] = 1.0
    most = [len(cut) - 1.0 for cut in packing.cuts]
    some = len(packing.covers)
    return Model(
        start=np.concatenate([[0], np.cumsum([len(one) for one in conditions])]).astype(np.int64),
        index=np.array([row for one in conditions for row in one], dtype=np.int64),
        value=np.ones(sum(len(one) for one in conditions)),
        lower=np.concatenate([lower, np.full(len(most), -inf), np.ones(some)]),
        upper=np.concatenate([np.ones(packing.size), most, np.full(some, inf)]),
    )


def _back(kept: IntArray, chosen: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(kept[list(chosen)].tolist())


def _places(kept: IntArray, chosen: tuple[int, ...] | None) -> tuple[int, ...] | None:
    return None if chosen is None else tuple(np.searchsorted(kept, chosen).tolist())


def _sum(values: IntArray, chosen: tuple[int, ...]) -> int:
    return int(values[list(chosen)].sum())
