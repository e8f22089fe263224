"""Polygons of a boundaries file as it gives them, each with what the file says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from rules.statistics import IntArray
from rules.wording import Sentence

Geometries = npt.NDArray[np.object_]
"""Polygons and multipolygons of shapely, one per feature or township; None for none."""

Properties = Mapping[str, Any]


class Unreadable(Exception):
    """A boundaries file can't be read; ``said`` is the sentence that says why."""

    def __init__(self, said: Sentence) -> None:
        """Keep the sentence."""
        self.said = said
        super().__init__(said)


@dataclass
class Shapes:
    """The features of a boundaries file.

    Attributes:
        geometries: The area of each, None for what is no area.
        properties: What the file says of each.
        numbers: The number of each in its file or layer, counted from 1.
        files: The file or layer of each.
        crs: The coordinate system that the file names, as an EPSG code or in full; None where
            it names none.
        odd: Features whose coordinates can't be read.
    """

    geometries: Geometries
    properties: Sequence[Properties]
    numbers: IntArray
    files: Sequence[str]
    crs: str | None = None
    odd: Sequence[int] = field(default=())

    def place(self, feature: int) -> str:
        """Where a feature stands, as findings say it."""
        return f"[{self.files[feature]}]{self.numbers[feature]}"


def make_shapes(
    file: str,
    features: Sequence[tuple[Properties, Any]],
    crs: str | None,
) -> Shapes:
    """Features of one file, given their properties and their geometries as in GeoJSON."""
    geometries = np.full(len(features), None, dtype=object)
    odd = []
    for place, (_, geometry) in enumerate(features):
        try:
            geometries[place] = as_polygons(geometry)
        except (ValueError, TypeError, OverflowError, KeyError, shapely.GEOSException):
            odd.append(place)
    return Shapes(
        geometries,
        [properties for properties, _ in features],
        np.arange(1, len(features) + 1),
        [file] * len(features),
        crs,
        odd,
    )


def together(parts: Sequence[Shapes]) -> Shapes:
    """The features of several files of one coordinate system, one after another."""
    starts = np.cumsum([0, *(len(part.properties) for part in parts)])
    return Shapes(
        np.concatenate([part.geometries for part in parts]),
        [properties for part in parts for properties in part.properties],
        np.concatenate([part.numbers for part in parts]),
        [file for part in parts for file in part.files],
        parts[0].crs,
        [
            int(start) + odd
            for start, part in zip(starts[:-1], parts, strict=True)
            for odd in part.odd
        ],
    )


def as_polygons(geometry: Any) -> Any:
    """The areas of a geometry of GeoJSON as one geometry of shapely; None where it has none.

    Raises:
        ValueError, TypeError, KeyError: It is not what GeoJSON allows.
    """
    if geometry is None:
        return None
    kind = geometry["type"]
    if kind == "Polygon":
        rings = [geometry["coordinates"]]
    elif kind == "MultiPolygon":
        rings = list(geometry["coordinates"])
    elif kind == "GeometryCollection":
        parts = [as_polygons(part) for part in geometry["geometries"]]
        polygons = shapely.get_parts([part for part in parts if part is not None])
        return shapely.multipolygons(polygons) if len(polygons) else None
    else:
        return None
    polygons = [_polygon(of_polygon) for of_polygon in rings if len(of_polygon)]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _polygon(rings: Sequence[Any]) -> Any:
    shell, *holes = (_ring(ring) for ring in rings)
    return shapely.polygons(shell, holes=[hole for hole in holes if hole is not None] or None)


def _ring(positions: Any) -> Any:
    """A ring of positions, of which only the first two numbers count; closed if it is open."""
    corners = np.array([position[:2] for position in positions], dtype=np.float64)
    if corners.ndim != 2 or corners.shape[1] != 2 or not np.isfinite(corners).all():
        raise ValueError
    if (corners[0] != corners[-1]).any():
        corners = np.concatenate([corners, corners[:1]])
    if len(corners) < 4:
        raise ValueError
    return shapely.linearrings(corners)
