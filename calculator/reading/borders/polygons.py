"""The townships' polygons: repaired, united, measured and held against the statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from calculator.errors import CalculatorError
from calculator.reading.borders.boundary_files import read_boundary_file
from calculator.reading.borders.coordinates import Located, locate
from calculator.reading.borders.features import Matched, match_features
from calculator.reading.borders.names import Townships
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Geometries
from calculator.reading.borders.touching import overlapping, shared_borders
from calculator.reading.notes import quantity, shown
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray, Statistics
from rules.status import Severity
from rules.wording import Quantity

_KM2 = 1e6
# The median township says whether all areas are too large or too small.
_FEWEST = 3
# A ring this small beside the extent, squared, would be a dot on the map.
_DOT = 1e-6


@dataclass(frozen=True)
class Boundaries:
    """What a boundaries file says of the townships.

    Attributes:
        pairs, lengths: Who borders on whom, and for how many km.
        has: Which townships have a polygon.
        points: A point inside each polygon, degrees, NaN for none.
        outlines: Rings for drawing, in degrees.
        areas: km², NaN for none.
        is_nominal: Whether the degrees are only for drawing: nothing tells where on earth it is.
        degrees: The polygons in degrees.
        findings: What was noted.
    """

    pairs: IntArray
    lengths: FloatArray
    has: BoolArray
    points: FloatArray
    outlines: tuple[tuple[FloatArray, ...], ...]
    areas: FloatArray
    is_nominal: bool
    degrees: Geometries
    findings: tuple[Finding, ...]


@np.errstate(all="ignore")  # of polygons thinner than numbers can tell
def read_boundaries(path: Path, statistics: Statistics, townships: Townships) -> Boundaries:
    """Read the townships' boundaries.

    Raises:
        CalculatorError: The file can't be read, or none of its polygons is a township of the
            statistics.
    """
    located = locate(read_boundary_file(path))
    matched = match_features(located.shapes, townships, path.name)
    findings = [*located.findings, *matched.findings]
    degrees, metres = _united(located, matched, statistics.size, findings, townships)
    has = np.array([polygon is not None for polygon in metres], dtype=np.bool_)
    if not has.any():
        raise CalculatorError([sentence("boundaries_without_areas", file=path.name)])
    pairs, lengths = shared_borders(metres)
    lying, shares = overlapping(metres)
    areas = shapely.area(metres) / _KM2
    areas[~has] = np.nan
    findings.extend(_overlaps(lying, shares, path.name, townships))
    findings.extend(_missing(has, path.name, townships))
    findings.extend(_areas(areas, statistics, path.name, townships))
    pairs, lengths = _with(pairs, lengths / 1000, lying)
    return Boundaries(
        pairs=pairs,
        lengths=lengths,
        has=has,
        points=_points(degrees),
        outlines=_outlines(degrees),
        areas=areas,
        is_nominal=located.is_nominal,
        degrees=degrees,
        findings=tuple(findings),
    )


def _points(degrees: Geometries) -> FloatArray:
    """A point inside each polygon."""
    points = np.full((len(degrees), 2), np.nan)
    has = np.flatnonzero([polygon is not None for polygon in degrees])
    try:
        inside = shapely.point_on_surface(degrees[has])
    except shapely.GEOSException:
        # Polygons thinner than numbers can tell have no inside to speak of.
        inside = shapely.centroid(degrees[has])
    points[has] = shapely.get_coordinates(inside)
    return points


def _united(
    located: Located,
    matched: Matched,
    size: int,
    findings: list[Finding],
    townships: Townships,
) -> tuple[Geometries, Geometries]:
    """One geometry a township, in degrees and in metres; invalid ones are repaired."""
    wanted = np.flatnonzero(matched.townships >= 0)
    degrees = located.shapes.geometries[wanted]
    metres = located.metres[wanted]
    of_feature = matched.townships[wanted]
    invalid = np.flatnonzero(~(shapely.is_valid(metres) & shapely.is_valid(degrees)))
    if len(invalid):
        for geometries in (degrees, metres):
            geometries[invalid] = _repaired(geometries[invalid])
    hopeless = np.flatnonzero(
        [one is None or two is None for one, two in zip(degrees, metres, strict=True)]
    )
    for place in hopeless:
        cell = located.shapes.place(int(wanted[place]))
        text = townships.name(int(of_feature[place]))
        findings.append(finding(Severity.ERROR, "polygon-unreadable", cell=cell, text=text))
    repaired = np.setdiff1d(invalid, hopeless)
    if len(repaired):
        names = shown(townships.names(of_feature[repaired]))
        cell = located.shapes.place(int(wanted[repaired[0]]))
        said: dict[str, Any] = {"cell": cell, "count": len(repaired), "names": names}
        findings.append(finding(Severity.NOTE, "polygons-repaired", **said))
    usable = np.setdiff1d(np.arange(len(wanted)), hopeless)
    united = []
    for geometries in (degrees, metres):
        one_each: Geometries = np.full(size, None, dtype=object)
        one_each[of_feature[usable]] = geometries[usable]
        for township, count in zip(*np.unique(of_feature[usable], return_counts=True), strict=True):
            if count > 1:
                parts = geometries[usable][of_feature[usable] == township]
                one_each[township] = _areas_only(shapely.union_all(parts))
        united.append(one_each)
    several = np.flatnonzero(np.bincount(of_feature[usable], minlength=size) > 1)
    if len(several):
        names = shown(townships.names(several))
        said = {"file": located.shapes.files[0], "count": len(several), "names": names}
        findings.append(finding(Severity.NOTE, "polygons-united", **said))
    return united[0], united[1]


def _repaired(geometries: Geometries) -> Geometries:
    """Invalid geometries made valid; None where no area is left."""
    fixed = np.full(len(geometries), None, dtype=object)
    for place, geometry in enumerate(shapely.make_valid(geometries)):
        fixed[place] = _areas_only(geometry)
    return fixed


def _areas_only(geometry: object) -> object:
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    polygons = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 0)]
    if not len(polygons):
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _with(pairs: IntArray, lengths: FloatArray, lying: IntArray) -> tuple[IntArray, FloatArray]:
    """Pairs with those that lie on one another: how long such a border is, nobody knows."""
    known = set(map(tuple, pairs.tolist()))
    more = [pair for pair in map(tuple, lying.tolist()) if pair not in known]
    if not more:
        return pairs, lengths
    pairs = np.concatenate([pairs, np.array(more, dtype=np.int64)])
    lengths = np.concatenate([lengths, np.full(len(more), np.nan)])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order], lengths[order]


def _overlaps(
    pairs: IntArray, shares: FloatArray, file: str, townships: Townships
) -> Iterator[Finding]:
    for (one, other), share in zip(pairs.tolist(), shares, strict=True):
        names = townships.names((one, other))
        yield finding(
            Severity.WARNING,
            "polygons-overlap",
            file=file,
            name=names[0],
            other=names[1],
            share=Quantity(round(float(share) * 100), "percent"),
        )


def _missing(has: BoolArray, file: str, townships: Townships) -> Iterator[Finding]:
    missing = np.flatnonzero(~has)
    if len(missing):
        names = shown(townships.names(missing))
        said: dict[str, Any] = {"file": file, "count": len(missing), "names": names}
        yield finding(Severity.WARNING, "townships-without-polygon", **said)


def _areas(
    areas: FloatArray, statistics: Statistics, file: str, townships: Townships
) -> Iterator[Finding]:
    """Areas that are far from those of the statistics."""
    said = statistics.number("area_km2")
    limit = border_settings().polygons.area
    known = (said > 0) & (areas > 0)
    ratios = np.full(len(areas), np.nan)
    ratios[known] = areas[known] / said[known]
    median = float(np.median(ratios[known])) if known.any() else 1.0
    if known.sum() >= _FEWEST and not 1 / (1 + limit) <= median <= 1 + limit:
        factor = round(median, 2 if median > 0.1 else 6)
        yield finding(Severity.WARNING, "polygon-areas-differ", file=file, factor=factor)
        return
    far = np.flatnonzero(known & (np.abs(ratios - 1) > limit))
    for township in far:
        yield finding(
            Severity.WARNING,
            "polygon-area-differs",
            township=int(township),
            column="area_km2",
            file=file,
            name=townships.name(int(township)),
            here=Quantity(round(float(areas[township]), 2), "km2"),
            read=quantity("area_km2", float(said[township])),
            share=Quantity(round(limit * 100), "percent"),
        )


def _outlines(degrees: Geometries) -> tuple[tuple[FloatArray, ...], ...]:
    """Rings for drawing, without what would be no more than a dot."""
    present = [polygon for polygon in degrees if polygon is not None]
    west, south, east, north = shapely.total_bounds(present)
    extent = max(east - west, north - south)
    simple = shapely.simplify(degrees, extent * border_settings().polygons.drawing)
    return tuple(_rings(polygon, extent**2 * _DOT) for polygon in simple)


def _rings(polygon: object, dot: float) -> tuple[FloatArray, ...]:
    if polygon is None:
        return ()
    parts: Sequence[object] = shapely.get_parts([polygon])
    sizes = shapely.area(parts)
    rings = shapely.get_rings(
        [part for part, size in zip(parts, sizes, strict=True) if size >= min(dot, sizes.max())]
    )
    return tuple(shapely.get_coordinates(ring) for ring in rings)
