"""Figures of a township that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.limits import PartOfWhole
from calculator.reading.checks.causes import also_at, causes
from calculator.reading.checks.densities import density_findings
from calculator.reading.notes import column_term, finding, quantity
from calculator.reading.origins import Origins
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, Statistics
from rules.status import Severity


def consistency_findings(statistics: Statistics, origins: Origins) -> list[Finding]:
    """Warnings about figures that cannot both be right, or hardly can; none is changed."""
    return [*_wholes(statistics, origins), *density_findings(statistics, origins)]


def _wholes(statistics: Statistics, origins: Origins) -> Iterator[Finding]:
    for check in load_vocabulary().checks.wholes:
        wholes = [name for name in check.wholes if name in statistics.numbers]
        if check.part in statistics.numbers and wholes:
            yield from _above(statistics, origins, check, wholes)


def _above(
    statistics: Statistics, origins: Origins, check: PartOfWhole, wholes: Sequence[str]
) -> Iterator[Finding]:
    part = statistics.numbers[check.part]
    figures = np.stack([statistics.numbers[name] for name in wholes])
    above, compared = _compared(part, figures, check)
    for places in causes(above, int(compared.sum())):
        first = places[0]
        with np.errstate(invalid="ignore"):
            whole = wholes[int(np.flatnonzero(part[first] > figures[:, first])[0])]
        cells = [origins.cell(place, check.part) for place in places]
        yield finding(
            Severity.WARNING,
            "part-above-whole",
            township=first,
            column=check.part,
            cell=cells[0],
            value=float(part[first]),
            name=statistics.text("name")[first],
            term=column_term(check.part),
            read=quantity(check.part, part[first]),
            whole=column_term(whole),
            whole_value=quantity(whole, statistics.numbers[whole][first]),
            whole_cell=origins.cell(first, whole),
            also=also_at(cells),
        )


def _compared(
    part: FloatArray, figures: FloatArray, check: PartOfWhole
) -> tuple[BoolArray, BoolArray]:
    """Where the part is above its wholes, and where there is something to compare."""
    present = ~np.isnan(figures) & ~np.isnan(part)
    with np.errstate(invalid="ignore"):
        above = part > figures * (1 + check.margin)
    compared: BoolArray = np.any(present, axis=0)
    wrong: BoolArray = np.any(above, axis=0)
    if check.against == "all":
        wrong &= np.all(above | ~present, axis=0)
    return wrong, compared
