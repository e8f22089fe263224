"""Whole parts of a total, held against every division there is."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.division import exact, ideal_parts, whole_parts

WHOLE = st.integers(0, 6)


@st.composite
def problems(draw):
    """Small divisions, possible or not: total, ideals, lower and upper bounds."""
    size = draw(st.integers(1, 4))

    def some(values):
        return draw(st.lists(values, min_size=size, max_size=size))

    total = draw(st.integers(0, 9))
    standards = [Fraction(value, draw(st.sampled_from([1, 2, 3]))) for value in some(WHOLE)]
    weights = [exact(value) for value in some(st.sampled_from([0, 1, 2, 2.5, 0.1, 0.2]))]
    at_least = some(st.sampled_from([0, 0, 1, 2, 4]))
    at_most = some(st.sampled_from([None, None, 1, 3, 5]))
    return total, ideal_parts(total, standards, weights), at_least, at_most


def best_of_all(total, ideals, at_least, at_most):
    """The best division by trying all; None where there is none.

    Least sum of departures, then each unit where it is most wanted, then order.
    """
    ranges = [
        range(low, (total if high is None else high) + 1)
        for low, high in zip(at_least, at_most, strict=True)
    ]
    found = [parts for parts in product(*ranges) if sum(parts) == total]

    def merit(parts):
        departures = [part - ideal for part, ideal in zip(parts, ideals, strict=True)]
        return sum(map(abs, departures)), sum(d * d for d in departures), [-p for p in parts]

    return list(min(found, key=merit)) if found else None


@given(problems())
@example((5, [Fraction(5, 3)] * 3, [0, 0, 0], [None] * 3))
@example((5, [Fraction(9), Fraction(-4)], [0, 0], [None, None]))
def test_no_division_is_better_and_none_is_found_where_there_is_none(problem):
    total, ideals, at_least, at_most = problem
    if ideals is None:
        return
    best = best_of_all(total, ideals, at_least, at_most)
    if best is None:
        with pytest.raises(ValueError, match="no division"):
            whole_parts(total, ideals, at_least, at_most)
    else:
        assert whole_parts(total, ideals, at_least, at_most) == best


@given(
    st.integers(0, 5000),
    st.lists(st.tuples(st.integers(20, 60), st.integers(0, 200_000)), min_size=1, max_size=30),
)
def test_unbounded_parts_are_their_ideals_rounded_up_or_down(total, townships):
    standards = [Fraction(standard) for standard, _ in townships]
    ideals = ideal_parts(total, standards, [Fraction(weight) for _, weight in townships])
    if ideals is None or min(ideals) < 0:
        return
    parts = whole_parts(total, ideals, [0] * len(ideals), [None] * len(ideals))
    assert sum(parts) == total
    assert all(abs(part - ideal) < 1 for part, ideal in zip(parts, ideals, strict=True))


@pytest.mark.parametrize(
    ("total", "standards", "weights", "parts"),
    [
        (100, [40, 30, 30], [5, 3, 2], [40, 30, 30]),  # nothing to share out
        (110, [40, 30, 30], [5, 3, 2], [45, 33, 32]),  # 10 more: 5, 3 and 2
        (90, [40, 30, 30], [5, 3, 2], [35, 27, 28]),  # 10 fewer
        (101, [40, 30, 30], [5, 3, 2], [41, 30, 30]),  # 40.5, 30.3, 30.2
        (102, [40, 30, 30], [1, 1, 1], [41, 31, 30]),  # 0.67 each: the first two in order
        (100, [0, 0, 0], [0.1, 0.2, 0.3], [17, 33, 50]),  # 16.67, 33.33, 50
    ],
)
def test_what_is_above_or_below_the_standards_is_shared_by_weight(total, standards, weights, parts):
    ideals = ideal_parts(total, [exact(s) for s in standards], [exact(w) for w in weights])
    assert whole_parts(total, ideals, [0] * 3, [None] * 3) == parts


def test_tenths_that_are_equal_on_paper_are_equal():
    ideals = [exact(0.3), exact(0.1) + exact(0.2), exact(0.2), exact(0.2)]
    assert whole_parts(1, ideals, [0] * 4, [None] * 4) == [1, 0, 0, 0]


def test_a_part_without_weight_keeps_its_standard():
    assert ideal_parts(12, [Fraction(5), Fraction(5)], [Fraction(0), Fraction(3)]) == [5, 7]


def test_nothing_can_be_shared_where_nobody_has_a_weight():
    assert ideal_parts(12, [Fraction(5), Fraction(5)], [Fraction(0), Fraction(0)]) is None
    assert ideal_parts(10, [Fraction(5), Fraction(5)], [Fraction(0), Fraction(0)]) == [5, 5]


def test_what_a_bound_cuts_off_goes_where_it_departs_least():
    ideals = [Fraction(50), Fraction(30), Fraction(20)]
    assert whole_parts(100, ideals, [0] * 3, [40, None, None]) == [40, 35, 25]
    assert whole_parts(100, ideals, [0, 0, 30], [None] * 3) == [45, 25, 30]
