"""What the columns of one table are: each under one name, with its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from calculator.reading.cells.matching import (
    heading_words,
    is_neutral,
    plain,
    ways_to_say,
)
from calculator.reading.cells.units import Unit, UnitSource, column_unit, listed_units
from calculator.reading.grids import Grid
from calculator.reading.recognition.choosing import (
    best,
    fits,
    is_idle,
    proposes,
    take_as_approved,
    take_years_before,
    year_before,
    year_of,
)
from calculator.reading.recognition.headings import Heading, HeadingColumn
from calculator.reading.recognition.table_sorts import (
    TableSort,
    match_in_list,
    may_stand_in,
    table_sort,
)
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE

Titles = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ColumnRead:
    """A column that was recognised.

    Attributes:
        column: Its name in the vocabulary.
        heading: What its heading says.
        unit: The written unit of its numbers; None where it holds no numbers.
        unit_source: Where the unit was found; the vocabulary where nothing says it.
        cell: The address of the heading.
        position: The column of the sheet, counted from 0.
    """

    column: str
    heading: str
    unit: str | None
    unit_source: UnitSource | None
    cell: str
    position: int

    @property
    def is_remark(self) -> bool:
        """Whether it is free text that may tell the column among other things."""
        remarks = load_vocabulary().columns[self.column].remarks
        return heading_words(self.heading) in map(plain, remarks)


@dataclass(frozen=True)
class RowLeftOut:
    """A row of a table that is not a township.

    ``reason`` is ``total``, ``footnote``, ``unnamed`` or ``stranger``: figures of something
    that is no township.
    """

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class TableRead:
    """A table as it was recognised.

    Attributes:
        file: The name of the file.
        sheet: The name of the sheet; None for delimited text.
        heading_rows: The first and last row of the heading, counted from 1.
        columns: What was recognised.
        unrecognised: Headings that mean no column of the vocabulary, with their addresses.
        townships: How many rows are townships; of a list of offices and institutions, how
            many townships it names.
        left_out: Rows that are not, counted from 1.
        sort: What it has one row for.
        bodies: How many offices and institutions it lists.
        counties: How many counties it has a row of.
    """

    file: str
    sheet: str | None
    heading_rows: tuple[int, int]
    columns: tuple[ColumnRead, ...]
    unrecognised: tuple[tuple[str, str], ...]
    townships: int
    left_out: tuple[RowLeftOut, ...]
    sort: TableSort = "townships"
    bodies: int = 0
    counties: int = 0


@dataclass(frozen=True)
class Layout:
    """Where a table stands in its grid, and what its columns are.

    Attributes:
        grid: The grid.
        heading: Its heading.
        end: The row after its last.
        columns: Recognised columns by name.
        unrecognised: Headings not recognised.
        units: Number column -> unit.
        named_by: The heading over the names, where only the names told what it is.
        dropped: Column taken -> columns with the same meaning that were not taken.
        by_year: Columns of ``dropped`` where the later year was taken.
        ambiguous: Number columns for which several units are named.
        titles: The texts above the heading, row by row; below them those of the grid's
            first table, which a continued table goes by as well.
        by_contents: Columns that only their cells told.
        sort: What the table has one row for.
    """

    grid: Grid
    heading: Heading
    end: int
    columns: dict[str, ColumnRead]
    unrecognised: tuple[tuple[str, str], ...]
    units: dict[str, Unit]
    named_by: str | None
    dropped: dict[str, tuple[ColumnRead, ...]]
    by_year: frozenset[str]
    ambiguous: tuple[str, ...]
    titles: Titles
    by_contents: tuple[str, ...] = field(default=())
    sort: TableSort = "townships"

    def table(
        self,
        left_out: Sequence[RowLeftOut],
        sort: TableSort = "townships",
        *,
        townships: int = 0,
        bodies: int = 0,
        counties: int = 0,
    ) -> TableRead:
        """The table as it was recognised, given how many rows are what."""
        return TableRead(
            file=self.grid.file,
            sheet=self.grid.sheet,
            heading_rows=(self.heading.top + 1, self.heading.bottom + 1),
            columns=tuple(self.columns.values()),
            unrecognised=self.unrecognised,
            townships=townships,
            left_out=tuple(left_out),
            sort=sort,
            bodies=bodies,
            counties=counties,
        )


_KEYS: dict[TableSort, tuple[str, ...]] = {
    "townships": ("name", "pinyin", "code"),
    "bodies": ("body_name",),
    "counties": ("county", "prefecture"),
}


def key_position(heading: Heading, columns: Sequence[HeadingColumn]) -> int | None:
    """The column that tells whether a row is a township, or what else the table has rows for."""
    sort = table_sort(columns, heading.name_column)
    if sort is None:
        return None
    if sort == "townships" and heading.name_column is not None:
        return heading.name_column
    for wanted in _KEYS[sort]:
        for column in columns:
            if column.match is not None and column.match.column == wanted:
                return column.column
    return None


def lay_out(
    grid: Grid,
    heading: Heading,
    columns: Sequence[HeadingColumn],
    end: int,
    titles: tuple[Titles, Titles],
) -> Layout | None:
    """Name the columns of a table; None where nothing tells its townships.

    Args:
        grid: The grid.
        heading: The heading.
        columns: Those of its columns that belong to this table.
        end: The row after the table's last.
        titles: The titles of the table, and those of the grid's first table.
    """
    sort = table_sort(columns, heading.name_column)
    if sort is None:
        return None
    if sort == "bodies":
        columns = [replace(column, match=match_in_list(column.cells)) for column in columns]
    matched, unmatched, named_by = _matched(heading, columns, sort)
    taken = {name: best(found) for name, found in matched.items()}
    by_year = frozenset(name for name, found in matched.items() if all(map(year_of, found)))
    for name in by_year:
        before = year_before(name, taken[name], matched[name])
        if before is not None:
            taken[f"{name}{YEAR_BEFORE}"] = before
            matched[name].remove(before)
    take_years_before(heading, taken, unmatched)
    if not proposes(titles[0]) and not proposes(titles[1]):
        take_as_approved(taken, matched)
    listed = listed_units(titles[0]) or listed_units(titles[1])
    read: dict[str, ColumnRead] = {}
    units: dict[str, Unit] = {}
    ambiguous = []
    for name, column in sorted(taken.items(), key=lambda item: item[1].column):
        known = load_vocabulary().columns[name]
        own = column.match.units if column.match is not None else ()
        below = heading.units.get(column.column, ())
        unit, source, is_clear = column_unit(
            known, [(own, "heading"), (below, "unit row"), (listed, "unit row")]
        )
        if unit is not None:
            units[name] = unit
        if not is_clear:
            ambiguous.append(name)
        address = grid.address(column.row, column.column)
        written = unit.written if unit is not None else None
        read[name] = ColumnRead(name, column.text, written, source, address, column.column)
    by_contents = heading.name_column
    if by_contents is not None and "name" not in read:
        address = grid.address(heading.bottom, by_contents)
        read["name"] = ColumnRead("name", "", None, None, address, by_contents)
        named_by = ""
    dropped = {
        name: tuple(_not_taken(grid, name, c) for c in found if c is not taken[name])
        for name, found in matched.items()
    }
    return Layout(
        grid=grid,
        heading=heading,
        end=end,
        columns=read,
        unrecognised=tuple((c.text, grid.address(c.row, c.column)) for c in unmatched),
        units=units,
        named_by=named_by,
        dropped={name: others for name, others in dropped.items() if others},
        by_year=by_year,
        ambiguous=tuple(ambiguous),
        titles=(*titles[0], *titles[1]),
        sort=sort,
    )


def _matched(
    heading: Heading, columns: Sequence[HeadingColumn], sort: TableSort
) -> tuple[dict[str, list[HeadingColumn]], list[HeadingColumn], str | None]:
    """The headings of each column, those that mean none, and the heading of names found out."""
    matched: dict[str, list[HeadingColumn]] = {}
    unmatched = []
    named_by = None
    named = any(c.match is not None and c.match.column == "name" for c in columns)
    for column in columns:
        if not named and column.column == heading.name_column:
            named_by = column.text
            matched["name"] = [column]
        elif (
            column.match is None
            or not may_stand_in(column.match.column, sort)
            or not fits(column, heading)
        ):
            if not is_idle(column):
                unmatched.append(column)
        else:
            matched.setdefault(column.match.column, []).append(column)
    return matched, unmatched, named_by


def _not_taken(grid: Grid, name: str, column: HeadingColumn) -> ColumnRead:
    address = grid.address(column.row, column.column)
    return ColumnRead(name, column.text, None, None, address, column.column)


def is_telling(column: ColumnRead) -> bool:
    """Whether a heading is an alias that may mean something else than the column's own name.

    It may if it does not say which people it counts (人口), names something that the
    column's own name does not (财政收入), or does not say that its figures are a proposal,
    approved or actual (行政编制).
    """
    known = load_vocabulary().columns[column.column]
    if known.holds not in ("number", "choice") or column.is_remark:
        return False
    overrides, words = load_vocabulary().overrides, load_vocabulary().headings
    if overrides and any(said in overrides for said in ways_to_say(column.heading)):
        return False
    said = "".join(
        here for cell in column.heading.split(" / ") if not is_neutral(here := heading_words(cell))
    )
    labels = (known.label.zh, known.label.en, known.name)
    if any(plain(label) in said for label in labels):
        return False
    foreign = set(said) - set(plain(known.label.zh)) - words["says_nothing"]
    says_other = any(word in known.label.zh and word not in said for word in words["states"])
    says_too_little = known.unit == "people" and len(said) <= len("人口数")
    return bool(foreign) or says_too_little or says_other
