"""Where the seat of a group would be, and how many people's seat moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from calculator.planning.problem import Group, Members, MergerProblem
from rules.statistics import FloatArray, IntArray


class Seats:
    """Finds the best seats of the groups of one problem.

    The seat is the kept unit where there is one; else the unit for which the fewest people's seat
    moves, of those the one with the most people, of those the first.
    """

    def __init__(self, problem: MergerProblem) -> None:
        """Make ready for a problem; people of units that are in groups are known."""
        self._people = problem.people
        self._kept = problem.kept_or_none
        self._distance = problem.distance

    def group(self, members: Members) -> Group:
        """Units as a group with its best seat."""
        costs = self._costs(np.array([members], dtype=np.int64))[0].tolist()
        least, _, seat = min(
            (cost, -float(self._people[unit]), unit)
            for cost, unit in zip(costs, members, strict=True)
        )
        return Group(members, seat, int(least))

    def moved(self, groups: Sequence[Members]) -> IntArray:
        """How many people's seat moves in each of many groups, with its best seat."""
        sizes = np.array([len(members) for members in groups], dtype=np.int64)
        moved = np.zeros(len(groups), dtype=np.int64)
        for size in np.unique(sizes).tolist():
            places = np.flatnonzero(sizes == size)
            members = np.array([groups[place] for place in places.tolist()], dtype=np.int64)
            moved[places] = self._costs(members).min(axis=1)
        return moved

    def _costs(self, members: IntArray) -> FloatArray:
        """What the seat at each member of each group (groups, members) would move; inf: not it."""
        people = self._people[members]
        if self._distance is None:
            costs = people.sum(axis=1, keepdims=True) - people
        else:
            costs = np.zeros(members.shape)
            for one in range(members.shape[1]):
                costs += people[:, one, None] * self._distance[members[:, one, None], members]
            costs -= people * self._distance[members, members]
            costs = np.floor(costs + 0.5)
        kept = self._kept[members]
        return np.where(kept | ~kept.any(axis=1, keepdims=True), costs, np.inf)
