"""A condition that holds a measure against bounds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import model_validator

from rules.comparing import DECIMALS, OPPOSITE, UNDECIDED, YES, Bound, holds
from rules.conditions.base import AnyCondition
from rules.formulas import Cells, compared, nested
from rules.given import Given
from rules.statistics import FloatArray
from rules.wording import Quantity, Sentence


class Comparison(AnyCondition):
    """A measure is held against one bound or two, each a figure or another measure."""

    of: str
    at_least: str | None = None
    more_than: str | None = None
    at_most: str | None = None
    less_than: str | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> Comparison:
        if not self.bounds:
            raise ValueError("no_bound")
        return self

    @property
    def bounds(self) -> list[tuple[Bound, str]]:
        """The bounds given, as (name of the bound, name of the figure or measure)."""
        given: list[tuple[Bound, str | None]] = [
            ("at_least", self.at_least),
            ("more_than", self.more_than),
            ("at_most", self.at_most),
            ("less_than", self.less_than),
        ]
        return [(bound, amount) for bound, amount in given if amount is not None]

    def measures(self) -> Iterator[str]:
        """The measure it compares."""
        yield self.of

    def amounts(self) -> Iterator[str]:
        """Its bounds."""
        yield from (amount for _, amount in self.bounds)

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Whether it holds for each township."""
        values = given.numbers(self.of)
        parts = [holds(values, bound, given.amount(name) * times) for bound, name in self.bounds]
        truth: FloatArray = np.array(parts).min(axis=0)
        return truth

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence:
        """The value, and how it stands to the bounds."""
        value = given.numbers(self.of)[[township]]
        if np.isnan(value[0]):
            return Sentence("rules.missing", {"measure": given.label(self.of, township)})
        unit = given.units.get(self.of)
        relations = []
        for bound, name in self.bounds:
            limit = round(given.amount_at(name, township) * times, DECIMALS)
            stands = holds(value, bound, limit)[0]
            actual = bound if stands == YES else OPPOSITE[bound]
            key = f"rules.{actual}" if stands != UNDECIDED else "rules.bound_missing"
            label = given.amount_label(name)
            relations.append(Sentence(key, {"bound": Quantity(limit, unit), "label": label}))
        said = {
            "measure": given.label(self.of, township),
            "value": Quantity(float(value[0]), unit),
        }
        return Sentence("rules.compared", {**said, "relations": relations})

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula."""
        value = cells.measure(self.of)
        parts = []
        for bound, name in self.bounds:
            limit = cells.amount(name) + times
            parts.append(
                f"IF(AND(ISNUMBER({value}),ISNUMBER({cells.amount(name)})),"
                f"IF({compared(value, bound, limit)},1,0),0.5)"
            )
        return nested("MIN", parts)
