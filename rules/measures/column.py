"""A measure that is a column of the statistics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from rules.findings import Finding
from rules.formulas import MISSING, Cells
from rules.given import Given, Values
from rules.measures.base import Measure, Reason
from rules.statistics import BoolArray
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term


class Column(Measure):
    """A column of the statistics, or the first of several that is filled in.

    Attributes:
        first_of: A column, or a figure whose value lists columns in order of preference.
        required: Without any of these columns nothing can be calculated.
    """

    kind: Literal["column"]
    first_of: str
    required: bool = False

    def figure_names(self) -> Iterable[str]:
        """The list of columns, where a figure gives it."""
        return (self.first_of,)

    def column_names(self, given: Given) -> list[str]:
        """The columns in order of preference."""
        figure = given.figures.get(self.first_of)
        return list(figure.value) if figure is not None else [self.first_of]

    def compute(self, given: Given) -> Values:
        """The first filled-in column of each township, and which one that was."""
        data = np.full(given.size, np.nan)
        chosen = np.full(given.size, -1, dtype=np.int64)
        for position, column in enumerate(self.column_names(given)):
            values = given.statistics.numbers.get(column)
            if values is None:
                continue
            fill = np.isnan(data) & ~np.isnan(values)
            data[fill] = values[fill]
            chosen[fill] = position
        return Values(data, chosen, tuple(self.column_names(given)))

    def formula(self, cells: Cells) -> str:
        """The first filled-in cell of the columns in order."""
        formula = MISSING
        for column in reversed(cells.columns_of(self.first_of)):
            cell = cells.column(column)
            if cell is not None:
                formula = f"IF(ISNUMBER({cell}),{cell},{formula})"
        return formula

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The value and the column it was taken from."""
        column = given.label(name, township)
        if not isinstance(column, Term):
            looked_for = [Term("column", c) for c in self.column_names(given)]
            return self.reason(given, Sentence("rules.blank", {"columns": looked_for}))
        value = Quantity(float(given.numbers(name)[township]), self.unit)
        said = {"column": column, "value": value}
        return self.reason(given, Sentence("rules.column", said))

    def findings(self, given: Given, name: str, relevant: BoolArray) -> Iterable[Finding]:
        """Blank cells to fill, and townships judged on another column than the first."""
        columns = self.column_names(given)
        present = [column for column in columns if column in given.statistics.numbers]
        severity = Severity.ERROR if self.required else Severity.WARNING
        if not present:
            looked_for = [Term("column", column) for column in columns]
            said = Sentence("rules.no_column", {"columns": looked_for})
            yield Finding("missing-column", severity, said)
            return
        values = given.measures[name]
        assert values.chosen is not None
        said = Sentence("rules.blank_cell", {"columns": [Term("column", c) for c in present]})
        for township in np.flatnonzero(relevant & values.missing).tolist():
            yield Finding("missing-value", severity, said, township=township, column=present[0])
        first = columns.index(present[0])
        for township in np.flatnonzero(relevant & (values.chosen > first)).tolist():
            used = columns[int(values.chosen[township])]
            value = float(given.numbers(name)[township])
            said = Sentence(
                "rules.fallback",
                {
                    "blank": Term("column", present[0]),
                    "used": Term("column", used),
                    "value": Quantity(value, self.unit),
                },
            )
            yield Finding(
                "population-fallback" if self.unit == "people" else "column-fallback",
                Severity.WARNING,
                said,
                township=township,
                column=present[0],
                value=value,
            )
