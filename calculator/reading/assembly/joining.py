"""Tables put together: which rows of different tables are the same township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from calculator.reading.assembly import mismatches
from calculator.reading.assembly.identities import (
    Identity,
    KnownCounties,
    Register,
    code_key,
    identities,
)
from calculator.reading.recognition.parts import Part
from rules.findings import Finding
from rules.statistics import IntArray

# So many townships of a table that are not in the statistics are told the nearest name.
_MOST_COMPARED = 30


@dataclass
class Joined:
    """All tables over one list of townships.

    Attributes:
        size: How many townships there are.
        places: For each table the place of every township in it, -1 where it is absent.
        townships: For each table the township of every row, -1 where the row was left out.
        findings: Duplicates, and rows that could not be joined.
    """

    size: int
    places: list[IntArray]
    townships: list[IntArray]
    findings: list[Finding]


def join(
    parts: Sequence[Part], attached: Collection[int] = (), quiet: Collection[int] = ()
) -> Joined:
    """Find out which rows of the tables are the same township.

    Rows are the same by their code, else by prefecture, county and name. Where one of the
    two tables lacks the county, they are the same by name alone only if the tables as a
    whole are about the same townships: every county has a 城关镇.

    Args:
        parts: The tables.
        attached: Those that only add to the townships of the others: a row that is none of
            these is left out, with a finding.
        quiet: Those of ``attached`` whose left-out rows need no finding.
    """
    if len(parts) == 1 and _all_differ(parts[0]):
        rows = np.arange(parts[0].size)
        return Joined(parts[0].size, [rows], [rows], [])
    counties = {c for part in parts for c in set(part.texts.get("county", ())) if c is not None}
    joining = _Joining(parts, Register(KnownCounties(frozenset(counties))), attached, quiet)
    townships: dict[int, IntArray] = {}
    for number in sorted(range(len(parts)), key=lambda number: (number in attached, number)):
        townships[number] = joining.join(number)
    size = len(joining.register.identities)
    in_order = [townships[number] for number in range(len(parts))]
    places = []
    for of_rows in in_order:
        place = np.full(size, -1, dtype=np.int64)
        joined = of_rows >= 0
        place[of_rows[joined]] = np.flatnonzero(joined)
        places.append(place)
    return Joined(size, places, in_order, joining.findings)


def _all_differ(part: Part) -> bool:
    """Whether no two rows of a table could be the same township."""
    keys: list[Any] = [code_key(code) for code in part.texts.get("code", ())]
    if not keys and "county" in part.texts:
        keys = [*zip(part.texts["county"], part.texts["name"], strict=True)]
    return len(set(keys)) == part.size and None not in keys


class _Joining:
    """Tables joined one after the other."""

    def __init__(
        self,
        parts: Sequence[Part],
        register: Register,
        attached: Collection[int],
        quiet: Collection[int],
    ) -> None:
        self.parts = parts
        self.register = register
        self.findings: list[Finding] = []
        self._attached = attached
        self._quiet = quiet

    def join(self, number: int) -> IntArray:
        """The township of each row of a table, -1 where the row is left out."""
        part, register = self.parts[number], self.register
        rows = self._without_shared_codes(part, identities(part))
        before = len(register.identities)
        is_attached = number in self._attached
        by_name_alone = is_attached or (before > 0 and self._is_about_the_same(part, rows))
        of_rows = np.full(part.size, -1, dtype=np.int64)
        kept_apart: list[int] = []
        unknown: list[int] = []
        taken: set[int] = set()
        for row, identity in enumerate(rows):
            township, namesakes = self._same(identity, before, by_name_alone)
            if township is None and len(namesakes) > 1 and by_name_alone:
                first = [self._first_cell(namesake) for namesake in namesakes]
                self.findings.append(mismatches.ambiguous(part, row, first))
                continue
            if township is None and is_attached:
                unknown.append(row)
                continue
            if township is None:
                if namesakes:
                    kept_apart.append(row)
                township = register.add(identity, (number, row))
            elif township in taken and part.listed is not None:
                of_rows[row] = township
                continue
            elif township in taken:
                first_cell = self._first_cell(township)
                self.findings.append(mismatches.duplicate(part, row, township, first_cell))
                continue
            else:
                self._meet(part, row, township, identity)
            taken.add(township)
            of_rows[row] = township
        register.close_table(before)
        if kept_apart:
            self.findings.append(mismatches.namesakes(part, kept_apart))
        if number not in self._quiet:
            self._report_unknown(part, rows, unknown)
        return of_rows

    def _without_shared_codes(self, part: Part, rows: list[Identity]) -> list[Identity]:
        """What rows tell, without codes that stand beside different names in the table."""
        if len({row.code for row in rows}) == len(rows):
            return rows
        by_code: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            if row.code is not None:
                by_code[row.code].append(place)
        told = list(rows)
        for places in by_code.values():
            plain = [rows[place].without_county(self.register.counties) for place in places]
            if len({row.key for row in plain}) > 1:
                self.findings.append(mismatches.shared_code(part, places))
                for place in places:
                    told[place] = replace(rows[place], code=None)
        return told

    def _meet(self, part: Part, row: int, township: int, identity: Identity) -> None:
        """Complete a township by another row about it; by its code it may have another name."""
        known = self.register.identities[township]
        plain = identity.without_county(self.register.counties)
        if plain.key != known.without_county(self.register.counties).key and (
            identity.code is not None and identity.code == known.code
        ):
            number, first_row = self.register.first[township]
            first = self.parts[number]
            self.findings.append(mismatches.renamed(part, row, township, first, first_row))
        self.register.complete(township, plain)

    def _report_unknown(self, part: Part, rows: Sequence[Identity], unknown: list[int]) -> None:
        for count, row in enumerate(unknown):
            near = self.register.nearest(rows[row]) if count < _MOST_COMPARED else None
            self.findings.append(mismatches.not_in_statistics(part, row, rows[row], near))

    def _first_cell(self, township: int) -> str:
        number, row = self.register.first[township]
        return self.parts[number].name_cell(row)

    def _same(
        self, identity: Identity, before: int, by_name_alone: bool
    ) -> tuple[int | None, list[int]]:
        """The township that a row is, if any; else those that it might be."""
        known = self.register.identities
        candidates = self.register.candidates(identity)
        sure = [
            township
            for township in candidates
            if (identity.code is not None and known[township].code == identity.code)
            or (identity.county is not None and known[township].county is not None)
        ]
        if len(sure) == 1:
            return sure[0], []
        if by_name_alone and not sure:
            earlier = [township for township in candidates if township < before]
            return (earlier[0], []) if len(earlier) == 1 else (None, earlier)
        return None, candidates

    def _is_about_the_same(self, part: Part, rows: Sequence[Identity]) -> bool:
        """Whether most rows have a namesake before, and figures do not speak against it.

        Figures of different dates differ in any case.
        """
        found = [self.register.candidates(identity) for identity in rows]
        if 2 * sum(bool(candidates) for candidates in found) < len(rows):
            return False
        same = different = 0
        for row, candidates in enumerate(found):
            origins = [self.register.first[township] for township in candidates]
            for column, values in part.numbers.items():
                known = [
                    self.parts[number].numbers[column][other_row]
                    for number, other_row in origins
                    if column in self.parts[number].numbers
                    and not part.is_of_another_date(self.parts[number])
                ]
                here = values[row]
                compared = [value for value in known if value == value and here == here]
                if compared:
                    same += here in compared
                    different += here not in compared
        return different <= same
