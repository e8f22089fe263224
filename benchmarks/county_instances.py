"""Counties at random: townships on a plane, neighbours by Delaunay, log-normal people."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from calculator.planning.problem import MergerProblem

MINIMUM = 30_000
SPREAD = 0.5
"""The standard deviation of the logarithm of the people."""
AREA = 90.0
"""km² for each township."""


def county_instance(
    townships: int, *, seed: int, median: float = 26_000, most_members: int | None = 4
) -> MergerProblem:
    """A county as a problem: every township may join, and all distances are known.

    Args:
        townships: How many.
        seed: The same seed gives the same county.
        median: Of the people of a township.
        most_members: The most townships of a group; None for any number.
    """
    chance = np.random.default_rng(seed)
    places = chance.random((townships, 2)) * np.sqrt(townships * AREA)
    people = np.rint(np.exp(chance.normal(np.log(median), SPREAD, townships)))
    across = places[:, None] - places[None, :]
    return MergerProblem(
        people=people,
        borders=_neighbours(places),
        minimum=float(MINIMUM),
        candidate=people < MINIMUM,
        movable=np.ones(townships, dtype=np.bool_),
        distance=np.sqrt((across**2).sum(axis=2)),
        most_members=most_members,
    )


def _neighbours(places: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Pairs of places that an edge of the Delaunay triangulation joins, each once."""
    position = {tuple(place): number for number, place in enumerate(places.tolist())}
    edges = shapely.delaunay_triangles(shapely.multipoints(places), only_edges=True)
    pairs = {tuple(sorted(position[tuple(point)] for point in edge.coords)) for edge in edges.geoms}
    return np.array(sorted(pairs), dtype=np.int64)
