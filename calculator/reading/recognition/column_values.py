"""The cells of a table's columns as numbers and choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from calculator.reading.cells.choices import (
    UNREADABLE,
    joined_choices,
    named_choices,
    read_choices,
    read_flags,
    remarked_choices,
    saying_yes,
    ticked,
)
from calculator.reading.cells.values import read_numbers
from calculator.reading.recognition.layouts import ColumnRead, Layout
from calculator.vocabulary import load_vocabulary
from rules.statistics import Choices, FloatArray


@dataclass(frozen=True)
class ColumnValues:
    """What the cells of some rows say, by columns.

    Attributes:
        numbers, choices: The columns, one value per row.
        odd: Column -> positions of cells that could not be understood.
        own_units: Column -> position -> the unit that the cell itself names.
        noted: Column -> positions of cells with a note after the figure.
        ticks: Choice column -> column to tick -> 1 where it is ticked.
    """

    numbers: dict[str, FloatArray] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    odd: dict[str, tuple[int, ...]] = field(default_factory=dict)
    own_units: dict[str, dict[int, str]] = field(default_factory=dict)
    noted: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ticks: dict[str, dict[str, FloatArray]] = field(default_factory=dict)


def read_columns(layout: Layout, rows: Sequence[int]) -> ColumnValues:
    """Read every column of a table that holds something else than texts."""
    read_here = ColumnValues()
    for read in layout.columns.values():
        if load_vocabulary().columns[read.column].holds != "text":
            _read_column(read_here, layout, read, rows)
    for column, ticks in read_here.ticks.items():
        own = [read_here.choices[column]] if column in read_here.choices else []
        known = load_vocabulary().columns
        asked = [ticked(flags, known[name]) for name, flags in ticks.items()]
        read_here.choices[column] = joined_choices([*own, *asked])
    return read_here


def _read_column(into: ColumnValues, layout: Layout, read: ColumnRead, rows: Sequence[int]) -> None:
    name = read.column
    known = load_vocabulary().columns[name]
    cells = layout.grid.column(read.position, rows)
    if known.holds == "number":
        numbers = read_numbers(cells, layout.units.get(name))
        into.numbers[name] = numbers.values
        into.odd[name] = numbers.odd
        into.own_units[name] = numbers.own_units
        into.noted[name] = numbers.noted
    elif known.holds == "flag":
        into.numbers[name], into.odd[name] = read_flags(cells, saying_yes(known))
    elif known.tick is not None:
        ticks = into.ticks.setdefault(known.tick[0], {})
        ticks[name], into.odd[name] = read_flags(cells)
    else:
        choices, into.odd[name] = read_choices(cells, _reader(read), _unreadable(read))
        if choices.sets or not read.is_remark:
            into.choices[name] = choices


def _unreadable(read: ColumnRead) -> frozenset[str] | None:
    """What a cell names that says something else: of a list it is open what it names."""
    is_list = load_vocabulary().match.get(read.column) == "list"
    return UNREADABLE if is_list and not read.is_remark else None


def _reader(read: ColumnRead) -> Callable[[str], frozenset[str] | None]:
    """What reads the cells of a choice column."""
    if read.is_remark:
        return partial(remarked_choices, read.column)
    if read.column in load_vocabulary().choices:
        return partial(named_choices, read.column)
    return lambda text: frozenset({text})
