"""Small files of every format, made in code."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt

from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Grid
from rules.findings import Finding
from tests.reading.building import workbook_bytes

Rows = Sequence[Sequence[Any]]
ROWS: Rows = [["乡镇名称", "常住人口"], ["城关镇", 12345.0], ["河西乡", 6789.5]]


def archive(members: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_member(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """A zip with a text in one member replaced."""
    parts = members(data)
    assert old in parts[member]
    return archive(parts | {member: parts[member].replace(old, new)})


def old_workbook(rows: Rows = ROWS, sheet: str = "表") -> bytes:
    """An .xls; a text that begins with = is a formula without a result."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                is_formula = isinstance(cell, str) and cell.startswith("=")
                page.write(at, column, xlwt.Formula(cell[1:]) if is_formula else cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_row(number: int, cells: Mapping[int, Any], is_hidden: bool = False) -> bytes:
    """A row of a binary workbook; a text that begins with # is the error #REF!."""
    head = struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if is_hidden else 0, 0)
    content = record(0, head + struct.pack("<I", 0))
    for column, value in cells.items():
        place = struct.pack("<II", column, 0)
        if isinstance(value, str) and value.startswith("#"):
            content += record(3, place + bytes([0x17]))
        elif isinstance(value, str):
            content += record(6, place + _wide(value))
        else:
            content += record(5, place + struct.pack("<d", value))
    return content


def binary_workbook(
    rows: Rows = ROWS,
    more: bytes = b"",
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """An .xlsb of one sheet; ``more`` are further records of rows."""
    columns = b"".join(
        record(60, struct.pack("<IIIIH", column, column, 2560, 0, 1)) for column in hidden_columns
    )
    filled = [{c: cell for c, cell in enumerate(row) if cell != ""} for row in rows]
    sheet = (
        record(129)
        + record(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, 16383))
        + columns
        + record(145)
        + b"".join(binary_row(at, cells) for at, cells in enumerate(filled))
        + more
        + record(146)
        + b"".join(record(176, struct.pack("<4I", *block)) for block in merged)
        + record(130)
    )
    book = (
        record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("表"))
        + record(144)
        + record(132)
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def open_document_cell(value: Any) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


def open_document(rows: Rows = ROWS, more: str = "", columns: str = "", styles: str = "") -> bytes:
    """An .ods of one sheet; ``more`` are further rows."""
    lines = "".join(
        f"<table:table-row>{''.join(map(open_document_cell, row))}</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="表" table:style-name="ta1">{columns}{lines}'
        f"{more}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def spreadsheet_xml(rows: str | None = None, sheet: str = "表", head: str = "") -> bytes:
    """A workbook in the XML of Excel 2003; ``rows`` in place of the usual ones."""
    if rows is None:
        rows = "".join(
            "<Row>"
            + "".join(
                f'<Cell><Data ss:Type="{"Number" if isinstance(c, float) else "String"}">'
                f"{c}</Data></Cell>"
                for c in row
            )
            + "</Row>"
            for row in ROWS
        )
    return (
        f'<?xml version="1.0"?>{head}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f"<Worksheet ss:Name={quoteattr(sheet)}><Table>{rows}</Table></Worksheet></Workbook>"
    ).encode()


def html(rows: Rows = ROWS, head: str = '<meta charset="utf-8">') -> str:
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<html><head>{head}</head><body><table>{lines}</table></body></html>"


def web_archive(page: str | None = None, location: str = "表.htm") -> bytes:
    """A web page in a single file."""
    import quopri

    content = quopri.encodestring((page or html(head="")).encode("gb18030")).decode("ascii")
    return (
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        'Content-Type: multipart/related; boundary="----=_Next"\r\n\r\n'
        "------=_Next\r\nContent-Location: file:///C:/x/" + quopri_safe(location) + "\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        'Content-Type: text/html; charset="gb2312"\r\n\r\n' + content + "\r\n------=_Next--\r\n"
    ).encode("ascii")


def quopri_safe(text: str) -> str:
    return text.encode("ascii", "replace").decode("ascii")


def every_format() -> dict[str, bytes]:
    """The same small table in every format."""
    text = "\n".join(",".join(map(str, row)) for row in ROWS)
    return {
        "xlsx": workbook_bytes({"表": ROWS}),
        "xls": old_workbook(),
        "xlsb": binary_workbook(),
        "ods": open_document(),
        "xml": spreadsheet_xml(),
        "html": html().encode(),
        "mhtml": web_archive(),
        "csv": text.encode("gb18030"),
        "utf-16": text.encode("utf-16"),
    }


def one(data: bytes, file: str = "表.xls") -> tuple[Grid, list[Finding]]:
    """The one grid of a file, and what was found in it."""
    (grid,), findings = read_grids(file, data)
    return grid, findings


def cells(data: bytes) -> list[list[Any]]:
    """The cells of the one grid of a file."""
    return one(data)[0].cells
