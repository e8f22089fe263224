"""From degrees to a plane of metres and back."""

from __future__ import annotations

import numpy as np
import shapely

from calculator.reading.borders.shapes import Geometries
from rules.statistics import FloatArray

EARTH_RADIUS = 6_371_007.2
"""Metres, of the sphere of the same surface as the earth."""

_METRES_A_DEGREE = EARTH_RADIUS * np.pi / 180
# A cone through two parallels of equal and opposite latitude is a cylinder.
_LEAST_CONE = 1e-3


def equal_area(geometries: Geometries) -> Geometries:
    """Geometries in degrees as metres by an equal-area cone (Albers) through their own extent.

    Lengths are true to about 1 % over a province.
    """
    west, south, east, north = np.radians(shapely.total_bounds(geometries))
    middle = (west + east) / 2
    lower, upper = south + (north - south) / 6, north - (north - south) / 6
    cone = (np.sin(lower) + np.sin(upper)) / 2
    if abs(cone) < _LEAST_CONE:
        cone = _LEAST_CONE
    constant = np.cos(lower) ** 2 + 2 * cone * np.sin(lower)

    def from_pole(latitudes: FloatArray) -> FloatArray:
        squared = np.maximum(constant - 2 * cone * np.sin(latitudes), 0)
        return np.asarray(EARTH_RADIUS * np.sqrt(squared) / cone)

    base = float(from_pole(np.array([(south + north) / 2]))[0])

    def projected(corners: FloatArray) -> FloatArray:
        longitudes, latitudes = np.radians(corners).T
        radius, angle = from_pole(latitudes), cone * (longitudes - middle)
        return np.column_stack([radius * np.sin(angle), base - radius * np.cos(angle)])

    turned: Geometries = shapely.transform(geometries, projected)
    return turned


def laid_at(metres: Geometries, place: tuple[float, float]) -> Geometries:
    """Geometries in metres as degrees, with their middle at a place (longitude, latitude)."""
    west, south, east, north = shapely.total_bounds(metres)
    middle = np.array([(west + east) / 2, (south + north) / 2])
    scale = _METRES_A_DEGREE * np.array([np.cos(np.radians(place[1])), 1.0])
    turned: Geometries = shapely.transform(
        metres, lambda corners: (corners - middle) / scale + np.array(place)
    )
    return turned


def local_metres(degrees: FloatArray) -> FloatArray:
    """Places in degrees, (places, 2), as metres around their middle."""
    known = degrees[~np.isnan(degrees).any(axis=1)]
    if not len(known):
        return degrees * np.nan
    middle = (known.min(axis=0) + known.max(axis=0)) / 2
    points = np.full(len(degrees), None, dtype=object)
    is_known = ~np.isnan(degrees).any(axis=1)
    points[is_known] = shapely.points(known)
    metres = np.full(degrees.shape, np.nan)
    if len(np.unique(known, axis=0)) > 1:
        metres[is_known] = shapely.get_coordinates(equal_area(points[is_known]))
    else:
        metres[is_known] = (known - middle) * 0.0
    return metres
