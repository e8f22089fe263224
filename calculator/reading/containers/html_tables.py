"""Web pages saved as .xls: their tables."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calculator.reading.containers.limits import Damaged, NotASpreadsheet
from calculator.reading.containers.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Look,
    Sparse,
    finish,
    unreadable_letters,
)
from calculator.reading.containers.texts import decode_markup
from calculator.reading.grids import Block, Grid
from rules.findings import Finding

_UNSHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:ExcelWorksheet>.*?<x:Name>(.*?)</x:Name>", re.DOTALL)
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "select"})
_LINES = frozenset(
    {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center"}
)
_VOID = frozenset({"br", "col", "img", "input", "meta", "link", "hr", "base", "area", "wbr"})
_WIDEST_SPAN = 1000
_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
_MOST_TITLES = 8
_DEEPEST = 30
# Cells under merged ones; more are only there to cost time.
_MOST_PASSED_OVER = 5_000_000
_MOST_TITLE_CELLS = 3
_NUMBERED = "表{}"


def read_html(file: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """Every table of a web page.

    Raises:
        NotASpreadsheet: There is no table.
        Demanding, TooLarge: It is too much to read.
    """
    text = decode_markup(data)
    if text is None:
        raise NotASpreadsheet("unknown")
    tables = tables_of(text)
    if not tables:
        raise NotASpreadsheet("markup")
    names: list[str | None] = [*sheet_names(text)]
    if not names and len(tables) == 1:
        names = [None]
    names.extend(_NUMBERED.format(number + 1) for number in range(len(names), len(tables)))
    return as_grids(file, tables, names)


def as_grids(
    file: str, tables: list[Table], names: list[str | None]
) -> tuple[list[Grid], list[Finding]]:
    """Tables as grids of the given names.

    Raises:
        Demanding, TooLarge: A table is too much to read.
    """
    grids, findings = [], []
    for table, name in zip(tables, names, strict=False):
        cells, table.look.stray = table.cells.lay_out()
        grid, found = finish(file, name, cells, table.look)
        grids.append(grid)
        findings.extend([*found, *unreadable_letters(grid)])
    return grids, findings


def sheet_names(text: str) -> list[str]:
    """The names of sheets that Excel wrote into a page."""
    return [name.strip() for name in _SHEET_NAME.findall(text)]


def tables_of(text: str) -> list[Table]:
    """The tables of a page that have any content, each under the text that stands above it."""
    from lxml import etree

    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=False)
    content = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(content), 1 << 16):
            parser.feed(content[start : start + (1 << 16)])
        parser.close()
    except etree.XMLSyntaxError:
        # What stands before the broken place was read.
        pass
    page.close()
    return [table for table in page.tables if table.cells.filled]


@dataclass
class Table:
    """A table as it is read."""

    cells: Sparse = field(default_factory=Sparse)
    look: Look = field(default_factory=Look)
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    cell: list[str] | None = None
    place: tuple[int, int] = (0, 0)
    number: float | None = None

    def add_title(self, text: str) -> None:
        """Put a line of text above what follows."""
        self.row += 1
        self.cells.put(self.row, 0, text)


class _Page:
    """Takes the tags of a page one by one."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self.outside: list[str] = []
        self.unshown: list[str] = []
        self.passed_over = 0

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        attributes = dict(told)
        is_unshown = "hidden" in attributes or (
            "style" in attributes and _UNSHOWN.search(attributes["style"])
        )
        if self.unshown:
            if tag not in _VOID:
                self.unshown.append(tag)
            return
        if tag in _SILENT or (is_unshown and tag not in ("tr", "col") and tag not in _VOID):
            self.unshown.append(tag)
        elif tag == "table":
            self._open_table()
        elif tag in _LINES:
            self._take("\n")
        elif self.open:
            table = self.open[-1]
            if tag == "col":
                span = _span(attributes, "span", MOST_COLUMNS)
                if is_unshown:
                    table.look.hidden_columns.append((table.column, table.column + span - 1))
                table.column += span
            elif tag == "tr":
                self._close_cell()
                if table.row < 0:
                    self._take_caption(table)
                table.row, table.column = table.row + 1, 0
                if is_unshown:
                    table.look.hidden_rows.add(table.row)
            elif tag in ("td", "th"):
                self._open_cell(attributes)

    def end(self, tag: str) -> None:
        if self.unshown:
            if tag in self.unshown:
                while self.unshown.pop() != tag:
                    pass
            return
        if tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag in _LINES and tag != "br":
            self._take("\n")
        elif tag == "table" and self.open:
            self._close_cell()
            self.open.pop()

    def data(self, text: str) -> None:
        if not self.unshown:
            self._take(text.replace("\n", " "))

    def close(self) -> None:
        """Close the tables that the page leaves open."""
        self.unshown.clear()
        while self.open:
            self.end("table")

    def _take(self, text: str) -> None:
        if self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(text)
        else:
            self.outside.append(text)

    def _open_table(self) -> None:
        titles = _lines("".join(self.outside))[-_MOST_TITLES:]
        self.outside.clear()
        table = Table()
        if len(self.open) == _DEEPEST:
            raise Damaged
        if self.open:
            titles = [*_titles_of(self.open[-1]), *titles]
        for title in titles:
            table.add_title(title)
        self.open.append(table)
        self.tables.append(table)

    def _take_caption(self, table: Table) -> None:
        for line in _lines("".join(self.outside)):
            table.add_title(line)
        self.outside.clear()

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._close_cell()
        table = self.open[-1]
        table.row = max(table.row, 0)
        while table.taken.get(table.column, 0) > table.row:
            table.column += 1
            self.passed_over += 1
        if self.passed_over > _MOST_PASSED_OVER:
            raise Damaged
        wide = _span(attributes, "colspan", _WIDEST_SPAN)
        tall = _span(attributes, "rowspan", MOST_ROWS)
        row, column = table.place = (table.row, table.column)
        if wide > 1 or tall > 1:
            table.look.merged.append(Block(row, column, row + tall - 1, column + wide - 1))
        if tall > 1:
            for at in range(column, min(column + wide, MOST_COLUMNS)):
                table.taken[at] = row + tall
        table.column += wide
        table.cell = []
        table.number = None
        if attributes.get("x:num"):
            with contextlib.suppress(ValueError):
                table.number = float(attributes["x:num"])

    def _close_cell(self) -> None:
        table = self.open[-1] if self.open else None
        if table is None or table.cell is None:
            return
        text = "\n".join(_lines("".join(table.cell)))
        value: Any = text if table.number is None else table.number
        table.cells.put(*table.place, value)
        table.cell = None


def _span(attributes: Mapping[str, str], name: str, most: int) -> int:
    if name not in attributes:
        return 1
    try:
        return min(max(int(attributes[name]), 1), most)
    except ValueError:
        return 1


def _lines(text: str) -> list[str]:
    """The lines of a text that are not blank."""
    return [line for line in (_BLANKS.sub(" ", line).strip() for line in text.split("\n")) if line]


def _titles_of(layout: Table) -> list[str]:
    """The lines of a table that only arranges others, moved to the table that it arranges."""
    rows = layout.cells.rows
    if any(len(row) > _MOST_TITLE_CELLS for row in rows.values()):
        return []
    lines = [str(rows[row][column]) for row in sorted(rows) for column in sorted(rows[row])]
    lines.extend(_lines("".join(layout.cell or ())))
    layout.cells = Sparse()
    if layout.cell is not None:
        layout.cell.clear()
    return lines
