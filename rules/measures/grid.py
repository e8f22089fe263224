"""A two-way table: one axis by one measure, the other by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from rules.comparing import UNDECIDED, YES, holds
from rules.conditions import Entry
from rules.formulas import MISSING, Cells, compared, first_that_holds, if_present
from rules.given import Given, Values
from rules.measures.base import Measure, Reason
from rules.statistics import FloatArray, IntArray
from rules.wording import ClassName, Parts, Quantity, Sentence, Term


class Axis(Entry):
    """One axis: the intervals of a measure, or choices.

    Attributes:
        of: The measure.
        at_least: Its bounds, rising; a value on a bound belongs to the higher interval.
        more_than: The same, but a value on a bound belongs to the lower interval.
        choice: A choice column, instead of a measure.
        among: Its choices; one interval more is for all others.
    """

    of: str | None = None
    at_least: tuple[str, ...] = ()
    more_than: tuple[str, ...] = ()
    choice: str | None = None
    among: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_one_sort(self) -> Axis:
        by_measure = self.of is not None and bool(self.at_least) != bool(self.more_than)
        by_choice = self.choice is not None and bool(self.among)
        if by_measure == by_choice or (by_measure and self.among):
            raise ValueError("axis_of_one_sort")
        return self

    @property
    def bound(self) -> Literal["at_least", "more_than"]:
        """What the bounds mean."""
        return "at_least" if self.at_least else "more_than"

    @property
    def bounds(self) -> tuple[str, ...]:
        """The bounds, rising."""
        return self.at_least or self.more_than

    @property
    def length(self) -> int:
        """How many intervals there are."""
        return 1 + len(self.bounds or self.among)

    def positions(self, given: Given) -> IntArray:
        """The interval of each township, from the lowest; -1 where it is missing."""
        position = np.zeros(given.size, dtype=np.int64)
        if self.choice is not None:
            column = given.statistics.choices.get(self.choice)
            position += len(self.among)
            for place in reversed(range(len(self.among))):
                if column is not None:
                    position[column.names_any([self.among[place]])] = place
            if column is not None:
                position[column.unreadable] = -1
            return position
        values = given.numbers(self.of or "")
        for name in self.bounds:
            truth = holds(values, self.bound, given.amount(name))
            position[truth == YES] += 1
            position[truth == UNDECIDED] = -len(self.bounds) - 1
        return np.where(position < 0, -1, position)

    def formula(self, cells: Cells, values: Sequence[str]) -> str:
        """The value of the interval that the township falls into."""
        if self.choice is not None:
            truths = [f"{cells.names(self.choice, name)}" for name in self.among]
            return first_that_holds(truths, values[:-1], values[-1])
        value = cells.measure(self.of or "")
        formula = values[0]
        for name, given in zip(self.bounds, values[1:], strict=True):
            formula = f"IF({compared(value, self.bound, cells.amount(name))},{given},{formula})"
        return f"IF(ISNUMBER({value}),{formula},{MISSING})"

    def said(self, given: Given, township: int, position: int) -> Sentence:
        """Where a township stands on the axis."""
        if self.choice is not None:
            column = given.statistics.choices.get(self.choice)
            named = sorted(column.at(township)) if column is not None else []
            said: dict[str, object] = {"column": Term("column", self.choice)}
            if not named:
                wanted = [Term(self.choice, name) for name in self.among]
                return Sentence("rules.not_among", {**said, "wanted": wanted})
            terms = [Term(self.choice, name) for name in named]
            return Sentence("rules.among", {**said, "named": terms})
        measure = self.of or ""
        unit = given.units.get(measure)
        lower, upper = ("at_least", "less_than") if self.at_least else ("more_than", "at_most")
        relations = []
        if position > 0:
            limit = given.amount_at(self.bounds[position - 1], township)
            relations.append(Sentence(f"rules.{lower}", {"bound": Quantity(limit, unit)}))
        if position < len(self.bounds):
            limit = given.amount_at(self.bounds[position], township)
            relations.append(Sentence(f"rules.{upper}", {"bound": Quantity(limit, unit)}))
        value = Quantity(given.amount_at(measure, township), unit)
        return Sentence(
            "rules.compared",
            {"measure": given.label(measure, township), "value": value, "relations": relations},
        )


class Grid(Measure):
    """The value at the crossing of a row and a column.

    Attributes:
        rows: The axis downwards.
        columns: The axis across.
        values: A list for each row, with a value for each column: figures or measures, or names
            of classes.
        gives_classes: Whether values are names of classes.
    """

    kind: Literal["table"]
    rows: Axis
    columns: Axis
    values: tuple[tuple[str, ...], ...] = Field(min_length=1)
    gives_classes: bool = False

    @model_validator(mode="after")
    def _is_as_large_as_its_axes(self) -> Grid:
        right = all(len(row) == self.columns.length for row in self.values)
        if not right or len(self.values) != self.rows.length:
            raise ValueError("table_size")
        return self

    @property
    def class_values(self) -> list[str]:
        """The names of classes that it gives."""
        return [name for row in self.values for name in row] if self.gives_classes else []

    def measure_names(self) -> Iterable[str]:
        """The measures of the axes."""
        return (axis.of for axis in (self.rows, self.columns) if axis.of is not None)

    def amount_names(self) -> Iterable[str]:
        """The bounds of the axes, and the values."""
        yield from (*self.rows.bounds, *self.columns.bounds)
        if not self.gives_classes:
            yield from (name for row in self.values for name in row)

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The choice columns of the axes."""
        return (axis.choice for axis in (self.rows, self.columns) if axis.choice is not None)

    def _cells(self, given: Given) -> tuple[IntArray, IntArray]:
        return self.rows.positions(given), self.columns.positions(given)

    def compute(self, given: Given) -> Values:
        """The value at each township's crossing, missing where an axis is."""
        down, across = self._cells(given)
        known = (down >= 0) & (across >= 0)
        place = np.where(known, down * self.columns.length + across, -1)
        if self.gives_classes:
            names = np.array([*self.class_values, None], dtype=object)
            return Values(names[place])
        data: FloatArray = np.full(given.size, np.nan)
        for position, name in enumerate(name for row in self.values for name in row):
            here = place == position
            data[here] = np.broadcast_to(given.amount(name), given.size)[here]
        return Values(data)

    def formula(self, cells: Cells) -> str:
        """The value at the crossing."""

        def give(name: str) -> str:
            return cells.text(name) if self.gives_classes else if_present(cells.amount(name))

        across = [self.columns.formula(cells, [give(name) for name in row]) for row in self.values]
        return self.rows.formula(cells, across)

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Where the township stands on both axes, and what is there."""
        down, across = (int(axis[township]) for axis in self._cells(given))
        axes = ((self.rows, down), (self.columns, across))
        missing = [axis.of for axis, place in axes if place < 0 and axis.of is not None]
        if missing:
            label = given.label(missing[0], township)
            return self.reason(given, Sentence("rules.missing", {"measure": label}))
        parts = Parts([axis.said(given, township, place) for axis, place in axes])
        value: object = ClassName(self.values[down][across])
        if not self.gives_classes:
            value = Quantity(given.amount_at(name, township), self.unit)
        return self.reason(given, Sentence("rules.decided", {"parts": parts, "value": value}))
