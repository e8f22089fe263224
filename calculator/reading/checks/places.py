"""The last place that figures of a column are written to, and what rounding to it may hide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from calculator.reading.checks.groups import figures
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.statistics import FloatArray

_MOST_DECIMALS = 6
_NOISE = 1e-9


def last_places(part: Part, columns: Sequence[str], rows: Sequence[int]) -> FloatArray:
    """For each column the size of the last place that its figures in some rows are written to.

    It is in the vocabulary's own unit: 100 people for 2.01 万人. It is 0 for figures counted
    one by one, which nothing rounds.
    """
    return np.array([_last_place(part, column, rows) for column in columns], dtype=np.float64)


def _last_place(part: Part, column: str, rows: Sequence[int]) -> float:
    known, unit = load_vocabulary().columns[column], part.layout.units.get(column)
    factor = float(unit.factor) if unit is not None else 1.0
    if part.own_units.get(column):
        units = load_vocabulary().units[unit.kind] if unit is not None else {}
        own = [float(units[written]) for written in part.own_units[column].values()]
        factor = max([factor, *own])
    values = figures(part, column, rows) / factor
    values = values[np.isfinite(values)]
    decimals = next((d for d in range(_MOST_DECIMALS) if _is_whole(values * 10.0**d)), None)
    if decimals is None:
        return 0.0
    if decimals == 0 and factor == 1 and known.unit in load_vocabulary().checks.totals.whole:
        return 0.0
    return factor / 10.0**decimals


def _is_whole(values: FloatArray) -> bool:
    return bool((np.abs(values - np.rint(values)) <= _NOISE * np.maximum(np.abs(values), 1)).all())
