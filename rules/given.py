"""What a measure is computed from: the statistics, the figures, and the measures above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from rules.figures import Figures
from rules.statistics import BoolArray, FloatArray, IntArray, Statistics, TextArray
from rules.wording import Measured, Term, Text


@dataclass(frozen=True)
class Values:
    """The column of values of one measure: one value per township, indexed as the statistics.

    Attributes:
        data: Numbers, NaN where missing; or texts (names of classes), None where undecided.
        chosen: Which alternative gave each township its value, -1 where none did: the position
            of a column in ``columns``, or of the deciding row.
        columns: Where a measure takes the first of several columns that is filled in: those.
    """

    data: FloatArray | TextArray
    chosen: IntArray | None = None
    columns: tuple[str, ...] = ()

    @property
    def missing(self) -> BoolArray:
        """Which townships have no value."""
        if self.data.dtype == object:
            return np.array([value is None for value in self.data], dtype=np.bool_)
        return np.isnan(self.data.astype(np.float64, copy=False))


class HasTruth(Protocol):
    """A condition."""

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Whether it holds for each township: 1, 0, or 0.5 where undecided."""


@dataclass
class Given:
    """The statistics, the pack's figures, and the values of the measures computed so far.

    Attributes:
        statistics: One value per township in each column.
        figures: What the policy fixes.
        units: Measure -> the unit of its values, where it has one.
        labels: Measure -> what the pack calls it.
        measures: Measure -> its values, filled in as they are computed.
    """

    statistics: Statistics
    figures: Figures
    units: Mapping[str, str | None] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    measures: dict[str, Values] = field(default_factory=dict)
    _truths: dict[tuple[int, float], FloatArray] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """How many townships there are."""
        return self.statistics.size

    def numbers(self, name: str) -> FloatArray:
        """The values of a measure that is a number: one per township, NaN where missing."""
        return self.measures[name].data.astype(np.float64, copy=False)

    def amount(self, name: str) -> FloatArray | float:
        """A figure's number, or a measure's values: whatever bears the name."""
        figure = self.figures.get(name)
        return figure.number if figure is not None else self.numbers(name)

    def amount_at(self, name: str, township: int) -> float:
        """A figure's number, or a measure's value for one township."""
        figure = self.figures.get(name)
        return figure.number if figure is not None else float(self.numbers(name)[township])

    def amount_label(self, name: str) -> Text:
        """What a figure or a measure is called."""
        figure = self.figures.get(name)
        return figure.label if figure is not None else self.labels[name]

    def label(self, measure: str, township: int) -> Term | Measured:
        """What a measure is called for one township: the column it was judged on, if it is one."""
        values = self.measures[measure]
        if values.columns and values.chosen is not None and values.chosen[township] >= 0:
            return Term("column", values.columns[int(values.chosen[township])])
        return Measured(measure)

    def truth(self, condition: HasTruth, times: float = 1.0) -> FloatArray:
        """Whether a condition of the pack holds for each township; reckoned once and kept."""
        key = (id(condition), times)
        known = self._truths.get(key)
        if known is None:
            known = self._truths[key] = condition.truth(self, times)
        return known
