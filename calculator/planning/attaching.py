"""Candidates that no core needs, joined to bordering groups."""

from __future__ import annotations

import numpy as np

from calculator.planning.cores import Caps
from calculator.planning.problem import MergerProblem
from rules.statistics import IntArray


def attach(problem: MergerProblem, region: IntArray, caps: Caps) -> IntArray:
    """Join units that are in no region yet to regions that they border on.

    One unit at a time, the cheapest first: the one whose people would be nearest to the seat of
    a region (the member with the most people), or, without distances, where the region has the
    fewest people. Without caps, whatever borders connect to a region is in one in the end.

    Args:
        problem: Where.
        region: The region of each unit by number, -1 where it has none yet, -2 where it is not
            to have one.
        caps: What a region may have at most.

    Returns:
        The regions with all that could be joined; the others still have none.
    """
    joined = region.copy()
    near: list[list[int]] = [[] for _ in range(problem.size)]
    for first, second in problem.borders.tolist():
        near[first].append(second)
        near[second].append(first)
    people = problem.people.tolist()
    amounts = caps.amounts.T
    used = np.zeros((int(region.max(initial=-1)) + 1, amounts.shape[1]))
    np.add.at(used, region[region >= 0], amounts[region >= 0])
    total: dict[int, float] = {}
    seat: dict[int, int] = {}
    for unit, number in enumerate(joined.tolist()):
        if number >= 0:
            total[number] = total.get(number, 0.0) + people[unit]
            best = seat.setdefault(number, unit)
            if people[unit] > people[best]:
                seat[number] = unit

    def price(unit: int, number: int) -> float:
        if problem.distance is None:
            return total[number]
        return float(people[unit] * problem.distance[unit, seat[number]])

    while True:
        offers = [
            (price(unit, int(joined[other])), unit, int(joined[other]))
            for unit in (joined == -1).nonzero()[0].tolist()
            for other in near[unit]
            if joined[other] >= 0 and (used[joined[other]] + amounts[unit] <= caps.most).all()
        ]
        if not offers:
            return joined
        _, unit, number = min(offers)
        joined[unit] = number
        total[number] += people[unit]
        used[number] += amounts[unit]
