"""Which of several headings a column is taken from, and which headings nobody misses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from calculator.reading.cells.matching import heading_words, match_year_before, plain
from calculator.reading.recognition.headings import Heading, HeadingColumn
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE


def fits(column: HeadingColumn, heading: Heading) -> bool:
    """Whether a heading's own unit is one that its column can be counted in."""
    assert column.match is not None
    kind = load_vocabulary().columns[column.match.column].unit
    own = (*column.match.units, *heading.units.get(column.column, ()))
    if not own or kind is None:
        return True
    return any(unit in load_vocabulary().units[kind] for unit in own)


def year_of(column: HeadingColumn) -> int | None:
    """The year that a heading names."""
    return column.match.year if column.match is not None else None


def best(found: Sequence[HeadingColumn]) -> HeadingColumn:
    """Of several headings of one column, that of the latest year, else the plainest one."""
    years = [year_of(column) for column in found]
    if all(year is not None for year in years):
        return max(zip(years, found, strict=True), key=lambda pair: (pair[0], -pair[1].column))[1]
    ranked = [(column.match.rank if column.match is not None else 0) for column in found]
    return found[ranked.index(min(ranked))]


def year_before(
    name: str, taken: HeadingColumn, found: Sequence[HeadingColumn]
) -> HeadingColumn | None:
    """The measured column of exactly the year before the one taken, if there is one."""
    year = year_of(taken)
    if year is None or not load_vocabulary().columns[name].is_measured:
        return None
    return next((column for column in found if year_of(column) == year - 1), None)


def take_years_before(
    heading: Heading, taken: dict[str, HeadingColumn], unmatched: list[HeadingColumn]
) -> None:
    """Take 上年总人口 for the figures of the year before, where 总人口 stands beside it."""
    for column in [*unmatched]:
        found = match_year_before(column.cells)
        if found is None or f"{found.column}{YEAR_BEFORE}" in taken:
            continue
        column_before = replace(column, match=found)
        is_beside = found.column in taken and load_vocabulary().columns[found.column].is_measured
        if is_beside and fits(column_before, heading):
            taken[f"{found.column}{YEAR_BEFORE}"] = column_before
            unmatched.remove(column)


def is_idle(column: HeadingColumn) -> bool:
    """Whether nobody misses a column: 序号, or what is worked out from others such as 超编."""
    words = load_vocabulary().headings
    lowest = plain(column.cells[-1])
    return heading_words(column.text) in words["idle"] or any(
        plain(word) in lowest for word in words["computed"]
    )


def proposes(texts: Iterable[Sequence[str]]) -> bool:
    """Whether titles or headings say that the figures are a proposal."""
    words = load_vocabulary().headings["proposals_said"]
    return any(word in text.casefold() for row in texts for text in row for word in words)


def take_as_approved(
    taken: dict[str, HeadingColumn], matched: dict[str, list[HeadingColumn]]
) -> None:
    """Take 行政编制 beside 实有 for what is approved, where nothing says that it is proposed."""
    for name, known in load_vocabulary().columns.items():
        plainly, beside = known.instead_of, known.beside
        if plainly not in taken or beside not in taken or name in taken:
            continue
        if not proposes([taken[plainly].cells]):
            taken[name] = taken.pop(plainly)
            matched[name] = matched.pop(plainly)
