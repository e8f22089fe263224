"""Plans with groups of any size, by column generation."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.planning.generation import solve_any_size
from calculator.planning.problem import MergerProblem
from calculator.planning.regions import suits_generation
from calculator.planning.verification import faults
from tests.planning.all_divisions import best_division

MINIMUM = 30.0


def problem(people, borders, *, minimum=MINIMUM, **more):
    people = np.array(people, dtype=np.float64)
    return MergerProblem(
        people=people,
        borders=np.array(borders, dtype=np.int64).reshape(-1, 2),
        minimum=minimum,
        candidate=people < minimum,
        movable=np.ones(len(people), dtype=np.bool_),
        **more,
    )


def path(size):
    return [(one, one + 1) for one in range(size - 1)]


def star(size):
    return [(0, one) for one in range(1, size)]


def grid(width, height):
    across = [(y * width + x, y * width + x + 1) for y in range(height) for x in range(width - 1)]
    down = [(y * width + x, (y + 1) * width + x) for y in range(height - 1) for x in range(width)]
    return across + down


def solved(one, seconds=20.0):
    return solve_any_size(one, perf_counter() + seconds)


def regions(one, plan):
    return one.size - len(plan.unresolved) - plan.objective[1]


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (problem([1] * 12, path(12), minimum=4), 3),
        (problem([1] * 13, path(13), minimum=4), 3),
        (problem([1] * 16, grid(4, 4), minimum=4), 4),
        (problem([1] * 49, grid(7, 7), minimum=4), 12),
        (problem([1] * 9, star(9), minimum=2), 1),
        (problem([40, 10, 10, 10], star(4)), 1),
        (problem([10, 40, 40, 40], star(4)), 3),
        (problem([20, 20], path(2)), 1),
        (problem([50, 50, 10], path(3)), 2),
    ],
)
def test_as_many_regions_as_there_is_room_for(one, count):
    plan = solved(one)
    assert faults(one, plan) == []
    assert (regions(one, plan), plan.status) == (count, "optimal")


@pytest.mark.parametrize(
    ("people", "unresolved"), [([10, 10], (0, 1)), ([29], (0,)), ([40], ()), ([40, 50], ())]
)
def test_nothing_to_do_or_nothing_to_be_done(people, unresolved):
    one = problem(people, path(len(people)))
    plan = solved(one)
    assert faults(one, plan) == []
    assert (plan.groups, plan.unresolved, plan.status) == ((), unresolved, "optimal")


@st.composite
def counties(draw, *, distances=False):
    size = draw(st.integers(2, 9))
    people = draw(st.lists(st.integers(1, 45), min_size=size, max_size=size))
    tree = [(draw(st.integers(0, one - 1)), one) for one in range(1, size)]
    every = [(one, other) for other in range(size) for one in range(other)]
    more = draw(st.lists(st.sampled_from(every), max_size=size))
    distance = None
    if distances:
        place = np.array(
            draw(
                st.lists(
                    st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=size, max_size=size
                )
            )
        )
        distance = np.abs(place[:, None] - place[None, :]).sum(axis=2).astype(np.float64)
    return problem(people, sorted({*tree, *more}), distance=distance)


@settings(max_examples=60, deadline=None)
@given(counties())
def test_the_best_of_all_divisions(one):
    plan = solved(one)
    assert faults(one, plan) == []
    assert plan.objective == plan.bound == best_division(one)


@settings(max_examples=60, deadline=None)
@given(counties(distances=True))
def test_the_best_of_all_divisions_by_distance(one):
    plan = solved(one)
    assert faults(one, plan) == []
    assert plan.objective == plan.bound == best_division(one)


@settings(max_examples=60, deadline=None)
@given(counties(distances=True), st.integers(2, 4), st.sampled_from([None, 60.0, 75.0]))
def test_within_limits_no_plan_is_better_than_the_bound(one, most_members, most_people):
    one = replace(one, most_members=most_members, most_people=most_people)
    plan = solved(one)
    assert faults(one, plan) == []
    best = best_division(one)
    assert plan.bound <= best <= plan.objective


def test_units_that_may_not_join_stay_as_they_are():
    one = problem([20, 20, 20], [(0, 1)])
    one = replace(one, movable=np.array([True, True, False]))
    plan = solved(one)
    assert faults(one, plan) == []
    assert (plan.unresolved, plan.objective, plan.status) == ((2,), (1, 1, 20), "optimal")


@pytest.mark.parametrize("distances", [False, True])
def test_the_same_problem_gives_the_same_plan(distances):
    chance = np.random.default_rng(5)
    place = chance.random((36, 2)) * 60
    distance = np.abs(place[:, None] - place[None, :]).sum(axis=2) if distances else None
    one = problem(chance.integers(5, 29, 36), grid(6, 6), distance=distance)
    first, second = solved(one), solved(one)
    assert first == second
    assert faults(one, first) == []
    assert first.status == "optimal"


def test_a_stopped_search_gives_a_plan_and_a_bound():
    one = problem(np.random.default_rng(1).integers(1, 9, 100), grid(10, 10), minimum=40.0)
    plan = solve_any_size(one, perf_counter() + 60, stop=lambda: True)
    assert faults(one, plan) == []
    assert (plan.status, plan.unresolved) == ("stopped", ())
    assert plan.bound < plan.objective


def test_a_search_ends_in_time_and_says_how_far_it_is():
    one = problem(np.random.default_rng(1).integers(1, 9, 100), grid(10, 10), minimum=40.0)
    told: list[float] = []
    began = perf_counter()
    plan = solve_any_size(one, began + 1.0, progress=told.append)
    assert perf_counter() - began < 15
    assert faults(one, plan) == []
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    "more",
    [
        {"judge": lambda groups: np.ones(len(groups), dtype=np.bool_)},
        {"together": ((0, 1),)},
        {"apart": ((0, 1),)},
        {"kept": np.array([True, False])},
    ],
)
def test_wishes_do_not_suit(more):
    one = problem([20, 20], path(2), **more)
    assert not suits_generation(one)
    with pytest.raises(ValueError, match="wishes"):
        solved(one)
