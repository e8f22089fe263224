"""Workbooks of Excel 5 to 2003 and of WPS (.xls, .et): a compound file with a stream of records.

python-calamine gives a blank for an error value, knows no hidden rows, lays out the whole
rectangle that a sheet spans, and believes every count that a record tells. So the records
are walked first, and it gets a stream in which they are true.
"""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from calculator.reading.containers.compound import compound_file
from calculator.reading.containers.limits import (
    Damaged,
    Locked,
    NotASpreadsheet,
    require_cells,
    require_unpacked,
)
from calculator.reading.containers.sheets import (
    Look,
    is_scattered,
    last_column_kept,
    last_row_kept,
)
from calculator.reading.containers.workbooks import Workbook, read_workbook
from calculator.reading.grids import Grid, column_letters
from rules.findings import Finding

_STREAMS = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage"
_DOCUMENTS = ("WordDocument", "PowerPoint Document")
_BEGIN, _END, _PASSWORD, _SHEET, _TEXTS = 0x809, 0x0A, 0x2F, 0x85, 0xFC
_EXTENT, _ROW, _COLUMNS = 0x200, 0x208, 0x7D
_BLANK, _FORMULA, _ERROR, _NUMBERS = 0x201, 0x06, 0x205, 0xBD
# Number, label, label of the shared texts, rich text, short number.
_CELLS = frozenset({_FORMULA, _ERROR, _NUMBERS, 0x203, 0x204, 0xFD, 0xD6, 0x27E})
_TEXT_RESULT = 0x207
# What may stand between a formula and the text that it gave.
_SHARED = frozenset({0x4BC, 0x221, 0x236})
_SHORTEST_CELL, _SHORTEST_FORMULA = 7, 20
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_RECALCULATED_ON_LOADING = 0x02
# Formulas are stored in a form of their own; what they say is not read.
_SOME_FORMULA = "=…"
_WORKSHEET = 0
_EXCEL_5, _CODE_PAGE = 0x500, 0x42
_CODE_PAGES = {936: "gb18030", 10008: "gb18030", 950: "big5", 10000: "macroman"}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def error_text(code: int) -> str:
    """What Excel shows for an error's code."""
    return _ERRORS.get(code, "#N/A")


def read_old_workbook(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of an old workbook.

    Raises:
        Damaged, Locked: It can't be read.
        NotASpreadsheet: It is a text document or a presentation.
        Demanding, TooLarge: It is too much to read.
    """
    name, stream = _stream(data)
    records = bytearray(stream)
    looks: list[Look | None] = []
    starts = list(_sheet_starts(records))
    encoding = _encoding(records)
    for start, kind in starts:
        looks.append(_look_at(records, start) if kind == _WORKSHEET else None)
    return read_workbook(file, Workbook(compound_file(name, bytes(records)), looks, encoding))


def _stream(data: bytes) -> tuple[str, bytes]:
    """The stream of records, and its name."""
    import olefile

    if _ENCRYPTED.encode("utf-16-le") in data:
        raise Locked
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in _STREAMS:
                if container.exists(name):
                    require_unpacked(container.get_size(name))
                    return name, container.openstream(name).read()
            is_document = any(container.exists(name) for name in _DOCUMENTS)
    except (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError):
        raise Damaged from None
    raise NotASpreadsheet("document") if is_document else Damaged


def _records(stream: bytearray, start: int) -> Iterator[tuple[int, int, int]]:
    """The kind of each record up to the end of a part, and where its content begins and ends."""
    depth = 0
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        begin, end = at + 4, at + 4 + length
        if end > len(stream):
            raise Damaged
        yield kind, begin, end
        # A chart may be embedded, with a beginning and an end of its own.
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        at = end
    raise Damaged


def _sheet_starts(stream: bytearray) -> Iterator[tuple[int, int]]:
    """Where each sheet starts, and of what kind it is."""
    if len(stream) < 4 or struct.unpack_from("<H", stream)[0] & 0xFF != _BEGIN & 0xFF:
        raise Damaged
    for kind, begin, end in _records(stream, 0):
        if kind == _PASSWORD:
            raise Locked
        if kind == _TEXTS and end - begin >= 8:
            (count,) = struct.unpack_from("<I", stream, begin + 4)
            if count > len(stream):
                raise Damaged
        if kind == _SHEET:
            if end - begin < 8:
                raise Damaged
            start, _, sheet_kind = struct.unpack_from("<IBB", stream, begin)
            yield start, sheet_kind


def _encoding(stream: bytearray) -> str | None:
    """The encoding of an Excel 5 workbook's texts; later ones have Unicode.

    The library takes letters of two bytes apart. So it is told to take each byte for a letter
    of Windows-1252, from which the text can be had again.
    """
    if struct.unpack_from("<H", stream, 4)[0] != _EXCEL_5:
        return None
    for kind, begin, end in _records(stream, 0):
        if kind == _CODE_PAGE and end - begin >= 2:
            (number,) = struct.unpack_from("<H", stream, begin)
            struct.pack_into("<H", stream, begin, 1252)
            try:
                return codecs.lookup(_CODE_PAGES.get(number, f"cp{number}")).name
            except LookupError:
                return None
    return None


@dataclass
class _Cells:
    """The cells of a sheet: record, row, first and last column."""

    found: list[tuple[int, int, int, int]] = field(default_factory=list)
    filled: int = 0


def _look_at(stream: bytearray, start: int) -> Look:
    """What is known of a sheet; its stray cells are blanked in the stream."""
    look, cells = Look(), _Cells()
    extents: list[tuple[int, int]] = []
    awaiting: tuple[int, int] | None = None
    for kind, begin, end in _records(stream, start):
        if awaiting is not None and kind not in _SHARED:
            if kind != _TEXT_RESULT:
                look.marked[awaiting] = _SOME_FORMULA
            awaiting = None
        if kind in _CELLS:
            awaiting = _take_cell(stream, kind, begin, end, cells, look)
        elif kind == _ROW and end - begin >= 16:
            row, options = struct.unpack_from("<H10xB", stream, begin)
            if options & _ROW_HIDDEN:
                look.hidden_rows.add(row)
        elif kind == _COLUMNS and end - begin >= 10:
            first, last, options = struct.unpack_from("<HH4xH", stream, begin)
            if options & _COLUMN_HIDDEN:
                look.hidden_columns.append((first, last))
        elif kind == _EXTENT:
            extents.append((begin, end))
    height, width = _leave_out_stray(stream, cells, look)
    require_cells(height * width)
    for begin, end in extents:
        # The library sets memory aside for what it is told here.
        stream[begin:end] = bytes(end - begin)
    return look


def _take_cell(
    stream: bytearray, kind: int, begin: int, end: int, cells: _Cells, look: Look
) -> tuple[int, int] | None:
    """Take a cell; one whose formula gave a text is returned, for the text must follow."""
    if end - begin < _SHORTEST_CELL:
        raise Damaged
    row, column = struct.unpack_from("<HH", stream, begin)
    last = column
    if kind == _NUMBERS:
        (last,) = struct.unpack_from("<H", stream, end - 2)
        if last - column + 1 != (end - begin - 6) // 6:
            raise Damaged
    cells.found.append((begin - 4, row, column, last))
    cells.filled += last - column + 1
    if kind == _ERROR and end - begin >= 8 and stream[begin + 7]:
        look.marked[row, column] = error_text(stream[begin + 6])
    elif kind == _FORMULA:
        if end - begin < _SHORTEST_FORMULA:
            raise Damaged
        if stream[begin + 12 : begin + 14] == b"\xff\xff":
            if stream[begin + 6] == 0:
                return row, column
            if stream[begin + 6] == 2:
                look.marked[row, column] = error_text(stream[begin + 8])
        elif stream[begin + 14] & _RECALCULATED_ON_LOADING and not any(
            stream[begin + 6 : begin + 14]
        ):
            # Programs that calculate nothing write a zero and leave it to whoever opens it.
            look.marked[row, column] = _SOME_FORMULA
    return None


def _leave_out_stray(stream: bytearray, cells: _Cells, look: Look) -> tuple[int, int]:
    """Blank the cells far away, and give the height and width of the others."""
    height = max((row for _, row, _, _ in cells.found), default=-1) + 1
    width = max((last for *_, last in cells.found), default=-1) + 1
    if not is_scattered(height, width, cells.filled):
        return height, width
    height = last_row_kept({row for _, row, _, _ in cells.found}) + 1
    columns = {
        column
        for _, row, first, last in cells.found
        if row < height
        for column in range(first, last + 1)
    }
    width = last_column_kept(columns) + 1
    stray: list[str] = []
    for at, row, first, last in cells.found:
        if row >= height or first >= width:
            struct.pack_into("<H", stream, at, _BLANK)
            stray.extend(f"{column_letters(c)}{row + 1}" for c in range(first, last + 1))
            look.marked.pop((row, first), None)
    look.stray = stray
    return height, width
