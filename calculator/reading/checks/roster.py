"""Which counties the files hold, beside those that should have reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from calculator.reading.assembly.joining import Joined
from calculator.reading.notes import MOST_SHOWN, finding
from calculator.reading.options import RosterEntry
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import Statistics, TextArray
from rules.status import Severity

# A roster may say 沂水 for 沂水县; 莒 for 莒县 is no name that anybody writes.
_SHORT = re.compile(r"(?<=..)[县市区旗]$")


def renamed_counties(part: Part, renames: Mapping[str, str]) -> tuple[Part, list[Finding]]:
    """A table with its counties and prefectures under the names that they have now."""
    texts = dict(part.texts)
    findings = []
    for column in ("prefecture", "county"):
        names = texts.get(column)
        if names is None:
            continue
        for old in [name for name in dict.fromkeys(names.tolist()) if name in renames]:
            rows = np.flatnonzero(names == old)
            names = names.copy()
            names[rows] = renames[old]
            has_column = column in part.layout.columns
            findings.append(
                finding(
                    Severity.NOTE,
                    "county-renamed",
                    column=column,
                    place=part.grid.place,
                    cell=part.address(column, int(rows[0])) if has_column else None,
                    old=old,
                    new=renames[old],
                    count=len(rows),
                )
            )
        texts[column] = names
    return replace(part, texts=texts), findings


def unused_renames(renames: Mapping[str, str], used: Sequence[Finding]) -> Iterator[Finding]:
    """The renames that no table needed, as one note."""
    needed = {found.message.values["old"] for found in used}
    left = [old for old in renames if old not in needed]
    if left:
        yield finding(Severity.NOTE, "renames-not-needed", names=left[:MOST_SHOWN], count=len(left))


def _is(entry: RosterEntry, prefecture: str, county: str) -> bool:
    return entry.county in (county, _SHORT.sub("", county)) and (
        entry.prefecture is None or not prefecture or entry.prefecture == prefecture
    )


def not_reported(roster: Sequence[RosterEntry], statistics: Statistics) -> list[RosterEntry]:
    """The counties of a roster that the statistics do not have, in its order."""
    return [e for e in roster if not any(_is(e, p or "", c or "") for p, c in statistics.counties)]


def roster_findings(roster: Sequence[RosterEntry], statistics: Statistics) -> Iterator[Finding]:
    """Counties that should have reported and did not, and those that nobody expected."""
    if not roster:
        return
    missing = not_reported(roster, statistics)
    if missing:
        yield finding(
            Severity.WARNING,
            "counties-not-reported",
            names=[f"{e.prefecture or ''}{e.county}" for e in missing],
            count=len(missing),
            expected=len(roster),
        )
    strangers = [
        f"{prefecture or ''}{county}"
        for prefecture, county in statistics.counties
        if county and not any(_is(entry, prefecture or "", county) for entry in roster)
    ]
    if strangers:
        yield finding(
            Severity.WARNING, "counties-not-on-roster", names=strangers, count=len(strangers)
        )


def repeated_counties(
    parts: Sequence[Part], joined: Joined, statistics: Statistics
) -> Iterator[Finding]:
    """Counties whose figures stand in two files; the first file's are used."""
    by_county: dict[int, list[int]] = {}
    for number, places in enumerate(joined.places):
        if parts[number].is_measured:
            for county in np.unique(statistics.county_codes[places >= 0]).tolist():
                by_county.setdefault(county, []).append(number)
    for county, numbers in by_county.items():
        of_county = statistics.county_codes == county
        for at, number in enumerate(numbers):
            for earlier in numbers[:at]:
                if parts[earlier].grid.file == parts[number].grid.file:
                    continue
                here = of_county & (joined.places[number] >= 0)
                both = here & (joined.places[earlier] >= 0)
                columns = _shared_columns(parts[earlier], parts[number])
                if not columns or 2 * both.sum() <= here.sum():
                    continue
                yield _repeated(parts, joined, (earlier, number), np.flatnonzero(both), columns)
                break


def _shared_columns(one: Part, other: Part) -> list[str]:
    known = load_vocabulary().columns
    return [c for c in one.numbers if c in other.numbers and known[c].is_measured]


def _repeated(
    parts: Sequence[Part],
    joined: Joined,
    pair: tuple[int, int],
    townships: np.ndarray[tuple[int], np.dtype[np.intp]],
    columns: Sequence[str],
) -> Finding:
    earlier, number = (parts[place] for place in pair)
    rows, others = (joined.places[place][townships] for place in pair)
    differing = 0
    for column in columns:
        first, second = earlier.numbers[column][rows], number.numbers[column][others]
        differing += int(((first != second) & ~np.isnan(first) & ~np.isnan(second)).sum())
    counties: TextArray | None = number.texts.get("county")
    county = counties[others[0]] if counties is not None else None
    return finding(
        Severity.WARNING,
        "county-twice",
        township=int(townships[0]),
        column="county",
        cell=number.name_cell(int(others[0])),
        county=county or number.grid.place,
        first=earlier.grid.place,
        second=number.grid.place,
        count=len(townships),
        differing=differing,
    )
