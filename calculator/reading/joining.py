"""Tables put together: which rows of different tables are the same township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from calculator.reading.notes import finding
from calculator.reading.parts import Part
from rules.findings import Finding
from rules.statistics import IntArray
from rules.status import Severity


def code_key(code: str | None) -> str | None:
    """A code as it is compared: twelve digits that end in 000 are the township's nine."""
    if code is not None and len(code) == 12 and code.endswith("000"):
        return code[:9]
    return code


@dataclass(frozen=True)
class _Identity:
    code: str | None
    prefecture: str | None
    county: str | None
    name: str | None

    def could_be(self, other: _Identity) -> bool:
        """Whether nothing that both tell speaks against their being the same township."""
        pairs = (
            (self.code, other.code),
            (self.prefecture, other.prefecture),
            (self.county, other.county),
        )
        return all(one is None or two is None or one == two for one, two in pairs)


def _identities(part: Part) -> list[_Identity]:
    blank = [None] * part.size
    columns = [part.texts.get(name, blank) for name in ("code", "prefecture", "county", "name")]
    return [
        _Identity(code_key(code), prefecture, county, name)
        for code, prefecture, county, name in zip(*columns, strict=True)
    ]


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


@dataclass
class _Register:
    """The townships found so far."""

    identities: list[_Identity] = field(default_factory=list)
    first: list[tuple[int, int]] = field(default_factory=list)
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: defaultdict[str | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identity: _Identity, origin: tuple[int, int]) -> int:
        township = len(self.identities)
        self.identities.append(identity)
        self.first.append(origin)
        if identity.code is not None:
            self.by_code.setdefault(identity.code, township)
        self.by_name[identity.name].append(township)
        return township

    def complete(self, township: int, other: _Identity) -> None:
        """Add what another table tells about a township."""
        known = self.identities[township]
        self.identities[township] = _Identity(
            known.code or other.code,
            known.prefecture or other.prefecture,
            known.county or other.county,
            known.name or other.name,
        )
        if known.code is None and other.code is not None:
            self.by_code.setdefault(other.code, township)

    def candidates(self, identity: _Identity) -> list[int]:
        """The townships that a row may be: that of its code, else those of its name."""
        if identity.code is not None and identity.code in self.by_code:
            return [self.by_code[identity.code]]
        return [
            township
            for township in self.by_name.get(identity.name, ())
            if self.identities[township].could_be(identity)
        ]


def join(parts: Sequence[Part]) -> Joined:
    """Find out which rows of the tables are the same township.

    Rows are the same by their code, else by prefecture, county and name. Where one of the
    two tables lacks the county, they are the same by name alone only if the tables as a
    whole are about the same townships: every county has a 城关镇.
    """
    if len(parts) == 1 and _all_differ(parts[0]):
        rows = np.arange(parts[0].size)
        return Joined(parts[0].size, [rows], [rows], [])
    register = _Register()
    townships: list[IntArray] = []
    findings: list[Finding] = []
    for number, part in enumerate(parts):
        townships.append(_join_one(register, parts, number, part, findings))
    size = len(register.identities)
    places = []
    for of_rows in townships:
        place = np.full(size, -1, dtype=np.int64)
        joined = of_rows >= 0
        place[of_rows[joined]] = np.flatnonzero(joined)
        places.append(place)
    return Joined(size, places, townships, findings)


def _all_differ(part: Part) -> bool:
    """Whether no two rows of a table could be the same township."""
    keys: list[Any] = [code_key(code) for code in part.texts.get("code", ())]
    if not keys and "county" in part.texts:
        keys = [*zip(part.texts["county"], part.texts["name"], strict=True)]
    return len(set(keys)) == part.size and None not in keys


def _join_one(
    register: _Register, parts: Sequence[Part], number: int, part: Part, findings: list[Finding]
) -> IntArray:
    identities = _identities(part)
    before = len(register.identities)
    by_name_alone = before > 0 and _is_about_the_same(register, parts, part, identities)
    of_rows = np.full(part.size, -1, dtype=np.int64)
    kept_apart: list[int] = []
    taken: set[int] = set()
    for row, identity in enumerate(identities):
        township, namesakes = _same(register, identity, before, by_name_alone)
        if township is None and len(namesakes) > 1 and by_name_alone:
            findings.append(_ambiguous(register, parts, part, row, namesakes))
            continue
        if township is None:
            if namesakes:
                kept_apart.append(row)
            township = register.add(identity, (number, row))
        elif township in taken:
            findings.append(_duplicate(register, parts, part, row, township))
            continue
        else:
            if register.identities[township].name != identity.name:
                findings.append(_renamed(register, parts, part, row, township))
            register.complete(township, identity)
        taken.add(township)
        of_rows[row] = township
    if kept_apart:
        findings.append(_namesakes(part, kept_apart))
    return of_rows


def _same(
    register: _Register, identity: _Identity, before: int, by_name_alone: bool
) -> tuple[int | None, list[int]]:
    """The township that a row is, if any; else those that it might be."""
    candidates = register.candidates(identity)
    sure = [
        township
        for township in candidates
        if (identity.code is not None and register.identities[township].code == identity.code)
        or (identity.county is not None and register.identities[township].county is not None)
    ]
    if len(sure) == 1:
        return sure[0], []
    if by_name_alone and not sure:
        earlier = [township for township in candidates if township < before]
        return (earlier[0], []) if len(earlier) == 1 else (None, earlier)
    return None, candidates


def _is_about_the_same(
    register: _Register, parts: Sequence[Part], part: Part, identities: Sequence[_Identity]
) -> bool:
    """Whether most rows of a table have a namesake before, and figures do not speak against it."""
    found = [register.candidates(identity) for identity in identities]
    if 2 * sum(bool(candidates) for candidates in found) < len(identities):
        return False
    same = different = 0
    for row, candidates in enumerate(found):
        for column, values in part.numbers.items():
            known = [
                parts[number].numbers[column][other_row]
                for number, other_row in (register.first[township] for township in candidates)
                if column in parts[number].numbers
            ]
            compared = [value for value in known if value == value and values[row] == values[row]]
            if compared:
                same += values[row] in compared
                different += values[row] not in compared
    return different <= same


def _name_cell(part: Part, row: int) -> str:
    for column in ("name", "pinyin", "code"):
        if column in part.layout.columns:
            return part.address(column, row)
    raise KeyError("name")


def _duplicate(
    register: _Register, parts: Sequence[Part], part: Part, row: int, township: int
) -> Finding:
    number, first_row = register.first[township]
    return finding(
        Severity.ERROR,
        "township-twice",
        township=township,
        column="name",
        cell=_name_cell(part, row),
        value=part.texts["name"][row],
        first=_name_cell(parts[number], first_row),
    )


def _renamed(
    register: _Register, parts: Sequence[Part], part: Part, row: int, township: int
) -> Finding:
    number, first_row = register.first[township]
    return finding(
        Severity.WARNING,
        "names-differ",
        township=township,
        column="name",
        cell=_name_cell(part, row),
        value=part.texts["name"][row],
        first=_name_cell(parts[number], first_row),
        first_value=parts[number].texts["name"][first_row],
    )


def _ambiguous(
    register: _Register, parts: Sequence[Part], part: Part, row: int, namesakes: Sequence[int]
) -> Finding:
    cells = [_name_cell(parts[number], at) for number, at in (register.first[t] for t in namesakes)]
    return finding(
        Severity.ERROR,
        "township-ambiguous",
        column="name",
        cell=_name_cell(part, row),
        value=part.texts["name"][row],
        cells=cells,
    )


def _namesakes(part: Part, rows: Sequence[int]) -> Finding:
    return finding(
        Severity.WARNING,
        "namesakes-kept-apart",
        column="name",
        cell=_name_cell(part, rows[0]),
        value=part.texts["name"][rows[0]],
        count=len(rows),
    )
