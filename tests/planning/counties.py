"""Small random counties, and their plans found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from calculator.planning.problem import Group, Members, MergerProblem, Solution


def county(people: list[int], borders: list[tuple[int, int]], **given: Any) -> MergerProblem:
    """Units of which those below 30 people are candidates, all movable unless said otherwise."""
    number = np.array(people, dtype=np.float64)
    arrays = {
        name: np.array(given.pop(name))
        for name in ("candidate", "movable", "kept", "area", "distance")
        if name in given
    }
    minimum = given.pop("minimum", 30.0)
    return MergerProblem(
        people=number,
        borders=np.array(borders, dtype=np.int64).reshape(-1, 2),
        minimum=minimum,
        **{
            "candidate": number < minimum,
            "movable": np.ones(len(people), dtype=np.bool_),
            **arrays,
            **given,
        },
    )


def line(*people: int, **given: Any) -> MergerProblem:
    """Units that border on the next one."""
    return county(list(people), [(unit, unit + 1) for unit in range(len(people) - 1)], **given)


def at_least_thirty(groups: Any) -> Any:
    """A rule that is more than a sum: at least 30 people, or three units of which none is 0."""
    return np.array([len(group) >= 3 and 0 not in group for group in groups], dtype=np.bool_)


@st.composite
def counties(draw: st.DrawFn, most: int = 9) -> MergerProblem:
    """Up to nine units with any borders, people, limits and wishes."""
    size = draw(st.integers(2, most))
    units = st.integers(0, size - 1)
    pairs = list(combinations(range(size), 2))
    borders = draw(
        st.lists(st.sampled_from(pairs), unique=True, min_size=size - 1, max_size=2 * size)
    )
    people = draw(st.lists(st.integers(1, 50), min_size=size, max_size=size))
    flags = st.lists(st.integers(0, 5), min_size=size, max_size=size)
    given: dict[str, Any] = {"movable": [flag > 0 for flag in draw(flags)]}
    if draw(st.booleans()):
        given["most_members"] = draw(st.integers(2, 5))
    if draw(st.integers(0, 3)) == 0:
        given["most_people"] = float(draw(st.integers(30, 90)))
    if draw(st.integers(0, 3)) == 0:
        given["area"] = [float(one) for one in draw(flags)]
        given["most_area"] = float(draw(st.integers(4, 12)))
    if draw(st.integers(0, 2)) == 0:
        given["kept"] = [flag == 0 for flag in draw(flags)]
    if draw(st.integers(0, 2)) == 0:
        given["apart"] = tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)))
    if draw(st.integers(0, 2)) == 0:
        sets = draw(st.lists(st.sets(units, min_size=2, max_size=3), max_size=2))
        given["together"] = tuple(tuple(sorted(one)) for one in sets)
    if draw(st.integers(0, 2)) == 0:
        where = np.array(draw(st.lists(st.tuples(units, units), min_size=size, max_size=size)))
        given["distance"] = np.hypot(*(where[:, None] - where[None]).transpose(2, 0, 1))
    if draw(st.integers(0, 3)) == 0:  # units that are exempt, or candidates by another rule
        given["candidate"] = [flag > 2 for flag in draw(flags)]
    if draw(st.integers(0, 5)) == 0:
        given["judge"] = at_least_thirty
    return county(people, borders, **given)


def every_group(problem: MergerProblem) -> dict[Members, tuple[int, int]]:
    """Every group that a plan may have, with its seat and how many people move."""
    near = {frozenset(pair) for pair in problem.borders.tolist()}
    groups = {}
    for size in range(2, problem.size + 1):
        for members in combinations(range(problem.size), size):
            if _may_be(problem, members, near):
                groups[members] = _seat(problem, members)
    return groups


def every_plan(problem: MergerProblem) -> Iterator[list[Members]]:
    """Every plan with groups that may be, whatever must be together or is resolved."""
    groups = list(every_group(problem))

    def plans(unit: int, used: frozenset[int]) -> Iterator[list[Members]]:
        if unit == problem.size:
            yield []
            return
        for rest in plans(unit + 1, used):
            yield rest
        if unit not in used:
            for group in groups:
                if group[0] == unit and not used & set(group):
                    for rest in plans(unit + 1, used | set(group)):
                        yield [group, *rest]

    return plans(0, frozenset())


def scores(problem: MergerProblem) -> list[tuple[tuple[int, int, int, int], list[Members]]]:
    """Every plan that keeps what must be together, or leaves it: sets left, then the objective."""
    groups = every_group(problem)
    found = []
    sets = _merged(problem)
    for plan in every_plan(problem):
        joined = {unit for group in plan for unit in group}
        inside = [any(set(one) <= set(group) for group in plan) for one in sets]
        if any(not good and set(one) & joined for one, good in zip(sets, inside, strict=True)):
            continue
        unresolved = sum(
            bool(problem.candidate[unit]) and unit not in joined for unit in range(problem.size)
        )
        moved = sum(groups[group][1] for group in plan)
        abolished = sum(len(group) - 1 for group in plan)
        found.append(((inside.count(False), unresolved, abolished, moved), plan))
    return found


def solution(problem: MergerProblem, *members: Members, **changed: Any) -> Solution:
    """A plan with these groups, said to be proven best."""
    groups = tuple(Group(one, *_seat(problem, one)) for one in members)
    joined = {unit for one in members for unit in one}
    left = tuple(
        unit for unit in range(problem.size) if problem.candidate[unit] and unit not in joined
    )
    objective = (
        len(left),
        sum(len(one) - 1 for one in members),
        sum(group.moved for group in groups),
    )
    whole = {"groups": groups, "unresolved": left, "objective": objective, "bound": objective}
    return Solution(**{**whole, "status": "optimal", "formulation": "by hand", **changed})


def _may_be(problem: MergerProblem, members: Members, near: set[frozenset[int]]) -> bool:
    people = problem.people[list(members)]
    reached = {members[0]}
    for _ in members:
        reached |= {b for b in members if any(frozenset((a, b)) in near for a in reached)}
    holds_set = any(set(one) <= set(members) for one in problem.together if len(set(one)) > 1)
    wanted = problem.candidate[list(members)].any()
    if problem.judge is not None:
        good = bool(problem.judge([members])[0])
    else:
        good = people.sum() >= problem.minimum
    return bool(
        reached == set(members)
        and problem.movable[list(members)].all()
        and (good if wanted else holds_set)
        and (problem.most_members is None or len(members) <= problem.most_members)
        and (problem.most_people is None or people.sum() <= problem.most_people)
        and (problem.most_area is None or problem.area[list(members)].sum() <= problem.most_area)
        and not any(a in members and b in members for a, b in problem.apart)
        and (problem.kept is None or problem.kept[list(members)].sum() <= 1)
    )


def _seat(problem: MergerProblem, members: Members) -> tuple[int, int]:
    kept = [unit for unit in members if problem.kept is not None and problem.kept[unit]]
    far = np.ones((problem.size,) * 2) if problem.distance is None else problem.distance
    costs = {
        seat: sum(problem.people[unit] * far[unit, seat] for unit in members if unit != seat)
        for seat in kept or members
    }
    seat = min(costs, key=lambda unit: costs[unit])
    return seat, int(np.floor(costs[seat] + 0.5))


def _merged(problem: MergerProblem) -> list[set[int]]:
    sets: list[set[int]] = []
    for one in problem.together:
        joined = set(one)
        for other in [other for other in sets if other & joined]:
            joined |= other
            sets.remove(other)
        if len(joined) > 1:
            sets.append(joined)
    return sets
