"""The mean or sum of a group of townships, or a township's share of it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from rules.formulas import MISSING, Cells
from rules.given import Given, Values
from rules.measures.base import Reason
from rules.measures.grouping import Grouped
from rules.measures.ratio import PERCENT
from rules.measures.rounding import Rounded
from rules.wording import Measured, Quantity, Sentence, Term


class Group(Rounded, Grouped):
    """The mean or sum of the townships that count, or each one's share of that sum in percent.

    Attributes:
        take: ``mean``, ``sum`` or ``share``.
    """

    kind: Literal["group"]
    take: Literal["mean", "sum", "share"]

    def compute(self, given: Given) -> Values:
        """The group's value for every township in it, missing where the group is not complete."""
        values = given.numbers(self.of)
        total = self.sums(given, values)
        count = self.sums(given, np.ones(given.size))
        divisor = {"mean": count, "sum": np.ones(given.size), "share": total}[self.take]
        above = values * PERCENT if self.take == "share" else total
        result = above / np.where((divisor == 0) | (count == 0), np.nan, divisor)
        return Values(self.finished(np.where(self.complete(given), result, np.nan)))

    def formula(self, cells: Cells) -> str:
        """AVERAGEIFS or SUMIFS over the group."""
        criteria = self.criteria(cells)
        if criteria is None:
            return MISSING
        values = cells.everywhere(self.of)
        total = f"SUMIFS({values},{criteria})"
        if self.take == "share":
            own = cells.measure(self.of)
            share = self.finished_formula(f"{own}/{total}*100")
            result = f"IF(OR({total}=0,NOT(ISNUMBER({own}))),{MISSING},{share})"
        elif self.take == "sum":
            result = self.finished_formula(total)
        else:
            result = self.finished_formula(f"AVERAGEIFS({values},{criteria})")
        formula = f"IF(COUNTIFS({criteria})=0,{MISSING},{result})"
        return f"IF({self.missing_in_group(cells)},{MISSING},{formula})"

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """What was taken over which group."""
        value = given.amount_at(name, township)
        within = Term("coverage", self.within)
        if value != value:
            return self.undecided(given)
        unit = "percent" if self.take == "share" else self.unit
        said = {
            "measure": Measured(self.of),
            "within": within,
            "value": Quantity(value, unit),
            "size": Quantity(float(self.sums(given, np.ones(given.size))[township])),
        }
        return self.reason(given, Sentence(f"rules.group_{self.take}", said))
