"""Kilometres from seat to seat."""

from __future__ import annotations

import numpy as np

from rules.statistics import FloatArray

_EARTH_RADIUS = 6371.0088
"""The mean radius in km."""


def kilometres(seats: FloatArray) -> FloatArray:
    """How far each seat is from each other.

    Args:
        seats: Longitude and latitude in degrees, (units, 2); NaN where unknown.

    Returns:
        (units, units), km along the great circle; NaN where one seat is unknown.
    """
    longitude, latitude = np.radians(seats).T
    across = longitude[:, None] - longitude[None, :]
    along = latitude[:, None] - latitude[None, :]
    cosines = np.cos(latitude)
    half = np.sin(along / 2) ** 2 + np.outer(cosines, cosines) * np.sin(across / 2) ** 2
    return np.asarray(2 * _EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
