"""Tables of the same townships for several years: the figures must be those of the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from calculator.reading.assembly.joining import Joined
from calculator.reading.notes import MOST_SHOWN, finding
from calculator.reading.recognition.headings import IDENTITY
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.status import Severity


@dataclass(frozen=True)
class Older:
    """A table that another one of the same townships replaces.

    Attributes:
        newer: The number of the table that is used.
        is_year_before: Whether it is exactly one year older, so that its figures are those
            of the year before.
        only_here: The places of townships that no other table has.
    """

    newer: int
    is_year_before: bool
    only_here: tuple[int, ...]


def older_tables(parts: Sequence[Part], joined: Joined, given: date | None) -> dict[int, Older]:
    """The tables that others of a better date replace, by their numbers.

    A table replaces another if they are mostly about the same townships and have a measured
    column in common. The date given is the best, else the latest.
    """
    dated = {
        number: part.date
        for number, part in enumerate(parts)
        if part.date is not None and part.is_measured
    }
    if len(set(dated.values())) < 2:
        return {}

    def rank(number: int) -> tuple[bool, date]:
        return dated[number] == given, dated[number]

    newer: dict[int, int] = {}
    for number in dated:
        better = [
            other
            for other in dated
            if rank(other) > rank(number)
            and _shares_columns(parts[number], parts[other])
            and _shares_townships(joined, number, other)
        ]
        if better:
            newer[number] = max(better, key=rank)
    return {
        number: Older(
            other,
            dated[number] == _year_before(dated[other]),
            tuple(_only_here(joined, number, [n for n in range(len(parts)) if n not in newer])),
        )
        for number, other in newer.items()
    }


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _measured(part: Part) -> set[str]:
    known = load_vocabulary().columns
    return {column for column in part.numbers if known[column].is_measured}


def _shares_columns(one: Part, other: Part) -> bool:
    return not _measured(one).isdisjoint(_measured(other))


def _shares_townships(joined: Joined, one: int, other: int) -> bool:
    here, there = joined.places[one] >= 0, joined.places[other] >= 0
    return bool(2 * (here & there).sum() >= min(here.sum(), there.sum()))


def _only_here(joined: Joined, number: int, others: Sequence[int]) -> list[int]:
    """The places of townships of a table that are in none of the others."""
    elsewhere = np.zeros(joined.size, dtype=bool)
    for other in others:
        elsewhere |= joined.places[other] >= 0
    alone = (joined.places[number] >= 0) & ~elsewhere
    return sorted(joined.places[number][alone].tolist())


def as_year_before(part: Part) -> Part:
    """A table whose figures are those of the year before, under the names for these."""
    renamed = {
        column: f"{column}{YEAR_BEFORE}"
        for column in _measured(part)
        if not column.endswith(YEAR_BEFORE)
    }
    columns = part.layout.columns
    layout = replace(
        part.layout,
        columns={name: columns[name] for name in IDENTITY if name in columns}
        | {renamed[name]: columns[name] for name in columns if name in renamed},
    )
    return replace(
        part,
        layout=layout,
        numbers={renamed[name]: values for name, values in part.numbers.items() if name in renamed},
        texts={name: texts for name, texts in part.texts.items() if name in IDENTITY},
        choices={},
        ticks={},
        odd={},
        own_units={},
    )


def notes(parts: Sequence[Part], older: Mapping[int, Older]) -> Iterator[Finding]:
    """What was done with the older tables, and which townships only they have."""
    for number, found in older.items():
        part, newer = parts[number], parts[found.newer]
        said: dict[str, Any] = {
            "place": part.grid.place,
            "day": str(part.date),
            "newer": newer.grid.place,
            "newer_day": str(newer.date),
        }
        if found.is_year_before:
            yield finding(Severity.NOTE, "year-before-table", **said)
        else:
            yield finding(Severity.WARNING, "other-year-left-out", **said)
        if found.only_here:
            yield finding(
                Severity.WARNING,
                "only-in-other-year",
                column="name",
                cell=part.name_cell(found.only_here[0]),
                count=len(found.only_here),
                names=[part.texts["name"][place] for place in found.only_here[:MOST_SHOWN]],
                **said,
            )
