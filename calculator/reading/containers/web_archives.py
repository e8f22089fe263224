"""Web pages saved in a single file (MHTML), as Excel and browsers write them."""

from __future__ import annotations

import email
import re
from email.message import Message

from calculator.reading.containers.html_tables import Table, as_grids, sheet_names, tables_of
from calculator.reading.containers.limits import Damaged, NotASpreadsheet
from calculator.reading.containers.texts import decode_markup
from calculator.reading.grids import Grid
from rules.findings import Finding

_SHEET_SOURCE = re.compile(
    r"<x:ExcelWorksheet>.*?<x:Name>(.*?)</x:Name>\s*<x:WorksheetSource\s+HRef=\"(.*?)\"", re.DOTALL
)
_NUMBERED = "表{}"


def read_web_archive(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every table of the pages in a web archive.

    Raises:
        Damaged: A page is no text.
        NotASpreadsheet: There is no table.
        Demanding, TooLarge: It is too much to read.
    """
    names_by_source: dict[str, str] = {}
    tables: list[Table] = []
    names: list[str | None] = []
    for part in email.message_from_bytes(data.lstrip()).walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        text = _text_of(part)
        for name, source in _SHEET_SOURCE.findall(text):
            names_by_source[_last_step(source)] = name.strip()
        source = _last_step(str(part.get("Content-Location") or ""))
        told = [names_by_source[source]] if source in names_by_source else sheet_names(text)
        for number, table in enumerate(tables_of(text)):
            tables.append(table)
            names.append(told[number] if number < len(told) else _NUMBERED.format(len(tables)))
    if not tables:
        raise NotASpreadsheet("markup")
    if names == [_NUMBERED.format(1)]:
        names = [None]
    return as_grids(file, tables, names)


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    text = (
        decode_markup(payload, part.get_content_charset()) if isinstance(payload, bytes) else None
    )
    if text is None:
        raise Damaged
    return text


def _last_step(address: str) -> str:
    return address.replace("\\", "/").rpartition("/")[2].lower()
