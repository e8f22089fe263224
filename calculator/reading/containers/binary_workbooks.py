"""Binary workbooks (.xlsb): a package whose parts are streams of records.

python-calamine gives a blank for an error value, knows neither hidden rows nor merged cells
of them, and lays out the whole rectangle that a sheet spans. So the records are walked first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from calculator.reading.containers.limits import Damaged, require_cells
from calculator.reading.containers.office_open import NO_SHEETS, related_parts
from calculator.reading.containers.old_workbooks import error_text
from calculator.reading.containers.packages import Members, packed
from calculator.reading.containers.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Look,
    is_scattered,
    last_column_kept,
    last_row_kept,
)
from calculator.reading.containers.workbooks import Workbook, read_workbook
from calculator.reading.grids import Block, Grid, column_letters
from rules.findings import Finding

_BOOK = "xl/workbook.bin"
_RELATIONS = "xl/_rels/workbook.bin.rels"
_TEXTS = "xl/sharedStrings.bin"
_NEEDED = ("_rels/.rels", _BOOK, _RELATIONS, "xl/styles.bin", _TEXTS)
_ROW, _BLANK, _ERROR, _SHARED_TEXT, _FORMULA_ERROR, _LAST_CELL = 0, 1, 3, 7, 11, 11
_COLUMN, _MERGED, _SHEET, _BEGIN_TEXTS, _TEXT = 60, 176, 156, 159, 19
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_SHORTEST = {2: 12, 3: 9, 4: 9, 5: 16, 6: 12, 7: 12, 8: 12, 9: 16, 10: 9, 11: 9}


def read_binary_workbook(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of an .xlsb workbook.

    Raises:
        Damaged, Locked: It can't be read.
        Demanding, TooLarge: It is too much to read.
    """
    members = Members(data)
    kept = {name: members.read(name) for name in _NEEDED if name in members}
    texts = _count_texts(kept[_TEXTS]) if _TEXTS in kept else 0
    targets = related_parts(members, _RELATIONS)
    looks: list[Look | None] = []
    for kind, content, *_ in _records(kept[_BOOK]):
        if kind == _SHEET:
            # The library trusts the names of parts and the numbers of texts.
            part = targets.get(_relation(content))
            if part is None or part in kept:
                raise Damaged
            if part.startswith(NO_SHEETS) and part in members:
                kept[part] = b""
                looks.append(None)
            else:
                kept[part], look = _look_at(members.read(part), texts)
                looks.append(look)
    kept[_RELATIONS] = _relations({name: part for name, part in targets.items() if part in kept})
    return read_workbook(file, Workbook(packed(kept), looks))


def _relations(parts: Mapping[str, str]) -> bytes:
    """The names of parts as the library expects them; it trusts them."""
    lines = (
        f"<Relationship Id={quoteattr(name)} Target={quoteattr(part.removeprefix('xl/'))}/>"
        for name, part in parts.items()
    )
    return f"<Relationships>{''.join(lines)}</Relationships>".encode()


def _records(part: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Each record of a part: its kind, its content, and where it begins and ends."""
    at, size = 0, len(part)
    try:
        while at < size:
            begin = at
            kind = part[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
                at += 1
            length = shift = 0
            while True:
                byte = part[at]
                at += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 or shift > 21:
                    break
            end = at + length
            if end > size:
                raise Damaged
            yield kind, part[at:end], begin, end
            at = end
    except IndexError:
        raise Damaged from None


def _relation(content: bytes) -> str:
    """The name by which the workbook knows the part of a sheet; the sheet's name follows."""
    relation, end = _text_at(content, 8)
    _text_at(content, end)
    return relation


def _text_at(content: bytes, start: int) -> tuple[str, int]:
    """A text of a record, and where it ends."""
    if start + 4 > len(content):
        raise Damaged
    (length,) = struct.unpack_from("<I", content, start)
    end = start + 4 + 2 * length
    if end > len(content):
        raise Damaged
    return content[start + 4 : end].decode("utf-16-le", "replace"), end


def _count_texts(part: bytes) -> int:
    """How many shared texts there are, and that no more are announced than can be there."""
    count = 0
    for kind, content, *_ in _records(part):
        count += kind == _TEXT
        if kind == _BEGIN_TEXTS and (
            len(content) < 8 or struct.unpack_from("<I", content, 4)[0] > len(part)
        ):
            raise Damaged
    return count


@dataclass
class _Cells:
    """The cells of a sheet: where the record begins and ends, its row and column."""

    found: list[tuple[int, int, int, int]] = field(default_factory=list)


def _look_at(part: bytes, texts: int) -> tuple[bytes, Look]:
    """A sheet as it is to be read, and what is known of it."""
    look, cells = Look(), _Cells()
    row = -1
    for kind, content, begin, end in _records(part):
        if _BLANK < kind <= _LAST_CELL:
            _take_cell(kind, content, row, look)
            if kind == _SHARED_TEXT and struct.unpack_from("<I", content, 8)[0] >= texts:
                raise Damaged
            cells.found.append((begin, end, row, struct.unpack_from("<I", content)[0]))
        elif kind == _ROW:
            if len(content) < 12 or (row := struct.unpack_from("<I", content)[0]) >= MOST_ROWS:
                raise Damaged
            if content[11] & _ROW_HIDDEN:
                look.hidden_rows.add(row)
        elif kind == _COLUMN and len(content) >= 18:
            first, last, options = struct.unpack_from("<II8xH", content)
            if options & _COLUMN_HIDDEN:
                look.hidden_columns.append((first, last))
        elif kind == _MERGED and len(content) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            look.merged.append(Block(top, left, bottom, right))
    return _without_stray(part, cells, look), look


def _take_cell(kind: int, content: bytes, row: int, look: Look) -> None:
    if row < 0 or len(content) < _SHORTEST[kind]:
        raise Damaged
    (column,) = struct.unpack_from("<I", content)
    if column >= MOST_COLUMNS:
        raise Damaged
    if kind in (_ERROR, _FORMULA_ERROR):
        look.marked[row, column] = error_text(content[8])


def _without_stray(part: bytes, cells: _Cells, look: Look) -> bytes:
    found = cells.found
    height = max((row for _, _, row, _ in found), default=-1) + 1
    width = max((column for *_, column in found), default=-1) + 1
    left_out: list[tuple[int, int]] = []
    if is_scattered(height, width, len(found)):
        height = last_row_kept({row for _, _, row, _ in found}) + 1
        width = last_column_kept({column for _, _, row, column in found if row < height}) + 1
        stray = [entry for entry in found if entry[2] >= height or entry[3] >= width]
        look.stray = [f"{column_letters(column)}{row + 1}" for _, _, row, column in stray]
        left_out = [(begin, end) for begin, end, _, _ in stray]
        for _, _, row, column in stray:
            look.marked.pop((row, column), None)
    require_cells(height * width)
    pieces, at = [], 0
    for begin, end in sorted(left_out):
        pieces.append(part[at:begin])
        at = end
    return b"".join((*pieces, part[at:])) if pieces else part
