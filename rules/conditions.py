"""Conditions: what a township must be for a row, an exemption or a test to hold.

The truth of a condition is one value per township: 1 where it holds, 0 where it does not, 0.5
where a value it needs is missing. As a formula it is the same number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from rules.comparing import DECIMALS, NO, OPPOSITE, UNDECIDED, YES, Bound, holds
from rules.formulas import Cells, compared, nested
from rules.given import Given
from rules.statistics import FloatArray
from rules.wording import Parts, Quantity, Sentence, Term


class Entry(BaseModel):
    """A part of a pack: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition_(Entry):
    """What every condition knows; each names what it is built on."""

    def measures(self) -> Iterator[str]:
        """The measures it is built on."""
        return iter(())

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        return iter(())

    def amounts(self) -> Iterator[str]:
        """The figures or measures that it takes as bounds."""
        return iter(())

    def figures(self) -> Iterator[str]:
        """The other figures it rests on: lists of names, and yes or no."""
        return iter(())

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Whether it holds for each township, its bounds taken so many times."""
        raise NotImplementedError

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence | None:
        """What there is to say of one township; nothing where the condition is out of play."""
        raise NotImplementedError

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula; ``times`` is a factor for its bounds."""
        raise NotImplementedError


class Comparison(Condition_):
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


class Among(Condition_):
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
        return column.names_any(given.figures[self.among].value).astype(np.float64)

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence:  # noqa: ARG002
        """What the column says of the township."""
        column = given.statistics.choices.get(self.choice)
        named = sorted(column.at(township)) if column is not None else []
        figure = given.figures[self.among]
        hit = [Term(self.choice, name) for name in named if name in figure.value]
        said = {"column": Term("column", self.choice), "wanted": figure.said}
        if hit:
            return Sentence("rules.among", {**said, "named": hit})
        return Sentence("rules.not_among", {**said, "named": [Term(self.choice, n) for n in named]})

    def formula(self, cells: Cells, times: str = "") -> str:  # noqa: ARG002
        """Its truth as a spreadsheet formula."""
        return cells.names_any(self.choice, self.among)


class Flagged(Condition_):
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


class _Several(Condition_):
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
    if isinstance(data, Condition_):
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

for _kind in (All, AnyOf, Not):
    _kind.model_rebuild()
