"""Maps of townships: their outlines where there are boundaries, else seats joined by borders.

Numbers are in the units of the drawing; longitudes are drawn as wide as they are in the middle of
the townships shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from rules.statistics import FloatArray

if TYPE_CHECKING:
    from calculator.reading.borders.borders import Borders, Ring

MOST_WIDTH, LEAST_WIDTH, MOST_HEIGHT, MARGIN = 760.0, 420.0, 620.0, 14.0
MOST_NAMES = 60
"""With more townships than these, names stand only in the titles of the shapes."""
_RADIUS = 7.0
_NARROWEST = 0.6
"""Corners closer than this are drawn as one."""


@dataclass(frozen=True)
class Place:
    """How a township is drawn.

    Attributes:
        position: Its place in the statistics.
        name: What stands beside or in it.
        said: All that is said of it, for whoever points at it or can't see it.
        look: The class of its shape in the style sheet, such as ``fill-1``.
        pattern: The number of a pattern over it; None for none.
        mark: A sign before its name, such as that of a candidate; blank for none.
        is_notable: Whether the sign stands out.
    """

    position: int
    name: str
    said: str
    look: str
    pattern: int | None = None
    mark: str = ""
    is_notable: bool = False


@dataclass(frozen=True)
class Drawing:
    """Where the townships of a map are drawn.

    Attributes:
        width: Of the drawing.
        height: Of the drawing.
        paths: Township -> the outline to draw; empty where the townships are dots.
        points: Township -> where its name or dot stands.
        lines: Between townships that border on each other, where they are dots.
        seats: Township -> where its seat is, if that is known better than from its outline.
    """

    width: float
    height: float
    paths: Mapping[int, str]
    points: Mapping[int, tuple[float, float]]
    lines: Sequence[str] = ()
    seats: Mapping[int, tuple[float, float]] = field(default_factory=dict)


def drawing_of(borders: Borders, townships: Sequence[int]) -> Drawing | None:
    """Where some townships are drawn; None where it is not known where they lie."""
    seats = {t: borders.seats[t] for t in townships if not np.isnan(borders.seats[t]).any()}
    outlines: dict[int, tuple[Ring, ...]] = {}
    if borders.outlines is not None:
        outlines = {t: borders.outlines[t] for t in townships if len(borders.outlines[t])}
    corners = [ring for rings in outlines.values() for ring in rings]
    if not outlines and len(seats) < 2:
        return None
    if not corners:
        corners = [np.array(list(seats.values()))]
    scale = _Scale(np.concatenate(corners), is_dots=not outlines)
    if outlines:
        paths = {t: _path([scale.of(ring) for ring in rings]) for t, rings in outlines.items()}
        points = {t: _inside([scale.of(ring) for ring in rings]) for t, rings in outlines.items()}
        known = seats if borders.seats_from == "columns" else {}
        shown = {t: _point(scale.of(seat[np.newaxis])[0]) for t, seat in known.items()}
        return Drawing(scale.width, scale.height, paths, points, (), shown)
    points = {t: _point(scale.of(seat[np.newaxis])[0]) for t, seat in seats.items()}
    lines = [
        f"M{points[a][0]:g} {points[a][1]:g}L{points[b][0]:g} {points[b][1]:g}"
        for a, b in borders.pairs.tolist()
        if a in points and b in points
    ]
    return Drawing(scale.width, scale.height, {}, points, lines)


def map_data(
    drawing: Drawing,
    places: Iterable[Place],
    *,
    name: str,
    title: str,
    told: str,
    legend: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """A map as a template draws it.

    Args:
        drawing: Where its townships are.
        places: How they are drawn; those without a place are left out.
        name: What tells its patterns from those of other maps on a page.
        title: What it is called.
        told: What it shows, in words.
        legend: Each entry with ``look``, ``pattern``, ``mark``, ``is_notable`` and
            ``said``.
    """
    shown = [place for place in places if place.position in drawing.points]
    named = len(shown) <= MOST_NAMES
    return {
        "name": name,
        "width": drawing.width,
        "height": drawing.height,
        "title": title,
        "told": told,
        "lines": list(drawing.lines),
        "shapes": [
            {
                "path": drawing.paths.get(place.position),
                "x": drawing.points[place.position][0],
                "y": drawing.points[place.position][1],
                "seat": drawing.seats.get(place.position),
                "look": place.look,
                "pattern": place.pattern,
                "said": place.said,
                "mark": place.mark,
                "is_notable": place.is_notable,
                "label": place.name if named else "",
                "position": place.position,
            }
            for place in shown
        ],
        "radius": _RADIUS,
        "patterns": sorted({p.pattern for p in shown if p.pattern is not None}),
        "legend": list(legend),
    }


class _Scale:
    """Places on earth, or on a plane, as places in the drawing."""

    def __init__(self, corners: FloatArray, *, is_dots: bool) -> None:
        low, high = corners.min(axis=0), corners.max(axis=0)
        # Where nothing tells where on earth they lie, they are around 0, 0, and this is 1.
        self._flat = math.cos(math.radians(float(low[1] + high[1]) / 2))
        wide = max(float(high[0] - low[0]) * self._flat, 1e-9)
        tall = max(float(high[1] - low[1]), 1e-9)
        margin = MARGIN * (4 if is_dots else 1)
        self._factor = min((MOST_WIDTH - 2 * margin) / wide, (MOST_HEIGHT - 2 * margin) / tall)
        # Narrow maps are as narrow as they are, so that their names stay large on a page.
        self.width = round(max(wide * self._factor + 2 * margin, LEAST_WIDTH), 1)
        self.height = round(tall * self._factor + 2 * margin, 1)
        left = (self.width - wide * self._factor) / 2
        self._origin = np.array([low[0], high[1]])
        self._shift = np.array([left, margin])

    def of(self, corners: FloatArray) -> FloatArray:
        """Corners in the drawing, y downwards."""
        moved = (corners - self._origin) * np.array([self._flat, -1.0]) * self._factor
        return np.asarray(moved + self._shift, dtype=np.float64)


def _path(rings: Sequence[FloatArray]) -> str:
    parts = []
    for ring in rings:
        corners = _thinned(ring)
        parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners.tolist()) + "Z")
    return "".join(parts)


def _thinned(ring: FloatArray) -> FloatArray:
    """A ring without the corners that nobody could see."""
    import shapely

    line = shapely.simplify(shapely.linestrings(ring), _NARROWEST / 2)
    found = shapely.get_coordinates(line)[:-1]
    return found if len(found) > 2 else ring[:-1]


def _inside(rings: Sequence[FloatArray]) -> tuple[float, float]:
    """A point well inside the largest of a township's rings."""
    import shapely

    shapes = [shapely.polygons(ring) for ring in rings]
    largest = max(shapes, key=lambda shape: shape.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=3.0)
    return _point(shapely.get_coordinates(circle)[0])


def _point(place: FloatArray) -> tuple[float, float]:
    return round(float(place[0]), 1), round(float(place[1]), 1)
