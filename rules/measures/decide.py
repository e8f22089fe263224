"""A measure that is decided by the first row that matches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from rules.comparing import NO, UNDECIDED, YES
from rules.conditions import Condition, Entry
from rules.formulas import Cells, first_that_holds, if_present
from rules.given import Given, Values
from rules.measures.base import (
    Measure,
    Reason,
    amounts_of,
    columns_of,
    figures_of,
    measures_of,
)
from rules.wording import ClassName, Parts, Quantity, Sentence


class Row(Entry):
    """One row of a decision: the value where the condition holds; without one, otherwise."""

    when: Condition | None = None
    value: str


class Decide(Measure):
    """The first row whose condition holds gives the value.

    A township is undecided where a row above the first match can't be decided.

    Attributes:
        gives_numbers: Whether values are figures or measures; else they are names of classes.
        rows: The last has no condition.
    """

    kind: Literal["decide"]
    gives_numbers: bool = False
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_otherwise(self) -> Decide:
        for position, row in enumerate(self.rows):
            if (row.when is None) != (position == len(self.rows) - 1):
                raise ValueError("otherwise_last")
        return self

    @property
    def conditions(self) -> list[Condition]:
        """The conditions of its rows, but for the last."""
        return [row.when for row in self.rows if row.when is not None]

    def measure_names(self) -> Iterable[str]:
        """The measures that the rows' conditions are built on."""
        return measures_of(self.conditions)

    def amount_names(self) -> Iterable[str]:
        """The bounds of the rows' conditions, and values that are figures or measures."""
        yield from amounts_of(self.conditions)
        if self.gives_numbers:
            yield from (row.value for row in self.rows)

    def figure_names(self) -> Iterable[str]:
        """The other figures of the rows' conditions."""
        return figures_of(self.conditions)

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The columns that the rows' conditions read."""
        return columns_of(self.conditions)

    def compute(self, given: Given) -> Values:
        """The value of the deciding row, and which row that was, -1 where undecided."""
        deciding = np.full(given.size, -1, dtype=np.int64)
        still_open = np.ones(given.size, dtype=np.bool_)
        for position, row in enumerate(self.rows):
            truth = np.ones(given.size) if row.when is None else given.truth(row.when)
            deciding[still_open & (truth == YES)] = position
            still_open &= truth == NO
        if self.gives_numbers:
            data = np.full(given.size, np.nan)
            for position, row in enumerate(self.rows):
                here = deciding == position
                data[here] = np.broadcast_to(given.amount(row.value), given.size)[here]
            return Values(data, deciding)
        outcomes = np.array([*(row.value for row in self.rows), None], dtype=object)
        return Values(outcomes[deciding], deciding)

    def formula(self, cells: Cells) -> str:
        """The value of the first row whose condition holds."""
        if self.gives_numbers:
            values = [if_present(cells.amount(row.value)) for row in self.rows]
        else:
            values = [cells.text(row.value) for row in self.rows]
        truths = [condition.formula(cells) for condition in self.conditions]
        return first_that_holds(truths, values[:-1], values[-1])

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """What every row down to the deciding one says of the township."""
        values = given.measures[name]
        assert values.chosen is not None
        deciding = int(values.chosen[township])
        parts: list[Sentence] = []
        for position, row in enumerate(self.rows):
            if row.when is None:
                break
            said = row.when.explain(given, township)
            if said is not None:
                parts.append(said)
            if position == deciding or given.truth(row.when)[township] == UNDECIDED:
                break
        value = values.data[township]
        number = Quantity(float(value), self.unit) if self.gives_numbers else None
        decided = number or ClassName(value)
        key = "rules.undecided" if deciding < 0 else "rules.decided"
        said = Sentence(key, {"parts": Parts(merged_comparisons(parts)), "value": decided})
        return self.reason(given, said)


def merged_comparisons(parts: list[Sentence]) -> list[Sentence]:
    """Join what several rows say of one measure: at least 50,000, below 80,000."""
    merged: dict[object, Sentence] = {}
    for part in parts:
        if part.key != "rules.compared":
            merged[id(part)] = part
            continue
        measure = part.values["measure"]
        earlier = merged.get(measure)
        relations = [*(earlier.values["relations"] if earlier else ()), *part.values["relations"]]
        merged[measure] = Sentence(part.key, {**part.values, "relations": _tightest(relations)})
    return list(merged.values())


def _tightest(relations: list[Sentence]) -> list[Sentence]:
    """Of the lower bounds the highest, of the upper bounds the lowest."""
    lower = [r for r in relations if r.key in ("rules.at_least", "rules.more_than")]
    upper = [r for r in relations if r.key in ("rules.less_than", "rules.at_most")]
    return [
        *([max(lower, key=_bound)] if lower else ()),
        *([min(upper, key=_bound)] if upper else ()),
    ]


def _bound(relation: Sentence) -> float:
    value: float = relation.values["bound"].value
    return value
