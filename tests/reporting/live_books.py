"""Reports with formulas for tests: made of statistics, recalculated and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from calculator.calculated import RulesUsed
from calculator.calculation import Report
from calculator.packs import open_pack
from calculator.reading import Reading
from calculator.reading.origins import Source
from rules.evaluation import evaluate
from rules.statistics import Statistics

SELECTIONS = {"撤并研究", "图表数据", "编制统筹"}
"""Sheets whose rows are those of the calculation, whatever is changed."""


class NoOrigins:
    """Statistics that come from no file."""

    def source(self, township):
        return Source("made.xlsx", "表", township + 2)

    def cell(self, township, column):  # noqa: ARG002
        return None

    def body_cell(self, body, column):  # noqa: ARG002
        return None

    def county_cell(self, county, column):  # noqa: ARG002
        return None


def report_on(statistics: Statistics, pack: str, settings=None) -> Report:
    """A report on statistics that were read from nowhere."""
    used = RulesUsed(open_pack(pack), str(pack))
    reading = Reading(statistics, NoOrigins(), [], [])
    return Report(reading, evaluate(open_pack(pack, settings), statistics), used)


@dataclass(frozen=True)
class Cell:
    """A cell with a formula: what is stored with it, and what LibreOffice makes of it."""

    sheet: str
    place: str
    formula: str
    stored: object
    recalculated: object

    @property
    def agrees(self) -> bool:
        return is_same(self.stored, self.recalculated)


def is_same(one, other) -> bool:
    """Whether two cells show the same."""
    one, other = (None if value == "" else value for value in (one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return one == other


def formula_cells(path: Path, recalculated: Path) -> Iterator[Cell]:
    """Every formula of a workbook."""
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    results = openpyxl.load_workbook(recalculated, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    place = cell.coordinate
                    yield Cell(
                        sheet.title,
                        place,
                        cell.value,
                        stored[sheet.title][place].value,
                        results[sheet.title][place].value,
                    )


def functions_in(formula: str) -> set[str]:
    """The functions that a formula uses."""
    bare = re.sub(r'"[^"]*"', '""', formula)
    return set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare))


def changed_book(path, target, names, changes):
    """A copy of a report with figures changed in their cells."""
    book = openpyxl.load_workbook(path)
    for name, cell in changes.items():
        sheet, place = next(book.defined_names[names[name]].destinations)
        book[sheet][place.replace("$", "")].value = cell
    book.save(target)
    return target


def differences(recalculated, fresh, without=SELECTIONS):
    """The formula cells that do not show what a fresh report has there."""
    formulas = openpyxl.load_workbook(fresh)
    wanted = openpyxl.load_workbook(fresh, data_only=True)
    found = openpyxl.load_workbook(recalculated, data_only=True)
    compared = 0
    for sheet in formulas:
        if sheet.title in without:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    compared += 1
                    one = wanted[sheet.title][cell.coordinate].value
                    other = found[sheet.title][cell.coordinate].value
                    if not is_same(one, other):
                        yield sheet.title, cell.coordinate, one, other
    assert compared > 1000
