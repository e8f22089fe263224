"""Which tables tell the townships, which only add to them, and which are too old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from calculator.reading.assembly.joining import Joined, join
from calculator.reading.assembly.years import as_year_before, notes, older_tables
from calculator.reading.recognition.parts import Part
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.statistics import IntArray


@dataclass(frozen=True)
class Combined:
    """The tables that are used, over one list of townships.

    Attributes:
        parts: The tables, those that tell the townships first; an older table holds its
            figures as those of the year before.
        numbers: For each its number among all tables.
        year_before: The numbers of the tables that are a year older.
        joined: Their rows as townships.
        findings: What was found wrong with rows and dates.
    """

    parts: list[Part]
    numbers: list[int]
    year_before: frozenset[int]
    joined: Joined
    findings: list[Finding]

    def townships(self, number: int) -> IntArray:
        """The townships, by place, that the rows of one of the tables are about."""
        found = self.joined.townships[self.numbers.index(number)]
        return found[found >= 0]

    def placed(self, number: int, found: Finding) -> Finding:
        """A finding about a place in one of the tables, about the township there."""
        at = self.numbers.index(number)
        place = found.township
        listed = self.parts[at].listed
        if listed is not None and place is not None:
            place = int(listed.groups[place])
        township = int(self.joined.townships[at][place]) if place is not None else -1
        column = found.column
        if number in self.year_before and f"{column}{YEAR_BEFORE}" in self.parts[at].numbers:
            column = f"{column}{YEAR_BEFORE}"
        return replace(found, township=township if township >= 0 else None, column=column)

    @property
    def measured(self) -> list[Part]:
        """The tables whose date is that of the statistics."""
        of_day = [
            part
            for number, part in zip(self.numbers, self.parts, strict=True)
            if number not in self.year_before
        ]
        return [part for part in of_day if part.is_measured] or of_day


def combine(parts: Sequence[Part], given: date | None) -> Combined:
    """Put tables together, those of an older date left out or taken as the year before.

    Where some tables hold statistics, they tell which townships there are: the others,
    such as proposals, only add to these. Else proposals tell, and lists of offices add to
    these; lists alone tell themselves.
    """
    measured = {number for number, part in enumerate(parts) if part.is_measured}
    lists = {number for number, part in enumerate(parts) if part.listed is not None}
    telling = measured or set(range(len(parts))) - lists
    adding = set(range(len(parts))) - telling if telling else set()
    joined = join(parts, adding)
    older = older_tables(parts, joined, given)
    year_before = frozenset(number for number, found in older.items() if found.is_year_before)
    kept = [number for number in range(len(parts)) if number not in older or number in year_before]
    numbers = sorted(kept, key=lambda number: (number in adding or number in year_before, number))
    if not older and numbers == list(range(len(parts))):
        return Combined(list(parts), numbers, year_before, joined, joined.findings)
    used = [
        as_year_before(parts[number]) if number in year_before else parts[number]
        for number in numbers
    ]
    quiet = {at for at, number in enumerate(numbers) if number in year_before}
    attached = quiet | {at for at, number in enumerate(numbers) if number in adding}
    joined = join(used, attached, quiet)
    findings = [*joined.findings, *notes(parts, older)]
    return Combined(used, numbers, year_before, joined, findings)
