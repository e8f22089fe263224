"""A measure divided by another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from rules.formulas import MISSING, Cells, where_numbers
from rules.given import Given, Values
from rules.measures.base import Reason
from rules.measures.rounding import Rounded
from rules.wording import Quantity, Sentence

PERCENT = 100.0


class Ratio(Rounded):
    """One measure divided by another; missing where the other is zero.

    Attributes:
        of: The measure above the line.
        by: The measure below it.
        percent: Whether the value is a percentage.
    """

    kind: Literal["ratio"]
    of: str
    by: str
    percent: bool = False

    def measure_names(self) -> Iterable[str]:
        """Both measures."""
        return (self.of, self.by)

    def compute(self, given: Given) -> Values:
        """The quotient of each township."""
        below = given.numbers(self.by)
        divisor = np.where(below == 0, np.nan, below)
        quotient = given.numbers(self.of) / divisor * (PERCENT if self.percent else 1)
        return Values(self.finished(quotient))

    def formula(self, cells: Cells) -> str:
        """The quotient, missing where a measure is missing or the divisor is zero."""
        above, below = cells.measure(self.of), cells.measure(self.by)
        quotient = self.finished_formula(f"{above}/{below}{'*100' if self.percent else ''}")
        return where_numbers([above, below], f"IF({below}=0,{MISSING},{quotient})")

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Both values and the quotient."""
        said = {
            "label": self.label,
            "of": given.label(self.of, township),
            "above": Quantity(given.amount_at(self.of, township), given.units.get(self.of)),
            "by": given.label(self.by, township),
            "below": Quantity(given.amount_at(self.by, township), given.units.get(self.by)),
            "value": Quantity(given.amount_at(name, township), self.unit),
        }
        return self.reason(given, Sentence("rules.divided", said))
