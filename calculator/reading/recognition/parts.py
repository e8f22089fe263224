"""The townships of one table: its rows sorted out, its columns read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

import numpy as np

from calculator.reading.cells.counties import CountyName, fill_down, first_county
from calculator.reading.cells.dates import date_in, first_date
from calculator.reading.cells.division_codes import code_text
from calculator.reading.cells.rows import is_county_line
from calculator.reading.grids import Grid, as_text
from calculator.reading.recognition.column_values import read_columns
from calculator.reading.recognition.contents import settle
from calculator.reading.recognition.layouts import ColumnRead, Layout, RowLeftOut, TableRead
from calculator.reading.recognition.regions import (
    Regions,
    cells_of,
    clean_names,
    find_regions,
    written_regions,
)
from calculator.reading.recognition.sorting import RowSorter
from calculator.reading.recognition.text_columns import is_blank, text_array
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.statistics import Choices, FloatArray, IntArray, TextArray


@dataclass(frozen=True)
class Listed:
    """The offices and institutions of a list.

    Attributes:
        bodies: Their rows and columns.
        groups: For each the place of its township among those that the list names.
        township_cells: The address of the cell that names each township.
        kinds_above: For each the kind that a line above it tells.
        nameplates: Place of a body -> the name-plates that its cells say it hangs as well.
        findings: What is wrong with rows of the list.
    """

    bodies: Part
    groups: IntArray
    township_cells: Sequence[str]
    kinds_above: TextArray
    nameplates: Mapping[int, Sequence[str]]
    findings: Sequence[Finding]


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
        noted: Column -> positions of cells with a note after the figure.
        ticks: Choice column -> column to tick -> 1 where it is ticked.
        date: The day that the titles and headings tell.
        county_from: What told the county of all rows, where no column does.
        county_lines: The cells of rows that tell the county of others -> the county.
        filled: Columns whose blank cells were filled from above.
        is_split: Whether county and township stood in one cell.
        listed: The offices and institutions, where the table is a list of them; the rest then
            is about the townships that it names.
    """

    layout: Layout
    table: TableRead
    rows: IntArray
    numbers: dict[str, FloatArray] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    texts: dict[str, TextArray] = field(default_factory=dict)
    odd: dict[str, tuple[int, ...]] = field(default_factory=dict)
    own_units: dict[str, dict[int, str]] = field(default_factory=dict)
    noted: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ticks: dict[str, dict[str, FloatArray]] = field(default_factory=dict)
    date: date | None = None
    county_from: tuple[CountyName, str] | None = None
    county_lines: dict[str, str] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    is_split: bool = False
    listed: Listed | None = None

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
        if self.listed is not None:
            return self.listed.township_cells[position]
        for column in ("name", "pinyin", "code"):
            if column in self.layout.columns:
                return self.address(column, position)
        raise KeyError("name")

    def is_of_another_date(self, other: Part) -> bool:
        """Whether both tables tell a date, and not the same."""
        return self.date is not None and other.date is not None and self.date != other.date

    @property
    def of_rows(self) -> Part:
        """The rows that hold figures: those of the offices and institutions of a list."""
        return self.listed.bodies if self.listed is not None else self

    def said_name(self, position: int) -> str:
        """What a row is about, as findings call it: a township, or one of its bodies."""
        name, body = self.texts["name"][position], self.texts.get("body_name")
        return name or "" if body is None else f"{name or ''}{body[position]}"

    @property
    def is_proposal(self) -> bool:
        """Whether the table proposes something."""
        columns = (*self.numbers, *self.choices)
        return self.listed is not None or any(name.startswith("proposed_") for name in columns)

    @property
    def is_measured(self) -> bool:
        """Whether the table holds statistics, and not only a proposal or names."""
        known = load_vocabulary().columns
        return any(known[column].is_measured for column in self.numbers)


def read_part(layout: Layout) -> Part | None:
    """Read the townships of one table; None where it has none."""
    grid = layout.grid
    rows = range(layout.heading.body, layout.end)
    written_names = cells_of(layout, "name", rows) or [""] * len(rows)
    names = clean_names(written_names)
    written = written_regions(layout, rows)
    regions = {column: fill_down(texts) for column, texts in written.items()}
    names_of_grid = (grid.sheet or "", PurePath(grid.file).stem)
    cells = (text for title in layout.titles for text in title)
    told = None if "county" in regions else first_county((*cells, *names_of_grid))
    known = {text for texts in regions.values() for text in texts}
    if told is not None:
        known |= {told[0].county, told[0].prefecture or told[0].county}
    sorter = RowSorter(layout, names, frozenset(known - {""}))
    kept, left_out = [], []
    for place, name in enumerate(names):
        usual = name is written_names[place] and name.endswith(sorter.endings) and name.isalpha()
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
    kept_rows = [rows[place] for place in kept]
    layout = settle(layout, kept_rows)
    values = read_columns(layout, kept_rows)
    part = Part(
        layout=layout,
        table=layout.table(left_out, townships=len(kept)),
        rows=np.array(kept_rows, dtype=np.int64),
        numbers=values.numbers,
        choices=values.choices,
        own_units=values.own_units,
        noted=values.noted,
        ticks=values.ticks,
        filled=tuple(
            column
            for column in regions
            if any(regions[column][place] != written[column][place] for place in kept)
        ),
        date=date_of(layout, (*(" ".join(title) for title in layout.titles), *names_of_grid)),
    )
    lines = {
        row.row - 1: name
        for row in left_out
        if is_county_line(name := names[row.row - 1 - rows.start])
    }
    _read_identity(part, [names[place] for place in kept], regions, kept)
    if "county" not in regions:
        take_regions(part, find_regions([*part.texts["name"]], kept_rows, lines, told))
    _name_the_nameless(part)
    _drop_codes(part, sorter.spoilt_codes)
    part.odd |= values.odd
    return part


def date_of(layout: Layout, sources: Sequence[str]) -> date | None:
    """The day that the headings of figures tell, else the first of other texts that does."""
    reads = [read for read in layout.columns.values() if not read.column.endswith(YEAR_BEFORE)]
    measured = [
        read.heading for read in reads if load_vocabulary().columns[read.column].holds == "number"
    ]
    others = [read.heading for read in reads if read.heading not in measured]
    dated = [day for heading in measured if (day := date_in(heading)) is not None]
    return max(dated, default=None) or first_date((*sources, *others))


def _read_identity(
    part: Part,
    names: list[str],
    regions: dict[str, list[str]],
    kept: Sequence[int],
) -> None:
    rows = part.rows.tolist()
    for column, texts in regions.items():
        part.texts[column] = text_array([texts[place] for place in kept])
    for column in ("code", "pinyin", "neighbours", "shared_seat"):
        cells = cells_of(part.layout, column, rows)
        if cells is not None:
            clean = code_text if column == "code" else as_text
            part.texts[column] = text_array([clean(cell) for cell in cells])
    part.texts["name"] = np.array(names, dtype=object)


def take_regions(part: Part, found: Regions) -> None:
    """Take the counties that no column tells, and the names without them."""
    part.texts["name"] = np.array(found.names, dtype=object)
    part.county_from, part.is_split = found.told, found.is_split
    own = part.layout.columns.get("name")
    position = own.position if own is not None else 0
    part.county_lines = {
        part.grid.address(row, position): county for row, county in (found.lines or {}).items()
    }
    if found.counties is not None:
        part.texts["county"] = text_array(found.counties)
    if found.prefectures is not None:
        part.texts.setdefault("prefecture", text_array(found.prefectures))


def _name_the_nameless(part: Part) -> None:
    """Show units without a name by their pinyin or code."""
    shown = text_array(part.texts["name"].tolist())
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
