"""Where the formulas of measures find things on the sheets of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.figures_sheet import defined_names
from calculator.reporting.workbook.formulas import LINE, literal, own, whole
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.formulas import MISSING
from rules.measures.share import order_positions
from rules.statistics import Choices, FloatArray, TextArray
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

SEPARATOR = "、"
"""Between the names of a list, once a formula has made them alike."""

_FOUND = 99
"""Between the names of a list there are so many blanks when one of them is cut out."""


@dataclass(frozen=True)
class Interim:
    """An interim result that formulas need, a hidden column of the calculation.

    Attributes:
        values: What it comes to, for each township.
        formula: How it is calculated; None where it stays as it is.
    """

    values: FloatArray | TextArray
    formula: str | None


@dataclass
class LiveCells:
    """Finds things for formulas on the sheet of the calculation: an implementation of ``Cells``.

    Formulas are the same for every row; see ``calculator.reporting.workbook.formulas``.

    Attributes:
        writing: The report being written.
        statistics: Column of the statistics -> its letters on their sheet.
        sheet: The sheet of statistics, as formulas name it.
        interim: What formulas asked for beside measures, filled in as they are made.
        named_formulas: Those that they use, to be defined in the workbook.
    """

    writing: Writing
    statistics: Mapping[str, str]
    sheet: str
    interim: dict[str, Interim] = field(default_factory=dict)
    named_formulas: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Name the cells of the figures."""
        self._figures = defined_names(self.writing.report.pack)

    def statistic(self, column: str) -> str:
        """The township's cell of a column of the statistics, as it stands there."""
        return f"{self.sheet}!${self.statistics[column]}{LINE}"

    def measure(self, name: str) -> str:
        """The township's cell of a measure."""
        return own(f"measure:{name}")

    def column(self, name: str) -> str | None:
        """The township's number in a column; None where the input has none such."""
        if name in self.interim:  # a place in a list of columns
            return own(name)
        statistics = self.writing.evaluation.statistics
        if name not in statistics.numbers:
            return None
        if not self.writing.is_flag(name):
            return self.statistic(name)
        cell = self.statistic(name)
        yes, no = (
            literal(self.writing.speaker.template(f"terms.{word}")) for word in ("yes", "no")
        )
        formula = f'IF({cell}={yes},1,IF(OR({cell}="",{cell}={no}),0,""))'
        return self._add(f"flag:{name}", statistics.numbers[name], formula)

    def columns_of(self, name: str) -> list[str]:
        """The column of a name; for a figure that lists columns, a place in the list each."""
        figure = self.writing.report.pack.figures.get(name)
        if figure is None:
            return [name]
        count = max(len(figure.value), 1) + 1
        return [self._place_in_list(name, figure.value, position) for position in range(count)]

    def _place_in_list(self, figure: str, columns: list[str], position: int) -> str:
        key = f"{figure}#{position + 1}"
        column = columns[position] if position < len(columns) else ""
        formula = MISSING
        for name in reversed(self.listable(columns)):
            cell = self.statistic(name)
            said = literal(_packed(self.writing.speaker.say(Term("column", name))))
            found = f"IF(ISNUMBER({cell}),{cell},{MISSING})"
            formula = f"IF({self.item(figure, position)}={said},{found},{formula})"
        values = self.writing.evaluation.statistics.number(column)
        if key not in self.interim:
            self.interim[key] = Interim(values, formula)
        return key

    def listable(self, columns: list[str]) -> list[str]:
        """Columns of the statistics of the same unit and year, which a list may name as well."""
        units = {(self.writing.unit_of(name), name.endswith(YEAR_BEFORE)) for name in columns}
        return [
            name
            for name in self.writing.evaluation.statistics.numbers
            if (self.writing.unit_of(name), name.endswith(YEAR_BEFORE)) in units
            and not self.writing.is_flag(name)
        ]

    def item(self, figure: str, position: int) -> str:
        """A name for one item of a figure's list, without blanks; nothing beyond its end."""
        name = f"item_{self._figures[figure].removeprefix('fig_')}_{position + 1}"
        spaced = f'SUBSTITUTE({self._list(figure)},"{SEPARATOR}",REPT(" ",{_FOUND}))'
        self.named_formulas[name] = f"TRIM(MID({spaced},{(position + 1) * _FOUND + 1},{_FOUND}))"
        return name

    def _list(self, figure: str) -> str:
        """A name for a figure's list with one separator around every item."""
        name = f"list_{self._figures[figure].removeprefix('fig_')}"
        text = f'SUBSTITUTE(SUBSTITUTE({self._figures[figure]}," ",""),",","{SEPARATOR}")'
        text = f'SUBSTITUTE({text},"，","{SEPARATOR}")'
        self.named_formulas[name] = f'"{SEPARATOR}"&{text}&"{SEPARATOR}"'
        return name

    def figure(self, name: str) -> str:
        """The cell of a figure; of a yes or no, whether it says yes."""
        cell = self._figures[name]
        if isinstance(self.writing.report.pack.figures[name].value, bool):
            return f"({cell}={literal(self.writing.speaker.say(True))})"
        return cell

    def amount(self, name: str) -> str:
        """The cell of a figure, or the township's cell of a measure."""
        return self._figures.get(name) or self.measure(name)

    def text(self, value: str) -> str:
        """The name of a class, as it stands in cells."""
        return literal(self.writing.speaker.say(ClassName(value)))

    def members(self, family: str) -> dict[str, str]:
        """The cells of the members of a family of figures, by member."""
        found = self.writing.report.pack.figures.family(family)
        return {member: self._figures[figure.name] for member, figure in found.items()}

    def _word(self, choice: str, name: str) -> str:
        said = _packed(self.writing.speaker.say(Term(choice, name)))
        return literal(f"{SEPARATOR}{said}{SEPARATOR}")

    def _choices_here(self, choice: str) -> str:
        """The township's cell of a choice column, made like a list of a figure."""
        cell = self.statistic(choice)
        text = f'SUBSTITUTE(SUBSTITUTE({cell}," ",""),",","{SEPARATOR}")'
        return f'"{SEPARATOR}"&{text}&"{SEPARATOR}"'

    def _unless_unreadable(self, choice: str, truth: str) -> str:
        unread = literal(self.writing.text("unreadable"))
        return f"IF({self.statistic(choice)}={unread},0.5,{truth})"

    def names_any(self, choice: str, figure: str) -> str:
        """1 where the township's cell of a choice column names one of a figure's list, else 0."""
        column = self.writing.evaluation.statistics.choices.get(choice)
        if column is None:
            return "0"
        words = [self._word(choice, c.name) for c in load_vocabulary().choices[choice]]
        array = "{" + ",".join(words) + "}"
        both = (
            f"ISNUMBER(SEARCH({array},{self._choices_here(choice)}))"
            f"*ISNUMBER(SEARCH({array},{self._list(figure)}))"
        )
        formula = self._unless_unreadable(choice, f"IF(SUMPRODUCT({both})>0,1,0)")
        wanted = self.writing.report.pack.figures[figure].value
        return self._add(f"any:{choice}:{figure}", _named(column, wanted), formula)

    def names(self, choice: str, name: str) -> str:
        """1 where the township's cell of a choice column names one choice, else 0."""
        column = self.writing.evaluation.statistics.choices.get(choice)
        if column is None:
            return "0"
        found = f"ISNUMBER(SEARCH({self._word(choice, name)},{self._choices_here(choice)}))"
        formula = self._unless_unreadable(choice, f"IF({found},1,0)")
        return self._add(f"names:{choice}:{name}", _named(column, [name]), formula)

    def everywhere(self, measure: str) -> str:
        """The cells of a measure, of all townships."""
        return whole(f"measure:{measure}")

    def group(self, within: str) -> tuple[str, str] | None:
        """The cells that number the groups of all, and the township's own."""
        statistics = self.writing.evaluation.statistics
        if not statistics.covers(within):  # type: ignore[arg-type]
            return None
        own_group = self.group_number(within)
        return whole(f"group:{within}"), own_group

    def group_number(self, within: str) -> str:
        """The cell that numbers the township's county, prefecture or province."""
        codes = self.writing.evaluation.statistics.group_codes(within)  # type: ignore[arg-type]
        return self._add(f"group:{within}", codes.astype(np.float64), None)

    def pool(self, name: str, within: str) -> str:
        """The cell of a figure, or the greatest of a measure in the group."""
        if name in self._figures:
            return self._figures[name]
        group = self.group(within)
        assert group is not None
        everywhere, here = group
        values = self.everywhere(name)
        none = f'COUNTIFS({everywhere},{here},{values},">=-1E+300")=0'
        greatest = f"SUMPRODUCT(MAX(({everywhere}={here})*{self.as_numbers(values)}))"
        return f"IF({none},{MISSING},{greatest})"

    def as_numbers(self, everywhere: str) -> str:
        """The cells of a measure as numbers, texts counting as zero."""
        name = next(
            name
            for name in self.writing.report.pack.measures
            if self.everywhere(name) == everywhere
        )
        values = np.nan_to_num(self.writing.evaluation.given.numbers(name))
        cell = self.measure(name)
        self._add(f"number:{name}", values, f"IF(ISNUMBER({cell}),{cell},0)")
        return whole(f"number:{name}")

    def order(self) -> tuple[str, str]:
        """The cells that break ties between all townships, and the township's own."""
        statistics = self.writing.evaluation.statistics
        places = order_positions(statistics.text("code"), statistics.text("name"))
        own_place = self._add("order", np.array(places, dtype=np.float64), None)
        return whole("order"), own_place

    def _add(self, key: str, values: FloatArray | TextArray, formula: str | None) -> str:
        if key not in self.interim:
            self.interim[key] = Interim(values, formula)
        return own(key)


def _packed(text: str) -> str:
    """A word without blanks, as lists are compared."""
    return "".join(text.split())


def _named(column: Choices, wanted: list[str]) -> FloatArray:
    return np.where(column.unreadable, 0.5, column.names_any(wanted))
