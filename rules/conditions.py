"""Conditions: what a township must be for a row, an exemption or a test to hold.

The truth of a condition is one value per township: 1 where it holds, 0 where it does not, NaN
where a value it needs is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from rules.comparing import OPPOSITE, Bound, holds
from rules.given import Given
from rules.statistics import FloatArray
from rules.wording import Measured, Parts, Quantity, Sentence, Term


class Entry(BaseModel):
    """A part of a pack: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Comparison(Entry):
    """A measure is held against one bound or two."""

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
        """The bounds given, as (name of the bound, name of the figure)."""
        given: list[tuple[Bound, str | None]] = [
            ("at_least", self.at_least),
            ("more_than", self.more_than),
            ("at_most", self.at_most),
            ("less_than", self.less_than),
        ]
        return [(bound, figure) for bound, figure in given if figure is not None]

    def measures(self) -> Iterator[str]:
        """The measures it is built on."""
        yield self.of

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself: none."""
        return iter(())

    def figures(self) -> Iterator[str]:
        """The figures it rests on."""
        yield from (figure for _, figure in self.bounds)

    def truth(self, given: Given) -> FloatArray:
        """Whether it holds for each township."""
        values = given.numbers(self.of)
        parts = [holds(values, bound, given.figure(f).number) for bound, f in self.bounds]
        truth: FloatArray = np.array(parts).min(axis=0)
        return truth

    def explain(self, given: Given, township: int) -> Sentence:
        """The value, and how it stands to the bounds."""
        value = given.numbers(self.of)[[township]]
        if np.isnan(value[0]):
            return Sentence("rules.missing", {"measure": Measured(self.of)})
        relations = []
        for bound, name in self.bounds:
            figure = given.figure(name)
            actual = bound if holds(value, bound, figure.number)[0] else OPPOSITE[bound]
            relations.append(Sentence(f"rules.{actual}", {"bound": figure.said}))
        unit = given.figure(self.bounds[0][1]).unit
        said = {"measure": given.label(self.of, township), "value": Quantity(float(value[0]), unit)}
        return Sentence("rules.compared", {**said, "relations": relations})


class Among(Entry):
    """A choice column, such as the terrain, names at least one of a figure's list."""

    choice: str
    among: str

    def measures(self) -> Iterator[str]:
        """The measures it is built on: none."""
        return iter(())

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        yield self.choice

    def figures(self) -> Iterator[str]:
        """The figures it rests on."""
        yield self.among

    def truth(self, given: Given) -> FloatArray:
        """Whether it holds; a blank names nothing, and so does a column that is absent."""
        column = given.statistics.choices.get(self.choice)
        if column is None:
            return np.zeros(given.size)
        return column.names_any(given.figure(self.among).value).astype(np.float64)

    def explain(self, given: Given, township: int) -> Sentence:
        """What the column says of the township."""
        column = given.statistics.choices.get(self.choice)
        named = sorted(column.at(township)) if column is not None else []
        wanted = given.figure(self.among).value
        hit = [Term(self.choice, name) for name in named if name in wanted]
        said = {"column": Term("column", self.choice), "wanted": given.figure(self.among).said}
        if hit:
            return Sentence("rules.among", {**said, "named": hit})
        return Sentence("rules.not_among", {**said, "named": [Term(self.choice, n) for n in named]})


class Flagged(Entry):
    """A yes-or-no column says yes; ``where`` names a figure that switches the condition off."""

    flag: str
    where: str | None = None

    def measures(self) -> Iterator[str]:
        """The measures it is built on: none."""
        return iter(())

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        yield self.flag

    def figures(self) -> Iterator[str]:
        """The figures it rests on."""
        if self.where is not None:
            yield self.where

    def truth(self, given: Given) -> FloatArray:
        """Whether it holds; where the column is absent it does not."""
        column = given.statistics.numbers.get(self.flag)
        if column is None or not self._is_on(given):
            return np.zeros(given.size)
        return column

    def _is_on(self, given: Given) -> bool:
        return self.where is None or bool(given.figure(self.where).value)

    def explain(self, given: Given, township: int) -> Sentence | None:
        """What the column says of the township; nothing where it is absent or switched off."""
        column = given.statistics.numbers.get(self.flag)
        if column is None or not self._is_on(given):
            return None
        key = {1.0: "rules.flagged", 0.0: "rules.not_flagged"}.get(column[township])
        flag = Term("column", self.flag)
        if key is None:
            return Sentence("rules.missing", {"measure": flag})
        return Sentence(key, {"flag": flag})


def _which(data: Any) -> str | None:
    keys = data.keys() if isinstance(data, dict) else type(data).model_fields.keys()
    return next((f"{key} …" for key in ("of", "choice", "flag", "all", "any") if key in keys), None)


class All(Entry):
    """Every one of several conditions holds."""

    all: tuple[Condition, ...] = Field(min_length=1)

    def measures(self) -> Iterator[str]:
        """The measures it is built on."""
        for part in self.all:
            yield from part.measures()

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        for part in self.all:
            yield from part.columns()

    def figures(self) -> Iterator[str]:
        """The figures it rests on."""
        for part in self.all:
            yield from part.figures()

    def truth(self, given: Given) -> FloatArray:
        """0 where any part fails, else NaN where any is undecided, else 1."""
        parts = np.array([given.truth(part) for part in self.all])
        return np.where((parts == 0).any(axis=0), 0.0, parts.min(axis=0))

    def explain(self, given: Given, township: int) -> Sentence:
        """What each part says."""
        return _joined([part.explain(given, township) for part in self.all])


class Any_(Entry):
    """At least one of several conditions holds."""

    any: tuple[Condition, ...] = Field(min_length=1)

    def measures(self) -> Iterator[str]:
        """The measures it is built on."""
        for part in self.any:
            yield from part.measures()

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        for part in self.any:
            yield from part.columns()

    def figures(self) -> Iterator[str]:
        """The figures it rests on."""
        for part in self.any:
            yield from part.figures()

    def truth(self, given: Given) -> FloatArray:
        """1 where any part holds, else NaN where any is undecided, else 0."""
        parts = np.array([given.truth(part) for part in self.any])
        return np.where((parts == 1).any(axis=0), 1.0, parts.max(axis=0))

    def explain(self, given: Given, township: int) -> Sentence:
        """What each part says."""
        return _joined([part.explain(given, township) for part in self.any])


def _joined(parts: list[Sentence | None]) -> Sentence:
    return Sentence("rules.together", {"parts": Parts([p for p in parts if p is not None])})


Condition = Annotated[
    Annotated[Comparison, Tag("of …")]
    | Annotated[Among, Tag("choice …")]
    | Annotated[Flagged, Tag("flag …")]
    | Annotated[All, Tag("all …")]
    | Annotated[Any_, Tag("any …")],
    Discriminator(_which),
]
"""Any condition; which one is told by its first key: of, choice, flag, all or any."""

All.model_rebuild()
Any_.model_rebuild()
