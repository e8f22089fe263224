"""Fewer people whose seat moves, with the same number of groups: simulated annealing."""

from __future__ import annotations

from math import exp

import numpy as np

from calculator.planning.cores import Caps
from calculator.planning.halting import Clock
from calculator.planning.problem import MergerProblem
from calculator.planning.seats import Seats
from rules.statistics import BoolArray, FloatArray, IntArray

STEPS = 400
"""How many moves are tried for each unit; always the same ones."""
LOOK = 256
"""How many moves are tried between two looks at the clock."""


class Improver:
    """Moves units between bordering regions, and swaps them."""

    def __init__(self, problem: MergerProblem, region: IntArray, caps: Caps) -> None:
        """Begin with regions.

        Args:
            problem: Where.
            region: The region of each unit by number, or less than 0 where it has none.
            caps: What a region may have at most.
        """
        self._problem = problem
        self._caps = caps if len(caps.most) else None
        self._people: list[float] = problem.people.tolist()
        self._seats = Seats(problem)
        self._cost: dict[frozenset[int], int] = {}
        self._fixed = ~problem.candidate
        self._label: list[int] = region.tolist()
        self._near: list[list[int]] = [[] for _ in range(problem.size)]
        for first, second in problem.borders.tolist():
            if region[first] >= 0 and region[second] >= 0:
                self._near[first].append(second)
                self._near[second].append(first)
        self._members = [
            frozenset(np.flatnonzero(region == number).tolist())
            for number in range(int(region.max(initial=-1)) + 1)
        ]

    def improve(self, clock: Clock, enough: int = 0) -> IntArray:
        """The best regions met.

        Args:
            clock: When to stop.
            enough: How few people moved to be content with.
        """
        chance = np.random.default_rng(2012)
        movable = [
            unit
            for unit, label in enumerate(self._label)
            if label >= 0 and not self._fixed[unit] and self._near[unit]
        ]
        best = list(self._label)
        if not movable:
            return np.array(best)
        now = least = sum(self.moved(members) for members in self._members)
        steps = STEPS * len(movable)
        warmth = 0.3 * now / max(1, len(movable))
        for step in range(steps):
            if step % LOOK == 0:
                if clock.halted() or least <= enough:
                    break
                picks = chance.random((LOOK, 4)).tolist()
            first, second, third, luck = picks[step % LOOK]
            unit = movable[int(first * len(movable))]
            other = self._near[unit][int(second * len(self._near[unit]))]
            changed = self._changed(unit, other, third)
            if changed is None:
                continue
            one, two, mine, theirs = changed
            more = (
                self.moved(mine) + self.moved(theirs)
                - self.moved(self._members[one]) - self.moved(self._members[two])
            )  # fmt: skip
            heat = warmth * (1 - step / steps) ** 2
            if more > 0 and (heat <= 0 or luck >= exp(-more / heat)):
                continue
            self._members[one], self._members[two] = mine, theirs
            for number in (one, two):
                for member in self._members[number]:
                    self._label[member] = number
            now += more
            if now < least:
                least, best = now, list(self._label)
        return np.array(best)

    def met(self, units: IntArray) -> tuple[BoolArray, FloatArray]:
        """The regions met so far, of two units or more, as rows over units; and their cost."""
        place = {unit: number for number, unit in enumerate(units.tolist())}
        members = np.zeros((len(self._cost), len(units)), dtype=np.bool_)
        for row, region in enumerate(self._cost):
            members[row, [place[unit] for unit in region]] = True
        return members, np.array(list(self._cost.values()), dtype=np.float64)

    def _changed(
        self, unit: int, other: int, pick: float
    ) -> tuple[int, int, frozenset[int], frozenset[int]] | None:
        """The two regions after a unit went to that of its neighbour, or was swapped."""
        one, two = self._label[unit], self._label[other]
        if one == two:
            return None
        mine, theirs = self._members[one] - {unit}, self._members[two] | {unit}
        if not self._stands(mine) or not self._keeps(theirs):
            back = [
                member
                for member in sorted(self._members[two])
                if not self._fixed[member]
                and any(self._label[near] == one and near != unit for near in self._near[member])
            ]
            if not back:
                return None
            member = back[int(pick * len(back))]
            mine, theirs = mine | {member}, theirs - {member}
            if not (self._stands(mine) and self._stands(theirs)):
                return None
            if not (self._keeps(mine) and self._keeps(theirs)):
                return None
        return one, two, mine, theirs

    def _keeps(self, members: frozenset[int]) -> bool:
        """Whether units have no more than the caps allow."""
        return self._caps is None or self._caps.keep(list(members))

    def _stands(self, members: frozenset[int]) -> bool:
        """Whether units are connected and reach the minimum."""
        if sum(self._people[unit] for unit in members) < self._problem.minimum:
            return False
        start = min(members)
        reached, waiting = {start}, [start]
        while waiting:
            for near in self._near[waiting.pop()]:
                if near in members and near not in reached:
                    reached.add(near)
                    waiting.append(near)
        return len(reached) == len(members)

    def moved(self, members: frozenset[int]) -> int:
        """How many people's seat moves in a region."""
        if len(members) < 2:
            return 0
        cost = self._cost.get(members)
        if cost is None:
            cost = self._seats.group(tuple(sorted(members))).moved
            self._cost[members] = cost
        return cost
