"""The townships of one table: its rows sorted out, its columns read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any

import numpy as np

from calculator.reading.choices import (
    UNREADABLE,
    joined_choices,
    named_choices,
    read_choices,
    read_flags,
    remarked_choices,
    saying_yes,
    ticked,
)
from calculator.reading.contents import settle
from calculator.reading.counties import CountyName, fill_down, first_county, split_joined
from calculator.reading.dates import first_date
from calculator.reading.division_codes import code_text
from calculator.reading.grids import Grid, as_text
from calculator.reading.layouts import ColumnRead, Layout, RowLeftOut, TableRead
from calculator.reading.rows import clean_name
from calculator.reading.sorting import RowSorter
from calculator.reading.values import read_numbers
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.statistics import BoolArray, Choices, FloatArray, IntArray, TextArray

_USUAL_ENDINGS = ("镇", "乡", "街道", "办事处")


@dataclass
class Part:
    """The townships of one table, by columns.

    Attributes:
        layout: Where the table stands.
        table: The table as it was recognised.
        rows: The rows of the grid, counted from 0.
        numbers, choices, texts: The columns, one value per row.
        odd: Column -> positions of cells that could not be understood.
        own_units: Column -> position -> the unit that the cell itself names.
        ticks: Choice column -> column to tick -> 1 where it is ticked.
        date: The day that the titles and headings tell.
        county_from: What told the county of all rows, where no column does.
        filled: Columns whose blank cells were filled from above.
        is_split: Whether county and township stood in one cell.
    """

    layout: Layout
    table: TableRead
    rows: IntArray
    numbers: dict[str, FloatArray] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    texts: dict[str, TextArray] = field(default_factory=dict)
    odd: dict[str, tuple[int, ...]] = field(default_factory=dict)
    own_units: dict[str, dict[int, str]] = field(default_factory=dict)
    ticks: dict[str, dict[str, FloatArray]] = field(default_factory=dict)
    date: date | None = None
    county_from: tuple[CountyName, str] | None = None
    filled: tuple[str, ...] = ()
    is_split: bool = False

    @property
    def grid(self) -> Grid:
        """The grid that the table stands in."""
        return self.layout.grid

    @property
    def size(self) -> int:
        """How many townships there are."""
        return len(self.rows)

    def column_read(self, column: str, position: int = 0) -> ColumnRead | None:
        """The column of the sheet that a township's value stands in.

        Of several columns to tick, it is the one that is ticked.
        """
        read = self.layout.columns.get(column)
        ticks = self.ticks.get(column, {})
        for name, flags in ticks.items() if read is None else ():
            if flags[position] == 1:
                return self.layout.columns[name]
        return read or next((self.layout.columns[name] for name in ticks), None)

    def _position(self, column: str, position: int) -> int:
        read = self.column_read(column, position)
        if read is None:
            raise KeyError(column)
        return read.position

    def address(self, column: str, position: int) -> str:
        """The address of a township's cell."""
        return self.grid.address(int(self.rows[position]), self._position(column, position))

    def raw(self, column: str, position: int) -> Any:
        """What a township's cell holds, as the file has it."""
        return self.grid.cells[int(self.rows[position])][self._position(column, position)]

    def name_cell(self, position: int) -> str:
        """The address of the cell that names a township."""
        for column in ("name", "pinyin", "code"):
            if column in self.layout.columns:
                return self.address(column, position)
        raise KeyError("name")

    def is_of_another_date(self, other: Part) -> bool:
        """Whether both tables tell a date, and not the same."""
        return self.date is not None and other.date is not None and self.date != other.date

    @property
    def is_proposal(self) -> bool:
        """Whether the table proposes something."""
        return any(column.startswith("proposed_") for column in (*self.numbers, *self.choices))

    @property
    def is_measured(self) -> bool:
        """Whether the table holds statistics, and not only a proposal or names."""
        known = load_vocabulary().columns
        return any(known[column].is_measured for column in self.numbers)


def _cells(layout: Layout, column: str, rows: Sequence[int]) -> list[Any] | None:
    read = layout.columns.get(column)
    return None if read is None else layout.grid.column(read.position, rows)


def _names(cells: Sequence[Any]) -> list[str]:
    """Names, cleaned where they hold more than letters."""
    return [
        cell if isinstance(cell, str) and cell.isalpha() else clean_name(as_text(cell))
        for cell in cells
    ]


def _merged_down(layout: Layout, column: str, rows: range, texts: list[str]) -> list[str]:
    position = layout.columns[column].position
    for block in layout.grid.merged:
        if block.left <= position <= block.right and block.top in rows:
            first = block.top - rows.start
            last = min(block.bottom - rows.start, len(rows) - 1)
            texts[first : last + 1] = [texts[first]] * (last + 1 - first)
    return texts


def _regions(layout: Layout, rows: range) -> dict[str, list[str]]:
    """Prefecture and county of every row, those of merged cells on each of their rows."""
    return {
        column: _merged_down(layout, column, rows, _names(cells))
        for column in ("prefecture", "county")
        if (cells := _cells(layout, column, rows)) is not None
    }


def read_part(layout: Layout) -> Part | None:
    """Read the townships of one table; None where it has none."""
    grid = layout.grid
    rows = range(layout.heading.body, layout.end)
    written_names = _cells(layout, "name", rows) or [""] * len(rows)
    names = _names(written_names)
    written = _regions(layout, rows)
    regions = {column: fill_down(texts) for column, texts in written.items()}
    names_of_grid = (grid.sheet or "", PurePath(grid.file).stem)
    cells = (text for title in layout.titles for text in title)
    told = None if "county" in regions else first_county((*cells, *names_of_grid))
    known = {text for texts in regions.values() for text in texts}
    if told is not None:
        known |= {told[0].county, told[0].prefecture or told[0].county}
    sorter = RowSorter(layout, frozenset(known - {""}))
    kept, left_out = [], []
    for place, name in enumerate(names):
        usual = name is written_names[place] and name.endswith(_USUAL_ENDINGS) and name.isalpha()
        is_township = usual and name not in sorter.bare_kinds
        reason = None if is_township else sorter.reason(name, rows[place])
        if reason is None:
            kept.append(place)
        elif reason:
            cells_here = (as_text(cell) for cell in grid.cells[rows[place]])
            text = as_text(written_names[place]) or next(filter(None, cells_here))
            left_out.append(RowLeftOut(rows[place] + 1, reason, text))
    if not kept:
        return None
    layout = settle(layout, [rows[place] for place in kept])
    part = Part(
        layout=layout,
        table=TableRead(
            file=grid.file,
            sheet=grid.sheet,
            heading_rows=(layout.heading.top + 1, layout.heading.bottom + 1),
            columns=tuple(layout.columns.values()),
            unrecognised=layout.unrecognised,
            townships=len(kept),
            left_out=tuple(left_out),
        ),
        rows=np.array([rows[place] for place in kept], dtype=np.int64),
        filled=tuple(
            column
            for column in regions
            if any(regions[column][place] != written[column][place] for place in kept)
        ),
        date=_date(layout, (*(" ".join(title) for title in layout.titles), *names_of_grid)),
    )
    _read_identity(part, [names[place] for place in kept], regions, kept, told)
    _drop_codes(part, sorter.spoilt_codes)
    _read_columns(part)
    return part


def _date(layout: Layout, sources: Sequence[str]) -> date | None:
    reads = [read for read in layout.columns.values() if not read.column.endswith(YEAR_BEFORE)]
    measured = [
        read.heading for read in reads if load_vocabulary().columns[read.column].holds == "number"
    ]
    others = [read.heading for read in reads if read.heading not in measured]
    return first_date((*measured, *sources, *others))


def _texts(texts: Sequence[str]) -> TextArray:
    array = np.array(texts, dtype=object)
    array[array == ""] = None
    return array


def is_blank(texts: TextArray) -> BoolArray:
    """Which texts are missing."""
    return np.array([text is None for text in texts], dtype=bool)


def _read_identity(
    part: Part,
    names: list[str],
    regions: dict[str, list[str]],
    kept: Sequence[int],
    told: tuple[CountyName, str] | None,
) -> None:
    rows = part.rows.tolist()
    for column, texts in regions.items():
        part.texts[column] = _texts([texts[place] for place in kept])
    if "county" not in regions:
        split = split_joined(names)
        if split is not None:
            part.is_split = True
            part.texts["county"] = _texts([county for county, _ in split])
            names = [name for _, name in split]
        elif told is not None and (told[0].is_sure or len(set(names)) == len(names)):
            part.county_from = told
            part.texts["county"] = np.full(part.size, told[0].county, dtype=object)
            if told[0].prefecture is not None and "prefecture" not in regions:
                part.texts["prefecture"] = np.full(part.size, told[0].prefecture, dtype=object)
    for column in ("code", "pinyin", "neighbours"):
        cells = _cells(part.layout, column, rows)
        if cells is not None:
            clean = code_text if column == "code" else as_text
            part.texts[column] = _texts([clean(cell) for cell in cells])
    shown = _texts(names)
    for fallback in ("pinyin", "code"):
        if fallback in part.texts:
            blank = is_blank(shown)
            shown[blank] = part.texts[fallback][blank]
    part.texts["name"] = shown


def _drop_codes(part: Part, spoilt: Collection[str]) -> None:
    """Take codes that a spreadsheet has spoilt for none, and remember where they stand."""
    codes = part.texts.get("code")
    odd = [place for place, code in enumerate(codes) if code in spoilt] if codes is not None else []
    if codes is not None and odd:
        codes[odd] = None
        part.odd["code"] = tuple(odd)


def _read_columns(part: Part) -> None:
    vocabulary = load_vocabulary()
    rows = part.rows.tolist()
    for name, read in part.layout.columns.items():
        known = vocabulary.columns[name]
        if known.holds == "text":
            continue
        cells = part.grid.column(read.position, rows)
        if known.holds == "number":
            numbers = read_numbers(cells, part.layout.units.get(name))
            part.numbers[name] = numbers.values
            part.odd[name] = numbers.odd
            part.own_units[name] = numbers.own_units
        elif known.holds == "flag":
            part.numbers[name], part.odd[name] = read_flags(cells, saying_yes(known))
        elif known.tick is not None:
            ticks = part.ticks.setdefault(known.tick[0], {})
            ticks[name], part.odd[name] = read_flags(cells)
        else:
            part.choices[name], part.odd[name] = read_choices(
                cells, _reader(read), _unreadable(read)
            )
            if read.is_remark and not part.choices[name].sets:
                del part.choices[name]
    for column, ticks in part.ticks.items():
        own = [part.choices[column]] if column in part.choices else []
        asked = [ticked(flags, vocabulary.columns[name]) for name, flags in ticks.items()]
        part.choices[column] = joined_choices([*own, *asked])


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
