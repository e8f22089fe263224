"""Next best plans, against trying everything."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from calculator.planning.alternatives import next_best
from calculator.planning.problem import Members, MergerProblem, Solution
from calculator.planning.solving import solve
from calculator.planning.verification import faults
from tests.planning.counties import counties, every_group, line, scores


@settings(max_examples=80, deadline=None)
@given(counties(most=7))
def test_the_next_plans_are_the_best_that_are_left(problem: MergerProblem) -> None:
    best = solve(problem)
    found = next_best(problem, best, 3)
    for plan in found:
        assert faults(problem, plan) == []
    if not problem.together:
        assert [plan.objective for plan in found] == _expected(problem, best, found)


def test_a_plan_changes_one_place_and_the_changes_combine() -> None:
    problem = line(40, 20, 41, 5, 42, 20, 43, movable=[True, True, True, False, True, True, True])
    best = solve(problem)
    assert [group.members for group in best.groups] == [(0, 1), (4, 5)]
    found = [[group.members for group in plan.groups] for plan in next_best(problem, best, 5)]
    assert sorted(found) == [[(0, 1), (5, 6)], [(1, 2), (4, 5)]]


@pytest.mark.parametrize(
    ("problem", "count"),
    [
        pytest.param(line(20, 40), 0, id="nothing else can be done"),
        pytest.param(line(40, 20, 50), 1, id="another neighbour"),
        pytest.param(line(20, 40, 20, most_members=2), 1, id="who of the two stays"),
        pytest.param(line(40, 50), 0, id="nothing is to be done"),
    ],
)
def test_how_many_other_plans_there_are(problem: MergerProblem, count: int) -> None:
    assert len(next_best(problem, solve(problem), 9)) == count


@pytest.mark.parametrize("asked", [{"stop": lambda: True}, {"time_limit": 0.0}])
def test_the_search_for_other_plans_ends_when_it_is_asked_to(asked) -> None:
    problem = line(40, 20, 50)
    assert next_best(problem, solve(problem), 9, **asked) == ()


def _expected(
    problem: MergerProblem, best: Solution, found: tuple[Solution, ...]
) -> list[tuple[int, int, int]]:
    """The objectives that the next plans must have, going by the plans that were given."""
    groups = every_group(problem)
    plans = [
        (score[1:], set(plan))
        for score, plan in scores(problem)
        if not any(_needless(problem, one, groups) for one in plan)
        and not any(_is_free(one, plan) and _wanted(problem, one) for one in groups)
    ]
    own = {group.members for group in best.groups}
    plans = [(score, plan) for score, plan in plans if not own <= plan]
    expected = []
    for given_plan in (*found, None):
        if not plans or len(expected) == 3:
            break
        least = min(score for score, _ in plans)
        if expected and least[0] > max(expected[0][0], best.objective[0]):
            break
        expected.append(least)
        if given_plan is None:
            break
        new = {group.members for group in given_plan.groups} - own
        plans = [(score, plan) for score, plan in plans if not new <= plan]
    return expected


def _is_free(group: Members, plan: list[Members]) -> bool:
    return not any(set(group) & set(other) for other in plan)


def _wanted(problem: MergerProblem, group: Members) -> bool:
    return bool(problem.candidate[list(group)].any())


def _needless(problem: MergerProblem, group: Members, groups: dict[Members, object]) -> bool:
    """Whether units may leave a group, or the group be two, and nobody is the worse for it."""
    for size in range(1, len(group)):
        for half in combinations(group, size):
            rest = tuple(unit for unit in group if unit not in half)
            if half in groups and (rest in groups or not problem.candidate[list(rest)].any()):
                return True
    return False
