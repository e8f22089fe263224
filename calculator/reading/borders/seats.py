"""Where the seats are, and who may border on whom by them alone.

The townships whose seats are joined in the Delaunay triangulation would border on each other
if every place belonged to the nearest seat. What the triangulation joins only along the rim,
across empty land or over the sea is left out: triangles with a wide angle at the rim, and edges
much longer than the usual distance between seats there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely

from calculator.reading.borders.borders import no_pairs
from calculator.reading.borders.names import Townships
from calculator.reading.borders.notes import finding
from calculator.reading.borders.projection import local_metres
from calculator.reading.borders.settings import border_settings
from calculator.reading.notes import shown
from calculator.reading.origins import Origins
from rules.findings import Finding
from rules.statistics import FloatArray, IntArray, Statistics
from rules.status import Severity

_SAME_PLACE = 1.0


def read_seats(
    statistics: Statistics, origins: Origins, townships: Townships
) -> tuple[FloatArray, list[Finding]]:
    """Longitude and latitude of each seat, NaN where not known, and what is wrong with them."""
    seats = np.column_stack([statistics.number("longitude"), statistics.number("latitude")])
    findings: list[Finding] = []
    settings = border_settings().coordinates
    (west, east), (south, north) = settings.longitudes, settings.latitudes
    turned = (seats[:, 1] >= west) & (seats[:, 1] <= east)
    turned &= (seats[:, 0] >= south) & (seats[:, 0] <= north)
    seats[turned] = seats[turned][:, ::-1]
    findings.extend(_listed("seats-swapped", turned, Severity.WARNING, origins, townships))
    half = np.isnan(seats).sum(axis=1) == 1
    impossible = (np.abs(seats[:, 0]) > 180) | (np.abs(seats[:, 1]) > 90) | (seats == 0).all(axis=1)
    seats[half | impossible] = np.nan
    findings.extend(
        _listed("seats-unusable", half | impossible, Severity.WARNING, origins, townships)
    )
    same = _in_one_place(seats)
    seats[same] = np.nan
    findings.extend(_listed("seats-in-one-place", same, Severity.WARNING, origins, townships))
    return seats, findings


def _in_one_place(seats: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Seats in a place that more have than can have it: it is the county's, say."""
    known = np.flatnonzero(~np.isnan(seats).any(axis=1))
    _, of_place, counts = np.unique(
        np.round(seats[known], 5), axis=0, return_inverse=True, return_counts=True
    )
    same = np.zeros(len(seats), dtype=np.bool_)
    same[known] = counts[of_place.reshape(-1)] > border_settings().seats.together
    return same


def _listed(
    code: str,
    which: np.ndarray[tuple[int], np.dtype[np.bool_]],
    severity: Severity,
    origins: Origins,
    townships: Townships,
) -> Iterator[Finding]:
    places = np.flatnonzero(which)
    if len(places):
        first = int(places[0])
        yield finding(
            severity,
            code,
            township=first,
            column="longitude",
            cell=origins.cell(first, "longitude") or origins.cell(first, "latitude"),
            count=len(places),
            names=shown(townships.names(places)),
        )


def neighbours_by_seats(statistics: Statistics, seats: FloatArray) -> IntArray:
    """Pairs of townships that may border on each other; islands border on nobody."""
    settings = border_settings().seats
    islands = statistics.choices.get("terrain")
    known = ~np.isnan(seats).any(axis=1)
    if islands is not None:
        known &= ~islands.names_any(settings.islands)
    places = np.flatnonzero(known)
    if len(places) < 2:
        return no_pairs()
    metres = local_metres(seats)[places]
    spots, of_spot = np.unique(np.round(metres / _SAME_PLACE), axis=0, return_inverse=True)
    of_spot = of_spot.reshape(-1)
    edges = _edges(spots * _SAME_PLACE)
    by_spot = np.argsort(of_spot, kind="stable")
    starts = np.searchsorted(of_spot[by_spot], np.arange(len(spots) + 1))
    members = [places[by_spot[a:b]] for a, b in pairwise(starts)]
    pairs = [(a, b) for one, two in edges for a in members[one] for b in members[two]]
    # Seats in one place are those of neighbours.
    pairs += [(a, b) for same in members for n, a in enumerate(same) for b in same[n + 1 :]]
    if not pairs:
        return no_pairs()
    unique: IntArray = np.unique(np.sort(np.array(pairs, dtype=np.int64), axis=1), axis=0)
    return unique


def _edges(spots: FloatArray) -> IntArray:
    """Edges of the triangulation of some places, without those that are only there by its form."""
    if len(spots) < 3 or np.linalg.matrix_rank(spots - spots[0], tol=1.0) < 2:
        # In a line each has the one before and the one after.
        return _usual(spots, np.column_stack([np.arange(len(spots) - 1), np.arange(1, len(spots))]))
    triangles = _triangles(spots)
    corners = spots[triangles]
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)
    keep = np.ones(len(triangles), dtype=np.bool_)
    widest = _widest_angle(sides)
    while True:
        ends = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=2), axis=2)
        keys = ends[..., 0] * len(spots) + ends[..., 1]
        found, counts = np.unique(keys[keep], return_counts=True)
        rim = np.isin(keys, found[counts == 1])
        longest = sides == sides.max(axis=1, keepdims=True)
        wide = keep & (rim & longest).any(axis=1) & (widest > border_settings().seats.angle)
        if not wide.any():
            break
        keep &= ~wide
    kept = ends[keep].reshape(-1, 2)
    # The two short sides of a triangle left out stay.
    short = ends[~keep][~(longest[~keep])]
    return _usual(spots, np.unique(np.concatenate([kept, short.reshape(-1, 2)]), axis=0))


def _triangles(spots: FloatArray) -> IntArray:
    found = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(spots)))
    corners = shapely.get_coordinates(found).reshape(-1, 4, 2)[:, :3]
    tree = shapely.STRtree(shapely.points(spots))
    nearest = tree.nearest(shapely.points(corners.reshape(-1, 2)))
    return np.asarray(nearest, dtype=np.int64).reshape(-1, 3)


def _widest_angle(sides: FloatArray) -> FloatArray:
    """Degrees of the angle opposite to each triangle's longest side."""
    first, second, longest = np.sort(sides, axis=1).T
    cosine = (first**2 + second**2 - longest**2) / np.maximum(2 * first * second, 1e-9)
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _usual(spots: FloatArray, edges: IntArray) -> IntArray:
    """Edges without those much longer than what is usual around both of their ends."""
    if not len(edges):
        return edges
    lengths = np.linalg.norm(spots[edges[:, 0]] - spots[edges[:, 1]], axis=1)
    ends = np.concatenate([edges[:, 0], edges[:, 1]])
    order = np.lexsort((np.tile(lengths, 2), ends))
    sorted_lengths = np.tile(lengths, 2)[order]
    counts = np.bincount(ends, minlength=len(spots))
    starts = np.cumsum(counts) - counts
    middle = np.minimum(starts + (counts - 1) // 2, len(sorted_lengths) - 1)
    usual = sorted_lengths[middle]
    # A seat far from all others, such as one with a mistyped degree, is usual to nobody.
    usual = np.minimum(usual, border_settings().seats.sparsest * np.median(usual))
    most = border_settings().seats.spacing * np.maximum(usual[edges[:, 0]], usual[edges[:, 1]])
    short: IntArray = edges[lengths <= most]
    return short
