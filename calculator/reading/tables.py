"""Tables of townships: a grid taken apart into recognised columns and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calculator.reading.grids import Grid, as_text
from calculator.reading.headings import Heading, HeadingColumn, find_heading, is_figure
from calculator.reading.matching import heading_words, match, plain
from calculator.reading.rows import is_footnote, is_total, looks_like_township
from calculator.reading.units import Unit, UnitSource, column_unit, listed_units
from calculator.reading.values import is_missing
from calculator.vocabulary import load_vocabulary

Titles = tuple[tuple[str, ...], ...]

# Letters that change nothing about what a heading means.
_SAYS_NOTHING = frozenset("年末总数个")


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


@dataclass(frozen=True)
class RowLeftOut:
    """A row of a table that is not a township: ``total``, ``footnote`` or ``unnamed``."""

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
        townships: How many rows are townships.
        left_out: Rows that are not, counted from 1.
    """

    file: str
    sheet: str | None
    heading_rows: tuple[int, int]
    columns: tuple[ColumnRead, ...]
    unrecognised: tuple[tuple[str, str], ...]
    townships: int
    left_out: tuple[RowLeftOut, ...]


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
        dropped: Column taken -> headings of the same column that were not taken.
        ambiguous: Number columns for which several units are named.
        titles: The texts above the heading, row by row; below them those of the grid's
            first table, which a continued table goes by as well.
    """

    grid: Grid
    heading: Heading
    end: int
    columns: dict[str, ColumnRead]
    unrecognised: tuple[tuple[str, str], ...]
    units: dict[str, Unit]
    named_by: str | None
    dropped: dict[str, tuple[HeadingColumn, tuple[HeadingColumn, ...]]]
    ambiguous: tuple[str, ...]
    titles: tuple[tuple[str, ...], ...]


def find_tables(grid: Grid) -> Iterator[Layout]:
    """Every table of townships in a grid, from the top to the bottom."""
    start = 0
    first_titles: Titles = ()
    while start < grid.height and (heading := find_heading(grid, start)) is not None:
        titles = _titles(grid, range(start, heading.top))
        end = _end(grid, heading)
        for columns in _side_by_side(heading.columns):
            layout = _lay_out(grid, heading, columns, end, (titles, first_titles))
            if layout is not None:
                yield layout
        first_titles = first_titles or titles
        start = end


def _titles(grid: Grid, rows: range) -> Titles:
    texts = ([text for cell in grid.cells[row] if (text := as_text(cell))] for row in rows)
    return tuple(tuple(row) for row in texts if row)


def _side_by_side(columns: Sequence[HeadingColumn]) -> list[Sequence[HeadingColumn]]:
    """The columns of each table, where one heading repeats to the right of itself."""
    names = [
        place
        for place, heading in enumerate(columns)
        if heading.match is not None and heading.match.column == "name"
    ]
    if len(names) < 2 or columns[names[0]].cells != columns[names[1]].cells:
        return [columns]
    step = names[1] - names[0]
    if step < 2 or columns[0].cells != columns[step].cells:
        return [columns]
    return [columns[place : place + step] for place in range(0, len(columns), step)]


def name_position(heading: Heading, columns: Sequence[HeadingColumn]) -> int | None:
    """The column that tells whether a row is a township."""
    if heading.name_column is not None:
        return heading.name_column
    for wanted in ("name", "pinyin", "code"):
        for column in columns:
            if column.match is not None and column.match.column == wanted:
                return column.column
    return None


def _end(grid: Grid, heading: Heading) -> int:
    """The row after a table: the first title of the next one, or the end of the grid."""
    position = name_position(heading, heading.columns)
    if position is None:
        return grid.height
    names = [row[position] for row in grid.cells[heading.body :]]
    known = _name_headings() | {
        row[position] for row in grid.cells[heading.top : heading.bottom + 1] if row[position] != ""
    }
    cuts: set[int] = set()
    if not known.isdisjoint(name for name in names if isinstance(name, str)):
        cuts.update(place for place, name in enumerate(names) if name in known)
    if "" in names:
        cuts.update(
            place
            for place in range(1, len(names))
            if names[place - 1] == "" != names[place] and _is_text_only(grid, heading.body + place)
        )
    for cut in sorted(heading.body + place for place in cuts):
        end = cut
        while heading.body < end and _is_title(grid, end - 1):
            end -= 1
        following = find_heading(grid, end)
        if following is not None and following.top <= cut <= following.bottom:
            return end
        below = names[cut - heading.body :]
        if not any(isinstance(name, str) and looks_like_township(name) for name in below):
            return end
    return grid.height


def _is_title(grid: Grid, row: int) -> bool:
    """Whether a row above a heading belongs to it rather than to the table before."""
    cells = [cell for cell in grid.cells[row] if cell != ""]
    texts = [as_text(cell) for cell in cells]
    return not any(is_figure(cell) for cell in cells) and not any(
        looks_like_township(text) or is_total(text) or is_footnote(text) for text in texts
    )


def _name_headings() -> frozenset[str]:
    return frozenset(load_vocabulary().columns["name"].headings)


def _is_text_only(grid: Grid, row: int) -> bool:
    """Whether a row after a gap looks like another heading rather than a township."""
    cells = [cell for cell in grid.cells[row] if cell != ""]
    texts = [cell for cell in cells if isinstance(cell, str) and not is_missing(cell.strip())]
    return (
        len(texts) > 1
        and not any(is_figure(cell) for cell in cells)
        and not any(looks_like_township(text) for text in texts)
        and any(match((text,)) is not None for text in texts)
    )


def _lay_out(
    grid: Grid,
    heading: Heading,
    columns: Sequence[HeadingColumn],
    end: int,
    titles: tuple[Titles, Titles],
) -> Layout | None:
    matched: dict[str, list[HeadingColumn]] = {}
    unmatched = []
    by_contents = heading.name_column
    named_by = None
    named = any(c.match is not None and c.match.column == "name" for c in columns)
    for column in columns:
        if not named and column.column == by_contents:
            named_by = column.text
            matched["name"] = [column]
        elif column.match is None or not _fits(column, heading):
            if heading_words(column.text) not in load_vocabulary().headings["idle"]:
                unmatched.append(column)
        else:
            matched.setdefault(column.match.column, []).append(column)
    if name_position(heading, columns) is None:
        return None
    taken = {name: _best(found) for name, found in matched.items()}
    listed = listed_units(titles[0]) or listed_units(titles[1])
    read: dict[str, ColumnRead] = {}
    units: dict[str, Unit] = {}
    ambiguous = []
    for name, column in sorted(taken.items(), key=lambda item: item[1].column):
        known = load_vocabulary().columns[name]
        unit, source, is_clear = column_unit(known, column, heading, listed)
        if unit is not None:
            units[name] = unit
        if not is_clear:
            ambiguous.append(name)
        address = grid.address(column.row, column.column)
        written = unit.written if unit is not None else None
        read[name] = ColumnRead(name, column.text, written, source, address, column.column)
    if by_contents is not None and "name" not in read:
        address = grid.address(heading.bottom, by_contents)
        read["name"] = ColumnRead("name", "", None, None, address, by_contents)
        named_by = ""
    return Layout(
        grid=grid,
        heading=heading,
        end=end,
        columns=read,
        unrecognised=tuple((c.text, grid.address(c.row, c.column)) for c in unmatched),
        units=units,
        named_by=named_by,
        dropped={
            name: (taken[name], tuple(c for c in found if c is not taken[name]))
            for name, found in matched.items()
            if len(found) > 1
        },
        ambiguous=tuple(ambiguous),
        titles=(*titles[0], *titles[1]),
    )


def _fits(column: HeadingColumn, heading: Heading) -> bool:
    """Whether a heading's own unit is one that its column can be counted in."""
    assert column.match is not None
    kind = load_vocabulary().columns[column.match.column].unit
    own = (*column.match.units, *heading.units.get(column.column, ()))
    if not own or kind is None:
        return True
    return any(unit in load_vocabulary().units[kind] for unit in own)


def _best(found: Sequence[HeadingColumn]) -> HeadingColumn:
    """Of several headings of one column, that of the latest year, else the plainest one."""
    years = [column.match.year if column.match is not None else None for column in found]
    if all(year is not None for year in years):
        return max(zip(years, found, strict=True), key=lambda pair: (pair[0], -pair[1].column))[1]
    ranked = [(column.match.rank if column.match is not None else 0) for column in found]
    return found[ranked.index(min(ranked))]


def is_telling(column: ColumnRead) -> bool:
    """Whether a heading is an alias that may mean something else than the column's own name.

    It may if it does not say which people it counts (人口), names something that the
    column's own name does not (财政收入), or does not say that its figures are a proposal
    (行政编制).
    """
    known = load_vocabulary().columns[column.column]
    if known.holds not in ("number", "choice"):
        return False
    said = heading_words(column.heading)
    labels = (known.label.zh, known.label.en, known.name)
    if any(plain(label) in said for label in labels):
        return False
    foreign = set(said) - set(plain(known.label.zh)) - _SAYS_NOTHING
    is_proposal = "拟" in known.label.zh
    says_too_little = known.unit == "people" and len(said) <= len("人口数")
    return bool(foreign) or says_too_little or (is_proposal and "拟" not in said)
