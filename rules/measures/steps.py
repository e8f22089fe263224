"""A base, and so much more for each step above a start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from rules.comparing import in_decimal
from rules.conditions import Condition, Entry
from rules.formulas import MISSING, Cells, where_numbers
from rules.formulas import in_decimal as decimal_formula
from rules.given import Given, Values
from rules.measures.base import Reason, amounts_of, columns_of, figures_of, measures_of
from rules.measures.rounding import Rounded
from rules.statistics import FloatArray
from rules.wording import Quantity, Sentence


class Multiple(Entry):
    """Units for which a condition holds get so many times the levels."""

    when: Condition
    times: str


class Steps(Rounded):
    """A base, so much for each step above a start, a floor and a cap.

    Attributes:
        of: The measure that is counted in steps.
        base: What there is at the start and below it; zero where it is left out.
        start: Where counting begins; zero where it is left out.
        per: How long a step is.
        each: How much each step adds.
        pro_rata: Whether a part of a step adds its part; else only full steps count.
        floor: The least that the result may be.
        cap: The most.
        multiple: Units that get a multiple of all levels: base, steps, floor and cap.
    """

    kind: Literal["steps"]
    of: str
    base: str | None = None
    start: str | None = None
    per: str
    each: str
    pro_rata: bool = False
    floor: str | None = None
    cap: str | None = None
    multiple: Multiple | None = None

    @property
    def _conditions(self) -> list[Condition]:
        return [] if self.multiple is None else [self.multiple.when]

    def measure_names(self) -> Iterable[str]:
        """The measure counted, and those that decide who gets a multiple."""
        return (self.of, *measures_of(self._conditions))

    def amount_names(self) -> Iterable[str]:
        """Base, start, step, increment, floor, cap and multiple."""
        yield from self._own_amounts()
        if self.multiple is not None:
            yield self.multiple.times
        yield from amounts_of(self._conditions)

    def _own_amounts(self) -> list[str]:
        own = (self.base, self.start, self.per, self.each, self.floor, self.cap)
        return [name for name in own if name is not None]

    def figure_names(self) -> Iterable[str]:
        """The figures that decide who gets a multiple."""
        return figures_of(self._conditions)

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The columns that decide who gets a multiple."""
        return columns_of(self._conditions)

    def steps(self, given: Given) -> FloatArray:
        """How many steps each township is above the start, whole ones unless pro rata."""
        above = in_decimal(given.numbers(self.of)) - in_decimal(_or_zero(given, self.start))
        length = in_decimal(given.amount(self.per))
        count = above / length if self.pro_rata else np.floor_divide(above, length)
        result: FloatArray = np.maximum(count, 0.0)
        return result

    def compute(self, given: Given) -> Values:
        """The base and the steps' increments, multiplied for whom they are, then limited."""
        result = _or_zero(given, self.base) + self.steps(given) * given.amount(self.each)
        if self.floor is not None:
            result = np.maximum(result, given.amount(self.floor))
        if self.cap is not None:
            result = np.minimum(result, given.amount(self.cap))
        if self.multiple is not None:
            tagged = given.truth(self.multiple.when)
            times = np.where(tagged == 1, given.amount(self.multiple.times), 1.0)
            result = np.where(tagged == 0.5, np.nan, result * times)
        return Values(self.finished(result))

    def formula(self, cells: Cells) -> str:
        """The same in a formula; full steps are counted in decimal."""
        start = "0" if self.start is None else cells.amount(self.start)
        above = f"({decimal_formula(cells.measure(self.of))}-{decimal_formula(start)})"
        count = f"{above}/{cells.amount(self.per)}"
        if not self.pro_rata:
            count = f"INT(ROUND({count},9))"
        base = "" if self.base is None else f"{cells.amount(self.base)}+"
        result = f"{base}MAX({count},0)*{cells.amount(self.each)}"
        if self.floor is not None:
            result = f"MAX({result},{cells.amount(self.floor)})"
        if self.cap is not None:
            result = f"MIN({result},{cells.amount(self.cap)})"
        if self.multiple is not None:
            truth = self.multiple.when.formula(cells)
            times = f"CHOOSE(1+2*{truth},1,1,{cells.amount(self.multiple.times)})"
            result = f"({result})*{times}"
        result = self.finished_formula(result)
        if self.multiple is not None:
            result = f"IF({self.multiple.when.formula(cells)}=0.5,{MISSING},{result})"
        needed = [cells.amount(name) for name in self._own_amounts()]
        return where_numbers([cells.measure(self.of), *needed], result)

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The value counted, how many steps, and what they add to the base."""
        value = given.amount_at(self.of, township)
        if value != value:
            label = given.label(self.of, township)
            return self.reason(given, Sentence("rules.missing", {"measure": label}))
        unit = given.units.get(self.of)
        said = {
            "label": self.label,
            "measure": given.label(self.of, township),
            "counted": Quantity(value, unit),
            "start": Quantity(
                0.0 if self.start is None else _at(given, self.start, township), unit
            ),
            "steps": Quantity(round(float(self.steps(given)[township]), 6)),
            "per": Quantity(_at(given, self.per, township), unit),
            "each": Quantity(_at(given, self.each, township), self.unit),
            "base": Quantity(
                0.0 if self.base is None else _at(given, self.base, township), self.unit
            ),
            "value": Quantity(given.amount_at(name, township), self.unit),
        }
        if self.multiple is not None and given.truth(self.multiple.when)[township] == 1:
            times = Quantity(_at(given, self.multiple.times, township))
            because = self.multiple.when.explain(given, township)
            values = {**said, "times": times, "because": because}
            return self.reason(given, Sentence("rules.stepped_times", values))
        return self.reason(given, Sentence("rules.stepped", said))


def _or_zero(given: Given, name: str | None) -> FloatArray | float:
    return 0.0 if name is None else given.amount(name)


def _at(given: Given, name: str, township: int) -> float:
    return given.amount_at(name, township)
