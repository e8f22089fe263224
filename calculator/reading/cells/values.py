"""Cells as numbers, exactly: separators, written units, missing marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from calculator.reading.cells.matching import unit_key, units_in, without_marks
from calculator.reading.cells.units import Unit
from calculator.vocabulary import load_vocabulary
from rules.statistics import FloatArray

_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,3})?)"
    r"\s*(?P<unit>[^\d\s.,+-][^\d.]*2?|10,000 \w+)?",
    re.IGNORECASE,
)
_ONLY_DASHES = re.compile(r"[-—–―−－‐…./／·]*")
_NOTE = re.compile(r"[(（]([^()（）\d]+)[)）]\s*$")
_MOST_DECIMALS = 9
_EXACT = 2.0**53


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Attributes:
        values: In the vocabulary's unit; NaN where missing or not a number.
        odd: The positions of cells that are not a number.
        own_units: Positions of cells that name a unit other than the column's -> the unit.
        noted: Positions of cells with a note after the figure, such as 32000（含农场）.
    """

    values: FloatArray
    odd: tuple[int, ...]
    own_units: dict[int, str]
    noted: tuple[int, ...] = ()


def read_numbers(cells: Sequence[Any], unit: Unit | None) -> Numbers:
    """Read a column of cells, converted from its unit."""
    factor = unit.factor if unit is not None else Fraction(1)
    if set(map(type, cells)) <= {float, int}:
        return Numbers(scaled(np.array(cells, dtype=np.float64), factor), (), {})
    given = np.array(cells, dtype=object)
    given[given == ""] = np.nan
    written = np.array([isinstance(cell, str) for cell in given], dtype=bool)
    plain_numbers = set(map(type, given)) <= {float, int, str}
    if plain_numbers and (values := _all_floats(given, written)) is not None:
        return Numbers(scaled(values, factor), (), {})
    return _read_slowly(given, unit, factor)


def _all_floats(given: np.ndarray[Any, Any], written: np.ndarray[Any, Any]) -> FloatArray | None:
    try:
        values = given.astype(np.float64)
    except (ValueError, TypeError, OverflowError):
        return None
    return values if bool(np.isfinite(values[written]).all()) else None


def _read_slowly(given: np.ndarray[Any, Any], unit: Unit | None, factor: Fraction) -> Numbers:
    values = np.full(len(given), np.nan)
    odd: list[int] = []
    own_units: dict[int, str] = {}
    noted: list[int] = []
    numeric = np.array(
        [isinstance(cell, int | float) and not isinstance(cell, bool) for cell in given], dtype=bool
    )
    values[numeric] = scaled(given[numeric].astype(np.float64), factor)
    for position in np.flatnonzero(~numeric):
        cell = given[position]
        parsed = parse_number(cell, unit) if isinstance(cell, str) else None
        if parsed is None and isinstance(cell, str):
            figure, is_noted = _without_note(cell)
            parsed = parse_number(figure, unit)
            noted.extend([int(position)] if is_noted and parsed is not None else [])
        if parsed is None:
            odd.append(int(position))
        elif parsed[0] is not None:
            values[position] = float(parsed[0])
            if parsed[1] is not None and (unit is None or parsed[1] != unit.written):
                own_units[int(position)] = parsed[1]
    return Numbers(values, tuple(odd), own_units, tuple(noted))


def _without_note(text: str) -> tuple[str, bool]:
    """A cell without a note in brackets after its figure, and whether it had one.

    A unit in brackets is none, and stays.
    """
    note = _NOTE.search(text)
    if note is None:
        return text, False
    figure = text[: note.start()]
    return (figure + note[1], False) if units_in(note[1]) else (figure, True)


def scaled(values: FloatArray, factor: Fraction) -> FloatArray:
    """The values times a factor, each rounded once from the exact decimal result.

    A float stands for the shortest decimal that gives it: 2.01 万 is 20,100 and not
    20,099.999… . A whole number over a power of ten, both below 2**53, is divided only
    once, so the common case needs no arithmetic but numpy's.
    """
    if factor == 1:
        return values
    result = np.full(len(values), np.nan)
    left = np.isfinite(values)
    for decimals in range(_MOST_DECIMALS + 1):
        power = 10.0**decimals
        whole = np.rint(values * power)
        exact = left & (whole / power == values) & (abs(whole * factor.numerator) < _EXACT)
        result[exact] = (whole[exact] * factor.numerator) / (power * factor.denominator)
        left &= ~exact
        if not left.any():
            return result
    result[left] = [float(Fraction(repr(float(value))) * factor) for value in values[left]]
    return result


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure: blank, a dash, dots."""
    return _ONLY_DASHES.fullmatch(text) is not None or (
        text.casefold() in load_vocabulary().rows["missing"]
    )


@lru_cache(maxsize=65536)
def parse_number(text: str, unit: Unit | None) -> tuple[Fraction | None, str | None] | None:
    """The exact value of a written number in the vocabulary's unit, and the unit it names.

    Returns:
        None for what is not a number, ``(None, None)`` for what says that there is none.
    """
    text = unicodedata.normalize("NFKC", without_marks(text.strip().lstrip("'"))).strip()
    if is_missing(text) or is_missing(text.replace(" ", "")):
        return None, None
    found = _NUMBER.fullmatch(text.replace("−", "-").replace("–", "-"))
    if found is None or not any(letter.isdigit() for letter in found["number"]):
        return None
    number = Fraction(found["number"].replace(",", "").replace(" ", "").rstrip("."))
    written = found["unit"]
    if written is None:
        return number * (unit.factor if unit is not None else 1), None
    own = _own_unit(written.strip(), unit)
    return (number * own[1], own[0]) if own is not None else None


def _own_unit(written: str, unit: Unit | None) -> tuple[str, Fraction] | None:
    """The unit that a cell names; a bare 万 counts the column's unit, 人 in 3.2万."""
    if unit is None:
        return None
    known = {unit_key(name): name for name in load_vocabulary().units[unit.kind]}
    tries = [written]
    if written in ("万", "亿"):
        bare = unit.written.removeprefix("万").removeprefix("亿")
        tries.append(written + bare)
    for name in tries:
        if unit_key(name) in known:
            found = known[unit_key(name)]
            return found, load_vocabulary().units[unit.kind][found]
    return None


def describe(value: Any) -> str:
    """A cell that is not a number, as its finding shows it."""
    if isinstance(value, datetime | date | time | timedelta):
        return value.isoformat() if not isinstance(value, timedelta) else str(value)
    return str(value).strip()
