"""What an annotated copy marks and lists: findings by cell, and one line for each cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calculator.messages import Messages
from calculator.reading.grids import parse_reference
from calculator.reporting.annotated.colours import Cell
from calculator.reporting.annotated.comments import severity_term
from calculator.reporting.annotated.marking import Mark
from calculator.reporting.finding_lines import FindingLine
from rules.status import Severity

_MOST_NAMED = 5
_FEWEST = 3
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Place:
    """A cell of the copy: its sheet as it is called there, and its reference."""

    sheet: str
    reference: str

    @property
    def cell(self) -> Cell:
        """Its row and column, counted from 0."""
        return parse_reference(self.reference)


@dataclass(frozen=True)
class Entry:
    """One line of the list.

    Attributes:
        severity: How heavily it weighs.
        sheet: The sheet it concerns, if it concerns one.
        places: The cells it concerns, none for a sheet or the file.
        townships: The townships it concerns.
        said: What is wrong and what to do.
        values: What was found.
    """

    severity: Severity
    sheet: str
    places: tuple[Place, ...]
    townships: tuple[str, ...]
    said: str
    values: tuple[str, ...]


def entries_of(
    name: str, lines: Sequence[FindingLine], sheets: Mapping[str, str], speaker: Messages
) -> list[Entry]:
    """The list of a file: every finding of it or of no file, many alike in one line.

    Args:
        name: The name of the file, as addresses have it.
        lines: Findings in words.
        sheets: The names that addresses have for sheets -> the names in the copy.
        speaker: The language.
    """
    gathered: dict[tuple[Any, ...], list[Entry]] = {}
    for line in lines:
        places = tuple(_places(name, line.cells, sheets))
        if line.cells and not places:
            continue
        value = _value(line.value, speaker)
        township = " ".join(filter(None, (line.county, line.township)))
        sheet = places[0].sheet if places else _sheet(name, line.place, sheets)
        said = _said(name, line, sheets)
        entry = Entry(
            severity=Severity(line.severity),
            sheet=sheet,
            places=places,
            townships=(township,) if township else (),
            said=said,
            values=(value,) if value else (),
        )
        column = places[0].reference.rstrip("0123456789") if places else None
        # What is held against a limit is a matter of each township, if the columns are the same.
        cause = said if column is None or line.limit is not None else ""
        key = (line.severity, line.code, sheet, column, cause)
        gathered.setdefault(key, []).append(entry)
    listed: list[Entry] = []
    for entries in gathered.values():
        listed.extend(entries if len(entries) < _FEWEST else [_together(entries)])
    return sorted(listed, key=lambda entry: _WEIGHT[entry.severity])


def marks_of(
    name: str, lines: Sequence[FindingLine], sheets: Mapping[str, str], speaker: Messages
) -> dict[str, dict[Cell, Mark]]:
    """The marks of each sheet of the copy: one for a cell, with all that concerns it."""
    found: dict[Place, list[FindingLine]] = {}
    for line in sorted(lines, key=lambda line: _WEIGHT[Severity(line.severity)]):
        for place in _places(name, line.cells, sheets):
            found.setdefault(place, []).append(line)
    heading = speaker.text("annotated.comment_heading")
    marks: dict[str, dict[Cell, Mark]] = {}
    for place, here in found.items():
        said = [
            speaker.text(
                "annotated.comment_line",
                severity=severity_term(Severity(line.severity)),
                said=_said(name, line, sheets),
            )
            for line in here
        ]
        text = "\n".join([heading, *dict.fromkeys(said)])
        marks.setdefault(place.sheet, {})[place.cell] = Mark(Severity(here[0].severity), text)
    return marks


def _said(name: str, line: FindingLine, sheets: Mapping[str, str]) -> str:
    """What a finding says, in one line, without the sheet that it is listed under anyway."""
    said = " ".join(line.statement.split())
    for place in (*(f"[{name}]{sheet}" for sheet in sheets), name):
        if said.startswith((f"{place}：", f"{place}:")):
            return said[len(place) + 1 :].lstrip()
    return said


def _places(name: str, cells: Sequence[str], sheets: Mapping[str, str]) -> list[Place]:
    places = []
    for address in cells:
        if not address.startswith(f"[{name}]"):
            continue
        sheet, _, reference = address.removeprefix(f"[{name}]").rpartition("!")
        if sheet in sheets:
            places.append(Place(sheets[sheet], reference))
    return list(dict.fromkeys(places))


def _sheet(name: str, place: str | None, sheets: Mapping[str, str]) -> str:
    if place is None or not place.startswith(f"[{name}]"):
        return ""
    return sheets.get(place.removeprefix(f"[{name}]"), "")


def _together(entries: Sequence[Entry]) -> Entry:
    first = entries[0]
    places = dict.fromkeys(place for entry in entries for place in entry.places)
    townships = dict.fromkeys(name for entry in entries for name in entry.townships)
    values = dict.fromkeys(value for entry in entries for value in entry.values)
    return replace(first, places=tuple(places), townships=tuple(townships), values=tuple(values))


def _value(value: Any, speaker: Messages) -> str:
    is_missing = value is None or (isinstance(value, float) and value != value)
    return "" if is_missing else " ".join(speaker.say(value).split())


def some(names: Sequence[str], speaker: Messages) -> str:
    """Some names, the first few of many."""
    shown = speaker.say(list(names[:_MOST_NAMED]))
    if len(names) <= _MOST_NAMED:
        return shown if names else ""
    return speaker.text("annotated.and_more", names=shown)
