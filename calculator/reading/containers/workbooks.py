"""Workbooks that python-calamine reads, once they were looked into."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.reading.containers.limits import Damaged, Locked
from calculator.reading.containers.sheets import Look, finish, unreadable_letters
from calculator.reading.grids import Block, Cells, Grid
from rules.findings import Finding

_NO_LETTERS = "\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True)
class Workbook:
    """A workbook that is safe to read.

    Attributes:
        data: Its bytes, rewritten so that they only hold what was understood.
        looks: What was seen in each sheet, in their order; None for a chart or a macro.
        encoding: The encoding of texts whose bytes are told as letters of Windows-1252.
    """

    data: bytes
    looks: Sequence[Look | None]
    encoding: str | None = None


def read_workbook(file: str, workbook: Workbook) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of a workbook as a grid.

    Raises:
        Damaged: The workbook breaks the rules of its format.
        Locked: It is encrypted.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        return _sheets(file, workbook)
    except PasswordError:
        raise Locked from None
    except (CalamineError, OSError, KeyError, ValueError, OverflowError) as error:
        raise (Locked if "password" in str(error).lower() else Damaged) from None
    except BaseException as error:
        # A panic of the Rust library has a class of its own that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged from None


def _sheets(file: str, workbook: Workbook) -> tuple[list[Grid], list[Finding]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    grids: list[Grid] = []
    findings: list[Finding] = []
    opened = CalamineWorkbook.from_filelike(io.BytesIO(workbook.data))
    if len(opened.sheets_metadata) != len(workbook.looks):
        raise Damaged
    for position, metadata in enumerate(opened.sheets_metadata):
        look = workbook.looks[position]
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        if look is None:
            raise Damaged
        sheet = opened.get_sheet_by_index(position)
        cells = sheet.to_python(skip_empty_area=False)
        look.merged.extend(
            Block(top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        )
        is_hidden = metadata.visible is not SheetVisibleEnum.Visible
        name = metadata.name
        if workbook.encoding is not None:
            name = _spelled(name, workbook.encoding)
            cells = [[_spelled(cell, workbook.encoding) for cell in row] for row in cells]
        _mark(cells, look.marked)
        grid, found = finish(file, name, cells, look, is_hidden)
        grids.append(grid)
        findings.extend([*found, *unreadable_letters(grid)] if workbook.encoding else found)
    return grids, findings


def _spelled(cell: Any, encoding: str) -> Any:
    """A text with its letters; any other cell unchanged."""
    if not isinstance(cell, str):
        return cell
    # Five bytes are no letter of Windows-1252; they stand for themselves.
    written = b"".join(
        letter.encode("latin-1" if letter in _NO_LETTERS else "cp1252", "replace")
        for letter in cell
    )
    return written.decode(encoding, "replace")


def _mark(cells: Cells, marked: Mapping[tuple[int, int], str]) -> None:
    """Put errors and formulas where the library gives a blank, or a zero never calculated."""
    if not marked:
        return
    width = max(len(cells[0]) if cells else 0, 1 + max(column for _, column in marked))
    for row in cells:
        row.extend([""] * (width - len(row)))
    height = 1 + max(row for row, _ in marked)
    cells.extend([""] * width for _ in range(height - len(cells)))
    for (at, column), text in marked.items():
        if cells[at][column] in ("", 0):
            cells[at][column] = text
