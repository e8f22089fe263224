"""Workbooks in the OpenDocument format (.ods)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from calculator.reading.containers.limits import Damaged, Locked, NotASpreadsheet
from calculator.reading.containers.packages import Members
from calculator.reading.containers.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Look,
    Sparse,
    finish,
)
from calculator.reading.containers.xml import attribute, each_element, local_name
from calculator.reading.grids import Block, Grid
from rules.findings import Finding

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_KIND = "mimetype"
_DOCUMENTS = (b".text", b".presentation", b".graphics")
_HIDDEN = ("collapse", "filter")
_TYPE, _ERROR = "value-type", "error"
# What hangs on a cell without being its text.
_BESIDE = ("annotation", "note", "shapes", "frame", "ruby-text")


@dataclass
class _Table:
    name: str
    is_hidden: bool
    cells: Sparse = field(default_factory=Sparse)
    look: Look = field(default_factory=Look)
    row: int = 0
    column: int = 0


def read_open_document(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of an .ods workbook.

    Raises:
        Damaged, Locked: It can't be read.
        NotASpreadsheet: It is a text document or a presentation.
        Demanding, TooLarge: It is too much to read.
    """
    members = Members(data)
    if _MANIFEST in members and b"encryption-data" in members.read(_MANIFEST):
        raise Locked
    if _KIND in members and any(kind in members.read(_KIND) for kind in _DOCUMENTS):
        raise NotASpreadsheet("document")
    grids, findings = [], []
    for table in _tables(members.read(_CONTENT)):
        cells, table.look.stray = table.cells.lay_out()
        grid, found = finish(file, table.name, cells, table.look, table.is_hidden)
        grids.append(grid)
        findings.extend(found)
    return grids, findings


def _tables(content: bytes) -> Iterator[_Table]:
    hidden_styles: set[str] = set()
    table: _Table | None = None
    names = ("style", "table-row", "table-column")
    for element in each_element(content, *names, started=("table",)):
        name = local_name(element)
        if name == "style":
            if any(attribute(child, "display") == "false" for child in element):
                hidden_styles.add(attribute(element, "name") or "")
        elif name == "table":
            if table is not None:
                yield table
            is_hidden = attribute(element, "style-name") in hidden_styles
            table = _Table(attribute(element, "name") or "", is_hidden)
        elif table is not None and name == "table-column":
            span = _count(attribute(element, "number-columns-repeated"), MOST_COLUMNS)
            if attribute(element, "visibility") in _HIDDEN:
                table.look.hidden_columns.append((table.column, table.column + span - 1))
            table.column += span
        elif table is not None:
            _take_row(element, table)
    if table is not None:
        yield table


def _count(written: str | None, most: int) -> int:
    """How often something is repeated, or how far a cell reaches."""
    if written is None:
        return 1
    try:
        return min(max(int(written), 1), most)
    except ValueError:
        raise Damaged from None


def _attributes(element: Any) -> dict[str, str]:
    """The attributes by their local names; a cell is an error where any type says so."""
    attributes: dict[str, str] = {}
    for key, value in element.items():
        name = key.rpartition("}")[2]
        if name not in attributes or (name == _TYPE and value == _ERROR):
            attributes[name] = value
    return attributes


def _take_row(element: Any, table: _Table) -> None:
    first = table.row
    told = _attributes(element)
    repeated = min(_count(told.get("number-rows-repeated"), MOST_ROWS), MOST_ROWS - first)
    table.row += repeated
    filled: list[tuple[int, int, Any]] = []
    column = 0
    for cell in element:
        name = local_name(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        attributes = _attributes(cell)
        span = _count(attributes.get("number-columns-repeated"), MOST_COLUMNS)
        if name == "table-cell":
            value = _value(cell, attributes)
            if value != "":
                filled.append((column, min(column + span, MOST_COLUMNS), value))
            wide = _count(attributes.get("number-columns-spanned"), MOST_COLUMNS)
            tall = _count(attributes.get("number-rows-spanned"), MOST_ROWS)
            if wide > 1 or tall > 1:
                block = Block(first, column, first + tall - 1, column + wide - 1)
                table.look.merged.append(block)
        column += span
    if not filled:
        return
    for row in range(first, first + repeated):
        for start, end, value in filled:
            for at in range(start, end):
                table.cells.put(row, at, value)
    if told.get("visibility") in _HIDDEN:
        table.look.hidden_rows.update(range(first, first + repeated))


def _value(cell: Any, attributes: dict[str, str]) -> Any:
    """A cell's value; the text of an error, and a formula where it has no value."""
    kind = attributes.get(_TYPE)
    try:
        if kind in ("float", "percentage", "currency"):
            return float(attributes["value"])
        if kind == "boolean":
            return attributes["boolean-value"] == "true"
        if kind == "date":
            written = attributes["date-value"]
            return (
                datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
            )
    except (KeyError, ValueError):
        return _text(cell)
    text = _text(cell)
    if kind == _ERROR:
        return text or "#N/A"
    if kind is None and not text and "formula" in attributes:
        return "=" + attributes["formula"].partition("=")[2]
    return text or attributes.get("string-value", "")


def _text(cell: Any) -> str:
    """The paragraphs of a cell, each a line."""
    return "\n".join(_paragraph(child) for child in cell if local_name(child) == "p").strip()


def _paragraph(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "s":
            parts.append(" " * _count(attribute(child, "c"), 100))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _BESIDE:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
