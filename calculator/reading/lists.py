"""Lists that the user gives beside the statistics: headings, renamed counties, a roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.reading.cells.counties import county_in
from calculator.reading.cells.matching import match, plain
from calculator.reading.cells.rows import clean_name, is_footnote, is_total
from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Grid, as_text
from calculator.reading.notes import sentence
from calculator.reading.options import RosterEntry
from calculator.reading.sources import find_sources
from calculator.vocabulary import load_vocabulary
from rules.wording import Sentence

_SHORT_NAME = re.compile(r"(?!.*[县市区])[\u4e00-\u9fff]{1,4}")


def read_pairs(path: Path) -> dict[str, str]:
    """A list of two columns: what stands in the first -> what stands in the second.

    A first row that only names the columns is passed over. A blank second cell stays blank.

    Raises:
        CalculatorError: The file can't be read, has no second column, or says two things of
            the same text; all of them at once.
    """
    pairs: dict[str, str] = {}
    problems: list[Sentence] = []
    for grid, row, texts in _rows(path):
        first, second = texts[0], texts[1] if len(texts) > 1 else ""
        if not first:
            continue
        if pairs.get(first, second) != second:
            cell = grid.address(row, 0)
            said = {"cell": cell, "text": first, "first": pairs[first], "second": second}
            problems.append(sentence("list_contradicts", **said))
        pairs.setdefault(first, second)
    if not pairs or not any(pairs.values()):
        problems.append(sentence("list_without_pairs", file=path.name))
    if problems:
        raise CalculatorError(problems)
    return pairs


def read_roster(path: Path) -> list[RosterEntry]:
    """A list of counties: one a row, with the prefecture before it or in a column of its own.

    Raises:
        CalculatorError: The file can't be read, names no county, or has names without 县, 市
            or 区 in a list without a heading.
    """
    entries: list[RosterEntry] = []
    problems: list[Sentence] = []
    columns: Mapping[str, int] = {}
    seen: Grid | None = None
    for grid, row, texts in _rows(path, skip_heading=False):
        if grid is not seen:
            seen, columns = grid, {}
        named = _named_columns(texts)
        if "county" in named:
            columns = named
            continue
        entry = _roster_entry(texts, columns)
        if entry is not None:
            entries.append(entry)
        elif row > 0 and (short := _short_name(texts)):
            cell = grid.address(row, texts.index(short))
            problems.append(sentence("roster_name_short", cell=cell, text=short))
    if problems:
        raise CalculatorError(problems)
    if not entries:
        raise CalculatorError([sentence("roster_without_counties", file=path.name)])
    return list(dict.fromkeys(entries))


def _named_columns(texts: list[str]) -> dict[str, int]:
    found = {place: match((text,)) for place, text in enumerate(texts) if text}
    return {told.column: place for place, told in found.items() if told is not None}


def _roster_entry(texts: list[str], columns: Mapping[str, int]) -> RosterEntry | None:
    if "county" in columns:
        county = clean_name(texts[columns["county"]])
        place = columns.get("prefecture")
        prefecture = clean_name(texts[place]) if place is not None else ""
        return None if not county or is_total(county) else RosterEntry(prefecture or None, county)
    names = [clean_name(text) for text in texts if text and not text.isdecimal()]
    told = county_in("".join(names)) if names and not is_total(names[0]) else None
    return RosterEntry(told.prefecture, told.county) if told is not None else None


def _short_name(texts: list[str]) -> str:
    """What may be a county's name without its ending, alone in its row but for a number."""
    named = [text for text in texts if text and not text.isdecimal()]
    is_name = len(named) == 1 and _SHORT_NAME.fullmatch(named[0]) and not is_total(named[0])
    return named[0] if is_name and not is_footnote(named[0]) else ""


def _rows(path: Path, *, skip_heading: bool = True) -> Iterator[tuple[Grid, int, list[str]]]:
    """The rows of a list that hold something, without one at the top that only names columns."""
    sources = find_sources([path])
    if sources.problems:
        raise CalculatorError([problem for _, problem in sources.problems])
    words = {plain(word) for word in load_vocabulary().headings["lists"]}
    for source in sources.files:
        grids, _ = read_grids(source.name, source.data())
        for grid in grids:
            for row, cells in enumerate(grid.cells):
                texts = [as_text(cell) for cell in cells]
                if not any(texts) or (skip_heading and row == 0 and plain(texts[0]) in words):
                    continue
                yield grid, row, texts
