"""Prefecture and county of every row of a table, wherever the table says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.reading.cells.counties import CountyName, split_joined
from calculator.reading.cells.rows import clean_name, county_of_line, is_prefecture
from calculator.reading.grids import as_text
from calculator.reading.recognition.layouts import Layout


def cells_of(layout: Layout, column: str, rows: Sequence[int]) -> list[Any] | None:
    """The cells of a column in some rows; None where the table has no such column."""
    read = layout.columns.get(column)
    return None if read is None else layout.grid.column(read.position, rows)


def clean_names(cells: Sequence[Any]) -> list[str]:
    """Names, cleaned where they hold more than letters."""
    return [
        cell if isinstance(cell, str) and cell.isalpha() else clean_name(as_text(cell))
        for cell in cells
    ]


def _merged_down(layout: Layout, column: str, rows: range, texts: list[str]) -> list[str]:
    position = layout.columns[column].position
    for block in layout.grid.merged:
        if block.left <= position <= block.right and block.top in rows:
            first = block.top - rows.start
            last = min(block.bottom - rows.start, len(rows) - 1)
            texts[first : last + 1] = [texts[first]] * (last + 1 - first)
    return texts


def written_regions(layout: Layout, rows: range) -> dict[str, list[str]]:
    """Prefecture and county of every row, those of merged cells on each of their rows."""
    return {
        column: written_texts(layout, column, rows)
        for column in ("prefecture", "county")
        if column in layout.columns
    }


def written_texts(layout: Layout, column: str, rows: range) -> list[str]:
    """The cleaned cells of a column, those of merged cells on each of their rows."""
    cells = cells_of(layout, column, rows)
    return [] if cells is None else _merged_down(layout, column, rows, clean_names(cells))


@dataclass(frozen=True)
class Regions:
    """Where the townships of a table belong.

    Attributes:
        names: The townships' names, without a county that stood before them.
        counties, prefectures: One for each township, empty where unknown; None where
            nothing tells any.
        told: The title or name that tells the county of all townships, and the county.
        lines: Rows of counties, which tell the townships next to them -> the county.
        is_split: Whether county and township stood in one cell.
    """

    names: Sequence[str]
    counties: Sequence[str] | None = None
    prefectures: Sequence[str] | None = None
    told: tuple[CountyName, str] | None = None
    lines: Mapping[int, str] | None = None
    is_split: bool = False


def find_regions(
    names: Sequence[str],
    kept: Sequence[int],
    lines: Mapping[int, str],
    told: tuple[CountyName, str] | None,
) -> Regions:
    """Tell the counties of townships that no column tells them of.

    Args:
        names: The townships' names.
        kept: Their rows.
        lines: The other rows that name a county or a prefecture -> their names.
        told: The county that a title or a name tells.
    """
    known = frozenset({told[0].county}) if told is not None else frozenset[str]()
    split = split_joined(names, known | {clean_name(text) for text in lines.values()})
    if split is not None:
        prefectures, counties, short = zip(*split, strict=True)
        return Regions(short, counties, prefectures if any(prefectures) else None, is_split=True)
    is_certain = len(set(names)) == len(names)
    of_rows = _by_lines(lines, kept)
    if of_rows is not None and _tell_more(of_rows, told, is_certain):
        prefectures, counties = zip(*(of_rows[row] for row in kept), strict=True)
        telling = {row: county_of_line(name) for row, name in lines.items()}
        used = {row: county for row, county in telling.items() if county in counties}
        return Regions(names, counties, prefectures if any(prefectures) else None, lines=used)
    if told is None or not (told[0].is_sure or is_certain):
        return Regions(names)
    prefecture = told[0].prefecture
    return Regions(
        names,
        [told[0].county] * len(names),
        None if prefecture is None else [prefecture] * len(names),
        told,
    )


def _tell_more(
    of_rows: Mapping[int, tuple[str, str]], told: tuple[CountyName, str] | None, is_certain: bool
) -> bool:
    """Whether lines tell counties better than a title does."""
    counties = {county for _, county in of_rows.values()}
    if len(counties) > 1:
        return True
    (only,) = counties
    if told is not None:
        return not told[0].is_sure and not is_prefecture(only)
    return is_certain or not is_prefecture(only)


def _by_lines(lines: Mapping[int, str], kept: Sequence[int]) -> dict[int, tuple[str, str]] | None:
    """Prefecture and county of each township, by the lines above it, or else those below.

    They stand above if a line is the first of all rows, and below if one is the last and
    says that it is a sum. A prefecture's line has the line of a county next to it.
    """
    if not lines or not kept:
        return None
    if min(lines) < kept[0]:
        return _downwards([*sorted({*lines, *kept})], lines)
    last = max(lines)
    if last > kept[-1] and county_of_line(lines[last]) != clean_name(lines[last]):
        return _downwards([*sorted({*lines, *kept}, reverse=True)], lines)
    return None


def _downwards(rows: Sequence[int], lines: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    told: dict[int, tuple[str, str]] = {}
    prefecture = county = ""
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row not in lines:
            told[row] = prefecture, county
        elif following in lines and is_prefecture(county_of_line(lines[row])):
            prefecture, county = county_of_line(lines[row]), ""
        else:
            county = county_of_line(lines[row])
    return told
