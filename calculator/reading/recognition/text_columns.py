"""Columns of texts, None where a cell is blank."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rules.statistics import BoolArray, TextArray


def text_array(texts: Sequence[str]) -> TextArray:
    """Some texts, None for blank ones."""
    array = np.array(texts, dtype=object)
    array[array == ""] = None
    return array


def is_blank(texts: TextArray) -> BoolArray:
    """Which texts are missing."""
    return np.array([text is None for text in texts], dtype=bool)
