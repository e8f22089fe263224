"""On which side of its mark each label of a map stands, so that few cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calculator.reporting.workbook.plan_sheets.drawing import Layer, Marks
from calculator.reporting.wrapping import columns
from rules.statistics import BoolArray, FloatArray

SIDES = ("above", "below", "right", "left")
"""As charts call them, the best first."""
LETTER = 6.5
"""The width of half a Chinese character in pixels."""
LINE = 15
"""The height of a label in pixels."""
_MARK = 10


def spread(layers: Sequence[Layer], a_pixel: float) -> list[Layer]:
    """The layers, those of marks divided by the side on which their labels stand.

    Labels are placed one after another, each on the first side where it covers the least. Only
    the first layer of one look has a name, so that the legend says it once.

    Args:
        layers: From the lowest up.
        a_pixel: As long is a pixel in the units of the points.
    """
    marks = [layer for layer in layers if isinstance(layer, Marks)]
    every = [layer.points for layer in marks if len(layer.points)]
    if not every:
        return list(layers)
    centres = np.concatenate(every) / a_pixel
    taken = np.hstack([centres - _MARK / 2, centres + _MARK / 2])
    found: list[Layer] = []
    for layer in layers:
        if not isinstance(layer, Marks) or not any(layer.labels):
            found.append(layer)
            continue
        sides = []
        for (across, up), label in zip(
            (layer.points / a_pixel).tolist(), layer.labels, strict=True
        ):
            boxes = _boxes(across, up, columns(label or "") * LETTER)
            covered = [_covered(box, taken) for box in boxes]
            side = int(np.argmin(covered)) if label else 0
            sides.append(side)
            if label:
                taken = np.vstack([taken, boxes[side]])
        found += _divided(layer, np.array(sides))
    return found


def _boxes(across: float, up: float, width: float) -> FloatArray:
    """Left, lower, right and upper edge of a label on each side of its mark."""
    half, gap = width / 2, _MARK / 2
    middle = LINE / 2
    return np.array(
        [
            [across - half, up + gap, across + half, up + gap + LINE],
            [across - half, up - gap - LINE, across + half, up - gap],
            [across + gap, up - middle, across + gap + width, up + middle],
            [across - gap - width, up - middle, across - gap, up + middle],
        ]
    )


def _covered(box: FloatArray, taken: FloatArray) -> float:
    """How many square pixels of what is there a label would cover."""
    low = np.maximum(box[:2], taken[:, :2])
    high = np.minimum(box[2:], taken[:, 2:])
    return float(np.prod(np.maximum(high - low, 0), axis=1).sum().round(3))


def _divided(layer: Marks, sides: FloatArray) -> list[Layer]:
    parts: list[Layer] = []
    for place, side in enumerate(SIDES):
        here: BoolArray = sides == place
        if here.any():
            labels = [label for label, is_here in zip(layer.labels, here, strict=True) if is_here]
            name = "" if parts else layer.name
            parts.append(
                replace(layer, name=name, points=layer.points[here], labels=labels, side=side)
            )
    return parts
