"""Each condition of a sound plan, broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from calculator.planning.problem import Group
from calculator.planning.verification import faults
from tests.planning.counties import at_least_thirty, county, line, solution

SOUND = line(20, 40, 20, 40)
PLAN = solution(SOUND, (0, 1), (2, 3))


def test_a_sound_plan_has_no_fault() -> None:
    assert faults(SOUND, PLAN) == []


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        ({"most_members": 1}, ["too-many-members"]),
        ({"most_people": 59.0}, ["too-many-people"]),
        ({"area": np.ones(4), "most_area": 1.5}, ["too-large"]),
        ({"most_area": 9.0}, ["too-large"]),
        ({"apart": ((1, 0),)}, ["not-apart"]),
        ({"together": ((1, 2),)}, ["not-together"]),
        ({"kept": np.array([True, False, False, False])}, ["kept-abolished"]),
        ({"movable": np.array([True, False, True, True])}, ["not-movable"]),
        ({"people": np.array([20, np.nan, 20, 40])}, ["not-movable", "below-minimum"]),
        ({"minimum": 61.0}, ["below-minimum"]),
        ({"judge": at_least_thirty}, ["below-minimum"]),
        ({"candidate": np.zeros(4, dtype=np.bool_)}, ["below-minimum"]),
        ({"borders": np.array([[0, 1]])}, ["not-connected"]),
        ({"distance": np.full((4, 4), 2.0)}, ["moved"]),
    ],
)
def test_a_limit_that_a_plan_breaks_is_found(limits: dict[str, Any], codes: list[str]) -> None:
    found = faults(replace(SOUND, **limits), PLAN)
    assert [code for code in found if code != "left-out"] == codes


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"groups": (Group((0, 1), 1, 20), Group((1, 2), 1, 20))}, "partition"),
        ({"groups": (Group((2,), 2, 0),)}, "partition"),
        ({"groups": (Group((3, 4), 3, 0),)}, "partition"),
        ({"unresolved": (0,)}, "left-out"),
        ({"groups": PLAN.groups[:1]}, "left-out"),
        ({"groups": (Group((0, 1), 2, 20), PLAN.groups[1])}, "seat"),
        ({"groups": (Group((0, 1), 1, 22), PLAN.groups[1])}, "moved"),
        ({"objective": (0, 3, 40)}, "objective"),
        ({"bound": (0, 2, 41)}, "bound"),
        ({"bound": (0, 1, 50)}, "status"),
        ({"status": "bounded"}, "status"),
        ({"not_joined": ((0, 1),)}, None),
    ],
)
def test_a_plan_that_says_what_is_not_so_is_found(changed: dict[str, Any], codes: str) -> None:
    problem = SOUND if codes else replace(SOUND, together=((0, 1),))
    assert (codes or "not-together") in faults(problem, replace(PLAN, **changed))


def test_a_set_left_as_it_is_must_be_named_and_whole() -> None:
    problem = county([40, 40, 20], [(1, 2)], together=((0, 1),))
    assert faults(problem, solution(problem)) == ["not-together"]
    assert faults(problem, solution(problem, not_joined=((0, 1),))) == []
    assert faults(problem, solution(problem, (1, 2), not_joined=((0, 1),))) == ["not-together"]
