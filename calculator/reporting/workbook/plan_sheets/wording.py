"""What the sheets of a plan have in common: names, places, and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from calculator.planning.plans import CountyPlan, PlannedGroup, Plans
from calculator.reporting.sentences.plans import county_name
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.wording import Term


@dataclass(frozen=True)
class PlanWriting:
    """Plans about to be written.

    Attributes:
        plans: What is written.
        writing: The report that they are of.
    """

    plans: Plans
    writing: Writing

    def text(self, key: str, **values: Any) -> str:
        """A sentence of these sheets, by its key without the subject."""
        return self.writing.speaker.text(f"plan_book.{key}", **values)

    def say(self, said: Any) -> str:
        """Whatever the plans hold, as a person reads it."""
        return self.writing.speaker.say(said)

    def column(self, name: str) -> str:
        """What a column of the statistics is called."""
        return self.say(Term("column", name))

    def kind(self, kind: str | None) -> str | None:
        """What a kind of unit is called; None where it is open."""
        return self.say(Term("kind", kind)) if kind else None

    def unit_below(self, label: str, unit: str) -> str:
        """A heading with the unit below."""
        return self.writing.text("unit_below", label=label, unit=self.writing.unit(unit))

    @cached_property
    def names(self) -> list[str]:
        """The name of every township."""
        return [str(name or "") for name in self.plans.report.evaluation.statistics.text("name")]

    @cached_property
    def has_counties(self) -> bool:
        """Whether it must be said of a plan which county it is of."""
        return len(self.plans.report.evaluation.statistics.counties) > 1

    def county(self, plan: CountyPlan) -> str:
        """What a plan's county is called."""
        return county_name(plan, self.writing.speaker)

    @cached_property
    def numbered(self) -> list[tuple[CountyPlan, int, PlannedGroup]]:
        """Every group with its county and its number there, as the terminal counts them."""
        return [
            (plan, number, group)
            for plan in self.plans.counties
            for number, group in enumerate(plan.groups, start=1)
        ]

    def members(self, members: Iterable[int]) -> str:
        """Townships in a row."""
        return self.say([self.names[member] for member in members])

    def county_columns(self, plans: Sequence[CountyPlan]) -> list[TableColumn]:
        """The number of each row, and the county where there are several."""
        numbers = range(1, len(plans) + 1)
        total = self.writing.text("total")
        columns = [TableColumn(self.writing.text("number"), numbers, Style.CENTRED, total=total)]
        if self.has_counties:
            said = [self.county(plan) for plan in plans]
            columns.append(TableColumn(self.column("county"), said))
        return columns


def number(heading: str, values: Sequence[float], *, has_total: bool = True) -> TableColumn:
    """A column of numbers with their sum; what is unknown stays blank."""
    known = np.array(values, dtype=np.float64)
    total = float(np.nansum(known)) if has_total else None
    return TableColumn(heading, known.tolist(), Style.NUMBER, total=total)


def without_blank(columns: Iterable[TableColumn]) -> list[TableColumn]:
    """The columns in which something stands."""
    return [
        column
        for column in columns
        if any(value is not None and value == value and value != "" for value in column.values)
    ]


def mean_kilometres(groups: Sequence[PlannedGroup]) -> float:
    """How far it is on average for those whose seat moves; NaN where unknown."""
    moved = sum(group.moved for group in groups)
    far = sum(group.moved_kilometres for group in groups)
    return round(far / moved, 1) if moved else np.nan
