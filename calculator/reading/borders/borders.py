"""Who borders on whom, and where the townships lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray

BordersSource = Literal["column", "pairs", "boundaries", "seats"]
"""A neighbours column of the statistics; a table of pairs; a boundaries file; or the seats'
coordinates, from which neighbours can only be guessed."""

Ring = FloatArray
"""Corners of an outline, (corners, 2): longitude and latitude in degrees; the first is repeated
at the end."""


@dataclass(frozen=True)
class Borders:
    """Who borders on whom among the townships of statistics, and where they lie.

    Attributes:
        pairs: Positions of townships that border on each other, (pairs, 2); the smaller one
            first, each pair once, in order.
        lengths: How long each pair's border is, in km; NaN where unknown.
        source: What says who borders on whom; None where nothing does.
        approximate: Whether the pairs are only guessed from the seats.
        placed: Townships of which something is known about where they lie: they are named in
            a pair, are said to have no neighbours, have a polygon or a seat.
        seats: Longitude and latitude of each seat in degrees, (townships, 2); NaN where unknown.
        seats_from: Where the seats come from: the columns of the statistics (and points inside
            the polygons where those are blank), or points inside the polygons alone; None
            where there are none.
        outlines: The rings of each township's polygons, simplified for drawing; None where
            there are no boundaries. Where nothing tells where on earth the boundaries lie,
            they are drawn to scale around 0, 0, and so are seats that come from them.
        areas: km² of each township's polygons, NaN where it has none; None without boundaries.
        shared_seats: Pairs of townships whose governments have their seats in one place
            (一地两府), in the manner of ``pairs``.
        findings: What was noted, each with its place.
    """

    pairs: IntArray
    lengths: FloatArray
    source: BordersSource | None
    approximate: bool
    placed: BoolArray
    seats: FloatArray
    seats_from: Literal["columns", "boundaries"] | None
    outlines: tuple[tuple[Ring, ...], ...] | None = None
    areas: FloatArray | None = None
    shared_seats: IntArray = field(default_factory=lambda: no_pairs())
    findings: tuple[Finding, ...] = ()


def no_pairs() -> IntArray:
    """No pairs at all."""
    return np.zeros((0, 2), dtype=np.int64)
