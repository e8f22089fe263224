"""A weighted sum of measures, such as the points of several criteria."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from pydantic import Field

from rules.conditions import Entry
from rules.formulas import Cells, where_numbers
from rules.given import Given, Values
from rules.measures.base import Reason
from rules.measures.rounding import Rounded
from rules.wording import Measured, Quantity, Sentence


class Summand(Entry):
    """A measure, and a figure or measure that it is multiplied by."""

    of: str
    weight: str | None = None


class Total(Rounded):
    """The sum of measures, each times its weight, held within a floor and a cap.

    Attributes:
        terms: What is summed; the sum is missing where any of it is.
        floor: The least that the sum may be.
        cap: The most.
    """

    kind: Literal["sum"]
    terms: tuple[Summand, ...] = Field(min_length=1)
    floor: str | None = None
    cap: str | None = None

    def measure_names(self) -> Iterable[str]:
        """The measures summed."""
        return (term.of for term in self.terms)

    def amount_names(self) -> Iterable[str]:
        """Weights, floor and cap."""
        names = (*(term.weight for term in self.terms), self.floor, self.cap)
        return (name for name in names if name is not None)

    def compute(self, given: Given) -> Values:
        """The sum of each township."""
        total = np.zeros(given.size)
        for term in self.terms:
            weight = 1.0 if term.weight is None else given.amount(term.weight)
            total = total + given.numbers(term.of) * weight
        if self.floor is not None:
            total = np.maximum(total, given.amount(self.floor))
        if self.cap is not None:
            total = np.minimum(total, given.amount(self.cap))
        return Values(self.finished(total))

    def formula(self, cells: Cells) -> str:
        """The sum, missing where any of it is."""
        needed = [cells.measure(term.of) for term in self.terms]
        parts = []
        for term in self.terms:
            cell = cells.measure(term.of)
            parts.append(cell if term.weight is None else f"{cell}*{cells.amount(term.weight)}")
        total = "+".join(parts)
        if self.floor is not None:
            total = f"MAX({total},{cells.amount(self.floor)})"
        if self.cap is not None:
            total = f"MIN({total},{cells.amount(self.cap)})"
        needed += [cells.amount(name) for name in self.amount_names()]
        return where_numbers(needed, self.finished_formula(total))

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Each value with its weight, and the sum."""
        parts = []
        for term in self.terms:
            value = given.amount_at(term.of, township)
            said = {
                "measure": Measured(term.of),
                "value": Quantity(value, given.units.get(term.of)),
            }
            if term.weight is None:
                parts.append(Sentence("rules.summand", said))
            else:
                weight = Quantity(given.amount_at(term.weight, township))
                parts.append(Sentence("rules.weighted", {**said, "weight": weight}))
        total = given.amount_at(name, township)
        whole = {"label": self.label, "parts": parts, "value": Quantity(total, self.unit)}
        limits = {"floor": self.floor, "cap": self.cap}
        for key, limit in limits.items():
            if limit is not None and given.amount_at(limit, township) == total:
                return self.reason(given, Sentence(f"rules.summed_at_{key}", whole))
        return self.reason(given, Sentence("rules.summed", whole))
