"""Files as grids: formats told by content, and what is wrong with a file that cannot be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from calculator.errors import CalculatorError
from calculator.reading.delimited import decode, read_delimited
from calculator.reading.grids import Block, Grid
from calculator.reading.notes import finding, sentence
from calculator.reading.packages import Package, TooLarge, look_into
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_DAMAGED = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    KeyError,
    ValueError,
    NotImplementedError,
)
_MOST_SHOWN = 5


def read_grids(path: Path) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of a file as a grid.

    Raises:
        CalculatorError: The file cannot be read as a spreadsheet.
    """
    data = _bytes(path)
    if not data.strip():
        raise CalculatorError([sentence("file_empty", file=path.name)])
    if data.startswith((_ZIP, _OLD_OFFICE)):
        return _read_workbook(path.name, data)
    for start, name in _OTHER_FORMATS:
        if data.startswith(start):
            raise _not_a_spreadsheet(path.name, name)
    text = decode(data)
    if text is None:
        raise _not_a_spreadsheet(path.name, "unknown")
    if text.lstrip().lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise _not_a_spreadsheet(path.name, "markup")
    if not text.strip():
        raise CalculatorError([sentence("file_empty", file=path.name)])
    return [read_delimited(path.name, text)], []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problem = sentence("file_missing", file=str(path))
    except IsADirectoryError:
        problem = sentence("file_is_folder", file=str(path))
    except OSError as error:
        # Windows refuses to open a folder as it refuses a locked file.
        name = "file_is_folder" if path.is_dir() else "file_unreadable"
        problem = sentence(name, file=str(path), reason=error.strerror or type(error).__name__)
    raise CalculatorError([problem])


def _not_a_spreadsheet(file: str, found: str) -> CalculatorError:
    seems = Sentence(f"reading.found_{found}")
    return CalculatorError([sentence("not_a_spreadsheet", file=file, found=seems)])


def _read_workbook(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    if data.startswith(_OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise CalculatorError([sentence("file_locked", file=file)])
    try:
        package = look_into(data) if data.startswith(_ZIP) else Package(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.data))
        return _sheets(file, workbook, package)
    except TooLarge:
        raise CalculatorError([sentence("file_too_large", file=file)]) from None
    except PasswordError:
        raise CalculatorError([sentence("file_locked", file=file)]) from None
    except _DAMAGED as error:
        if "password" in str(error).lower():
            raise CalculatorError([sentence("file_locked", file=file)]) from None
        raise _unreadable_workbook(file, data) from None
    except BaseException as error:
        # A panic of the Rust library has a class of its own that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable_workbook(file, data) from None


def _unreadable_workbook(file: str, data: bytes) -> CalculatorError:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except _DAMAGED:
        return CalculatorError([sentence("file_damaged", file=file)])
    if any(name.startswith(("xl/", "content.xml")) for name in members):
        return CalculatorError([sentence("file_damaged", file=file)])
    is_document = any(name.startswith(("word/", "ppt/")) for name in members)
    return _not_a_spreadsheet(file, "document" if is_document else "archive")


def _sheets(
    file: str, workbook: CalamineWorkbook, package: Package
) -> tuple[list[Grid], list[Finding]]:
    grids, findings = [], []
    for metadata in workbook.sheets_metadata:
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        cells = sheet.to_python(skip_empty_area=False)
        for (row, column), text in package.marked.get(metadata.name, {}).items():
            if row < len(cells) and column < len(cells[row]) and cells[row][column] == "":
                cells[row][column] = text
        merged = [
            Block(top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        is_hidden = metadata.visible is not SheetVisibleEnum.Visible
        grid = Grid(file, metadata.name, cells, merged, is_hidden)
        grids.append(grid)
        if stray := package.stray.get(metadata.name):
            findings.append(
                finding(
                    Severity.WARNING,
                    "stray-cells-left-out",
                    cell=f"{grid.place}!{stray[0]}",
                    cells=list(stray[:_MOST_SHOWN]),
                    count=len(stray),
                )
            )
    return grids, findings
