"""Cells laid out as a grid: stray ones left out, hidden ones named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculator.reading.containers.limits import require_cells
from calculator.reading.grids import Block, Cells, Grid, column_letters, parse_reference
from calculator.reading.notes import finding, sentence, shown
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
REPLACED = "\N{REPLACEMENT CHARACTER}"
_TIDY_CELLS = 20_000
_LEAST_FILLED = 20
_WIDEST_ROW_GAP = 1000
_WIDEST_COLUMN_GAP = 100


@dataclass
class Look:
    """What is known of a sheet besides its cells.

    Attributes:
        marked: What stands in cells that are read as blanks: an error, a formula.
        stray: The references of cells left out because they lie far away.
        hidden_rows: Hidden rows, counted from 0.
        hidden_columns: The first and last of hidden columns, counted from 0.
        merged: The merged rectangles.
    """

    marked: dict[tuple[int, int], str] = field(default_factory=dict)
    stray: Sequence[str] = ()
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)


def is_scattered(height: int, width: int, filled: int) -> bool:
    """Whether a rectangle is large, and hardly any of its cells is filled."""
    return height * width > max(_TIDY_CELLS, _LEAST_FILLED * filled)


def _last_before_gap(numbers: Iterable[int], widest: int) -> int:
    last = None
    for number in sorted(numbers):
        if last is not None and number - last > widest:
            break
        last = number
    return -1 if last is None else last


def last_row_kept(rows: Iterable[int]) -> int:
    """The last of the filled rows that no wide gap parts from those above; -1 for none."""
    return _last_before_gap(rows, _WIDEST_ROW_GAP)


def last_column_kept(columns: Iterable[int]) -> int:
    """The last of the filled columns that no wide gap parts from those before; -1 for none."""
    return _last_before_gap(columns, _WIDEST_COLUMN_GAP)


@dataclass
class Sparse:
    """The filled cells of a sheet, before they are laid out."""

    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    filled: int = 0

    def put(self, row: int, column: int, value: Any) -> None:
        """Fill a cell; a blank one and one outside of any sheet are passed over.

        Raises:
            Demanding, TooLarge: There are too many cells.
        """
        if value == "" or row >= MOST_ROWS or column >= MOST_COLUMNS:
            return
        self.rows.setdefault(row, {})[column] = value
        self.filled += 1
        if self.filled & 0xFFFF == 0:
            require_cells(self.filled)

    def extent(self) -> tuple[int, int]:
        """How many rows and columns hold the cells, those that lie far away left out."""
        rows = self.rows
        height = max(rows, default=-1) + 1
        width = max((max(row) for row in rows.values()), default=-1) + 1
        if is_scattered(height, width, self.filled):
            height = last_row_kept(rows) + 1
            width = last_column_kept({c for r in rows if r < height for c in rows[r]}) + 1
        return height, width

    def lay_out(self) -> tuple[Cells, list[str]]:
        """The cells as rows of equal length, and the references of those left out.

        Raises:
            Demanding, TooLarge: The rectangle has too many cells.
        """
        rows = self.rows
        height, width = self.extent()
        stray = [
            f"{column_letters(column)}{row + 1}"
            for row in sorted(rows)
            for column in sorted(rows[row])
            if row >= height or column >= width
        ]
        require_cells(height * width)
        cells: Cells = []
        for number in range(height):
            line: list[Any] = [""] * width
            for column, value in rows.get(number, {}).items():
                if column < width:
                    line[column] = value
            cells.append(line)
        return cells, stray


def finish(
    file: str, sheet: str | None, cells: Cells, look: Look, is_hidden: bool = False
) -> tuple[Grid, list[Finding]]:
    """A sheet as a grid, and what is worth knowing about it."""
    height, width = len(cells), len(cells[0]) if cells else 0
    grid = Grid(
        file,
        sheet,
        cells,
        [block for block in look.merged if block.top < height and block.left < width],
        is_hidden,
        tuple(sorted(row for row in look.hidden_rows if row < height and any_filled(cells[row]))),
        _hidden_columns(cells, look.hidden_columns),
    )
    findings = []
    if look.stray:
        findings.append(
            finding(
                Severity.WARNING,
                "stray-cells-left-out",
                cell=grid.address(*parse_reference(look.stray[0])),
                cells=shown(look.stray),
                count=len(look.stray),
            )
        )
    if grid.hidden_rows or grid.hidden_columns:
        findings.append(
            finding(
                Severity.NOTE,
                "hidden-cells-read",
                place=grid.place,
                which=list(_hidden(grid)),
            )
        )
    return grid, findings


def any_filled(row: Sequence[Any]) -> bool:
    """Whether any cell of a row is filled."""
    return any(cell != "" for cell in row)


def _hidden_columns(cells: Cells, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    width = len(cells[0]) if cells else 0
    hidden = {
        column for first, last in spans for column in range(max(first, 0), min(last + 1, width))
    }
    return tuple(column for column in sorted(hidden) if any(row[column] != "" for row in cells))


def _hidden(grid: Grid) -> Iterator[Sentence]:
    if grid.hidden_rows:
        rows = [str(row + 1) for row in grid.hidden_rows]
        yield sentence("hidden_rows", names=_spans(rows, grid.hidden_rows))
    if grid.hidden_columns:
        columns = [column_letters(column) for column in grid.hidden_columns]
        yield sentence("hidden_columns", names=_spans(columns, grid.hidden_columns))


def _spans(names: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """Numbers by their names, those in succession as a span: 3, 5-9."""
    spans: list[list[int]] = []
    for at, number in enumerate(numbers):
        if spans and numbers[spans[-1][1]] == number - 1:
            spans[-1][1] = at
        else:
            spans.append([at, at])
    return [names[a] if a == b else f"{names[a]}-{names[b]}" for a, b in spans]


def unreadable_letters(grid: Grid) -> list[Finding]:
    """A warning that names the cells of a text in which letters were replaced."""
    at = [
        grid.address(row, column)
        for row, line in enumerate(grid.cells)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and REPLACED in cell
    ]
    if not at:
        return []
    return [
        finding(
            Severity.WARNING,
            "letters-unreadable",
            cell=at[0],
            cells=at,
            shown=shown(at),
            count=len(at),
        )
    ]
