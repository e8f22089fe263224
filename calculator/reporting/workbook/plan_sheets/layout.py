"""Places for townships of which only the neighbours are known: a diagram, not a map.

Each connected part is drawn so that townships lie about as far apart as there are borders to
cross between them: classical scaling, then majorisation of the stress (Gansner, Koren and North
2005). Nothing is drawn by chance, so the same borders give the same diagram.
"""

from __future__ import annotations

import numpy as np

from rules.statistics import FloatArray, IntArray

STEPS = 200
"""Rounds of majorisation."""
GAP = 1.0
"""Between parts that no border connects, in borders."""


def diagram(size: int, pairs: IntArray) -> FloatArray:
    """A place for each unit.

    Args:
        size: How many units there are.
        pairs: Units that border on each other, (pairs, 2).

    Returns:
        (size, 2); units that border on each other lie about 1 apart. Parts stand beside each
        other, the largest first; units without neighbours stand in a row below.
    """
    steps = _steps(size, pairs)
    places = np.zeros((size, 2))
    right, bottom = 0.0, 0.0
    alone: list[int] = []
    for part in _parts(steps):
        if len(part) == 1:
            alone += part
            continue
        found = _placed(steps[np.ix_(part, part)])
        found -= found.min(axis=0)
        places[part] = found + np.array([right, 0.0])
        right += float(found[:, 0].max()) + GAP
    for position, unit in enumerate(alone):
        places[unit] = position * GAP, bottom - GAP
    return places


def _steps(size: int, pairs: IntArray) -> FloatArray:
    """How many borders lie between units; infinite where there is no way."""
    beside = np.zeros((size, size), dtype=np.bool_)
    beside[pairs[:, 0], pairs[:, 1]] = beside[pairs[:, 1], pairs[:, 0]] = True
    steps = np.full((size, size), np.inf)
    reached = np.eye(size, dtype=np.bool_)
    front = reached
    for step in range(size):
        steps[front] = step
        front = (front.astype(np.float32) @ beside.astype(np.float32) > 0) & ~reached
        if not front.any():
            break
        reached = reached | front
    return steps


def _parts(steps: FloatArray) -> list[list[int]]:
    """The connected parts, the largest first."""
    parts: dict[int, list[int]] = {}
    for unit in range(len(steps)):
        first = int(np.flatnonzero(np.isfinite(steps[unit]))[0])
        parts.setdefault(first, []).append(unit)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0]))


def _placed(steps: FloatArray) -> FloatArray:
    """Places in a connected part, its longer side across."""
    size = len(steps)
    centring = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-centring @ steps**2 @ centring / 2)
    found = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-6))
    with np.errstate(divide="ignore"):
        weights = np.where(steps > 0, 1 / steps**2, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(STEPS):
        apart = np.linalg.norm(found[:, None] - found[None], axis=2)
        ratio = np.where(apart > 1e-9, weights * steps / np.maximum(apart, 1e-9), 0.0)
        found = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ found
    return _turned(found)


def _turned(places: FloatArray) -> FloatArray:
    """The places with the longer side across, and the first of them on the left above."""
    middle = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(middle.T @ middle)
    turned: FloatArray = middle @ axes[:, ::-1]
    signs = np.where(turned[0] > 0, -1.0, 1.0) * (1.0, -1.0)
    return turned * signs
