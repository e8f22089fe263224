"""What the numbers of a column are counted in, and where a table says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from calculator.reading.cells.matching import units_in, without_marks
from calculator.vocabulary import VocabularyColumn, load_vocabulary

UnitSource = Literal["heading", "unit row", "vocabulary"]

_UNIT_NOTE = re.compile(
    r"单位[:：]\s*([^\s:：()（）]+)|units?[:：]\s*([^:：()（）]+)", re.IGNORECASE
)
_UNIT_LIST = re.compile(r"[、,，;；和]")


@dataclass(frozen=True)
class Unit:
    """What the numbers of a column are counted in.

    Attributes:
        written: As the heading or the vocabulary writes it.
        factor: How many of the vocabulary's own unit it is.
        kind: The kind of unit, such as people or km2.
    """

    written: str
    factor: Fraction
    kind: str


def listed_units(titles: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The units that a row such as 单位：公顷、人 names."""
    listed: list[str] = []
    for title in titles:
        for found in _UNIT_NOTE.finditer(without_marks(" ".join(title))):
            for part in _UNIT_LIST.split(found[1] or found[2]):
                listed.extend(units_in(part))
    return tuple(dict.fromkeys(listed))


def column_unit(
    known: VocabularyColumn, named: Sequence[tuple[Sequence[str], UnitSource]]
) -> tuple[Unit | None, UnitSource | None, bool]:
    """The unit of a column, where it was found, and whether only one was named.

    Args:
        known: The column.
        named: The written units that each place names, the one that goes first in front.
    """
    if known.holds != "number" or known.unit is None:
        return None, None, True
    units = load_vocabulary().units[known.unit]
    for written, source in named:
        fitting = [unit for unit in written if unit in units]
        if len({units[unit] for unit in fitting}) == 1:
            return Unit(fitting[0], units[fitting[0]], known.unit), source, True
        if fitting:
            return _own_unit(known.unit), "vocabulary", False
    return _own_unit(known.unit), "vocabulary", True


def _own_unit(kind: str) -> Unit:
    units = load_vocabulary().units[kind]
    written = next(unit for unit, factor in units.items() if factor == 1)
    return Unit(written, Fraction(1), kind)
