"""What is worth knowing about how a table was read: one finding a cause."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.reading.cells.matching import heading_words, heading_year, match, plain
from calculator.reading.notes import MOST_SHOWN, column_term, finding, sentence, unit_term
from calculator.reading.recognition.layouts import ColumnRead, is_telling
from calculator.reading.recognition.parts import Part
from calculator.reading.recognition.table_sorts import may_stand_in
from calculator.reading.recognition.text_columns import is_blank
from calculator.reading.recognition.transposing import TurnedGrid
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Term, Text


def remarks(part: Part) -> Iterator[Finding]:
    """Notes and warnings about a table's heading, units, county and left-out rows."""
    yield from _columns(part.of_rows)
    yield from _years(part.of_rows)
    yield from _units(part.of_rows)
    yield from _counties(part)
    yield from _rows(part)


def _term(read: ColumnRead) -> Term | Text:
    return column_term(read.column)


def _may_be_proposal(heading: str) -> bool:
    words = load_vocabulary().headings
    if not any(plain(word) in plain(heading) for word in words["proposals"]):
        return False
    said = heading_words(heading)
    endings = [word for word in map(plain, words["sums_and_names"]) if said.endswith(word)]
    rest = said.removesuffix(max(endings, key=len, default=""))
    found = match((rest,)) if endings else None
    return not endings or (found is not None and may_stand_in(found.column, "townships"))


def _columns(part: Part) -> Iterator[Finding]:
    layout, place = part.layout, part.grid.place
    if isinstance(part.grid, TurnedGrid):
        first = min(read.position for read in layout.columns.values())
        cell = part.grid.address(layout.heading.top, first)
        yield finding(Severity.NOTE, "table-turned-over", cell=cell)
    if layout.named_by is not None:
        yield finding(
            Severity.NOTE,
            "names-by-contents",
            column="name",
            cell=layout.columns["name"].cell,
            heading=layout.named_by,
        )
    missed = [(heading, cell) for heading, cell in layout.unrecognised if _may_be_proposal(heading)]
    unmissed = [unread for unread in layout.unrecognised if unread not in missed]
    for severity, code, unread in (
        (Severity.WARNING, "proposals-not-recognised", missed),
        (Severity.NOTE, "columns-not-recognised", unmissed),
    ):
        if unread:
            yield finding(
                severity,
                code,
                cell=unread[0][1],
                place=place,
                headings=[heading for heading, _ in unread],
            )
    for column in layout.by_contents:
        read = layout.columns[column]
        yield finding(
            Severity.NOTE,
            "column-by-contents",
            column=column,
            cell=read.cell,
            heading=read.heading,
            term=_term(read),
        )
    for read in layout.columns.values():
        if layout.sort == "bodies":
            continue
        if is_telling(read) and read.column not in layout.by_contents:
            yield finding(
                Severity.NOTE,
                "column-by-alias",
                column=read.column,
                cell=read.cell,
                heading=read.heading,
                term=_term(read),
            )
    for column, dropped in layout.dropped.items():
        read = layout.columns[column]
        others = [other.heading for other in dropped if not other.is_remark]
        by_year = column in layout.by_year
        if others:
            yield finding(
                Severity.NOTE if by_year else Severity.WARNING,
                "later-year-taken" if by_year else "column-twice",
                column=column,
                cell=read.cell,
                term=_term(read),
                heading=read.heading,
                others=others,
            )
    for column, before in layout.columns.items():
        if column.removesuffix(YEAR_BEFORE) in layout.by_year and column.endswith(YEAR_BEFORE):
            read = layout.columns[column.removesuffix(YEAR_BEFORE)]
            yield finding(
                Severity.NOTE,
                "year-before-read",
                column=column,
                cell=before.cell,
                heading=before.heading,
                later=read.heading,
                term=_term(read),
            )


def _years(part: Part) -> Iterator[Finding]:
    """A warning about figures of an earlier year than others, or than the table's date."""
    dated = [
        (year, read)
        for column, read in part.layout.columns.items()
        if column in part.numbers and not column.endswith(YEAR_BEFORE)
        if (year := heading_year(read.heading)) is not None
    ]
    day = part.date
    latest = max((*(year for year, _ in dated), day.year if day is not None else 0))
    older = [read for year, read in dated if year < latest]
    if older:
        yield finding(
            Severity.WARNING,
            "years-side-by-side",
            column=older[0].column,
            cell=older[0].cell,
            headings=[read.heading for read in older],
            others=[read.heading for year, read in dated if year == latest] or [str(day)],
        )


def _units(part: Part) -> Iterator[Finding]:
    layout = part.layout
    units = load_vocabulary().units
    for column, unit in layout.units.items():
        read = layout.columns[column]
        if unit.factor != 1:
            yield finding(
                Severity.NOTE,
                "unit-converted",
                column=column,
                cell=read.cell,
                heading=read.heading,
                term=_term(read),
                unit=unit_term(unit.written),
                into=unit_term(next(own for own, f in units[unit.kind].items() if f == 1)),
            )
        if own := part.own_units.get(column):
            position = min(own)
            yield finding(
                Severity.NOTE,
                "unit-in-cells",
                column=column,
                cell=part.address(column, position),
                value=part.raw(column, position),
                term=_term(read),
                unit=unit_term(own[position]),
                count=len(own),
            )
        if at := part.noted.get(column):
            yield finding(
                Severity.NOTE,
                "note-in-cell",
                column=column,
                cell=part.address(column, at[0]),
                value=part.raw(column, at[0]),
                term=_term(read),
                count=len(at),
            )
    for column in layout.ambiguous:
        read = layout.columns[column]
        yield finding(
            Severity.WARNING,
            "unit-ambiguous",
            column=column,
            cell=read.cell,
            heading=read.heading,
            unit=unit_term(layout.units[column].written),
        )
    unstated = [
        read
        for read in layout.columns.values()
        if read.unit_source == "vocabulary"
        and read.column not in layout.ambiguous
        and layout.units[read.column].kind in load_vocabulary().checks.varying
    ]
    if unstated:
        yield finding(
            Severity.NOTE,
            "unit-assumed",
            column=unstated[0].column,
            cell=unstated[0].cell,
            headings=[
                sentence("heading_in_unit", heading=read.heading, unit=unit_term(read.unit))
                for read in unstated
            ],
        )


def _counties(part: Part) -> Iterator[Finding]:
    place = part.grid.place
    if part.county_from is not None:
        told, text = part.county_from
        yield finding(
            Severity.NOTE,
            "county-from-title",
            column="county",
            place=place,
            county=told.full,
            text=text,
        )
    elif part.county_lines:
        yield finding(
            Severity.NOTE,
            "county-from-lines",
            column="county",
            cell=next(iter(part.county_lines)),
            counties=list(part.county_lines.values())[:MOST_SHOWN],
            count=len(part.county_lines),
        )
    elif part.is_split:
        cell = part.layout.columns["name"].cell
        yield finding(Severity.NOTE, "county-split-from-name", column="county", cell=cell)
    elif "county" not in part.texts:
        term = column_term("county")
        yield finding(Severity.NOTE, "county-unknown", column="county", place=place, term=term)
    for column in part.filled:
        read = part.layout.columns[column]
        yield finding(Severity.NOTE, "filled-down", column=column, cell=read.cell, term=_term(read))
    if "county" in part.layout.columns:
        blank = np.flatnonzero(is_blank(part.texts["county"]))
        if len(blank):
            yield finding(
                Severity.WARNING,
                "county-missing",
                column="county",
                cell=part.address("county", int(blank[0])),
                count=len(blank),
            )


def _rows(part: Part) -> Iterator[Finding]:
    for reason, severity, code in (
        ("total", Severity.NOTE, "total-rows-left-out"),
        ("stranger", Severity.WARNING, "strangers-left-out"),
    ):
        rows = [row for row in part.table.left_out if row.reason == reason]
        if rows:
            yield finding(
                severity,
                code,
                place=part.grid.place,
                cell=part.grid.address(rows[0].row - 1, 0),
                count=len(rows),
                rows=[row.row for row in rows[:MOST_SHOWN]],
                texts=list(dict.fromkeys(row.text for row in rows))[:MOST_SHOWN],
            )
    for row in part.table.left_out:
        if row.reason == "unnamed" and part.listed is None:
            yield finding(
                Severity.WARNING,
                "row-without-name",
                column="name",
                cell=part.grid.address(row.row - 1, 0),
                row=row.row,
            )
