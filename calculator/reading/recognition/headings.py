"""Where the heading of a table is, and what stands over each of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from calculator.reading.cells.matching import Match, heading_part, match, plain, units_in
from calculator.reading.cells.rows import looks_like_township
from calculator.reading.grids import Grid, as_text
from calculator.reading.recognition.captions import has_label, is_caption, is_row_of_marks, is_year
from calculator.reading.recognition.table_sorts import table_sort

MOST_LEVELS = 3
IDENTITY = ("code", "prefecture", "county", "name", "pinyin")
_SEARCHED_ROWS = 200
_SAMPLED_ROWS = 60


@dataclass(frozen=True)
class HeadingColumn:
    """What stands over one column.

    Attributes:
        column: The column of the grid.
        cells: The texts from the top row to the lowest.
        row: The row of the lowest text.
        match: The column of the vocabulary it means, if any.
    """

    column: int
    cells: tuple[str, ...]
    row: int
    match: Match | None

    @property
    def text(self) -> str:
        """The heading as a person would say it."""
        return " / ".join(" ".join(cell.split()) for cell in self.cells)


@dataclass(frozen=True)
class Heading:
    """The heading of one table.

    Attributes:
        top: Its first row.
        bottom: Its last row.
        body: The first row after it that may be a township.
        columns: Every column that has a heading.
        name_column: The column of the townships' names, where no heading says which it is.
        units: Column -> units from a row of units below the heading.
    """

    top: int
    bottom: int
    body: int
    columns: tuple[HeadingColumn, ...]
    name_column: int | None
    units: dict[int, tuple[str, ...]]


def is_figure(value: Any) -> bool:
    """Whether a cell holds a figure; a year does not count as one."""
    if isinstance(value, str):
        return _is_written_figure(value)
    return not float(value).is_integer() or not 1949 <= value <= 2100 if _numeric(value) else True


def _numeric(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(maxsize=4096)
def _is_written_figure(text: str) -> bool:
    try:
        figure = float(text.replace(",", "").replace("，", "").rstrip("%％ "))
    except ValueError:
        return False
    return not (figure.is_integer() and 1949 <= figure <= 2100)


def _heading_text(value: Any) -> str:
    text = as_text(value)
    return f"{text}年" if _numeric(value) or re.fullmatch(r"(?:19|20)\d\d", text) else text


def _may_be_heading(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.cells[row] if cell != ""]
    if not cells or any(is_figure(cell) for cell in cells):
        return False
    return not is_caption(_texts(grid, row))


def _texts(grid: Grid, row: int) -> list[str]:
    return [as_text(cell) for cell in grid.cells[row] if cell != ""]


def _levels(grid: Grid, top: int, bottom: int) -> list[dict[int, tuple[str, tuple[int, int]]]]:
    """The texts of each heading row by column, each with the cell it was written in."""
    levels: list[dict[int, tuple[str, tuple[int, int]]]] = []
    covered: set[tuple[int, int]] = set()
    merged = [block for block in grid.merged if top <= block.top <= bottom]
    for row in range(top, bottom + 1):
        level = {
            column: (_heading_text(cell), (row, column))
            for column, cell in enumerate(grid.cells[row])
            if cell != "" and as_text(cell)
        }
        for block in merged:
            if block.top == row and block.left in level:
                level |= dict.fromkeys(range(block.left, block.right + 1), level[block.left])
            covered |= {
                (block_row, column)
                for block_row in range(block.top + 1, min(block.bottom, bottom) + 1)
                for column in range(block.left, block.right + 1)
            }
        levels.append(level)
    for depth in range(len(levels) - 1):
        _inherit(levels, depth, top, covered)
    return levels


def _inherit(
    levels: list[dict[int, tuple[str, tuple[int, int]]]],
    depth: int,
    top: int,
    covered: set[tuple[int, int]],
) -> None:
    """Let blank cells to the right of a heading inherit it, where headings stand below both."""
    level, below = levels[depth], levels[depth + 1 :]
    for column in range(1, max((max(lower, default=0) for lower in below), default=0) + 1):
        lower = next((lower[column] for lower in below if column in lower), None)
        if column in level or column - 1 not in level or lower is None:
            continue
        if (top + depth, column) in covered:
            continue
        same_above = all(
            upper.get(column, ("", None))[1] == upper.get(column - 1, ("", None))[1]
            for upper in levels[:depth]
        )
        is_parent = any(column - 1 in lower for lower in below)
        if heading_part(lower[0]).is_part or (is_parent and same_above):
            level[column] = level[column - 1]


def _columns(grid: Grid, top: int, bottom: int) -> tuple[HeadingColumn, ...]:
    levels = _levels(grid, top, bottom)
    found = []
    for column in range(grid.width):
        stacked = [level[column] for level in levels if column in level]
        distinct = [part for i, part in enumerate(stacked) if i == 0 or part != stacked[i - 1]]
        if distinct:
            cells = tuple(text for text, _ in distinct)
            found.append(HeadingColumn(column, cells, distinct[-1][1][0], match(cells)))
    return tuple(found)


def _continues(grid: Grid, columns: Sequence[HeadingColumn], row: int) -> bool:
    """Whether a row may be one more row of a heading."""
    if row >= grid.height or not _may_be_heading(grid, row) or is_row_of_marks(_texts(grid, row)):
        return False
    told = (*IDENTITY, "body_name")
    for heading in columns:
        if heading.match is not None and heading.match.column in told:
            below = grid.text(row, heading.column)
            if below:
                again = match((below,))
                if again is None or again.column not in told:
                    return False
            if heading.match.column == "body_name" and any(
                map(looks_like_township, _texts(grid, row))
            ):
                return False
    return True


def _is_divided(grid: Grid, columns: Sequence[HeadingColumn], row: int) -> bool:
    """Whether a row of the heading divides a heading above it into columns of its own.

    Then the heading above is not the whole of theirs: 行政编制 is not what 核定数 and 实有数
    below it count.
    """
    above = {heading.column: heading for heading in columns}
    for left, heading in above.items():
        if left + 1 == grid.width:
            continue
        right = above.get(left + 1)
        is_one = right.cells == heading.cells if right is not None else True
        below = grid.text(row, left), grid.text(row, left + 1)
        if heading.match is not None and is_one and all(below) and below[0] != below[1]:
            return True
    return False


def _goes_on(grid: Grid, columns: Sequence[HeadingColumn], top: int, row: int) -> bool:
    """Whether a heading without the next row would give its columns a meaning they have not."""
    return (
        any(heading.match and heading.match.column in IDENTITY for heading in columns)
        and _continues(grid, columns, row)
        and _is_divided(grid, columns, row)
        and _is_heading(_complete(grid, top, row, _columns(grid, top, row)))
    )


def _unit_row(grid: Grid, row: int) -> dict[int, tuple[str, ...]] | None:
    """The units by column, if a row below the heading holds nothing else."""
    texts = {column: as_text(cell) for column, cell in enumerate(grid.cells[row]) if as_text(cell)}
    units = {column: units_in(text.strip("()（） ")) for column, text in texts.items()}
    if not texts or not any(units.values()):
        return None
    named = [column for column, found in units.items() if not found]
    only_label = all(plain(texts[column]) in ("单位", "计量单位", "unit") for column in named)
    return {column: found for column, found in units.items() if found} if only_label else None


def _named_by_contents(grid: Grid, columns: Sequence[HeadingColumn], body: int) -> int | None:
    """The first column whose cells mostly are names of townships, whatever its heading says."""
    taken = {
        heading.column
        for heading in columns
        if heading.match is not None
        and heading.match.column not in ("prefecture", "county", "body_name")
    }
    sample = range(body, min(body + _SAMPLED_ROWS, grid.height))
    for column in range(grid.width):
        texts = [text for text in grid.column(column, sample) if isinstance(text, str) and text]
        likely = sum(looks_like_township(text) for text in texts)
        if column not in taken and likely >= 2 and 2 * likely > len(texts):
            return column
    return None


def _complete(grid: Grid, top: int, bottom: int, columns: tuple[HeadingColumn, ...]) -> Heading:
    body = bottom + 1
    units: dict[int, tuple[str, ...]] = {}
    while body < grid.height:
        below = _unit_row(grid, body)
        if below is None and not is_row_of_marks(_texts(grid, body)):
            break
        units |= below or {}
        body += 1
    matched = {heading.match.column for heading in columns if heading.match is not None}
    by_contents = None if "name" in matched else _named_by_contents(grid, columns, body)
    return Heading(top, bottom, body, columns, by_contents, units)


def _score(columns: Sequence[HeadingColumn]) -> int:
    return len({heading.match.column for heading in columns if heading.match is not None})


def _is_heading(heading: Heading) -> bool:
    matched = {column.match.column for column in heading.columns if column.match is not None}
    sort = table_sort(heading.columns, heading.name_column)
    if sort != "townships":
        return sort is not None
    return len(matched) > 1 or not matched <= set(IDENTITY)


def _is_title(columns: Sequence[HeadingColumn], grid: Grid, top: int) -> bool:
    """Whether a row above a heading is a title: it has a label or begins over the names."""
    texts = _texts(grid, top)
    if any(is_year(text) for text in texts):
        return False
    identity = (c for c in columns if c.match is not None and c.match.column in IDENTITY)
    begins_there = any(grid.text(top, heading.column) for heading in identity)
    return len(texts) < 2 or has_label(texts) or begins_there


def find_heading(grid: Grid, start: int) -> Heading | None:
    """The first heading of a table of townships at or below a row."""
    best: tuple[tuple[int, bool, int, int], Heading] | None = None
    first: int | None = None
    looked_at = 0
    for top in range(start, grid.height):
        if looked_at > _SEARCHED_ROWS or (first is not None and top > first + MOST_LEVELS):
            break
        if not _may_be_heading(grid, top):
            continue
        looked_at += 1
        columns: tuple[HeadingColumn, ...] = _columns(grid, top, top)
        alone = _score(columns) > 0
        for bottom in range(top, top + MOST_LEVELS):
            if bottom > top and not _continues(grid, columns, bottom):
                break
            columns = _columns(grid, top, bottom)
            if bottom + 1 < top + MOST_LEVELS and _goes_on(grid, columns, top, bottom + 1):
                continue
            is_title = not alone and _is_title(columns, grid, top)
            rank = (_score(columns), not is_title, -top, bottom)
            if rank[0] == 0 or (best is not None and rank <= best[0]):
                continue
            heading = _complete(grid, top, bottom, columns)
            if _is_heading(heading):
                best = (rank, heading)
                first = top if first is None else first
    return best[1] if best is not None else None
