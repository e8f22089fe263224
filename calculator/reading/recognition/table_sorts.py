"""What a table has one row for: a township, an office or institution, or a county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from calculator.reading.cells.matching import Match, match
from calculator.vocabulary import LIST_IDENTITY, load_vocabulary, using

if TYPE_CHECKING:
    from calculator.reading.recognition.headings import HeadingColumn

TableSort = Literal["townships", "bodies", "counties"]

_REGIONS = ("prefecture", "county")


def table_sort(columns: Sequence[HeadingColumn], name_column: int | None) -> TableSort | None:
    """What a table has one row for, by its headings; None where they do not tell.

    A table with names of offices and another column of such a list is a list, unless it has
    statistics, or unless those names are the townships' (``name_column``).
    """
    named = {found.match.column: found.column for found in columns if found.match is not None}
    known = load_vocabulary().columns
    has_statistics = any(known[name].is_measured for name in named)
    if "body_name" in named and not has_statistics and named["body_name"] != name_column:
        found = (match_in_list(column.cells) for column in columns)
        if len({one.column for one in found if one is not None} - {*LIST_IDENTITY}) > 1:
            return "bodies"
    if name_column is not None or not {"name", "pinyin", "code"}.isdisjoint(named):
        return "townships"
    if is_of_counties(named) and not {*_REGIONS}.isdisjoint(named):
        return "counties"
    return None


def is_of_counties(columns: Iterable[str]) -> bool:
    """Whether any of some columns has a figure for each county."""
    known = load_vocabulary().columns
    return any("county" in known[name].tables for name in columns)


def match_in_list(cells: tuple[str, ...]) -> Match | None:
    """The column that a heading of a list of offices and institutions means."""
    with using(load_vocabulary().of_lists):
        return match(cells)


def may_stand_in(column: str, sort: TableSort) -> bool:
    """Whether a column has a place in a table of some sort."""
    tables = load_vocabulary().columns[column].tables
    if sort == "bodies":
        return column in LIST_IDENTITY or "list" in tables
    if sort == "counties":
        return column in _REGIONS or "county" in tables
    return tables != ("list",)
