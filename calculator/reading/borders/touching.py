"""How long the borders are that polygons share, with slivers and gaps tolerated.

Edges that two polygons have in common to a decimetre are shared. Every other edge is looked at
point by point: a point counts for the nearest other polygon within the tolerance. So each piece
of a boundary counts once, and two polygons that only meet at a corner share next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from calculator.reading.borders.borders import no_pairs
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Geometries
from rules.statistics import BoolArray, FloatArray, IntArray

_DECIMETRES = 10
# Metres that are no distance.
_SAME = 1.0
# Metres of a line that distances are measured to, and how many of them an edge is cut into.
_PIECE = 500.0
_MOST_PARTS = 1000
_AT_ONCE = 500_000
# Shares of an area need no small corners: of a square, this much of its side is left out.
_ROUGH = 0.02


@dataclass(frozen=True)
class Edges:
    """The straight edges of boundaries.

    Attributes:
        starts, ends: Metres, (edges, 2).
        owners: The polygon of each.
    """

    starts: FloatArray
    ends: FloatArray
    owners: IntArray

    @property
    def lengths(self) -> FloatArray:
        """Metres."""
        return np.asarray(np.hypot(*(self.ends - self.starts).T))

    def of(self, wanted: BoolArray) -> Edges:
        """Some of the edges."""
        return Edges(self.starts[wanted], self.ends[wanted], self.owners[wanted])


def shared_borders(polygons: Geometries) -> tuple[IntArray, FloatArray]:
    """Which polygons border on each other, and for how many metres.

    Args:
        polygons: In metres, None for none.
    """
    settings = border_settings().polygons
    edges = _edges(polygons)
    is_shared, ones, others = _same_edges(edges)
    lengths = edges.lengths
    owners, nearest, metres, is_close = _nearest(edges, ~_marked(len(lengths), is_shared))
    ones, others = np.concatenate([ones, owners]), np.concatenate([others, nearest])
    metres = np.concatenate([lengths[is_shared], metres])
    is_close = np.concatenate([np.ones(len(is_shared), dtype=np.bool_), is_close])
    if not len(ones):
        return no_pairs(), np.zeros(0)
    ways, of_way = np.unique(np.column_stack([ones, others]), axis=0, return_inverse=True)
    of_way = of_way.reshape(-1)
    pairs, of_pair = np.unique(np.sort(ways, axis=1), axis=0, return_inverse=True)
    # Each border is measured from both sides; the longer one counts.
    whole, close = np.zeros(len(pairs)), np.zeros(len(pairs))
    np.maximum.at(whole, of_pair.reshape(-1), np.bincount(of_way, weights=metres))
    np.maximum.at(close, of_pair.reshape(-1), np.bincount(of_way, weights=metres * is_close))
    # Around a corner, boundaries lie within the tolerance without being one line.
    border = (close >= settings.least) | (whole >= settings.least + 2 * settings.tolerance)
    return pairs[border].astype(np.int64), whole[border]


def _edges(polygons: Geometries) -> Edges:
    parts, of_part = shapely.get_parts(polygons, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    corners, of_corner = shapely.get_coordinates(rings, return_index=True)
    joined = of_corner[1:] == of_corner[:-1]
    starts, ends = corners[:-1][joined], corners[1:][joined]
    owners = of_part[of_ring[of_corner[:-1][joined]]].astype(np.int64)
    real = (starts != ends).any(axis=1)
    return Edges(starts[real], ends[real], owners[real])


def _marked(size: int, places: IntArray) -> BoolArray:
    marked = np.zeros(size, dtype=np.bool_)
    marked[places] = True
    return marked


def _same_edges(edges: Edges) -> tuple[IntArray, IntArray, IntArray]:
    """Edges that another polygon has too: the edge, its owner and the other, each way."""
    corners = np.round(np.concatenate([edges.starts, edges.ends]) * _DECIMETRES)
    whole = (corners - corners.min(axis=0)).astype(np.int64)
    _, number = np.unique(whole[:, 0] << 32 | whole[:, 1], return_inverse=True)
    number = number.reshape(2, -1)
    low, high = number.min(axis=0), number.max(axis=0)
    order = np.lexsort((edges.owners, high, low))
    same = (low[order][1:] == low[order][:-1]) & (high[order][1:] == high[order][:-1])
    one, other = order[:-1][same], order[1:][same]
    different = edges.owners[one] != edges.owners[other]
    one, other = one[different], other[different]
    places = np.concatenate([one, other])
    return (
        places,
        edges.owners[places],
        edges.owners[np.concatenate([other, one])],
    )


def _nearest(edges: Edges, wanted: BoolArray) -> tuple[IntArray, IntArray, FloatArray, BoolArray]:
    """For points along some edges: the owner, the nearest other polygon, and the metres.

    Only points that have one within the tolerance; the last says whether both are one line.
    """
    settings = border_settings().polygons
    nothing = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_))
    looked_at = edges.of(wanted)
    lengths = looked_at.lengths
    total = float(lengths.sum())
    if total == 0:
        return nothing
    polygons = len(np.unique(looked_at.owners))
    most_points = min(settings.most_points, settings.points_each * polygons)
    step = max(settings.step, total / most_points)
    cumulative = np.cumsum(lengths)
    positions = (np.arange(max(int(total / step), 1)) + 0.5) * (total / max(int(total / step), 1))
    places = np.minimum(np.searchsorted(cumulative, positions), len(lengths) - 1)
    share = 1 - (cumulative[places] - positions) / lengths[places]
    spots = looked_at.starts[places] + share[:, None] * (
        looked_at.ends[places] - looked_at.starts[places]
    )
    owners = looked_at.owners[places]
    metres = np.full(len(spots), total / len(spots))
    pieces, of_piece = _pieces(edges)
    tree = shapely.STRtree(pieces)
    found = [
        _nearest_of(
            tree, of_piece, spots[start : start + _AT_ONCE], owners[start : start + _AT_ONCE]
        )
        for start in range(0, len(spots), _AT_ONCE)
    ]
    other, is_close = np.concatenate(found, axis=1)
    has = other >= 0
    return owners[has], other[has], metres[has], is_close[has].astype(np.bool_)


def _nearest_of(
    tree: shapely.STRtree, of_piece: IntArray, spots: FloatArray, owners: IntArray
) -> IntArray:
    """The nearest polygon but a spot's own within the tolerance, for each spot; -1 for none.

    The second row is 1 where the two are as good as touching.
    """
    tolerance = border_settings().polygons.tolerance
    points = shapely.points(spots)
    at, piece = tree.query(points, predicate="dwithin", distance=tolerance)
    foreign = of_piece[piece] != owners[at]
    at, piece = at[foreign], piece[foreign]
    apart = shapely.distance(points[at], tree.geometries[piece])
    order = np.lexsort((of_piece[piece], apart, at))
    first = np.unique(at[order], return_index=True)[1]
    nearest = np.full((2, len(spots)), -1, dtype=np.int64)
    chosen = order[first]
    nearest[0, at[chosen]] = of_piece[piece[chosen]]
    nearest[1, at[chosen]] = apart[chosen] <= _SAME
    return nearest


def _pieces(edges: Edges) -> tuple[Geometries, IntArray]:
    """Boundaries cut into short lines, and the polygon of each."""
    edges = _cut(edges)
    connected = (edges.starts[1:] == edges.ends[:-1]).all(axis=1)
    connected &= edges.owners[1:] == edges.owners[:-1]
    stretch = (np.cumsum(edges.lengths) // _PIECE).astype(np.int64)
    is_start = np.concatenate([[True], ~connected | (stretch[1:] != stretch[:-1])])
    line = np.cumsum(is_start) - 1
    # Each line has the starts of its edges and the end of its last one.
    corners = np.concatenate([edges.starts, edges.ends[np.append(is_start[1:], True)]])
    of_line = np.concatenate([line, np.arange(line[-1] + 1)])
    order = np.argsort(of_line, kind="stable")
    lines = shapely.linestrings(corners[order], indices=of_line[order])
    return lines, edges.owners[is_start]


def _cut(edges: Edges) -> Edges:
    """The same edges, none much longer than a piece."""
    # Of a file as wide as the earth not every metre is looked at.
    parts = np.clip(np.ceil(edges.lengths / _PIECE), 1, _MOST_PARTS).astype(np.int64)
    which = np.repeat(np.arange(len(parts)), parts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    along = edges.ends[which] - edges.starts[which]
    starts = edges.starts[which] + (number / parts[which])[:, None] * along
    ends = edges.starts[which] + ((number + 1) / parts[which])[:, None] * along
    last = number + 1 == parts[which]
    ends[last] = edges.ends[which[last]]
    return Edges(starts, ends, edges.owners[which])


def overlapping(polygons: Geometries) -> tuple[IntArray, FloatArray]:
    """Pairs of polygons that lie on one another, and the share of the smaller that does."""
    settings = border_settings().polygons
    present = np.flatnonzero([polygon is not None for polygon in polygons])
    size = np.sqrt(shapely.area(polygons[present]))
    rough = shapely.make_valid(shapely.simplify(polygons[present], _ROUGH * size))
    tree = shapely.STRtree(rough)
    one, other = tree.query(rough, predicate="intersects")
    one, other = one[one < other], other[one < other]
    areas = shapely.area(rough)
    common = shapely.area(_common(rough[one], rough[other]))
    shares = common / np.maximum(np.minimum(areas[one], areas[other]), 1e-9)
    large = shares >= settings.overlap
    pairs = np.sort(np.column_stack([present[one[large]], present[other[large]]]), axis=1)
    return pairs.astype(np.int64).reshape(-1, 2), shares[large]


def _common(ones: Geometries, others: Geometries) -> Geometries:
    common: Geometries
    try:
        common = shapely.intersection(ones, others)
    except shapely.GEOSException:
        common = shapely.intersection(ones, others, grid_size=1.0)
    return common
