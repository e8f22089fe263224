"""An .xlsx sheet written anew: without stray cells, and as Excel writes it."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from calculator.reading.containers.limits import Damaged
from calculator.reading.containers.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sparse,
)
from calculator.reading.containers.xml import each_element, local_name
from calculator.reading.grids import column_letters, parse_reference

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rewrite(content: bytes) -> tuple[bytes, list[str]]:
    """A sheet without stray cells and without cells that have no content.

    Namespace prefixes, other quotes and left-out references come out as Excel writes them.

    Returns:
        The sheet, and the references of the cells left out.

    Raises:
        Damaged: It is not well-formed.
        Demanding, TooLarge: It has too many cells.
    """
    cells = Sparse()
    around: dict[str, list[str]] = {"col": [], "mergeCell": []}
    rows: dict[int, str] = {}
    number = 0
    for element in each_element(content, "row", "col", "mergeCell"):
        name = local_name(element)
        if name != "row":
            around[name].append(_tag(name, element))
            continue
        number = _row(element, number + 1, cells)
        rows[number] = _tag("row", element, r=str(number), spans=None).removesuffix("/>")
    height, width = cells.extent()
    stray: list[str] = []
    lines: list[str] = []
    for row, line in sorted(cells.rows.items()):
        inside = []
        for column, cell in sorted(line.items()):
            reference = f"{column_letters(column)}{row + 1}"
            if row < height and column < width:
                inside.append(f'<c r="{reference}"{cell}</c>')
            else:
                stray.append(reference)
        if inside:
            opening = rows.get(row + 1, f'<row r="{row + 1}"')
            lines.append(f"{opening}>{''.join(inside)}</row>")
    columns = f"<cols>{''.join(around['col'])}</cols>" if around["col"] else ""
    merged = f"<mergeCells>{''.join(around['mergeCell'])}</mergeCells>" * bool(around["mergeCell"])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_NAMESPACE}">{columns}'
        f"<sheetData>{''.join(lines)}</sheetData>{merged}</worksheet>".encode(),
        stray,
    )


def _tag(name: str, element: Any, **changed: str | None) -> str:
    values = {k: v for k, v in element.attrib.items() if "}" not in k} | changed
    return f"<{name}{''.join(f' {k}={quoteattr(v)}' for k, v in values.items() if v is not None)}/>"


def _row(element: Any, following: int, cells: Sparse) -> int:
    """Take the filled cells of a row, and give the row's number."""
    try:
        number = int(element.get("r") or following)
        column = -1
        for cell in element:
            if local_name(cell) != "c":
                continue
            reference = (cell.get("r") or "").upper()
            row, column = parse_reference(reference) if reference else (number - 1, column + 1)
            if not 0 <= row < MOST_ROWS or column >= MOST_COLUMNS:
                raise Damaged
            cells.put(row, column, _content(cell))
    except ValueError:
        raise Damaged from None
    return number


def _content(cell: Any) -> str:
    """What follows a cell's reference; blank for a cell that is only coloured or framed."""
    parts = []
    for child in cell:
        name = local_name(child)
        if name in ("v", "f"):
            parts.append(f"<{name}>{escape(child.text or '')}</{name}>")
        elif name == "is":
            parts.append(f"<is><t>{escape(_inline_text(child))}</t></is>")
    if not parts:
        return ""
    kind, style = cell.get("t"), cell.get("s")
    return (
        (f" s={quoteattr(style)}" if style else "")
        + (f" t={quoteattr(kind)}" if kind else "")
        + f">{''.join(parts)}"
    )


def _inline_text(element: Any) -> str:
    """An inline string without the reading aids that East Asian texts may carry."""
    return "".join(
        text.text or ""
        for text in element.iter()
        if local_name(text) == "t" and local_name(text.getparent()) != "rPh"
    )
