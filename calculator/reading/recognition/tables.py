"""Tables of townships: where in a grid each begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.reading.cells.matching import match
from calculator.reading.cells.rows import is_footnote, is_total, looks_like_township
from calculator.reading.cells.values import is_missing
from calculator.reading.grids import Grid, as_text
from calculator.reading.recognition.headings import Heading, HeadingColumn, find_heading, is_figure
from calculator.reading.recognition.layouts import Layout, Titles, key_position, lay_out
from calculator.reading.recognition.table_sorts import table_sort
from calculator.reading.recognition.transposing import turned_over
from calculator.vocabulary import load_vocabulary


def find_tables(grid: Grid) -> Iterator[Layout]:
    """Every table of townships in a grid, from the top to the bottom."""
    found = False
    start = 0
    first_titles: Titles = ()
    while start < grid.height and (heading := find_heading(grid, start)) is not None:
        titles = _titles(grid, range(start, heading.top))
        end = _end(grid, heading)
        for columns in _side_by_side(heading.columns):
            layout = lay_out(grid, heading, columns, end, (titles, first_titles))
            if layout is not None:
                found = True
                yield layout
        first_titles = first_titles or titles
        start = end
    if not found and (turned := turned_over(grid)) is not None:
        yield from find_tables(turned)


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
    cells = columns[names[0]].cells
    starts = [place - names[0] for place in names if columns[place].cells == cells]
    repeats = all(columns[start].cells == columns[0].cells for start in starts)
    ends = [*starts[1:], len(columns)]
    if not repeats or any(end - start < 2 for start, end in zip(starts, ends, strict=True)):
        return [columns]
    return [columns[start:end] for start, end in zip(starts, ends, strict=True)]


def _end(grid: Grid, heading: Heading) -> int:
    """The row after a table: the first title of the next one, or the end of the grid."""
    position = key_position(heading, heading.columns)
    if position is None:
        return grid.height
    has_townships = table_sort(heading.columns, heading.name_column) == "townships"
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
        goes_on = any(isinstance(name, str) and looks_like_township(name) for name in below)
        if has_townships and not goes_on:
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
