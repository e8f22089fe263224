"""Conditions on what a township is marked as: its terrain or kind, a yes or no."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rules.comparing import NO, UNDECIDED, YES
from rules.conditions.base import AnyCondition
from rules.formulas import Cells
from rules.given import Given
from rules.statistics import UNREADABLE, FloatArray
from rules.wording import Sentence, Term


class Among(AnyCondition):
    """A choice column, such as the terrain, names at least one of a figure's list."""

    choice: str
    among: str

    def columns(self) -> Iterator[str]:
        """The choice column."""
        yield self.choice

    def figures(self) -> Iterator[str]:
        """The list."""
        yield self.among

    def truth(
        self,
        given: Given,
        times: FloatArray | float = 1.0,  # noqa: ARG002
    ) -> FloatArray:
        """Whether it holds; a blank names nothing, and so does a column that is absent."""
        column = given.statistics.choices.get(self.choice)
        if column is None:
            return np.zeros(given.size)
        named = column.names_any(given.figures[self.among].value)
        return np.where(column.unreadable, UNDECIDED, named)

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence:  # noqa: ARG002
        """What the column says of the township."""
        column = given.statistics.choices.get(self.choice)
        named = sorted(column.at(township)) if column is not None else []
        if UNREADABLE in named:
            return Sentence("rules.not_recognised", {"column": Term("column", self.choice)})
        figure = given.figures[self.among]
        hit = [Term(self.choice, name) for name in named if name in figure.value]
        said = {"column": Term("column", self.choice), "wanted": figure.said}
        if hit:
            return Sentence("rules.among", {**said, "named": hit})
        return Sentence("rules.not_among", said)

    def formula(self, cells: Cells, times: str = "") -> str:  # noqa: ARG002
        """Its truth as a spreadsheet formula."""
        return cells.names_any(self.choice, self.among)


class Flagged(AnyCondition):
    """A yes-or-no column says yes; ``where`` names a figure that switches the condition off."""

    flag: str
    where: str | None = None

    def columns(self) -> Iterator[str]:
        """The yes-or-no column."""
        yield self.flag

    def figures(self) -> Iterator[str]:
        """The switch."""
        if self.where is not None:
            yield self.where

    def _is_on(self, given: Given) -> bool:
        return self.where is None or bool(given.figures[self.where].value)

    def truth(
        self,
        given: Given,
        times: FloatArray | float = 1.0,  # noqa: ARG002
    ) -> FloatArray:
        """Whether it holds; where the column is absent it does not."""
        column = given.statistics.numbers.get(self.flag)
        if column is None or not self._is_on(given):
            return np.zeros(given.size)
        return np.where(np.isnan(column), UNDECIDED, column)

    def explain(
        self,
        given: Given,
        township: int,
        times: float = 1.0,  # noqa: ARG002
    ) -> Sentence | None:
        """What the column says of the township; nothing where it is absent or switched off."""
        column = given.statistics.numbers.get(self.flag)
        if column is None or not self._is_on(given):
            return None
        key = {YES: "rules.flagged", NO: "rules.not_flagged"}.get(column[township])
        flag = Term("column", self.flag)
        if key is None:
            return Sentence("rules.missing", {"measure": flag})
        return Sentence(key, {"flag": flag})

    def formula(self, cells: Cells, times: str = "") -> str:  # noqa: ARG002
        """Its truth as a spreadsheet formula."""
        cell = cells.column(self.flag)
        if cell is None:
            return "0"
        marked = f"IF(ISNUMBER({cell}),{cell},0.5)"
        return marked if self.where is None else f"IF({cells.figure(self.where)},{marked},0)"
