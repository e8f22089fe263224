"""The best plan, against trying everything."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings

from calculator.planning.problem import MergerProblem
from calculator.planning.solving import solve
from calculator.planning.verification import faults
from tests.planning.counties import counties, county, line, scores


@settings(max_examples=120, deadline=None)
@given(counties())
def test_no_plan_of_a_small_county_is_better(problem: MergerProblem) -> None:
    found = solve(problem)
    best = min(scores(problem))[0]
    left = len({unit for one in found.not_joined for unit in one})
    assert faults(problem, found) == []
    assert found.objective == best[1:]
    assert found.proven
    assert bool(left) == bool(best[0])


@settings(max_examples=60, deadline=None)
@given(counties(most=7))
def test_bounds_hold_where_not_all_groups_are_listed(problem: MergerProblem) -> None:
    found = solve(problem, most_sets=problem.size)
    best = min(scores(problem))[0][1:]
    assert faults(problem, found) == []
    if not problem.together:
        assert found.bound <= best <= found.objective


@settings(max_examples=30, deadline=None)
@given(counties())
def test_the_same_problem_gives_the_same_plan(problem: MergerProblem) -> None:
    assert solve(problem) == solve(problem)


@pytest.mark.parametrize(
    ("problem", "groups"),
    [
        pytest.param(line(20, 20, 20), [(0, 1, 2)], id="three that need one another"),
        pytest.param(line(20, 40, 20, 40), [(0, 1), (2, 3)], id="two groups abolish less"),
        pytest.param(line(20, 40, 20), [(0, 1, 2)], id="one unit takes two"),
        pytest.param(line(40, 40, together=((0, 1),)), [(0, 1)], id="together without a candidate"),
        pytest.param(
            line(10, 10, 40, together=((0, 2),)), [(0, 1, 2)], id="together over a third unit"
        ),
        pytest.param(
            line(50, 20, 40, kept=[False, True, False]), [(1, 2)], id="fewest people move"
        ),
    ],
)
def test_the_plan(problem: MergerProblem, groups: list[tuple[int, ...]]) -> None:
    assert [group.members for group in solve(problem).groups] == groups


def test_the_seat_is_the_kept_unit() -> None:
    found = solve(line(20, 40, kept=[True, False]))
    assert (found.groups[0].seat, found.groups[0].moved) == (0, 40)


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(line(5, 5, together=((0, 1),)), id="below the minimum with all others"),
        pytest.param(line(40, 40, 5, together=((0, 2),), most_members=2), id="too far apart"),
        pytest.param(line(40, 40, together=((0, 1),), apart=((0, 1),)), id="apart as well"),
        pytest.param(county([40, 40], [], together=((0, 1),)), id="no border"),
    ],
)
def test_a_set_that_no_group_can_hold_is_left_as_it_is(problem: MergerProblem) -> None:
    found = solve(problem)
    assert found.not_joined == problem.together
    assert found.groups == ()
    assert faults(problem, found) == []


def test_without_time_there_is_a_plan_and_a_bound() -> None:
    problem = line(*[20, 25] * 20)
    found = solve(problem, time_limit=0.0)
    assert faults(problem, found) == []
    assert found.status == "bounded"


def test_a_search_that_is_stopped_says_so_and_gives_what_it_has() -> None:
    problem = line(*[20, 25] * 20)
    found = solve(problem, stop=lambda: True)
    assert faults(problem, found) == []
    assert found.status == "stopped"


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    solve(line(20, 40, 20, 40, 20), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_grid_of_candidates_is_bounded_in_time() -> None:
    side = 12
    borders = [(u, u + 1) for u in range(side * side) if u % side < side - 1]
    borders += [(u, u + side) for u in range(side * (side - 1))]
    people = [7 + unit * 37 % 11 for unit in range(side * side)]
    problem = county(people, borders, minimum=90.0, most_members=12)
    began = perf_counter()
    found = solve(problem, time_limit=1.0)
    assert perf_counter() - began < 10.0  # seconds, on a busy machine
    assert faults(problem, found) == []
