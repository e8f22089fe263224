"""Sheets of formats that can't be kept, as a plain workbook of the same cells."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from calculator.reading.grids import Grid
from calculator.reporting.wrapping import columns

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
_FITTED_ROWS = 200
_NARROWEST = 6
_WIDEST = 40
# A spreadsheet shows twelve digits and more as a power of ten.
_MANY_DIGITS = 1e11
_DELIMITED = "Sheet1"


def sheet_names(grids: Sequence[Grid]) -> dict[str, str]:
    """The sheets by their names in addresses -> the names that they have in a workbook."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for grid in grids:
        wanted = _FORBIDDEN.sub("_", grid.sheet or "")[:_LONGEST_NAME].strip() or _DELIMITED
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = wanted[: _LONGEST_NAME - len(end)] + end
        taken.add(name.casefold())
        names[grid.sheet or ""] = name
    return names


def plain_workbook(grids: Sequence[Grid], names: Mapping[str, str]) -> bytes:
    """The sheets as an .xlsx of values, each cell where it was."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        formats = {
            "long": book.add_format({"num_format": "0"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "hh:mm:ss"}),
            timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
            "merged": book.add_format({"align": "center", "valign": "vcenter"}),
        }
        for grid in grids:
            sheet = book.add_worksheet(names[grid.sheet or ""])
            if grid.is_hidden:
                sheet.hide()
            _write(sheet, grid, formats)
    return target.getvalue()


def _write(sheet: Worksheet, grid: Grid, formats: Mapping[Any, Any]) -> None:
    from xlsxwriter.exceptions import OverlappingRange

    for block in grid.merged:
        if (block.top, block.left) != (block.bottom, block.right):
            try:
                sheet.merge_range(
                    block.top, block.left, block.bottom, block.right, "", formats["merged"]
                )
            except OverlappingRange:  # a file may say so; its values are in their cells
                continue
    merged = {(block.top, block.left) for block in grid.merged}
    for at, row in enumerate(grid.cells):
        for column, value in enumerate(row):
            if value == "":
                continue
            if isinstance(value, str):
                look = formats["merged"] if (at, column) in merged else None
                sheet.write_string(at, column, value, look)
            elif isinstance(value, bool):
                sheet.write_boolean(at, column, value)
            elif isinstance(value, (int, float)):
                is_long = abs(value) >= _MANY_DIGITS and float(value).is_integer()
                sheet.write_number(at, column, value, formats["long"] if is_long else None)
            elif isinstance(value, (datetime, date, time, timedelta)):
                sheet.write_datetime(at, column, value, formats[type(value)])
            else:
                sheet.write_string(at, column, str(value))
    for column in range(grid.width):
        sheet.set_column(column, column, _width(grid, column))


def _width(grid: Grid, column: int) -> float:
    """A width that fits the longest line of the first rows, merged cells left aside."""
    wide = {block.top for block in grid.merged if block.left <= column < block.right}
    rows = [row for row in range(min(grid.height, _FITTED_ROWS)) if row not in wide]
    lines = [line for row in rows for line in grid.text(row, column).split("\n")]
    # A title in the only filled cell of its row runs over its neighbours.
    alone = {grid.text(row, column) for row in rows if sum(c != "" for c in grid.cells[row]) == 1}
    longest = max((columns(line) for line in lines if line not in alone), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)
