"""Why candidates stay."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from calculator.planning.problem import MergerProblem
from calculator.planning.reasons import unresolved_reasons
from calculator.planning.solving import solve
from tests.planning.counties import at_least_thirty, counties, county, every_group, line


@pytest.mark.parametrize(
    ("problem", "code", "details"),
    [
        (line(20, 40, movable=[False, True]), "not_movable", {}),
        (line(20, 40, movable=[True, False]), "no_neighbour", {}),
        (county([20, 40], []), "no_neighbour", {}),
        (county([20, 9, 40], [(0, 1)]), "island_below_minimum", {"people": 29.0, "minimum": 30.0, "members": (0, 1)}),
        (line(5, 5, together=((0, 1),)), "together", {"set": (0, 1)}),
        (line(10, 10, 10, most_members=2), "limit", {"limits": ("most_members",), "members": 3, "most_members": 2, "example": (0, 1, 2)}),
        (line(20, 40, most_people=50.0), "limit", {"limits": ("most_people",), "people": 60.0, "most_people": 50.0}),
        (line(20, 40, area=[3.0, 4.0], most_area=6.0), "limit", {"limits": ("most_area",), "area": 7.0, "most_area": 6.0}),
        (line(20, 40, apart=((0, 1),)), "limit", {"limits": ("apart",), "apart": [(0, 1)]}),
        (line(20, 40, kept=[True, True]), "limit", {"limits": ("kept",), "kept": (0, 1)}),
        (line(10, 10, 10, most_members=2, apart=((0, 1),)), "limit", {"limits": ("most_members", "apart")}),
        (line(*[1] * 40, most_members=3), "limit", {"limits": ("most_members",), "members": 30}),
        (county([20, 40, 20], [(0, 1), (1, 2)], most_members=2), "contested", {"example": (1, 2), "rivals": (0,)}),
        (line(9, 0, judge=at_least_thirty), "island_below_minimum", {}),
    ],
)  # fmt: skip
def test_the_reason(problem: MergerProblem, code: str, details: dict[str, Any]) -> None:
    reasons = unresolved_reasons(problem, solve(problem))
    found = next(iter(reasons[unit] for unit in sorted(reasons, reverse=True)))
    assert found.code == code
    assert {key: found.details[key] for key in details} == details


def test_after_a_stop_no_reason_is_searched_for() -> None:
    problem = county([20, 40, 20], [(0, 1), (1, 2)], most_members=2)
    reasons = unresolved_reasons(problem, solve(problem), was_stopped=True)
    assert {reason.code for reason in reasons.values()} == {"not_found"}


@settings(max_examples=150, deadline=None)
@given(counties(most=8))
def test_every_candidate_that_stays_has_a_reason_that_is_true(problem: MergerProblem) -> None:
    solution = solve(problem)
    reasons = unresolved_reasons(problem, solution)
    assert tuple(reasons) == solution.unresolved
    groups = every_group(problem)
    for unit, reason in reasons.items():
        if reason.code == "contested":
            assert reason.details["example"] in groups
        elif reason.code != "together" and not problem.together:
            assert not any(unit in group for group in groups)
        if reason.code == "limit":
            assert unit in reason.details["example"]
            assert reason.details["limits"]
        assert not np.isnan(problem.people[unit])
