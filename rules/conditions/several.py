"""Conditions made of others: all, any, not; and how a pack tells conditions apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from pydantic import Discriminator, Field, Tag

from rules.conditions.base import AnyCondition
from rules.conditions.comparison import Comparison
from rules.conditions.marks import Among, Flagged
from rules.formulas import Cells, nested
from rules.given import Given
from rules.statistics import FloatArray
from rules.wording import Parts, Sentence


class _Several(AnyCondition):
    """Several conditions at once."""

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions."""
        raise NotImplementedError

    def measures(self) -> Iterator[str]:
        """The measures that its parts are built on."""
        for part in self.parts:
            yield from part.measures()

    def columns(self) -> Iterator[str]:
        """The columns that its parts read."""
        for part in self.parts:
            yield from part.columns()

    def amounts(self) -> Iterator[str]:
        """The bounds of its parts."""
        for part in self.parts:
            yield from part.amounts()

    def figures(self) -> Iterator[str]:
        """The other figures of its parts."""
        for part in self.parts:
            yield from part.figures()

    def _decisive(self, given: Given, township: int, times: float) -> list[Condition]:
        """The parts that make the whole what it is: of *any* those that hold, if any does."""
        whole = given.truth(self, times)[township]
        return [part for part in self.parts if given.truth(part, times)[township] == whole]

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence | None:
        """What the decisive parts say, each sentence once."""
        said: list[Sentence] = []
        for part in self._decisive(given, township, times):
            sentence = part.explain(given, township, times)
            if sentence is not None and sentence not in said:
                said.append(sentence)
        return Sentence("rules.together", {"parts": Parts(said)}) if said else None


class All(_Several):
    """Every one of several conditions holds."""

    all: tuple[Condition, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.all

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """No where any part fails, else undecided where any is, else yes."""
        truth: FloatArray = np.array([part.truth(given, times) for part in self.all]).min(axis=0)
        return truth

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula."""
        return nested("MIN", [part.formula(cells, times) for part in self.all])


class AnyOf(_Several):
    """At least one of several conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.any

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Yes where any part holds, else undecided where any is, else no."""
        truth: FloatArray = np.array([part.truth(given, times) for part in self.any]).max(axis=0)
        return truth

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula."""
        return nested("MAX", [part.formula(cells, times) for part in self.any])


class Not(_Several):
    """A condition does not hold."""

    negated: Condition = Field(alias="not")

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The condition."""
        return (self.negated,)

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence | None:
        """What the condition says."""
        return self.negated.explain(given, township, times)

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Yes where the condition fails, no where it holds."""
        truth: FloatArray = 1.0 - self.negated.truth(given, times)
        return truth

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula."""
        return f"(1-{self.negated.formula(cells, times)})"


_TAGS = {"of": Comparison, "choice": Among, "flag": Flagged, "all": All, "any": AnyOf, "not": Not}


def _which(data: Any) -> str | None:
    if isinstance(data, AnyCondition):
        return next(f"{key} …" for key, kind in _TAGS.items() if isinstance(data, kind))
    if not isinstance(data, dict):
        return None
    return next((f"{key} …" for key in _TAGS if key in data), None)


Condition = Annotated[
    Annotated[Comparison, Tag("of …")]
    | Annotated[Among, Tag("choice …")]
    | Annotated[Flagged, Tag("flag …")]
    | Annotated[All, Tag("all …")]
    | Annotated[AnyOf, Tag("any …")]
    | Annotated[Not, Tag("not …")],
    Discriminator(_which),
]
"""Any condition; which one is told by its first key: of, choice, flag, all, any or not."""
