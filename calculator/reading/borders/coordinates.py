"""Which coordinates a boundaries file has, and polygons in degrees and in metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from calculator.errors import CalculatorError
from calculator.reading.borders.extra import COMMAND, if_installed
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.projection import equal_area, laid_at
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Geometries, Shapes, together
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray
from rules.status import Severity


@dataclass(frozen=True)
class Located:
    """The features of all layers of a boundaries file, located.

    Attributes:
        shapes: The features; their geometries are in degrees.
        metres: The same in metres, in a plane that keeps areas.
        is_nominal: Whether nothing tells where on earth they lie: degrees then only have the
            right distances, around 0, 0.
        findings: What was done to the coordinates.
    """

    shapes: Shapes
    metres: Geometries
    is_nominal: bool
    findings: tuple[Finding, ...]


def locate(layers: Sequence[Shapes]) -> Located:
    """Find out what the coordinates are.

    Raises:
        CalculatorError: The features have coordinates of several kinds, or such that no place
            has.
    """
    layers = [layer for layer in layers if len(layer.properties)]
    turned = [_Layer(layer) for layer in layers if any(g is not None for g in layer.geometries)]
    if not turned:
        file = layers[0].files[0] if layers else ""
        raise CalculatorError([sentence("boundaries_without_areas", file=file)])
    nominal = {layer.is_nominal for layer in turned}
    if len(nominal) > 1:
        first = [next(t for t in turned if t.is_nominal is kind) for kind in (False, True)]
        said = {"first": first[0].first, "second": first[1].first}
        raise CalculatorError([sentence("boundaries_mixed", **said)])
    shapes = together([layer.shapes for layer in turned])
    is_nominal = nominal.pop()
    if is_nominal:
        metres = shapes.geometries
        shapes.geometries = laid_at(metres, (0.0, 0.0))
    else:
        metres = equal_area(shapes.geometries)
    findings = tuple(found for layer in turned for found in layer.findings)
    return Located(shapes, metres, is_nominal, findings)


class _Layer:
    """One layer; after it is made its geometries are in degrees, or in metres if nominal."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.findings: list[Finding] = []
        self.is_nominal = False
        present = np.flatnonzero([geometry is not None for geometry in shapes.geometries])
        self.first = shapes.place(int(present[0]))
        bounds = shapely.bounds(shapes.geometries[present])
        is_degrees = _within(bounds, 180, 90)
        is_turned = _within(bounds, 90, 180) & ~is_degrees
        in_metres = ~is_degrees & ~is_turned
        might_be_turned = is_turned | _in_china(bounds[:, [1, 0, 3, 2]])
        if in_metres.all():
            self._from_metres(bounds)
        elif in_metres.any():
            self._refuse(present, in_metres)
        elif might_be_turned.all():
            self._swap()
        elif is_turned.any():
            self._refuse(present, is_turned)

    def _refuse(self, present: np.ndarray[Any, Any], others: BoolArray) -> None:
        first, second = present[~others][0], present[others][0]
        said = {"first": self.shapes.place(int(first)), "second": self.shapes.place(int(second))}
        raise CalculatorError([sentence("boundaries_mixed", **said)])

    def _note(self, code: str, **values: Any) -> None:
        self.findings.append(finding(Severity.NOTE, code, cell=self.first, **values))

    def _swap(self) -> None:
        self.shapes.geometries = shapely.transform(
            self.shapes.geometries, lambda corners: corners[:, ::-1]
        )
        self._note("boundaries-swapped")

    def _from_metres(self, bounds: FloatArray) -> None:
        settings = border_settings().coordinates
        west, south = bounds[:, :2].min(axis=0)
        east, north = bounds[:, 2:].max(axis=0)
        if max(east - west, north - south) > settings.widest:
            said = {"place": self.first, "x": float(east), "y": float(north)}
            raise CalculatorError([sentence("boundaries_nowhere", **said)])
        middle = np.median(bounds[:, :2] / 2 + bounds[:, 2:] / 2, axis=0)
        if _is_gauss_kruger(middle[1], middle[0]):
            self._swap()
            middle = middle[::-1]
        crs = self.shapes.crs or _zone(middle)
        degrees = _degrees(self.shapes.geometries, crs) if crs is not None else None
        if degrees is not None:
            self.shapes.geometries = degrees
            self._note("boundaries-projected", crs=_called(crs or ""))
            return
        self.is_nominal = True
        if crs is not None and if_installed("pyproj") is None:
            self._note("boundaries-projected-unconverted", crs=_called(crs), command=COMMAND)
        else:
            self._note("boundaries-projected-unknown")


def _within(bounds: FloatArray, x: float, y: float) -> BoolArray:
    most = np.abs(bounds).reshape(-1, 2, 2).max(axis=1)
    inside: BoolArray = (most[:, 0] <= x) & (most[:, 1] <= y)
    return inside


def _in_china(bounds: FloatArray) -> BoolArray:
    settings = border_settings().coordinates
    (west, east), (south, north) = settings.longitudes, settings.latitudes
    inside: BoolArray = (
        (bounds[:, 0] >= west)
        & (bounds[:, 2] <= east)
        & (bounds[:, 1] >= south)
        & (bounds[:, 3] <= north)
    )
    return inside


def _is_gauss_kruger(easting: float, northing: float) -> bool:
    """Whether a place lies in China by such coordinates, with or without the zone's number."""
    least, most = border_settings().coordinates.northings
    within_zone = easting % 1_000_000 if _zone((easting, northing)) else easting
    return least <= northing <= most and 100_000 <= within_zone <= 900_000


def _zone(middle: Any) -> str | None:
    """The coordinate system of eastings that begin with the number of their zone."""
    settings = border_settings().coordinates
    number = int(middle[0] // 1_000_000)
    (first, last), (first_wide, last_wide) = settings.three_degree_zones, settings.six_degree_zones
    if not settings.northings[0] <= middle[1] <= settings.northings[1]:
        return None
    if first <= number <= last:
        return f"EPSG:{4513 + number - 25}"
    if first_wide <= number <= last_wide:
        return f"EPSG:{4491 + number - 13}"
    return None


def _degrees(geometries: Geometries, crs: str) -> Geometries | None:
    """Projected geometries in degrees; None where the coordinate system can't be used."""
    pyproj = if_installed("pyproj")
    if pyproj is None:
        return None
    try:
        known = pyproj.CRS.from_user_input(crs)
        if not known.is_projected:
            return None
        to_degrees = pyproj.Transformer.from_crs(known, "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError:
        return None

    def converted(corners: FloatArray) -> FloatArray:
        return np.column_stack(to_degrees.transform(corners[:, 0], corners[:, 1]))

    turned: Geometries = shapely.transform(geometries, converted)
    corners = shapely.get_coordinates(turned)
    if not np.isfinite(corners).all() or not _within(np.tile(corners, 2), 180, 89).all():
        return None
    return turned


def _called(crs: str) -> str:
    """A coordinate system's name, out of a description in full."""
    return crs.split('"')[1] if crs.count('"') > 1 else crs
