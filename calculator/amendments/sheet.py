"""The sheet of figures as a file has it: found by its mark, taken apart by its labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from calculator.days import day_of
from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from calculator.own_sheets import FIGURES_MARKER
from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Grid, as_text
from rules.loading import shipped_packs
from rules.wording import Sentence

DOCUMENT = ("title", "issuer", "date")
"""What is filled in of the document that changed figures come from, each in a cell."""

ORIGIN = ("pack", "digest", "as_of", "program")
"""What the sheet says of the pack that it was made from, each in a cell."""

_TOP = 50
"""The mark stands in the title, so only so many rows are looked through for it."""

_NEEDED = ("value", "former", "name")


@dataclass(frozen=True)
class WrittenFigure:
    """One row of the sheet.

    Attributes:
        name: The name of the figure in packs; empty where the row has none.
        value: The cell that may be changed.
        former: What the cell held when the sheet was written.
        clause: The clause of the changed figure, where one was filled in.
        cell: The address of the value.
    """

    name: str
    value: Any
    former: Any
    clause: str
    cell: str


@dataclass(frozen=True)
class FiguresSheet:
    """A sheet of figures.

    Attributes:
        file: The name of the file.
        place: The file and sheet, as an address begins.
        origin: What it says of its pack: parts of ``ORIGIN`` -> cell, without blank ones.
        document: What is filled in of the document: parts of ``DOCUMENT`` -> cell.
        cells: The addresses of both.
        figures: The rows.
    """

    file: str
    place: str
    origin: Mapping[str, Any]
    document: Mapping[str, Any]
    cells: Mapping[str, str]
    figures: Sequence[WrittenFigure]

    @property
    def as_of(self) -> date | None:
        """The day whose figures it was written with; None for the newest."""
        said = self.origin.get("as_of")
        return None if said is None else day_in(said)


def day_in(cell: Any) -> date:
    """The day that a cell says.

    Raises:
        CalculatorError: It says none.
    """
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else day_of(as_text(cell))


def read_figures_sheet(path: Path) -> FiguresSheet:
    """Find the sheet of figures in a workbook.

    Raises:
        CalculatorError: The file can't be read, has no such sheet or several, or the sheet has
            lost its labels.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        said = {"pack": str(path), "shipped": shipped_packs()}
        raise CalculatorError([Sentence("packs.not_found", said)]) from None
    except OSError as error:
        said = {"pack": str(path), "problem": error.strerror or ""}
        raise CalculatorError([Sentence("packs.unreadable", said)]) from None
    grids = [grid for grid in read_grids(path.name, data)[0] if _is_marked(grid)]
    if not grids:
        raise CalculatorError([Sentence("figures_sheet.no_sheet", {"file": path.name})])
    if len(grids) > 1:
        said = {"file": path.name, "sheets": [grid.sheet or "" for grid in grids]}
        raise CalculatorError([Sentence("figures_sheet.several_sheets", said)])
    return _taken_apart(grids[0])


def _is_marked(grid: Grid) -> bool:
    return any(FIGURES_MARKER in as_text(cell) for row in grid.cells[:_TOP] for cell in row)


def _taken_apart(grid: Grid) -> FiguresSheet:
    """The parts of a sheet.

    Raises:
        CalculatorError: The headings or the name of the pack are not there.
    """
    heading, columns = _headings(grid)
    found: dict[str, Any] = {}
    cells: dict[str, str] = {}
    labels = {
        **{part: _words(f"figures_sheet.document.{part}") for part in DOCUMENT},
        **{part: _words(f"figures_sheet.origin.{part}") for part in ORIGIN},
    }
    for row in range(heading):
        filled = [column for column, cell in enumerate(grid.cells[row]) if as_text(cell)]
        label = _folded(grid.cells[row][filled[0]]) if filled else ""
        part = next((part for part, words in labels.items() if label in words), None)
        if part is not None and part not in cells:
            at = filled[1] if len(filled) > 1 else _beside(grid, row, filled[0])
            cells[part] = grid.address(row, at)
            if len(filled) > 1:
                found[part] = grid.cells[row][at]
    missing = [part for part in (*DOCUMENT, "pack", "digest") if part not in cells]
    if missing or "pack" not in found:
        lost = [Sentence(_key(part)) for part in missing or ["pack"]]
        raise CalculatorError(
            [Sentence("figures_sheet.label_lost", {"place": grid.place, "labels": lost})]
        )
    return FiguresSheet(
        file=grid.file,
        place=grid.place,
        origin={part: cell for part, cell in found.items() if part in ORIGIN},
        document={part: cell for part, cell in found.items() if part in DOCUMENT},
        cells=cells,
        figures=list(_rows(grid, heading, columns)),
    )


def _beside(grid: Grid, row: int, column: int) -> int:
    """The column after a cell, which may be merged with some after it."""
    block = next((b for b in grid.merged if (b.top, b.left) == (row, column)), None)
    return (block.right if block is not None else column) + 1


def _rows(grid: Grid, heading: int, columns: Mapping[str, int]) -> Iterator[WrittenFigure]:
    for row in range(heading + 1, grid.height):
        name = grid.text(row, columns["name"])
        value = grid.cells[row][columns["value"]]
        if name or as_text(value):
            clause = columns.get("new_clause")
            yield WrittenFigure(
                name=name,
                value=value,
                former=grid.cells[row][columns["former"]],
                clause="" if clause is None else grid.text(row, clause),
                cell=grid.address(row, columns["value"]),
            )


def _headings(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of headings, and the columns by what they hold.

    Raises:
        CalculatorError: No row has the headings that are needed.
    """
    words = {part: _words(f"figures_sheet.headings.{part}") for part in (*_NEEDED, "new_clause")}
    for row in range(grid.height):
        texts = [_folded(cell) for cell in grid.cells[row]]
        columns = {
            part: next(place for place, text in enumerate(texts) if text in said)
            for part, said in words.items()
            if any(text in said for text in texts)
        }
        if all(part in columns for part in _NEEDED):
            return row, columns
    lost = [Sentence(f"figures_sheet.headings.{part}") for part in _NEEDED]
    raise CalculatorError(
        [Sentence("figures_sheet.headings_lost", {"place": grid.place, "labels": lost})]
    )


def _key(part: str) -> str:
    group = "document" if part in DOCUMENT else "origin"
    return f"figures_sheet.{group}.{part}"


def _words(key: str) -> set[str]:
    """A label in both languages."""
    return {_folded(messages(language).text(key)) for language in LANGUAGES}


def _folded(cell: Any) -> str:
    return "".join(as_text(cell).split())
