"""Where the townships of a county lie on its map, and what their outlines are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from calculator.planning.plans import CountyPlan, Plans
from calculator.reporting.workbook.plan_sheets.layout import diagram
from rules.statistics import FloatArray, IntArray

MOST_CORNERS = 3_000
"""The outlines of a county are simplified until they have no more corners than this."""
FINEST = 1 / 1_000
"""The first step of simplifying, as a share of the county's extent: about half a pixel."""
KILOMETRES_A_DEGREE = 111.195
"""On a sphere with the earth's mean radius."""
DIAGRAM_BELOW = 0.5
"""Where fewer of the townships than this have a place, none of the places is used."""

Base = Literal["outlines", "seats", "diagram"]


@dataclass(frozen=True)
class Places:
    """A county as it is drawn, in km (or in borders, in a diagram) around its middle.

    Attributes:
        base: What is drawn: outlines, the places of the seats, or only who borders on whom.
        units: Positions in the statistics of its townships.
        points: A place for each, (units, 2); NaN where nothing tells one.
        rings: The outline of each; empty where it has none.
        pairs: Neighbours by their place in ``units``, (pairs, 2).
        estimated: Units whose place is only that between their neighbours, by place in ``units``.
    """

    base: Base
    units: IntArray
    points: FloatArray
    rings: tuple[tuple[FloatArray, ...], ...]
    pairs: IntArray
    estimated: tuple[int, ...] = ()

    @property
    def left_out(self) -> list[int]:
        """Positions in the statistics of those that have no place."""
        found: list[int] = self.units[np.isnan(self.points[:, 0])].tolist()
        return found

    @property
    def drawn(self) -> FloatArray:
        """Everything that must be seen, (points, 2)."""
        corners = [ring for rings in self.rings for ring in rings]
        return np.concatenate([self.points[~np.isnan(self.points[:, 0])], *corners])


def places_of(plans: Plans, plan: CountyPlan) -> Places:
    """Outlines where there are any, else seats, else a diagram of the borders."""
    borders, units = plans.borders, np.asarray(plan.townships, dtype=np.int64)
    where = np.full(plans.report.evaluation.statistics.size, -1, dtype=np.int64)
    where[units] = np.arange(len(units))
    pairs = where[borders.pairs]
    pairs = pairs[(pairs >= 0).all(axis=1)]
    rings: tuple[tuple[FloatArray, ...], ...] = ((),) * len(units)
    if borders.outlines is not None:
        rings = tuple(borders.outlines[unit] for unit in units.tolist())
    seats = borders.seats[units]
    if not any(rings) and (~np.isnan(seats[:, 0])).mean() < DIAGRAM_BELOW:
        return Places("diagram", units, diagram(len(units), pairs), rings, pairs)
    seats, estimated = _with_estimated(seats, pairs)
    corners = [ring for each in rings for ring in each]
    known = np.concatenate([seats[~np.isnan(seats[:, 0])], *corners])
    west, south = known.min(axis=0)
    east, north = known.max(axis=0)
    middle = np.array([(west + east) / 2, (south + north) / 2])
    scale = np.array([np.cos(np.radians(middle[1])), 1.0]) * KILOMETRES_A_DEGREE
    flat = [tuple((ring - middle) * scale for ring in each) for each in rings]
    return Places(
        "outlines" if any(rings) else "seats",
        units,
        (seats - middle) * scale,
        _simplified(flat),
        pairs,
        estimated,
    )


def _with_estimated(seats: FloatArray, pairs: IntArray) -> tuple[FloatArray, tuple[int, ...]]:
    """Seats, with the mean of the neighbours' where one is unknown; and which those are."""
    found = seats.copy()
    estimated = []
    for unit in np.flatnonzero(np.isnan(seats[:, 0])).tolist():
        others = pairs[(pairs == unit).any(axis=1)].ravel()
        beside = seats[others[others != unit]]
        beside = beside[~np.isnan(beside[:, 0])]
        if len(beside):
            found[unit] = beside.mean(axis=0)
            estimated.append(unit)
    return found, tuple(estimated)


def _simplified(
    rings: Sequence[tuple[FloatArray, ...]],
) -> tuple[tuple[FloatArray, ...], ...]:
    """The rings with no more corners than a map may have; a ring stays one."""
    every = [ring for each in rings for ring in each]
    if not every:
        return tuple(rings)
    import shapely

    extent = float(np.ptp(np.concatenate(every), axis=0).max())
    tolerance = extent * FINEST
    lines = [shapely.linestrings(ring) for ring in every]
    while True:
        simple = shapely.simplify(lines, tolerance)
        if shapely.get_num_coordinates(simple).sum() <= MOST_CORNERS or tolerance > extent:
            break
        tolerance *= 2
    found = iter(shapely.get_coordinates(line) for line in simple)
    return tuple(tuple(next(found) for _ in each) for each in rings)


def dissolved(rings: Sequence[FloatArray], tolerance: float) -> list[FloatArray]:
    """The outline of several outlines together, without the borders between them."""
    import shapely

    areas = [shapely.build_area(shapely.multilinestrings([ring])) for ring in rings]
    wide = [shapely.buffer(area, tolerance, join_style="mitre") for area in areas]
    whole = shapely.buffer(shapely.union_all(wide), -tolerance, join_style="mitre")
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts([whole]))]
