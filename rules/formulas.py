"""Writing what a measure computes as a spreadsheet formula.

Only functions that Excel, WPS and LibreOffice all know, and none that spills: see ``FUNCTIONS``.
A missing value is an empty text, a truth is 1, 0 or 0.5, as in ``comparing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rules.comparing import DECIMALS, Bound, Rounding

_LOGIC = ("AND", "CHOOSE", "IF", "ISNUMBER", "NOT", "OR")
_NUMBERS = ("INT", "MAX", "MIN", "ROUND", "ROUNDDOWN", "ROUNDUP")
_OVER_CELLS = ("AVERAGEIFS", "COUNTIFS", "INDEX", "MATCH", "SUM", "SUMIFS", "SUMPRODUCT")
_TEXTS = ("FIXED", "MID", "REPT", "SEARCH", "SUBSTITUTE", "TRIM")
FUNCTIONS = frozenset((*_LOGIC, *_NUMBERS, *_OVER_CELLS, *_TEXTS))
"""Every function that a formula may use."""

MISSING = '""'
LONGEST = 8192
"""Spreadsheets take no longer formula."""

_OPERATORS: dict[Bound, str] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
}
_ROUNDING: dict[Rounding, str] = {"down": "ROUNDDOWN", "half_up": "ROUND", "up": "ROUNDUP"}


class Cells(Protocol):
    """Where a formula of one township finds things; all answers are pieces of formulas."""

    def measure(self, name: str) -> str:
        """The township's cell of a measure."""

    def column(self, name: str) -> str | None:
        """The township's cell of a column of the statistics; None where the input has none."""

    def columns_of(self, name: str) -> list[str]:
        """The columns that a figure lists, or the one column of that name."""

    def figure(self, name: str) -> str:
        """The cell of a figure."""

    def amount(self, name: str) -> str:
        """The cell of a figure, or the township's cell of a measure."""

    def text(self, value: str) -> str:
        """A text, such as the name of a class, as it stands in cells."""

    def members(self, family: str) -> dict[str, str]:
        """The cells of the members of a family of figures, by member."""

    def names_any(self, choice: str, figure: str) -> str:
        """1 where the township's cell of a choice column names one of a figure's list, else 0."""

    def names(self, choice: str, name: str) -> str:
        """1 where the township's cell of a choice column names one choice, else 0."""

    def everywhere(self, measure: str) -> str:
        """The cells of a measure, of all townships."""

    def group(self, within: str) -> tuple[str, str] | None:
        """The cells that name the county, prefecture or province of all, and the township's own.

        None where the file does not hold all townships of such a group.
        """

    def pool(self, name: str, within: str) -> str:
        """The cell of a figure, or the cell that holds the greatest of a measure in the group."""

    def as_numbers(self, everywhere: str) -> str:
        """The cells of a measure as numbers, texts counting as zero."""

    def order(self) -> tuple[str, str]:
        """The cells that break ties between all townships, and the township's own."""


def in_decimal(value: str) -> str:
    """A value rounded to the decimals that count."""
    return f"ROUND({value},{DECIMALS})"


def compared(value: str, bound: Bound, limit: str) -> str:
    """Whether a value keeps to a bound."""
    return f"{in_decimal(value)}{_OPERATORS[bound]}{in_decimal(limit)}"


def rounded(value: str, rounding: Rounding, decimals: int) -> str:
    """A value rounded as a figure says."""
    return f"{_ROUNDING[rounding]}({in_decimal(value)},{decimals})"


def where_numbers(cells: Sequence[str], then: str) -> str:
    """A formula over some cells, missing where any of them is."""
    unique = list(dict.fromkeys(cells))
    if len(unique) == 1:
        return f"IF(ISNUMBER({unique[0]}),{then},{MISSING})"
    tests = ",".join(f"ISNUMBER({cell})" for cell in unique)
    return f"IF(AND({tests}),{then},{MISSING})"


def if_present(cell: str) -> str:
    """A cell's number, or missing: a spreadsheet would take an empty cell for zero."""
    return where_numbers([cell], cell)


def nested(function: str, parts: Sequence[str]) -> str:
    """A function of several parts, or the only one there is."""
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"


def first_that_holds(truths: Sequence[str], values: Sequence[str], otherwise: str) -> str:
    """The value of the first truth that is yes; missing where an earlier one is undecided."""
    formula = otherwise
    for truth, value in zip(reversed(truths), reversed(values), strict=True):
        formula = f"CHOOSE(1+2*{truth},{formula},{MISSING},{value})"
    return formula
