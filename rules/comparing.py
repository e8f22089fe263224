"""Comparing values with bounds in decimal, open and closed by name."""

from __future__ import annotations

from typing import Literal

import numpy as np

from rules.statistics import FloatArray

Bound = Literal["at_least", "more_than", "at_most", "less_than"]

DECIMALS = 6
"""Values and bounds are compared after rounding to so many decimals, so that 0.1 + 0.2 is 0.3."""

OPPOSITE: dict[Bound, Bound] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "more_than": "at_most",
    "at_most": "more_than",
}


def in_decimal(values: FloatArray | float) -> FloatArray:
    """Values as whole multiples of the last decimal that counts."""
    return np.rint(np.multiply(values, 10.0**DECIMALS))


def holds(values: FloatArray, bound: Bound, limit: float) -> FloatArray:
    """Whether each value keeps to a bound: 1, 0, or NaN where the value is missing."""
    compare = {
        "at_least": np.greater_equal,
        "more_than": np.greater,
        "at_most": np.less_equal,
        "less_than": np.less,
    }[bound]
    truth = compare(in_decimal(values), in_decimal(limit)).astype(np.float64)
    truth[np.isnan(values)] = np.nan
    return truth
