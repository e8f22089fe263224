"""The best plan of a small problem, by trying all there are."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from calculator.planning.problem import MergerProblem


def best_division(problem: MergerProblem) -> tuple[int, int, int]:
    """The least objective of all plans, for sums and caps alone."""
    near: dict[int, set[int]] = {unit: set() for unit in range(problem.size)}
    for first, second in problem.borders.tolist():
        near[first].add(second)
        near[second].add(first)
    cost = {
        group: _moved(problem, group)
        for group in _connected(problem, near)
        if len(group) > 1 and _allowed(problem, group)
    }
    least = (problem.size + 1, 0, 0)
    for division in _divisions(frozenset(range(problem.size)), list(cost)):
        joined = frozenset().union(*division)
        value = (
            sum(
                bool(problem.candidate[unit]) for unit in range(problem.size) if unit not in joined
            ),
            sum(len(group) - 1 for group in division),
            sum(cost[group] for group in division),
        )
        least = min(least, value)
    return least


def _connected(problem: MergerProblem, near: dict[int, set[int]]) -> set[frozenset[int]]:
    sets = {frozenset([unit]) for unit in range(problem.size) if problem.movable[unit]}
    grown = sets
    while grown:
        grown = {
            one | {other}
            for one in grown
            for unit in one
            for other in near[unit] - one
            if problem.movable[other]
        } - sets
        sets |= grown
    return sets


def _allowed(problem: MergerProblem, group: frozenset[int]) -> bool:
    people = float(problem.people[list(group)].sum())
    return (
        people >= problem.minimum
        and any(problem.candidate[unit] for unit in group)
        and (problem.most_members is None or len(group) <= problem.most_members)
        and (problem.most_people is None or people <= problem.most_people)
    )


def _moved(problem: MergerProblem, group: frozenset[int]) -> int:
    def moved(seat: int) -> int:
        far = problem.distance
        return floor(
            sum(
                problem.people[unit] * (1.0 if far is None else far[unit, seat])
                for unit in group
                if unit != seat
            )
            + 0.5
        )

    return min(moved(seat) for seat in group)


def _divisions(
    units: frozenset[int], groups: list[frozenset[int]]
) -> Iterator[list[frozenset[int]]]:
    if not units:
        yield []
        return
    first = min(units)
    left = [group for group in groups if group <= units]
    yield from _divisions(units - {first}, [group for group in left if first not in group])
    for group in left:
        if first in group:
            for rest in _divisions(units - group, left):
                yield [group, *rest]
