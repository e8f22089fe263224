"""Lines that fill outlines, so that areas can be told apart in black and white too."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rules.statistics import FloatArray

BREAK = np.full((1, 2), np.nan)
"""Between two lines of one series."""


def joined(lines: Sequence[FloatArray]) -> FloatArray:
    """Lines as one, (points, 2), with a break between each two."""
    parts = [part for line in lines for part in (line, BREAK)]
    return np.concatenate(parts[:-1]) if parts else np.zeros((0, 2))


def hatched(rings: Sequence[FloatArray], angle: float, apart: float) -> FloatArray:
    """Parallel lines inside rings, with breaks between them.

    A point is inside where a line from it crosses rings an odd number of times, so holes and
    parts need not be told from each other.

    Args:
        rings: Closed lines, (corners, 2) each.
        angle: Of the lines, in degrees against the horizontal.
        apart: How far the lines are from each other.
    """
    turn = np.radians(angle)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-np.sin(turn), np.cos(turn)])
    starts = np.concatenate([ring[:-1] for ring in rings]) if rings else np.zeros((0, 2))
    ends = np.concatenate([ring[1:] for ring in rings]) if rings else np.zeros((0, 2))
    if not len(starts):
        return np.zeros((0, 2))
    heights, next_heights = starts @ across, ends @ across
    low, high = heights.min(), heights.max()
    # Halves, so that no line runs along corners that lie on round numbers.
    levels = (np.arange(np.floor(low / apart), np.ceil(high / apart)) + 0.5) * apart
    lines = []
    for level in levels.tolist():
        crossed = (heights <= level) != (next_heights <= level)
        if not crossed.any():
            continue
        share = (level - heights[crossed]) / (next_heights[crossed] - heights[crossed])
        offsets = starts[crossed] @ along
        offsets = np.sort(offsets + share * (ends[crossed] @ along - offsets))
        for first, last in offsets.reshape(-1, 2).tolist():
            lines.append(np.array([first, last])[:, None] * along + level * across)
    return joined(lines)
