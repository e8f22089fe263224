"""HiGHS is not even begun once the search is to end, and ends soon if that is asked meanwhile."""

from __future__ import annotations

import threading
from math import inf
from time import perf_counter

import numpy as np
import pytest

from calculator.planning.halting import Clock
from calculator.planning.highs import Chosen, Model, solve_integers, solve_relaxation

EITHER = Model(
    start=np.array([0, 1, 2]),
    index=np.array([0, 0]),
    value=np.ones(2),
    lower=np.array([-inf]),
    upper=np.array([1.0]),
)
"""Two choices, of which one may be made."""
COSTS = np.array([-3, -5])
ENDED = [
    pytest.param(Clock(stop=lambda: True), id="stopped"),
    pytest.param(Clock(0.0), id="time is up"),
]


def test_the_better_of_two_choices_is_made():
    assert solve_integers(EITHER, COSTS, Clock()) == Chosen((1,), -5)


@pytest.mark.parametrize("clock", ENDED)
def test_a_search_that_has_ended_keeps_its_start_and_claims_no_bound(clock):
    assert solve_integers(EITHER, COSTS, clock, (0,)) == Chosen((0,), -8)
    assert solve_integers(EITHER, COSTS, clock) == Chosen(None, -8)
    assert solve_relaxation(EITHER, COSTS, clock) is None


def hard() -> tuple[Model, np.ndarray]:
    """As many of 200 choices as 100 conditions of random weights allow: hours of search."""
    random = np.random.default_rng(1)
    choices, conditions = 200, 100
    weights = random.integers(1, 1000, (choices, conditions)).astype(np.float64)
    model = Model(
        start=np.arange(choices + 1) * conditions,
        index=np.tile(np.arange(conditions), choices),
        value=weights.reshape(-1),
        lower=np.full(conditions, -inf),
        upper=weights.sum(axis=0) / 2,
    )
    return model, -random.integers(1, 1000, choices)


def test_a_stop_asked_for_meanwhile_ends_a_long_search_with_its_bound():
    model, costs = hard()
    asked = threading.Event()
    threading.Timer(0.3, asked.set).start()
    begun = perf_counter()
    found = solve_integers(model, costs, Clock(begun + 60, asked.is_set), ())
    assert asked.is_set()
    assert perf_counter() - begun < 20
    assert costs.sum() <= found.bound <= costs[list(found.chosen)].sum()


def test_a_second_ctrl_c_leaves_at_once_and_no_thread_stays():
    model, costs = hard()
    begun = perf_counter()

    def ask() -> bool:
        if perf_counter() - begun > 0.3:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        solve_integers(model, costs, Clock(begun + 60, ask))
    for thread in threading.enumerate():
        if thread.name == "HiGHS":
            thread.join(20)
            assert not thread.is_alive()


def test_being_asked_makes_no_difference_to_what_is_found():
    model = Model(
        start=np.arange(31), index=np.arange(30) % 7, value=np.ones(30),
        lower=np.full(7, -inf), upper=np.full(7, 2.0),
    )  # fmt: skip
    costs = -np.arange(1, 31)
    asked = solve_integers(model, costs, Clock(stop=lambda: False))
    assert asked == solve_integers(model, costs, Clock())
