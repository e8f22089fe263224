"""Lists of offices and institutions: one row for each, below or beside their townships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from calculator.reading.cells.choices import named_choices
from calculator.reading.cells.counties import fill_down, first_county
from calculator.reading.cells.division_codes import code_text
from calculator.reading.cells.matching import plain
from calculator.reading.cells.rows import (
    clean_name,
    is_county_line,
    is_footnote,
    is_total,
    looks_like_township,
    without_offices,
)
from calculator.reading.grids import as_text
from calculator.reading.notes import finding
from calculator.reading.recognition.column_values import read_columns
from calculator.reading.recognition.headings import is_figure
from calculator.reading.recognition.layouts import Layout, RowLeftOut
from calculator.reading.recognition.nameplates import take_nameplates
from calculator.reading.recognition.parts import Listed, Part, date_of, take_regions
from calculator.reading.recognition.regions import cells_of, find_regions, written_texts
from calculator.reading.recognition.text_columns import text_array
from calculator.vocabulary import LIST_IDENTITY, load_vocabulary
from rules.findings import Finding
from rules.status import Severity

_REGIONS = ("prefecture", "county")


class _Township(NamedTuple):
    """What tells the township of a row; ``line`` is the county's line above it."""

    code: str
    prefecture: str
    county: str
    line: str
    name: str


@dataclass
class _Rows:
    """The rows of a list, as they are gone through.

    Attributes:
        bodies: The rows that are offices or institutions.
        left_out: Those that are not.
        names: Row -> the township that stands above it in a line of its own.
        lines: Row of a county's line -> its name.
        name_cells: Row -> the address of the line above it.
        kinds: Row -> the kind that a line above it tells.
        findings: What is wrong with rows.
    """

    bodies: list[int] = field(default_factory=list)
    left_out: list[RowLeftOut] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    counties: dict[int, str] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    name_cells: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_body_list(layout: Layout) -> Part | None:
    """Read a list of offices and institutions; None where it has none.

    The part that comes back is about the townships that the list names, each once; the
    offices and institutions are its ``listed``.
    """
    rows = range(layout.heading.body, layout.end)
    found = _sorted_rows(layout, rows)
    written = {
        column: written_texts(layout, column, rows)
        for column in ("name", *_REGIONS)
        if column in layout.columns
    }
    filled = {column: fill_down(texts) for column, texts in written.items()}
    codes = [code_text(cell) for cell in cells_of(layout, "code", rows) or ()]
    sheet_name = clean_name(layout.grid.sheet or "")
    of_sheet = sheet_name if looks_like_township(sheet_name) else ""
    groups: dict[_Township, int] = {}
    group_of: list[int] = []
    cells: list[str] = []
    kept: list[int] = []
    for row in found.bodies:
        place = row - rows.start
        beside = filled["name"][place] if "name" in filled else ""
        name = beside or found.names.get(row, "") or of_sheet
        name = without_offices(name)
        code = codes[place] if codes else ""
        if not name and not code:
            found.findings.append(_without_township(layout, row))
            found.left_out.append(_left_out(layout, row, "unnamed"))
            continue
        region = [filled[column][place] if column in filled else "" for column in _REGIONS]
        township = _Township(code, region[0], region[1], found.counties.get(row, ""), name)
        if township not in groups:
            groups[township] = len(groups)
            read = layout.columns["name" if beside else "body_name"]
            address = layout.grid.address(row, read.position)
            cells.append(address if beside else found.name_cells[row] or address)
        kept.append(row)
        group_of.append(groups[township])
    if not kept:
        return None
    return _part(layout, found, kept, [*groups], group_of, cells, written, filled)


def _part(
    layout: Layout,
    found: _Rows,
    kept: Sequence[int],
    townships: Sequence[_Township],
    group_of: Sequence[int],
    cells: Sequence[str],
    written: dict[str, list[str]],
    filled: dict[str, list[str]],
) -> Part:
    grid, start = layout.grid, layout.heading.body
    names_of_grid = (grid.sheet or "", PurePath(grid.file).stem)
    titles = (text for title in layout.titles for text in title)
    told = None if "county" in filled else first_county((*titles, *names_of_grid))
    first = [kept[group_of.index(group)] for group in range(len(townships))]
    left_out = sorted(found.left_out, key=lambda row: row.row)
    table = layout.table(left_out, "bodies", townships=len(townships), bodies=len(kept))
    values = read_columns(layout, kept)
    bodies = Part(
        layout=layout,
        table=table,
        rows=np.array(kept, dtype=np.int64),
        numbers=values.numbers,
        choices=values.choices,
        own_units=values.own_units,
        noted=values.noted,
        ticks=values.ticks,
        odd=values.odd,
    )
    for column in ("body_name", "formed_from"):
        texts = cells_of(layout, column, kept)
        if texts is not None:
            clean = clean_name if column == "body_name" else str.strip
            bodies.texts[column] = text_array([clean(as_text(text)) for text in texts])
    identity = {name: read for name, read in layout.columns.items() if name in LIST_IDENTITY}
    part = Part(
        layout=replace(layout, columns=identity, units={}, unrecognised=(), dropped={}),
        table=table,
        rows=np.array(first, dtype=np.int64),
        filled=tuple(
            column
            for column in filled
            if any(filled[column][row - start] != written[column][row - start] for row in kept)
        ),
        date=date_of(layout, (*(" ".join(title) for title in layout.titles), *names_of_grid)),
        listed=Listed(
            bodies,
            np.array(group_of, dtype=np.int64),
            cells,
            text_array([found.kinds[row] for row in kept]),
            take_nameplates(bodies),
            found.findings,
        ),
    )
    for column in ("code", *_REGIONS):
        texts = [getattr(township, column) for township in townships]
        if any(texts):
            part.texts[column] = text_array(texts)
    part.texts["name"] = np.array([township.name for township in townships], dtype=object)
    if "county" not in filled:
        take_regions(part, find_regions([*part.texts["name"]], first, found.lines, told))
    bodies.texts["name"] = part.texts["name"][np.array(group_of, dtype=np.int64)]
    return part


def _left_out(layout: Layout, row: int, reason: str) -> RowLeftOut:
    texts = (as_text(cell) for cell in layout.grid.cells[row])
    return RowLeftOut(row + 1, reason, next(filter(None, texts), ""))


def _without_township(layout: Layout, row: int) -> Finding:
    read = layout.columns["body_name"]
    return finding(
        Severity.ERROR,
        "body-without-township",
        column="name",
        cell=layout.grid.address(row, read.position),
        value=layout.grid.text(row, read.position),
    )


def _sorted_rows(layout: Layout, rows: range) -> _Rows:
    """Tell offices and institutions from lines, totals and footnotes."""
    grid, found = layout.grid, _Rows()
    position = layout.columns["body_name"].position
    name = layout.columns["name"].position if "name" in layout.columns else None
    own = [read.position for read in layout.columns.values() if read.column not in LIST_IDENTITY]
    township = county = kind = cell = ""
    for row in rows:
        cells = grid.cells[row]
        texts = [text for value in cells if (text := as_text(value))]
        if not texts:
            continue
        body = clean_name(grid.text(row, position))
        line = _line_text(texts, body, "" if name is None else clean_name(grid.text(row, name)))
        if any(is_total(text) for text in texts[:3] if not is_figure(text)):
            found.left_out.append(_left_out(layout, row, "total"))
        elif line and is_county_line(line):
            county, township, kind, cell = line, "", "", ""
            found.lines[row] = line
            found.left_out.append(_left_out(layout, row, "section"))
        elif line and looks_like_township(line):
            at = next(
                place for place, value in enumerate(cells) if clean_name(as_text(value)) == line
            )
            township, kind, cell = line, "", grid.address(row, at)
            found.left_out.append(_left_out(layout, row, "section"))
        elif line and (of_line := _kind_of_line(line)):
            kind = of_line
            found.left_out.append(_left_out(layout, row, "section"))
        elif is_footnote(texts[0]) and len(texts) <= 2:
            found.left_out.append(_left_out(layout, row, "footnote"))
        elif body and not is_figure(body) and (len(texts) > 1 or not _says_more(body)):
            found.bodies.append(row)
            found.names[row], found.counties[row] = township, county
            found.kinds[row], found.name_cells[row] = kind, cell
        elif not body and any(cells[at] != "" for at in own):
            found.left_out.append(_left_out(layout, row, "unnamed"))
            found.findings.append(_without_name(layout, row, position))
        else:
            found.left_out.append(_left_out(layout, row, "footnote"))
    return found


def _says_more(text: str) -> bool:
    """Whether a text alone in its row is a sentence rather than the name of a body."""
    return len(text) > 30 or any(mark in text for mark in "，。；：:")


def _line_text(texts: Sequence[str], body: str, name: str) -> str:
    """What a line above some offices says, if a row may be one: it has no body of its own.

    Its text stands alone, but for a number before it and figures after it.
    """
    said = {clean for text in texts if not is_figure(text) and (clean := clean_name(text))}
    said = {text for text in said if len(text) > 1 or not _is_number(text)}
    if len(said) != 1:
        return ""
    (only,) = said
    return only if not name or not body or name == body else ""


def _is_number(text: str) -> bool:
    return plain(text) in "一二三四五六七八九十"


def _kind_of_line(text: str) -> str:
    """The kind of the bodies below a line that names a kind and nothing else."""
    if text not in load_vocabulary().rows["body_kinds"]:
        return ""
    return next(iter(named_choices("body_kind", text) or ()), "")


def _without_name(layout: Layout, row: int, position: int) -> Finding:
    return finding(
        Severity.ERROR,
        "body-without-name",
        column="body_name",
        cell=layout.grid.address(row, position),
        row=row + 1,
    )
