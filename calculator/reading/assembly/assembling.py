"""The columns of all tables over one list of townships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from calculator.reading.assembly.identities import township_code
from calculator.reading.assembly.joining import Joined
from calculator.reading.cells.rows import kind_of_name
from calculator.reading.notes import column_term, finding, sentence, unit_term
from calculator.reading.recognition.parts import Part
from calculator.reading.recognition.text_columns import is_blank
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import Choices, FloatArray, Statistics, TextArray
from rules.status import Severity


def assemble(
    parts: Sequence[Part], joined: Joined, day: date | None
) -> tuple[Statistics, list[Finding]]:
    """Put the columns of the tables together; findings name cells that contradict each other."""
    findings: list[Finding] = []
    numbers = {
        column: _numbers(parts, joined, column, findings)
        for column in _columns(part.numbers for part in parts)
    }
    texts = {
        column: _texts(parts, joined, column) for column in _columns(part.texts for part in parts)
    }
    choices = {
        column: _choices(parts, joined, column, findings)
        for column in _columns(part.choices for part in parts)
    }
    choices["kind"] = _kinds(joined.size, choices.get("kind"), texts)
    return Statistics(joined.size, numbers, choices, texts, day), findings


def _columns(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(column for mapping in mappings for column in mapping))


def _numbers(
    parts: Sequence[Part], joined: Joined, column: str, findings: list[Finding]
) -> FloatArray:
    values = np.full(joined.size, np.nan)
    source = np.full(joined.size, -1, dtype=np.int64)
    for number, (part, places) in enumerate(zip(parts, joined.places, strict=True)):
        if column not in part.numbers:
            continue
        here = np.flatnonzero(places >= 0)
        found = part.numbers[column][places[here]]
        known = values[here]
        both = ~np.isnan(found) & ~np.isnan(known)
        for township in here[both & (found != known)].tolist():
            first = parts[source[township]]
            first_place = int(joined.places[source[township]][township])
            findings.append(
                _conflict(part, int(places[township]), first, first_place, column, township)
            )
        new = np.isnan(known) & ~np.isnan(found)
        values[here[new]] = found[new]
        source[here[new]] = number
    return values


def _conflict(
    part: Part, place: int, first: Part, first_place: int, column: str, township: int
) -> Finding:
    return finding(
        Severity.ERROR,
        "values-contradict",
        township=township,
        column=column,
        cell=part.address(column, place),
        value=part.raw(column, place),
        name=part.texts["name"][place],
        term=column_term(column),
        here=_with_unit(part, column, place),
        first=first.address(column, first_place),
        there=_with_unit(first, column, first_place),
    )


def _with_unit(part: Part, column: str, place: int) -> Any:
    """What a cell says, with the unit that it is read in."""
    value, unit = part.raw(column, place), part.layout.units.get(column)
    if unit is None or place in part.own_units.get(column, {}):
        return value
    return sentence("value_in_unit", value=value, unit=unit_term(unit.written))


def _texts(parts: Sequence[Part], joined: Joined, column: str) -> TextArray:
    texts = np.full(joined.size, None, dtype=object)
    for part, places in zip(parts, joined.places, strict=True):
        if column in part.texts:
            here = np.flatnonzero((places >= 0) & is_blank(texts))
            texts[here] = part.texts[column][places[here]]
    return texts


def _choices(
    parts: Sequence[Part], joined: Joined, column: str, findings: list[Finding]
) -> Choices:
    sets: dict[frozenset[str], int] = {}
    codes = np.full(joined.size, -1, dtype=np.int64)
    source = np.full(joined.size, -1, dtype=np.int64)
    for number, (part, places) in enumerate(zip(parts, joined.places, strict=True)):
        own = part.choices.get(column)
        if own is None:
            continue
        renumbered = np.array(
            [*(sets.setdefault(choice, len(sets)) for choice in own.sets), -1], dtype=np.int64
        )
        here = np.flatnonzero(places >= 0)
        found = renumbered[own.codes[places[here]]]
        known = codes[here]
        for township in here[(found >= 0) & (known >= 0) & (found != known)].tolist():
            first = parts[source[township]]
            first_place = int(joined.places[source[township]][township])
            findings.append(
                _conflict(part, int(places[township]), first, first_place, column, township)
            )
        new = (known < 0) & (found >= 0)
        codes[here[new]] = found[new]
        source[here[new]] = number
    return Choices(codes, tuple(sets))


def _kinds(size: int, read: Choices | None, texts: dict[str, TextArray]) -> Choices:
    """The kind of every township: as its column says, else its code, else its name."""
    sets: dict[frozenset[str], int] = {}
    codes = np.full(size, -1, dtype=np.int64)
    if read is not None:
        codes = read.codes.copy()
        sets = {choice: place for place, choice in enumerate(read.sets)}
    of_digit = load_vocabulary().checks.kind_of_digit
    blank = [None] * size
    for township in np.flatnonzero(codes < 0).tolist():
        code = township_code(texts.get("code", blank)[township])
        kind = of_digit.get(code[6]) if code is not None else None
        kind = kind or kind_of_name(texts["name"][township] or "")
        if kind is not None:
            codes[township] = sets.setdefault(frozenset({kind}), len(sets))
    return Choices(codes, tuple(sets))
