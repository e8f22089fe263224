"""A table of who borders on whom: pairs, or a row for each township with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from calculator.errors import CalculatorError
from calculator.reading.borders.headings import PairColumns, pair_columns
from calculator.reading.borders.mentions import Mentions
from calculator.reading.borders.names import Townships, as_code, says_none, split_names
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.cells.rows import is_footnote, is_total
from calculator.reading.cells.values import is_missing, read_numbers
from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Grid, as_text
from calculator.reading.notes import shown
from calculator.reading.sources import find_sources
from rules.findings import Finding
from rules.status import Severity


@dataclass(frozen=True)
class PairTable:
    """What a file says of who borders on whom."""

    mentions: Mentions
    findings: tuple[Finding, ...]


def read_pair_table(path: Path, townships: Townships) -> PairTable:
    """Read a file of pairs.

    Raises:
        CalculatorError: The file can't be read, is no such table, or names no two townships of
            the statistics as neighbours.
    """
    sources = find_sources([path])
    if sources.problems:
        raise CalculatorError([problem for _, problem in sources.problems])
    reader = _Reader(Mentions(townships))
    for source in sources.files:
        data = source.data()
        if not data.strip():
            raise CalculatorError([sentence("pairs_empty", file=source.name)])
        grids, noted = read_grids(source.name, data)
        reader.findings.extend(noted)
        for grid in grids:
            reader.read(grid)
    mentions = reader.mentions
    if mentions.is_empty and not mentions.alone:
        if not reader.texts:
            raise CalculatorError([sentence("pairs_empty", file=path.name)])
        texts = shown(list(dict.fromkeys(reader.texts)))
        raise CalculatorError([sentence("no_pairs", file=path.name, texts=texts)])
    if reader.strangers:
        reader.findings.append(
            finding(
                Severity.NOTE,
                "pairs-elsewhere",
                cell=reader.strangers[0][0],
                count=len(reader.strangers),
                names=shown(list(dict.fromkeys(name for _, name in reader.strangers))),
            )
        )
    return PairTable(mentions, (*reader.findings, *mentions.findings("if_usual")))


@dataclass(frozen=True)
class _Told:
    """What a row tells of one side: the code, then the name, where it has them."""

    texts: tuple[str, ...]
    county: str | None
    prefecture: str | None
    cell: str

    def apart(self) -> list[_Told]:
        """Each township of a cell that names several."""
        for text in self.texts:
            names = [name for name in split_names(text) if not is_missing(name)]
            if len(names) > 1:
                return [replace(self, texts=(name,)) for name in names]
        return [] if says_none(self.texts[-1]) or is_missing(self.texts[-1]) else [self]


class _Reader:
    """One file, sheet by sheet."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.findings: list[Finding] = []
        self.strangers: list[tuple[str, str]] = []
        self.texts: list[str] = []

    def read(self, grid: Grid) -> None:
        """Take in what a sheet says."""
        rows = [[as_text(cell) for cell in row] for row in grid.cells]
        start, columns = _heading(rows)
        if columns is None:
            return
        lengths = self._lengths(grid, columns, start, len(rows))
        filled: list[str] = []
        above: _Told | None = None
        for row in range(start, len(rows)):
            first, second = (_told(grid, row, rows[row], side) for side in columns.sides)
            if first is None and second is not None and above is not None:
                first = above
                filled.append(grid.address(row, min(columns.sides[0].values())))
            if first is None or _is_no_township(first):
                continue
            above = first
            self._row(first, second, lengths[row - start])
        if filled:
            said: dict[str, Any] = {"cell": filled[0], "count": len(filled), "cells": shown(filled)}
            self.findings.append(finding(Severity.NOTE, "pairs-filled-down", **said))

    def _row(self, first: _Told, second: _Told | None, length: float) -> None:
        """Take in a township and its neighbours, one or more in a cell."""
        others = second.apart() if second is not None else []
        self.texts.extend(told.texts[-1] for told in (first, *others))
        if not any(map(self._is_known, (first, *others))):
            if others:
                name = f"{first.texts[-1]}—{others[0].texts[-1]}"
                self.strangers.append((first.cell, name))
            return
        township = self._one(first, None)
        if township is None:
            return
        if second is not None and says_none(second.texts[-1]):
            self.mentions.alone.add(township)
        for told in others:
            other = self._one(told, township)
            if other is not None:
                km = length if len(others) == 1 else np.nan
                self.mentions.name(township, other, told.cell, km)

    def _find(self, told: _Told, text: str, beside: int | None = None) -> list[int]:
        return self.mentions.townships.find(
            text, beside=beside, county=told.county, prefecture=told.prefecture
        )

    def _is_known(self, told: _Told) -> bool:
        return any(self._find(told, text) for text in told.texts)

    def _one(self, told: _Told, beside: int | None) -> int | None:
        """The township that a row tells: by its code, else by its name."""
        known = (text for text in told.texts if self._find(told, text, beside))
        return self.mentions.find(
            next(known, told.texts[-1]),
            told.cell,
            beside=beside,
            county=told.county,
            prefecture=told.prefecture,
        )

    def _lengths(self, grid: Grid, columns: PairColumns, start: int, end: int) -> list[float]:
        """The km of each row's border; NaN where nothing is said."""
        blank = [np.nan] * (end - start)
        if columns.length is None or end == start:
            return blank
        if columns.unit is None:
            cell = grid.address(start - 1, columns.length)
            self.findings.append(finding(Severity.WARNING, "border-length-without-unit", cell=cell))
            return blank
        read = read_numbers(grid.column(columns.length, range(start, end)), None)
        lengths = read.values * columns.unit
        wrong = np.flatnonzero(lengths < 0).tolist() + list(read.odd)
        for place in sorted(wrong):
            cell = grid.address(start + place, columns.length)
            text = grid.text(start + place, columns.length)
            self.findings.append(
                finding(Severity.WARNING, "border-length-odd", cell=cell, text=text)
            )
        lengths[wrong] = np.nan
        return [float(length) for length in lengths]


def _heading(rows: list[list[str]]) -> tuple[int, PairColumns | None]:
    """Where the rows of a table begin, and its columns; those of a list without a heading."""
    filled = [number for number, row in enumerate(rows) if any(row)]
    for number in filled[: border_settings().pairs.headings]:
        columns = pair_columns(rows[number])
        if columns is not None:
            return number + 1, columns
    widths = [place for number in filled for place, text in enumerate(rows[number]) if text]
    used = sorted(set(widths))
    if len(used) < 2:
        return 0, None
    return filled[0], PairColumns(({"name": used[0]}, {"name": used[1]}))


def _told(grid: Grid, row: int, texts: list[str], side: dict[str, int]) -> _Told | None:
    """What a row tells of one side; None where that is blank."""
    named = [side[column] for column in ("code", "name") if column in side and texts[side[column]]]
    if not named:
        return None
    county, prefecture = (
        texts[side[column]] or None if column in side else None
        for column in ("county", "prefecture")
    )
    found = tuple(texts[place] for place in named)
    return _Told(found, county, prefecture, grid.address(row, named[-1]))


def _is_no_township(told: _Told) -> bool:
    name = told.texts[-1]
    return is_total(name) or (is_footnote(name) and as_code(name) is None)
