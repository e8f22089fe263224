"""Cells that could not be understood, and figures that do not fit their unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.reading.notes import finding
from calculator.reading.parts import Part
from calculator.reading.values import describe
from calculator.vocabulary import VocabularyColumn, load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray
from rules.status import Severity
from rules.wording import Quantity, Term

# So many cells, or so large a share, are one cause: the whole column's unit.
_MANY = 3
_MOST = 0.5


def cell_findings(part: Part) -> Iterator[Finding]:
    """Findings about single cells; ``township`` is the place in the table."""
    for column in part.odd:
        holds = load_vocabulary().columns[column].holds
        if holds == "choice":
            yield from _unknown_words(part, column)
        else:
            yield from _not_understood(part, column, holds)
    for column, values in part.numbers.items():
        known = load_vocabulary().columns[column]
        if known.holds == "number":
            yield from _outside(part, known, values)
    yield from _without_name(part)


def _not_understood(part: Part, column: str, holds: str) -> Iterator[Finding]:
    for position in part.odd[column]:
        value = describe(part.raw(column, position))
        code = "not-a-flag" if holds == "flag" else "not-a-number"
        if value.startswith("="):
            code = "formula-without-value"
        yield finding(
            Severity.ERROR,
            code,
            township=position,
            column=column,
            cell=part.address(column, position),
            value=value,
            name=part.texts["name"][position],
            term=Term("column", column),
        )


def _unknown_words(part: Part, column: str) -> Iterator[Finding]:
    by_text: dict[str, list[int]] = {}
    for position in part.odd[column]:
        by_text.setdefault(describe(part.raw(column, position)), []).append(position)
    words = [choice.label for choice in load_vocabulary().choices.get(column, ())]
    for text, positions in by_text.items():
        yield finding(
            Severity.WARNING,
            "unknown-word",
            township=positions[0],
            column=column,
            cell=part.address(column, positions[0]),
            value=text,
            term=Term("column", column),
            words=words,
            count=len(positions),
        )


def _outside(part: Part, known: VocabularyColumn, values: FloatArray) -> Iterator[Finding]:
    least = known.least
    if least is None:
        least = -180.0 if known.unit == "degrees" else 0.0
    most = known.most if known.most is not None else np.inf
    with np.errstate(invalid="ignore"):
        outside = (values < least) | (values > most)
    positions = np.flatnonzero(outside).tolist()
    present = int((~np.isnan(values)).sum())
    if len(positions) > max(_MANY, _MOST * present):
        yield _outside_finding(part, known, values, positions[0], outside, len(positions))
        return
    for position in positions:
        one = np.zeros(len(values), dtype=bool)
        one[position] = True
        yield _outside_finding(part, known, values, position, one, 1)


def _outside_finding(
    part: Part,
    known: VocabularyColumn,
    values: FloatArray,
    position: int,
    outside: BoolArray,
    count: int,
) -> Finding:
    likely = _likely_unit(part, known, values[outside])
    is_low = known.least is not None and values[position] < known.least
    bound = known.least if is_low or values[position] < 0 else known.most
    code = "outside-usual-range"
    if likely is not None:
        code = "unit-probably-other"
    elif values[position] < 0 and known.least is None:
        code = "negative-number"
    return finding(
        Severity.WARNING,
        code,
        township=position,
        column=known.name,
        cell=part.address(known.name, position),
        value=part.raw(known.name, position),
        name=part.texts["name"][position],
        term=Term("column", known.name),
        read=Quantity(float(values[position]), known.unit),
        bound=Quantity(bound, known.unit),
        unit=part.layout.units[known.name].written if known.name in part.layout.units else None,
        likely=likely,
        count=count,
    )


def _likely_unit(part: Part, known: VocabularyColumn, values: FloatArray) -> str | None:
    """The first unit in which all the figures would be usual ones."""
    unit = part.layout.units.get(known.name)
    if unit is None or known.least is None or known.most is None:
        return None
    for written, factor in load_vocabulary().units[unit.kind].items():
        again = values * float(factor / unit.factor)
        if factor != unit.factor and ((again >= known.least) & (again <= known.most)).all():
            return written
    return None


def _without_name(part: Part) -> Iterator[Finding]:
    if "name" not in part.layout.columns:
        return
    code = part.texts.get("code")
    pinyin = part.texts.get("pinyin")
    shown_pinyin = []
    for position in np.flatnonzero(_blank_names(part)).tolist():
        if pinyin is not None and pinyin[position] is not None:
            shown_pinyin.append(position)
        elif code is not None:
            yield finding(
                Severity.ERROR,
                "name-missing",
                township=position,
                column="name",
                cell=part.address("name", position),
                code_shown=code[position],
            )
    if shown_pinyin:
        yield finding(
            Severity.NOTE,
            "pinyin-shown",
            column="name",
            cell=part.address("name", shown_pinyin[0]),
            count=len(shown_pinyin),
        )


def _blank_names(part: Part) -> BoolArray:
    cells = part.grid.column(part.layout.columns["name"].position, part.rows.tolist())
    return np.array([not str(cell).strip() for cell in cells], dtype=bool)
