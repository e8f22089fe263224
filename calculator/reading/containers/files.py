"""Files as grids: formats told by content, and what is wrong with a file that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable

from calculator.errors import CalculatorError
from calculator.reading.containers.delimited import read_delimited
from calculator.reading.containers.isolation import read_apart
from calculator.reading.containers.limits import (
    Damaged,
    Demanding,
    NotASpreadsheet,
    Refusal,
    require_unpacked,
)
from calculator.reading.containers.packages import ZIP, member_names
from calculator.reading.grids import Grid
from calculator.reading.notes import sentence
from rules.findings import Finding
from rules.wording import Sentence

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
_DOCUMENTS = ("word/", "ppt/")
_WEB_ARCHIVE = re.compile(rb"\A\s*[\w-]+:.*?multipart/related", re.DOTALL | re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKUP = re.compile(rb"<\s*(?:!doctype html|html|table|\?xml)\b", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*\"|\[\s*\{\s*\"")
_LOOKED_AT = 4096

Grids = tuple[list[Grid], list[Finding]]
_Reader = Callable[[str, bytes], Grids]


def read_grids(file: str, data: bytes) -> Grids:
    """Every sheet of a file as a grid.

    What may take much memory or time is read in a process of its own, within limits.

    Args:
        file: What the file is called in findings.
        data: Its bytes.

    Raises:
        CalculatorError: The file cannot be read as a spreadsheet.
    """
    try:
        return read_here(file, data)
    except Demanding:
        return read_apart(file, data, read_here)


def read_here(file: str, data: bytes) -> Grids:
    """The same in this process, within the allowance of ``containers.limits``.

    Raises:
        CalculatorError: The file cannot be read as a spreadsheet.
        Demanding: It must be read in a process of its own.
    """
    try:
        if not data[:_LOOKED_AT].strip() and not data.strip():
            raise CalculatorError([sentence("file_empty", file=file)])
        require_unpacked(len(data))
        return _reader(data)(file, data)
    except Refusal as refusal:
        raise CalculatorError([sentence(refusal.key, file=file)]) from None
    except NotASpreadsheet as error:
        if error.found == "archive":
            raise CalculatorError([sentence("file_is_archive", file=file)]) from None
        seems = Sentence(f"reading.found_{error.found}")
        problem = sentence("not_a_spreadsheet", file=file, found=seems)
        raise CalculatorError([problem]) from None
    except (RecursionError, MemoryError):
        raise CalculatorError([sentence("file_too_demanding", file=file)]) from None


def _packed_reader(names: list[str]) -> _Reader | None:
    """What reads a zip of such members, if it is a workbook."""
    known = {name.lower() for name in names}
    if "xl/workbook.xml" in known:
        from calculator.reading.containers.office_open import read_office_open

        return read_office_open
    if "xl/workbook.bin" in known:
        from calculator.reading.containers.binary_workbooks import read_binary_workbook

        return read_binary_workbook
    if "content.xml" in known:
        from calculator.reading.containers.open_documents import read_open_document

        return read_open_document
    if any(name.startswith("xl/") for name in known):
        raise Damaged
    return None


def _is_document(names: list[str]) -> bool:
    return any(name.lower().startswith(_DOCUMENTS) for name in names)


def _reader(data: bytes) -> _Reader:
    """What reads a file, told by its content.

    Raises:
        Damaged: It is a zip whose directory is broken.
        NotASpreadsheet: It is something else.
    """
    if data.startswith(ZIP):
        names = member_names(data)
        if names is None:
            raise Damaged
        reader = _packed_reader(names)
        if reader is None:
            raise NotASpreadsheet("document" if _is_document(names) else "archive")
        return reader
    if data.startswith(_OLD_OFFICE):
        from calculator.reading.containers.old_workbooks import read_old_workbook

        return read_old_workbook
    for start, name in _OTHER_FORMATS:
        if data.startswith(start):
            raise NotASpreadsheet(name)
    return _text_reader(data)


def _text_reader(data: bytes) -> _Reader:
    start = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")
    if _JSON.match(start):
        raise NotASpreadsheet("json")
    if _WEB_ARCHIVE.match(start):
        from calculator.reading.containers.web_archives import read_web_archive

        return read_web_archive
    if not start.startswith(b"<"):
        return read_delimited
    if _SPREADSHEET_XML in start and b"<html" not in start.lower():
        from calculator.reading.containers.spreadsheet_xml import read_spreadsheet_xml

        return read_spreadsheet_xml
    if _MARKUP.match(start) or b"<table" in data.lower():
        from calculator.reading.containers.html_tables import read_html

        return read_html
    return read_delimited
