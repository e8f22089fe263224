"""A measure that is a number by the interval that another falls into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from rules.comparing import YES, Bound, holds
from rules.conditions import Comparison, Entry
from rules.formulas import MISSING, Cells, first_that_holds, if_present
from rules.given import Given, Values
from rules.measures.base import Measure, Reason
from rules.statistics import BoolArray, FloatArray
from rules.wording import Quantity, Sentence, Term

OTHERWISE = "otherwise"
"""The table for townships that no other table names."""


class Band(Entry):
    """An interval, open or closed by name, and the number for values in it."""

    at_least: str | None = None
    more_than: str | None = None
    at_most: str | None = None
    less_than: str | None = None
    value: str

    @property
    def lower(self) -> tuple[Bound, str] | None:
        """The lower bound: its name and its figure."""
        if self.at_least is not None:
            return "at_least", self.at_least
        return ("more_than", self.more_than) if self.more_than is not None else None

    @property
    def upper(self) -> tuple[Bound, str] | None:
        """The upper bound: its name and its figure."""
        if self.less_than is not None:
            return "less_than", self.less_than
        return ("at_most", self.at_most) if self.at_most is not None else None

    @property
    def bounds(self) -> list[tuple[Bound, str]]:
        """The bounds that it has."""
        return [bound for bound in (self.lower, self.upper) if bound is not None]


class Bands(Measure):
    """A number by interval: points, limits or posts; a choice may pick the table.

    Attributes:
        of: The measure whose intervals they are.
        bands: The table, where there is one for all townships.
        by: A choice column that picks the table, such as the terrain.
        tables: Choice -> its table; ``otherwise`` for every other township.
    """

    kind: Literal["bands"]
    of: str
    bands: tuple[Band, ...] = ()
    by: str | None = None
    tables: Mapping[str, tuple[Band, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_table_or_several(self) -> Bands:
        if bool(self.bands) == bool(self.tables) or bool(self.by) != bool(self.tables):
            raise ValueError("one_table_or_several")
        return self

    def all_tables(self) -> dict[str, tuple[Band, ...]]:
        """Choice -> table; a single table is the one for all others."""
        return dict(self.tables) or {OTHERWISE: self.bands}

    def measure_names(self) -> Iterable[str]:
        """The measure whose intervals they are."""
        return (self.of,)

    def amount_names(self) -> Iterable[str]:
        """Every bound and every value."""
        for table in self.all_tables().values():
            for band in table:
                yield from (name for _, name in band.bounds)
                yield band.value

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The choice column that picks the table."""
        return () if self.by is None else (self.by,)

    def _townships_of(self, given: Given) -> dict[str, BoolArray]:
        """Choice -> the townships that its table is for; the first that they name."""
        rest = np.ones(given.size, dtype=np.bool_)
        unread = given.statistics.choices.get(self.by or "")
        if unread is not None:
            rest = ~unread.unreadable
        chosen: dict[str, BoolArray] = {}
        column = given.statistics.choices.get(self.by or "")
        for choice in self.all_tables():
            if choice == OTHERWISE:
                continue
            here = rest & column.names_any([choice]) if column is not None else rest & False
            chosen[choice] = here
            rest = rest & ~here
        if OTHERWISE in self.all_tables():
            chosen[OTHERWISE] = rest
        return chosen

    def compute(self, given: Given) -> Values:
        """The value of the band that each township falls into, missing where it falls in none."""
        data = np.full(given.size, np.nan)
        for choice, here in self._townships_of(given).items():
            for band in self.all_tables()[choice]:
                inside = here & (_inside(given, self.of, band) == YES)
                data[inside] = np.broadcast_to(given.amount(band.value), given.size)[inside]
        return Values(data)

    def formula(self, cells: Cells) -> str:
        """The value of the first band that the township falls into."""
        rest = MISSING
        for choice, table in reversed(self.all_tables().items()):
            formula = _table_formula(cells, self.of, table)
            if choice == OTHERWISE or self.by is None:
                rest = formula
            else:
                rest = first_that_holds([cells.names(self.by, choice)], [formula], rest)
        return rest

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The value compared, the interval and the number."""
        choice = next((c for c, here in self._townships_of(given).items() if here[township]), None)
        band = next(
            (
                band
                for band in self.all_tables().get(choice or "", ())
                if _inside(given, self.of, band)[township] == YES
            ),
            None,
        )
        if band is None:
            label = given.label(self.of, township)
            return self.reason(given, Sentence("rules.missing", {"measure": label}))
        said = {
            "label": self.label,
            "value": Quantity(given.amount_at(name, township), self.unit),
            "compared": self._compared(given, band, township),
        }
        if choice is not None and choice != OTHERWISE and self.by is not None:
            tag = Term(self.by, choice)
            return self.reason(given, Sentence("rules.in_band_of", {**said, "tag": tag}))
        return self.reason(given, Sentence("rules.in_band", said))

    def _compared(self, given: Given, band: Band, township: int) -> Sentence:
        if not band.bounds:
            value = Quantity(given.amount_at(self.of, township), given.units.get(self.of))
            said = {"measure": given.label(self.of, township), "value": value}
            return Sentence("rules.summand", said)
        bounds: dict[str, str] = dict(band.bounds)
        return Comparison(of=self.of, **bounds).explain(given, township)


def _inside(given: Given, measure: str, band: Band) -> FloatArray:
    values = given.numbers(measure)
    parts = [holds(values, bound, given.amount(name)) for bound, name in band.bounds]
    present = np.where(np.isnan(values), 0.5, YES)
    truth: FloatArray = np.array([present, *parts]).min(axis=0)
    return truth


def _table_formula(cells: Cells, measure: str, table: tuple[Band, ...]) -> str:
    value = cells.measure(measure)
    truths = []
    for band in table:
        bounds: dict[str, str] = dict(band.bounds)
        present = f"IF(ISNUMBER({value}),1,0.5)"
        truths.append(Comparison(of=measure, **bounds).formula(cells) if bounds else present)
    values = [if_present(cells.amount(band.value)) for band in table]
    return first_that_holds(truths, values, MISSING)
