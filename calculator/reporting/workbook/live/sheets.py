"""Where results stand on the sheets that have all townships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from calculator.reporting.workbook.formulas import LINE
from calculator.reporting.workbook.live.calculation_sheet import calculation_table
from calculator.reporting.workbook.live.cells import LiveCells
from calculator.reporting.workbook.live.statistics_sheet import statistics_table
from calculator.reporting.workbook.tables import Table
from rules.statistics import IntArray
from rules.wording import Term

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from calculator.reporting.workbook.writing import Writing

MOST_LIVE = 5_000
"""Reports on more townships than this have plain values unless formulas are asked for.

What a program must recalculate grows with the square where townships are ranked or pooled.
"""


class LiveSheets:
    """The sheets of statistics and of the calculation, and how other sheets refer to them."""

    def __init__(self, writing: Writing) -> None:
        """Lay them out."""
        self._writing = writing
        self.statistics: Table = statistics_table(writing)
        self.lines: Sequence[int] = range(
            self.statistics.places.first, self.statistics.places.last + 1
        )
        letters = {
            key.partition(":")[2]: position
            for key, position in self.statistics.places.letters.items()
        }
        self.cells = LiveCells(writing, letters, writing.quoted("statistics"))

    @cached_property
    def calculation(self) -> Table:
        """The sheet of the calculation."""
        table = calculation_table(self._writing, self.cells, self.lines)
        assert table.places.first == self.statistics.places.first
        return table

    def define_names(self, book: Workbook) -> None:
        """Define the named formulas that the calculation uses."""
        for name, formula in self.cells.named_formulas.items():
            book.define_name(name, f"={formula}")

    def lines_of(self, townships: IntArray) -> list[int]:
        """The row of each of some townships on both sheets."""
        return [self.lines[township] for township in townships.tolist()]

    def result(self, key: str) -> str:
        """The township's cell of a result, in a formula on another sheet."""
        letters = self.calculation.places.letters[key]
        return f"{self._writing.quoted('calculation')}!${letters}{LINE}"

    def results(self, key: str) -> str:
        """All townships' cells of a result."""
        return f"{self._writing.quoted('calculation')}!{self.calculation.places.cells(key)}"

    def statistics_of(self, column: str) -> str:
        """All townships' cells of a column of the statistics."""
        cells = self.statistics.places.cells(f"statistic:{column}")
        return f"{self._writing.quoted('statistics')}!{cells}"

    def statistic(self, column: str) -> str:
        """A formula for what the statistics say of the township, blank where they are."""
        cell = self.cells.statistic(column)
        return f'IF({cell}="","",{cell})'

    def difference(self, key: str, amount: str) -> str:
        """A formula for a result less a figure or a measure, blank where either is missing."""
        figure = self.cells.amount(amount)
        if amount not in self._writing.report.pack.figures:
            figure = self.result(f"measure:{amount}")
        cell = self.result(key)
        return f'IF(AND(ISNUMBER({cell}),ISNUMBER({figure})),{cell}-{figure},"")'

    def basis(self, figure: str, columns: Sequence[str]) -> str:
        """A formula for which column of a figure's list gave the township its value."""
        say = self._writing.speaker.say
        places = self.cells.columns_of(figure)
        formula = '""'
        for position in reversed(range(len(places))):
            named = '""'
            for name in reversed(self.cells.listable(list(columns))):
                said = say(Term("column", name))
                item = self.cells.item(figure, position)
                named = f'IF({item}="{"".join(said.split())}","{said}",{named})'
            formula = f"IF(ISNUMBER({self.result(places[position])}),{named},{formula})"
        return formula
