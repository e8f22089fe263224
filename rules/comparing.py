"""Comparing and rounding in decimal, and truth with a third value for what can't be decided."""

from __future__ import annotations

from typing import Literal

import numpy as np

from rules.statistics import FloatArray

Bound = Literal["at_least", "more_than", "at_most", "less_than"]
Rounding = Literal["down", "half_up", "up"]

NO, UNDECIDED, YES = 0.0, 0.5, 1.0
"""Truth is kept as a number: *all* is then the least of several, *any* the greatest."""

DECIMALS = 6
"""Values are compared, and results kept, to so many decimals, so that 0.1 + 0.2 is 0.3."""

_SCALE = 10.0**DECIMALS * (1 + 3e-16)
"""A hair more than a power of ten: halves in decimal, which binary numbers may miss by a hair,
are rounded away from zero as spreadsheets do, and whole numbers up to a thousand million stay."""

OPPOSITE: dict[Bound, Bound] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "more_than": "at_most",
    "at_most": "more_than",
}

_COMPARE = {
    "at_least": np.greater_equal,
    "more_than": np.greater,
    "at_most": np.less_equal,
    "less_than": np.less,
}


def in_decimal(values: FloatArray | float) -> FloatArray:
    """Values as whole multiples of the last decimal that counts."""
    scaled: FloatArray = np.rint(np.multiply(values, _SCALE))
    return scaled


def kept(values: FloatArray) -> FloatArray:
    """Values with the decimals that count and no more."""
    rounded: FloatArray = in_decimal(values) / 10.0**DECIMALS
    return rounded


def rounded(values: FloatArray, rounding: Rounding, decimals: int) -> FloatArray:
    """Values rounded in decimal: down and up are towards and away from zero."""
    unit = 10.0 ** (DECIMALS - decimals)
    parts = np.abs(in_decimal(values)) / unit
    whole = {
        "down": np.floor(parts),
        "half_up": np.floor(parts + 0.5),
        "up": np.ceil(parts),
    }[rounding]
    result: FloatArray = np.copysign(whole, values) / 10.0**decimals + 0.0
    return result


def holds(values: FloatArray, bound: Bound, limit: FloatArray | float) -> FloatArray:
    """Whether each value keeps to a bound: yes, no, or undecided where either is missing."""
    truth = _COMPARE[bound](in_decimal(values), in_decimal(limit)).astype(np.float64)
    truth[np.isnan(values) | np.isnan(limit)] = UNDECIDED
    return truth
