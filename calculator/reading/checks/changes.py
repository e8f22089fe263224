"""Figures that changed much from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from calculator.limits import Change
from calculator.reading.checks.causes import also_at, causes
from calculator.reading.notes import column_term, finding
from calculator.reading.origins import Origins
from calculator.vocabulary import VocabularyColumn, load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray, Statistics
from rules.status import Severity
from rules.wording import Quantity


@dataclass(frozen=True)
class TwoYears:
    """The townships that two years have in common.

    Attributes:
        now, before: The statistics.
        now_origins, before_origins: The cells they came from.
        places, places_before: The positions of the same townships in both.
    """

    now: Statistics
    now_origins: Origins
    before: Statistics
    before_origins: Origins
    places: IntArray
    places_before: IntArray


def change_findings(years: TwoYears) -> Iterator[Finding]:
    """Warnings about figures that changed by more than the share of their column.

    Where nearly all townships changed by one factor that lies between two units of the
    column, it is one warning about the unit.
    """
    vocabulary = load_vocabulary()
    for column, figures in years.now.numbers.items():
        if column not in years.before.numbers or column.endswith(YEAR_BEFORE):
            continue
        known = vocabulary.columns[column]
        limit = vocabulary.checks.changes.of(column, known.unit)
        if limit is not None and known.is_measured:
            now = figures[years.places]
            before = years.before.numbers[column][years.places_before]
            yield from _of_column(years, known, limit, now, before)


def _of_column(
    years: TwoYears, known: VocabularyColumn, limit: Change, now: FloatArray, before: FloatArray
) -> Iterator[Finding]:
    compared = ~np.isnan(now) & ~np.isnan(before)
    with np.errstate(invalid="ignore"):
        change = np.abs(now - before)
        far = compared & (change > limit.share * np.abs(before)) & (change >= limit.least)
    if not far.any():
        return
    factor = _other_unit(known, now, before, compared)
    if factor is not None:
        first = int(np.flatnonzero(far)[0])
        said: dict[str, Any] = {"factor": factor if factor > 1 else 1 / factor}
        code = "year-before-smaller-unit" if factor > 1 else "year-before-larger-unit"
        count = int(compared.sum())
        yield _finding(years, known, code, [first], now, before, **said, count=count)
        return
    for places in causes(far, int(compared.sum())):
        said = {"share": Quantity(round(limit.share * 100, 2), "percent")}
        if len(places) > 1:
            said |= {"count": len(places), "compared": int(compared.sum())}
            yield _finding(years, known, "years-differ-widely", places, now, before, **said)
            continue
        (place,) = places
        if before[place] == 0:
            yield _finding(years, known, "changed-from-zero", places, now, before)
            continue
        rise = (now[place] - before[place]) / abs(before[place]) * 100
        said["change"] = Quantity(round(abs(float(rise)), 1), "percent")
        code = "rose-since-year-before" if rise > 0 else "fell-since-year-before"
        yield _finding(years, known, code, places, now, before, **said)


def _other_unit(
    known: VocabularyColumn, now: FloatArray, before: FloatArray, compared: BoolArray
) -> float | None:
    """The factor between two units by which nearly all figures changed; None where there is none.

    Above 1 the figures of this year are the larger ones.
    """
    checks = load_vocabulary().checks
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log(now / before)[compared & (now > 0) & (before > 0)]
    if len(ratios) < checks.many:
        return None
    units = [float(size) for size in load_vocabulary().units[known.unit or ""].values()]
    factors = {one / other for one in units for other in units if one != other}
    median = float(np.median(ratios))
    factor = min(factors, key=lambda factor: abs(float(np.log(factor)) - median), default=1.0)
    off = np.abs(ratios - np.log(factor))
    is_it = (off <= np.log(checks.changes.near)).mean() >= checks.changes.same
    is_far = abs(np.log(factor)) > 2 * np.log(checks.changes.near)
    return factor if is_it and is_far else None


def _finding(
    years: TwoYears,
    known: VocabularyColumn,
    code: str,
    places: list[int],
    now: FloatArray,
    before: FloatArray,
    **said: Any,
) -> Finding:
    first = places[0]
    townships = [int(years.places[place]) for place in places]
    cells = [years.now_origins.cell(township, known.name) for township in townships]
    return finding(
        Severity.WARNING,
        code,
        township=townships[0],
        column=known.name,
        cell=cells[0],
        value=float(now[first]),
        name=years.now.text("name")[townships[0]],
        term=column_term(known.name),
        read=Quantity(float(now[first]), known.unit),
        before=Quantity(float(before[first]), known.unit),
        before_cell=years.before_origins.cell(int(years.places_before[first]), known.name),
        also=also_at(cells),
        **said,
    )
