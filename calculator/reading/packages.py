"""What python-calamine does not tell about an .xlsx file, looked up in its package.

It gives a blank for an error value and for a formula that was never calculated, and it
lays out the whole rectangle that a sheet spans, however far away a stray cell is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from calculator.reading.grids import parse_reference

MOST_UNPACKED = 1 << 30
_MOST_CELLS = 2_000_000
_WIDEST_SHEET = 16384
_WIDEST_GAP = 1000
_CHUNK = 1 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDE_CELL = re.compile(rb'<c r="[A-Z]{3}\d')
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d+)"')
_ERROR = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>')
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_ROW = re.compile(rb"<row [^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_STRAY_CELL = re.compile(rb'<c r="([A-Z]{3}\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
# A cell that is only coloured or framed has no content, and nothing is lost with it.
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*(?<!/)>')
_FILLED_STRAY_CELL = re.compile(rb'<c r="([A-Z]{3}\d+)"[^>]*(?<!/)>')


@dataclass(frozen=True)
class Package:
    """What was found in a package.

    Attributes:
        data: The bytes to read; without stray cells where there were any.
        marked: Sheet -> cell -> what stands there instead of a blank: an error, a formula.
        stray: Sheet -> the references of cells left out because they lie far away.
    """

    data: bytes
    marked: Mapping[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    stray: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class TooLarge(Exception):
    """The package unpacks to more than is read."""


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name and the part of the package that holds it."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    parts = {}
    for entry in book.iter():
        if entry.tag.endswith("}sheet"):
            target = targets.get(entry.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in package.namelist() and part.endswith(".xml"):
                parts[entry.get("name", "")] = part
    return parts


def _chunks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces that each end at the end of a row, so that memory stays bounded."""
    rest = b""
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"</row>") + len(b"</row>")
            if cut < len(b"</row>"):
                rest = piece
                continue
            rest = piece[cut:]
            yield piece[:cut]
    yield rest


def _look_at(package: zipfile.ZipFile, part: str) -> tuple[dict[tuple[int, int], str], bool]:
    """The errors and formulas without a value of a sheet, and whether its extent is absurd."""
    marked: dict[tuple[int, int], str] = {}
    wide, last_row, rows = False, 0, 0
    for chunk in _chunks(package, part):
        if b't="e"' in chunk:
            for found in _ERROR.finditer(chunk):
                marked[parse_reference(found[1].decode())] = found[2].decode()
        if b"<f" in chunk:
            for found in _UNCALCULATED.finditer(chunk):
                formula = (found[2] or b"").decode("utf-8", "replace")
                marked[parse_reference(found[1].decode())] = f"={formula}"
        wide = wide or _WIDE_CELL.search(chunk) is not None
        rows += chunk.count(b"<row ")
        row = _ROW_NUMBER.search(chunk, max(chunk.rfind(b"<row "), 0))
        last_row = max(last_row, int(row[1])) if row is not None else last_row
    is_too_wide = wide and last_row * _WIDEST_SHEET > _MOST_CELLS
    return marked, is_too_wide or last_row > 2 * rows + 10 * _WIDEST_GAP


def _without_stray(sheet: bytes) -> tuple[bytes, list[str]]:
    """A sheet without rows far below the others and cells far right of them."""
    stray: list[str] = []
    last, kept_all = 0, True

    def keep_row(found: re.Match[bytes]) -> bytes:
        nonlocal last, kept_all
        number = _ROW_NUMBER.match(found[0])
        row = int(number[1]) if number is not None else last + 1
        if not kept_all or row - last > _WIDEST_GAP:
            kept_all = False
            stray.extend(cell.decode() for cell in _FILLED_CELL.findall(found[0]))
            return b""
        last = row
        stray.extend(cell.decode() for cell in _FILLED_STRAY_CELL.findall(found[0]))
        return _STRAY_CELL.sub(b"", found[0])

    return _ROW.sub(keep_row, sheet), stray


def look_into(data: bytes) -> Package:
    """Look into a package; what is no .xlsx comes back unchanged.

    Raises:
        TooLarge: Unpacked, it would be larger than ``MOST_UNPACKED``.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED:
            raise TooLarge
        if "xl/workbook.xml" not in package.namelist():
            return Package(data)
        marked, stray, replaced = {}, {}, {}
        for sheet, part in _sheet_parts(package).items():
            marked[sheet], is_absurd = _look_at(package, part)
            if is_absurd:
                content, left_out = _without_stray(package.read(part))
                replaced[part] = content
                if left_out:
                    stray[sheet] = tuple(left_out)
        return Package(_replaced(package, replaced) if replaced else data, marked, stray)


def _replaced(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in package.infolist():
            copy.writestr(entry.filename, parts.get(entry.filename) or package.read(entry))
    return target.getvalue()
