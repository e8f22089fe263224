"""Bounds are decided in decimal, open and closed by name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.comparing import OPPOSITE, UNDECIDED, holds


@pytest.mark.parametrize(
    ("bound", "below", "on", "above"),
    [
        ("at_least", 0, 1, 1),
        ("more_than", 0, 0, 1),
        ("at_most", 1, 1, 0),
        ("less_than", 1, 0, 0),
    ],
)
def test_a_bound_includes_its_figure_or_not_by_its_name(bound, below, on, above):
    assert holds(np.array([29_999.0, 30_000.0, 30_001.0]), bound, 30_000).tolist() == [
        below,
        on,
        above,
    ]


def test_tenths_that_add_up_in_decimal_are_equal():
    assert holds(np.array([0.1 + 0.2]), "at_most", 0.3)[0] == 1
    assert holds(np.array([0.1 + 0.2]), "more_than", 0.3)[0] == 0


def test_a_missing_value_is_undecided():
    assert holds(np.array([np.nan]), "at_least", 0)[0] == UNDECIDED
    assert holds(np.array([1.0]), "at_least", np.nan)[0] == UNDECIDED


@given(
    st.sampled_from(list(OPPOSITE)),
    st.decimals(0, 10**9, places=6),
    st.decimals(0, 10**9, places=6),
)
def test_exactly_one_of_a_bound_and_its_opposite_holds(bound, value, limit):
    values = np.array([float(value)])
    truths = holds(values, bound, float(limit))[0], holds(values, OPPOSITE[bound], float(limit))[0]
    assert sorted(truths) == [0, 1]
