"""A measure that is decided by the first row that matches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from rules.conditions import Condition, Entry
from rules.given import Given, Values
from rules.measures.base import Measure, Reason
from rules.wording import ClassName, Parts, Sentence


class Row(Entry):
    """One row of a decision: the value where the condition holds; without one, otherwise."""

    when: Condition | None = None
    value: str


class Decide(Measure):
    """The first row whose condition holds gives the value, the name of a class.

    A township is undecided where a row above the first match can't be decided.
    """

    kind: Literal["decide"]
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_otherwise(self) -> Decide:
        for position, row in enumerate(self.rows):
            if (row.when is None) != (position == len(self.rows) - 1):
                raise ValueError("otherwise_last")
        return self

    def measure_names(self) -> Iterable[str]:
        """The measures that the rows' conditions are built on."""
        for row in self.rows:
            if row.when is not None:
                yield from row.when.measures()

    def figure_names(self) -> Iterable[str]:
        """The figures that the rows' conditions rest on."""
        for row in self.rows:
            if row.when is not None:
                yield from row.when.figures()

    def compute(self, given: Given) -> Values:
        """The value of the deciding row, and which row that was, -1 where undecided."""
        deciding = np.full(given.size, -1, dtype=np.int64)
        still_open = np.ones(given.size, dtype=np.bool_)
        for position, row in enumerate(self.rows):
            truth = np.ones(given.size) if row.when is None else given.truth(row.when)
            deciding[still_open & (truth == 1)] = position
            still_open &= truth == 0
        outcomes = np.array([*(row.value for row in self.rows), None], dtype=object)
        return Values(outcomes[deciding], deciding)

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
            if position == deciding or np.isnan(given.truth(row.when)[township]):
                break
        decided = values.data[township]
        key = "rules.undecided" if decided is None else "rules.decided"
        said = Sentence(
            key, {"parts": Parts(merged_comparisons(parts)), "value": ClassName(decided)}
        )
        figures = (
            f for name in dict.fromkeys(self.figure_names()) for f in given.figures.named(name)
        )
        return Reason(said, tuple(figures), tuple(dict.fromkeys(self.measure_names())))


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
