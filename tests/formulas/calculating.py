"""A workbook that calculates measures by their formulas, with wrong values stored on purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from calculator.vocabulary import load_vocabulary
from rules.evaluation import Evaluation
from rules.formulas import FUNCTIONS, LONGEST, MISSING
from rules.measures.share import order_positions
from rules.statistics import COVERAGES, UNREADABLE

WRONG = -12345
FIRST_ROW = 2


@dataclass
class SheetCells:
    """Finds things for the formulas of one township: an implementation of ``Cells``."""

    evaluation: Evaluation
    prefix: str
    row: int = FIRST_ROW
    columns: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    numeric: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def last(self):
        return FIRST_ROW + self.evaluation.statistics.size - 1

    def _own(self, letters):
        return f"{self.prefix}calc!${letters}{self.row}"

    def _all(self, letters):
        return f"{self.prefix}calc!${letters}${FIRST_ROW}:${letters}${self.last}"

    def measure(self, name):
        return self._own(self.measures[name])

    def column(self, name):
        letters = self.columns.get(name)
        return None if letters is None else f"{self.prefix}data!${letters}{self.row}"

    def columns_of(self, name):
        figure = self.evaluation.pack.figures.get(name)
        return list(figure.value) if figure is not None else [name]

    def figure(self, name):
        return self.figures[name]

    def amount(self, name):
        return self.figures[name] if name in self.figures else self.measure(name)

    def text(self, value):
        return f'"{value}"'

    def members(self, family):
        found = self.evaluation.pack.figures.family(family)
        return {member: self.figures[figure.name] for member, figure in found.items()}

    def _words(self, choice):
        return [c.label.zh for c in load_vocabulary().choices[choice]]

    def names_any(self, choice, figure):
        cell = self.column(choice)
        if cell is None:
            return "0"
        words = "{" + ",".join(f'"、{word}、"' for word in self._words(choice)) + "}"
        here = f'ISNUMBER(SEARCH({words},"、"&{cell}&"、"))'
        wanted = f'ISNUMBER(SEARCH({words},"、"&{self.figures[figure]}&"、"))'
        return f'IF({cell}="?",0.5,IF(SUMPRODUCT({here}*{wanted})>0,1,0))'

    def names(self, choice, name):
        cell = self.column(choice)
        if cell is None:
            return "0"
        word = next(c.label.zh for c in load_vocabulary().choices[choice] if c.name == name)
        return f'IF({cell}="?",0.5,IF(ISNUMBER(SEARCH("、{word}、","、"&{cell}&"、")),1,0))'

    def everywhere(self, measure):
        return self._all(self.measures[measure])

    def group(self, within):
        if not self.evaluation.statistics.covers(within):
            return None
        return self._all(self.groups[within]), self._own(self.groups[within])

    def pool(self, name, within):
        if name in self.figures:
            return self.figures[name]
        everywhere, own = self.group(within)
        values, numbers = self._all(self.measures[name]), self._all(self.numeric[name])
        none = f'COUNTIFS({everywhere},{own},{values},">=-1E+300")=0'
        return f"IF({none},{MISSING},SUMPRODUCT(MAX(({everywhere}={own})*{numbers})))"

    def as_numbers(self, everywhere):
        letters = re.search(r"\$([A-Z]+)\$", everywhere).group(1)
        name = next(name for name, at in self.measures.items() if at == letters)
        return self._all(self.numeric[name])

    def order(self):
        return self._all(self.groups["order"]), self._own(self.groups["order"])


def _cell_text(column, choices):
    if UNREADABLE in choices:
        return "?"
    labels = {c.name: c.label.zh for c in load_vocabulary().choices[column]}
    return "、".join(labels[name] for name in sorted(choices))


def write_calculating(book, evaluation: Evaluation, prefix: str) -> SheetCells:
    """Write three sheets: statistics, figures, and measures as formulas."""
    cells = SheetCells(evaluation, prefix)
    statistics = evaluation.statistics
    data = book.add_worksheet(f"{prefix}data")
    figures = book.add_worksheet(f"{prefix}figures")
    calc = book.add_worksheet(f"{prefix}calc")
    position = 0
    for name, values in statistics.numbers.items():
        cells.columns[name] = xl_col_to_name(position)
        for township, value in enumerate(values.tolist()):
            if value == value:
                data.write_number(FIRST_ROW - 1 + township, position, value)
        position += 1
    for name, column in statistics.choices.items():
        if name not in load_vocabulary().choices:
            continue
        cells.columns[name] = xl_col_to_name(position)
        for township in range(statistics.size):
            text = _cell_text(name, column.at(township))
            data.write_string(FIRST_ROW - 1 + township, position, text)
        position += 1
    for row, (name, figure) in enumerate(evaluation.pack.figures.items()):
        cells.figures[name] = f"{prefix}figures!$B${row + 1}"
        figures.write_string(row, 0, name)
        if isinstance(figure.value, bool):
            figures.write_boolean(row, 1, figure.value)
        elif isinstance(figure.value, list):
            if figure.group != "column":
                figures.write_string(row, 1, _cell_text(figure.group, figure.value))
        elif figure.is_entered:
            figures.write_number(row, 1, figure.value)
    keys = {within: statistics.group_codes(within).tolist() for within in COVERAGES}
    keys["order"] = order_positions(statistics.text("code"), statistics.text("name"))
    column = 0
    for name, values in keys.items():
        cells.groups[name] = xl_col_to_name(column)
        calc.write_column(FIRST_ROW - 1, column, values)
        column += 1
    for name in evaluation.pack.measures:
        cells.measures[name] = xl_col_to_name(column)
        cells.numeric[name] = xl_col_to_name(column + 1)
        column += 2
    for name, measure in evaluation.pack.measures.items():
        for township in range(statistics.size):
            cells.row = FIRST_ROW + township
            formula = measure.formula(cells)
            check_formula(formula)
            own = cells.measure(name).partition("!")[2].replace("$", "")
            calc.write_formula(own, f"={formula}", None, WRONG)
            number = f"{cells.numeric[name]}{cells.row}"
            calc.write_formula(number, f"=IF(ISNUMBER({own}),{own},0)", None, WRONG)
    return cells


def check_formula(formula: str) -> None:
    """Only known functions, and no longer than spreadsheets take."""
    bare = re.sub(r'"[^"]*"', '""', formula)
    used = set(re.findall(r"([A-Z][A-Z0-9]*)\(", bare))
    assert used <= FUNCTIONS, used - FUNCTIONS
    assert len(formula) < LONGEST


def expected(evaluation: Evaluation, measure: str, township: int):
    """What was computed, as a cell holds it."""
    value = evaluation.given.measures[measure].data[township]
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return value if isinstance(value, str) else float(value)


def new_book(path: Path) -> xlsxwriter.Workbook:
    """An empty workbook with a canary: a sum whose stored value is wrong."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("canary").write_formula("A1", "=1+1", None, WRONG)
    return book
