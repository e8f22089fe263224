"""Checking a plan by itself: nothing here is shared with what made the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from calculator.planning.problem import Group, MergerProblem, Solution

ROUNDING = 1e-9
"""Sums of areas and kilometres may differ by this share, for the order they are added in."""


def faults(problem: MergerProblem, solution: Solution) -> list[str]:
    """What is wrong with a plan, as codes in a fixed order; none where it is sound.

    ``partition``: a unit in two groups, a group of fewer than two, an unknown unit;
    ``left-out``: the unresolved are not just the candidates in no group; ``not-movable``;
    ``not-connected``; ``below-minimum``; ``too-many-members``, ``too-many-people``,
    ``too-large``: a limit; ``not-together``, ``not-apart``, ``kept-abolished``; ``seat``: not a
    member; ``moved``, ``objective``: sums that do not come out; ``bound``: above the objective;
    ``status``: said to be proven, or not, against its bound.
    """
    return list(dict.fromkeys(_faults(problem, solution)))


def _faults(problem: MergerProblem, solution: Solution) -> Iterator[str]:
    count = len(problem.people)
    times = Counter(unit for group in solution.groups for unit in group.members)
    known = all(0 <= unit < count for unit in times)
    if (
        not known
        or any(number > 1 for number in times.values())
        or any(len(group.members) < 2 for group in solution.groups)
    ):
        yield "partition"
    if not known:
        return
    left_out = [unit for unit in range(count) if problem.candidate[unit] and unit not in times]
    if list(solution.unresolved) != left_out:
        yield "left-out"
    near: dict[int, set[int]] = {unit: set() for unit in range(count)}
    for first, second in problem.borders:
        near[int(first)].add(int(second))
        near[int(second)].add(int(first))
    for group in solution.groups:
        yield from _group_faults(problem, group, near)
    yield from _wish_faults(problem, solution)
    yield from _sum_faults(solution)


def _group_faults(problem: MergerProblem, group: Group, near: dict[int, set[int]]) -> Iterator[str]:
    members = set(group.members)
    if not all(problem.movable[unit] and problem.people[unit] >= 0 for unit in members):
        yield "not-movable"
    reached = {group.members[0]}
    edge = reached
    while edge:
        edge = {other for unit in edge for other in near[unit] & members} - reached
        reached = reached | edge
    if reached != members:
        yield "not-connected"
    people = sum(float(problem.people[unit]) for unit in members)
    if any(problem.candidate[unit] for unit in members):
        if problem.judge is not None:
            enough = bool(problem.judge([tuple(sorted(members))])[0])
        else:
            enough = people >= problem.minimum
    else:
        enough = any(set(one) <= members for one in problem.together)
    if not enough:
        yield "below-minimum"
    if problem.most_members is not None and len(members) > problem.most_members:
        yield "too-many-members"
    if problem.most_people is not None and people > problem.most_people:
        yield "too-many-people"
    if problem.most_area is not None:
        area = np.inf if problem.area is None else sum(problem.area[unit] for unit in members)
        if not area <= problem.most_area * (1 + ROUNDING):
            yield "too-large"
    if any(first in members and second in members for first, second in problem.apart):
        yield "not-apart"
    if group.seat not in members:
        yield "seat"
        return
    if problem.kept is not None and any(
        problem.kept[unit] and unit != group.seat for unit in members
    ):
        yield "kept-abolished"
    moved = 0.0
    for unit in members - {group.seat}:
        far = 1.0 if problem.distance is None else float(problem.distance[unit, group.seat])
        moved += float(problem.people[unit]) * far
    if not abs(moved - group.moved) <= 0.5 + ROUNDING * moved:  # not a number, either
        yield "moved"


def _wish_faults(problem: MergerProblem, solution: Solution) -> Iterator[str]:
    group_of = {
        unit: number for number, group in enumerate(solution.groups) for unit in group.members
    }
    for one in problem.together:
        if len(set(one)) < 2:
            continue
        groups = {group_of.get(unit) for unit in one}
        left_as_they_are = groups == {None}
        if len(groups) != 1 or left_as_they_are != (one in solution.not_joined):
            yield "not-together"


def _sum_faults(solution: Solution) -> Iterator[str]:
    abolished = sum(len(group.members) - 1 for group in solution.groups)
    moved = sum(group.moved for group in solution.groups)
    if solution.objective != (len(solution.unresolved), abolished, moved):
        yield "objective"
    if solution.bound > solution.objective or min(solution.bound) < 0:
        yield "bound"
    if (solution.status == "optimal") != (solution.bound == solution.objective):
        yield "status"
