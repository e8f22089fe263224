"""What python-calamine does not tell about an .xlsx file, looked up in its parts.

It gives a blank for an error value and for a formula that was never calculated, knows no
hidden rows, and lays out the whole rectangle that a sheet spans, however far away a stray
cell is.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from calculator.reading.containers.limits import Damaged, require_cells
from calculator.reading.containers.packages import Members, packed
from calculator.reading.containers.references import cell_places, chunks
from calculator.reading.containers.sheets import Look, is_scattered
from calculator.reading.containers.workbooks import Workbook, read_workbook
from calculator.reading.containers.xml import attribute, local_name, parse_xml
from calculator.reading.grids import Grid, parse_reference
from rules.findings import Finding

BOOK = "xl/workbook.xml"
NO_SHEETS = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NEEDED = ("_rels/.rels", BOOK, _RELATIONS, "xl/styles.xml", "xl/sharedStrings.xml")
_LOOKED_AT = 1024
_OTHER_ENCODING = re.compile(rb"""encoding=["'](?!utf-8)""", re.IGNORECASE)
_ERROR = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
_UNCALCULATED = re.compile(
    rb"<c ([^>]*)><f[^>]*(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>", re.DOTALL
)
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')
_TEXT_RESULT = re.compile(rb'\bt="str"')
_HIDDEN_ROW = re.compile(rb'<row ([^>]*\bhidden="(?:1|true)"[^>]*)>')
_ROW_PLACE = re.compile(rb'\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col ([^>]*\bhidden="(?:1|true)"[^>]*)>')
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')


def read_office_open(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of an .xlsx, .xlsm or newer .et workbook.

    Raises:
        Damaged, Locked: It can't be read.
        Demanding, TooLarge: It is too much to read.
    """
    members = Members(data)
    kept = {name: members.read(name) for name in _NEEDED if name in members}
    looks: list[Look | None] = []
    for part in _sheet_parts(members):
        if part in kept or part not in members or part.startswith(NO_SHEETS):
            looks.append(None)
        else:
            kept[part], look = _look_at(members.read(part))
            looks.append(look)
    del members
    return read_workbook(file, Workbook(packed(kept), looks))


def _sheet_parts(members: Members) -> list[str]:
    """The parts of the package that hold the sheets."""
    targets = related_parts(members, _RELATIONS)
    return [
        targets.get(attribute(entry, "id") or "", "")
        for entry in parse_xml(members.read(BOOK)).iter()
        if local_name(entry) == "sheet"
    ]


def related_parts(members: Members, relations: str) -> dict[str, str]:
    """The parts that a workbook names, by the name it has for each."""
    targets = {}
    for entry in parse_xml(members.read(relations)):
        target = entry.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[entry.get("Id") or ""] = part
    return targets


def _look_at(content: bytes) -> tuple[bytes, Look]:
    """A sheet as it is to be read, and what is known of it."""
    stray: list[str] = []
    seen = _seen(content)
    if seen is None or is_scattered(seen.height, seen.width, seen.listed):
        # few sheets need it, and what it needs takes as long to import as many sheets to read
        from calculator.reading.containers.office_open_rows import rewrite

        content, stray = rewrite(content)
        seen = _seen(content)
    if seen is None:
        raise Damaged
    require_cells(seen.height * seen.width)
    seen.look.stray = stray
    return content, seen.look


@dataclass
class _Seen:
    """A look at a sheet, its extent, and how many cells it lists."""

    look: Look = field(default_factory=Look)
    height: int = 0
    width: int = 0
    listed: int = 0


def _seen(content: bytes) -> _Seen | None:
    """What is seen of a sheet; None where it is written otherwise than usual."""
    start = content[:_LOOKED_AT]
    if b"\0" in start or b"<sheetData" not in content or _OTHER_ENCODING.search(start):
        return None
    seen = _Seen()
    for chunk in chunks(content):
        places = cell_places(chunk)
        if places is None:
            return None
        rows, columns = places
        if len(rows):
            seen.listed += len(rows)
            seen.height = max(seen.height, int(rows.max()) + 1)
            seen.width = max(seen.width, int(columns.max()) + 1)
        _look_for_marks(chunk, seen.look)
        if b"hidden=" in chunk:
            _look_for_hidden(chunk, seen.look)
    return seen


def _look_for_marks(chunk: bytes, look: Look) -> None:
    if b't="e"' in chunk:
        for found in _ERROR.finditer(chunk):
            if place := _PLACE.search(found[1]):
                look.marked[parse_reference(place[1].decode())] = found[2].decode(
                    "utf-8", "replace"
                )
    if b"<f" in chunk:
        for found in _UNCALCULATED.finditer(chunk):
            # The text that a formula gave may be empty.
            if _TEXT_RESULT.search(found[1]) is None and (place := _PLACE.search(found[1])):
                formula = html.unescape((found[2] or b"").decode("utf-8", "replace"))
                look.marked[parse_reference(place[1].decode())] = f"={formula}"


def _look_for_hidden(chunk: bytes, look: Look) -> None:
    for found in _HIDDEN_ROW.finditer(chunk):
        if row := _ROW_PLACE.search(found[1]):
            look.hidden_rows.add(int(row[1]) - 1)
    for found in _HIDDEN_COLUMN.finditer(chunk):
        span = {name: int(number) - 1 for name, number in _SPAN.findall(found[1])}
        if len(span) == 2:
            look.hidden_columns.append((span[b"min"], span[b"max"]))
