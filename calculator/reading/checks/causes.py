"""Many cells that are wrong alike, told as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from calculator.reading.notes import MOST_SHOWN, sentence
from calculator.vocabulary import load_vocabulary
from rules.statistics import BoolArray
from rules.wording import Sentence


def causes(which: BoolArray, compared: int) -> list[list[int]]:
    """The places one by one; all together where they are so many that they have one cause.

    Args:
        which: The places.
        compared: How many places were looked at.
    """
    places = np.flatnonzero(which).tolist()
    checks = load_vocabulary().checks
    if len(places) > max(checks.many, checks.most * compared):
        return [places]
    return [[place] for place in places]


def also_at(cells: Sequence[str | None]) -> Sentence | str:
    """What a sentence says of several cells that share its cause; nothing where there is one."""
    if len(cells) < 2:
        return ""
    return sentence("also_at", count=len(cells), cells=[c for c in cells if c][:MOST_SHOWN])
