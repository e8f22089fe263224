"""Figures that cannot be right, or hardly can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from calculator.reading.checks.causes import causes
from calculator.reading.checks.doubtful_units import doubtful_units
from calculator.reading.notes import column_term, finding, unit_term
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import VocabularyColumn, load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.statistics import FloatArray
from rules.status import Severity
from rules.wording import Quantity


@dataclass(frozen=True)
class _Problem:
    """Figures of a column that share one cause.

    Attributes:
        code: The finding's code.
        positions: The places in the table.
        severity: An error makes the figures missing.
        values: What the sentence says besides.
    """

    code: str
    positions: list[int]
    severity: Severity
    values: dict[str, Any]


def check_figures(part: Part) -> list[Finding]:
    """Findings about figures; those that cannot be right become missing.

    They cannot if they are negative, halves of what has none, no people where there are
    others, or figures that only another unit would make usual ones. ``township`` is the
    place in the table.
    """
    found = []
    wrong: list[tuple[str, list[int]]] = []
    for column, values in part.numbers.items():
        known = load_vocabulary().columns[column]
        if known.holds == "number":
            for problem in _problems(part, known, values):
                found.append(_finding(part, known, values, problem))
                if problem.severity is Severity.ERROR:
                    wrong.append((column, problem.positions))
    for column, positions in wrong:
        part.numbers[column][positions] = np.nan
    return [*found, *doubtful_units(part)]


def _bounds(known: VocabularyColumn) -> tuple[float, float]:
    least, most = load_vocabulary().checks.ranges.by_unit.get(known.unit or "", (0.0, np.inf))
    return (
        known.least if known.least is not None else least,
        known.most if known.most is not None else most,
    )


def _problems(part: Part, known: VocabularyColumn, values: FloatArray) -> Iterator[_Problem]:
    limits = load_vocabulary().checks.ranges
    present = int((~np.isnan(values)).sum())
    least, most = _bounds(known)
    with np.errstate(invalid="ignore"):
        outside = (values < least) | (values > most)
    if known.unit in limits.whole:
        halves = (values >= 0) & (values != np.rint(values))
        for position in np.flatnonzero(halves).tolist():
            yield _Problem("not-whole", [position], Severity.ERROR, {})
    if not outside.any():
        return
    negative = outside & (values < 0) & (least >= 0)
    for positions in causes(negative, present):
        yield _Problem("negative-number", positions, Severity.ERROR, {})
    nobody = outside & (values == 0)
    for position in np.flatnonzero(nobody).tolist():
        is_of_people = known.unit in limits.people
        if is_of_people and (other := _inhabited(part, known, position)) is not None:
            nobody[position] = True
            yield _Problem("nobody-there", [position], Severity.ERROR, other)
        else:
            nobody[position] = False
    for positions in causes(outside & ~negative & ~nobody, present):
        likely = _likely_unit(part, known, values[positions])
        if likely is None:
            yield _Problem("outside-usual-range", positions, Severity.WARNING, {})
        else:
            said = {"likely": unit_term(likely)}
            yield _Problem("unit-probably-other", positions, Severity.ERROR, said)


def _inhabited(part: Part, known: VocabularyColumn, position: int) -> dict[str, Any] | None:
    """Another column that counts people of a township which this one says has none."""
    people = load_vocabulary().checks.ranges.people
    for column, values in part.numbers.items():
        other = load_vocabulary().columns[column]
        same_year = column.endswith(YEAR_BEFORE) == known.name.endswith(YEAR_BEFORE)
        is_other = same_year and column != known.name and other.unit in people
        if is_other and values[position] > 0:
            amount = Quantity(float(values[position]), other.unit)
            return {"other": column_term(column), "other_value": amount}
    return None


def _likely_unit(part: Part, known: VocabularyColumn, values: FloatArray) -> str | None:
    """The first unit in which all the figures would be usual ones."""
    unit = part.layout.units.get(known.name)
    if unit is None:
        return None
    least, most = _bounds(known)
    for written, factor in load_vocabulary().units[unit.kind].items():
        again = values * float(factor / unit.factor)
        if factor != unit.factor and ((again >= least) & (again <= most)).all():
            return written
    return None


def _finding(part: Part, known: VocabularyColumn, values: FloatArray, problem: _Problem) -> Finding:
    column, first = known.name, problem.positions[0]
    least, most = _bounds(known)
    unit = part.layout.units.get(column)
    return finding(
        problem.severity,
        problem.code,
        township=first,
        column=column,
        cell=part.address(column, first),
        value=part.raw(column, first),
        name=part.said_name(first),
        term=column_term(column),
        read=Quantity(float(values[first]), known.unit),
        bound=Quantity(least if values[first] < least else most, known.unit),
        unit=unit_term(unit.written if unit is not None else None),
        cells=[part.address(column, position) for position in problem.positions],
        count=len(problem.positions),
        **problem.values,
    )
