"""Workbooks in the XML format of Excel 2003."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from calculator.reading.containers.limits import Damaged
from calculator.reading.containers.sheets import MOST_COLUMNS, MOST_ROWS, Look, Sparse, finish
from calculator.reading.containers.texts import decode_markup
from calculator.reading.containers.xml import attribute, each_element, local_name
from calculator.reading.grids import Block, Grid
from rules.findings import Finding

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


@dataclass
class _Sheet:
    name: str
    cells: Sparse = field(default_factory=Sparse)
    look: Look = field(default_factory=Look)
    is_hidden: bool = False
    row: int = 0
    column: int = 0


def read_spreadsheet_xml(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of a workbook in one XML file.

    Raises:
        Damaged: It is not well-formed.
        Demanding, TooLarge: It is too much to read.
    """
    text = decode_markup(data)
    if text is None:
        raise Damaged
    content = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    sheets: list[_Sheet] = []
    for element in each_element(content, "Row", "Column", "Visible", started=("Worksheet",)):
        name = local_name(element)
        if name == "Worksheet":
            sheets.append(_Sheet(attribute(element, "Name") or ""))
        elif not sheets:
            continue
        elif name == "Row":
            _take_row(element, sheets[-1])
        elif name == "Column":
            _take_column(element, sheets[-1])
        else:
            sheets[-1].is_hidden = (element.text or "").startswith("SheetHidden") or (
                element.text or ""
            ).startswith("SheetVeryHidden")
    grids, findings = [], []
    for sheet in sheets:
        cells, sheet.look.stray = sheet.cells.lay_out()
        grid, found = finish(file, sheet.name, cells, sheet.look, sheet.is_hidden)
        grids.append(grid)
        findings.extend(found)
    return grids, findings


def _number(element: Any, name: str, default: int, most: int) -> int:
    try:
        number = int(attribute(element, name) or default)
    except ValueError:
        raise Damaged from None
    if not 0 <= number <= most:
        raise Damaged
    return number


def _take_column(element: Any, sheet: _Sheet) -> None:
    first = _number(element, "Index", sheet.column + 1, MOST_COLUMNS) - 1
    last = first + _number(element, "Span", 0, MOST_COLUMNS)
    if attribute(element, "Hidden") == "1":
        sheet.look.hidden_columns.append((first, last))
    sheet.column = last + 1


def _take_row(element: Any, sheet: _Sheet) -> None:
    row = _number(element, "Index", sheet.row + 1, MOST_ROWS) - 1
    span = _number(element, "Span", 0, MOST_ROWS)
    if attribute(element, "Hidden") == "1":
        sheet.look.hidden_rows.update(range(row, min(row + span + 1, MOST_ROWS)))
    column = -1
    for cell in element:
        if local_name(cell) != "Cell":
            continue
        column = _number(cell, "Index", column + 2, MOST_COLUMNS) - 1
        wide = _number(cell, "MergeAcross", 0, MOST_COLUMNS)
        tall = _number(cell, "MergeDown", 0, MOST_ROWS)
        if wide or tall:
            sheet.look.merged.append(Block(row, column, row + tall, column + wide))
        sheet.cells.put(row, column, _value(cell))
        column += wide
    sheet.row = row + span + 1


def _value(cell: Any) -> Any:
    data = next((child for child in cell if local_name(child) == "Data"), None)
    text = "".join(data.itertext()).strip() if data is not None else ""
    if not text:
        formula = attribute(cell, "Formula")
        is_text = data is not None and attribute(data, "Type") == "String"
        return f"={formula.removeprefix('=')}" if formula and not is_text else ""
    kind = attribute(data, "Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment.date() if moment.time() == datetime.min.time() else moment
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
