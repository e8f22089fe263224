"""What a total that differs from its rows looks like: a row twice, a digit, a unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calculator.reading.checks.summed_rows import Rows
from calculator.reading.notes import sentence
from calculator.vocabulary import load_vocabulary
from rules.statistics import FloatArray
from rules.wording import Sentence

_NOISE = 1e-6
_POWERS = (10.0, 100.0, 1000.0, 10000.0)


@dataclass(frozen=True)
class Difference:
    """A total that differs from its rows.

    Attributes:
        found: What the total says.
        expected: What its rows sum to.
        rows: The rows.
        at: Which of their columns of figures it is.
        column: The name of that column.
        place: The size of the last place that the figures are written to.
    """

    found: float
    expected: float
    rows: Rows
    at: int
    column: str
    place: float


def likely_slip(difference: Difference) -> Sentence | str:
    """What probably went wrong; nothing where it can't be told."""
    for tell in (_of_the_whole, _of_one_row):
        told = tell(difference)
        if told is not None:
            return told
    return ""


def _of_the_whole(difference: Difference) -> Sentence | None:
    found, expected = difference.found, difference.expected
    near = max(difference.place, _NOISE * abs(expected))
    if expected <= 0 or found <= 0:
        return None
    if abs(found - 2 * expected) <= near:
        return sentence("slip_doubled")
    for power in _POWERS:
        # A total in a larger unit is rounded to that unit's own last place.
        if abs(found - expected * power) <= near * power:
            return sentence("slip_times", factor=power)
        if abs(found * power - expected) <= 0.005 * expected:
            return sentence("slip_divided", factor=power)
    written, right = f"{found:.0f}", f"{expected:.0f}"
    is_swap = sum(one != two for one, two in zip(written, right, strict=False)) == 2
    if len(written) == len(right) and is_swap and sorted(written) == sorted(right):
        return sentence("slip_swapped")
    return None


def _of_one_row(difference: Difference) -> Sentence | None:
    values = difference.rows.values[:, difference.at]
    excess = difference.found - difference.expected
    place = difference.place or 1.0
    near = max(_NOISE * abs(difference.expected), difference.place / 2)
    telling = values >= place * load_vocabulary().checks.totals.telling
    explained: list[tuple[str, FloatArray]] = [
        (
            "slip_twice" if excess > 0 else "slip_left_out",
            np.full(len(values), abs(excess)) - values,
        ),
        ("slip_lacks_digit" if excess > 0 else "slip_digit_more", _by_a_digit(excess, values)),
    ]
    for name, rest in explained:
        with np.errstate(invalid="ignore"):
            rows = np.flatnonzero(telling & (np.abs(rest) <= near))
        if len(rows) == 1:
            cell = difference.rows.address(int(rows[0]), difference.column)
            return sentence(name, cell=cell)
    return None


def _by_a_digit(excess: float, values: FloatArray) -> FloatArray:
    """How far the difference is from what a digit too few or too many in each row makes."""
    return excess - 9 * values if excess > 0 else -excess - 0.9 * values
