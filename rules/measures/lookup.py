"""A measure that is a figure chosen by the class of the township."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from rules.formulas import MISSING, Cells, if_present
from rules.given import Given, Values
from rules.measures.base import Measure, Reason
from rules.wording import ClassName, Quantity, Sentence


class Lookup(Measure):
    """The member of a family of figures that is named as another measure's value.

    Attributes:
        by: The measure whose value picks the member, usually the class.
        figure: The family of figures.
    """

    kind: Literal["lookup"]
    by: str
    figure: str

    def measure_names(self) -> Iterable[str]:
        """The measure that picks the member."""
        return (self.by,)

    def figure_names(self) -> Iterable[str]:
        """The family."""
        return (self.figure,)

    def compute(self, given: Given) -> Values:
        """The figure of each township's class, NaN where it has none."""
        picked = given.measures[self.by].data
        data = np.full(given.size, np.nan)
        for member, figure in given.figures.family(self.figure).items():
            data[picked == member] = figure.number
        return Values(data)

    def formula(self, cells: Cells) -> str:
        """The figure whose member is named in the cell of the other measure."""
        picked = cells.measure(self.by)
        formula = MISSING
        for member, cell in reversed(cells.members(self.figure).items()):
            formula = f"IF({picked}={cells.text(member)},{if_present(cell)},{formula})"
        return formula

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The class and what the figure gives it."""
        picked = given.measures[self.by].data[township]
        figure = given.figures.family(self.figure).get(picked)
        if figure is None:
            return Reason(Sentence("rules.not_looked_up", {"label": self.label}), (), (self.by,))
        value = Quantity(float(given.numbers(name)[township]), self.unit)
        said = Sentence(
            "rules.looked_up", {"by": ClassName(picked), "label": self.label, "value": value}
        )
        return Reason(said, (figure,), (self.by,))
