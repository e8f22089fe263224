"""People per square kilometre, held against the other townships of the county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from calculator.reading.notes import column_term, finding, quantity, sentence
from calculator.reading.origins import Origins
from calculator.vocabulary import POPULATIONS, load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray, Statistics
from rules.status import Severity
from rules.wording import Quantity, Sentence

_AREA = "area_km2"


@dataclass(frozen=True)
class _Usual:
    """The logarithms of a measure, and how far they are from the usual ones of each county.

    Attributes:
        off: Difference from the median of the county.
        median: That median.
        spread: The median of those differences, without their sign.
    """

    off: FloatArray
    median: FloatArray
    spread: FloatArray


def density_findings(statistics: Statistics, origins: Origins) -> Iterator[Finding]:
    """Warnings about townships far denser or emptier than their county."""
    columns = [f"{name}_population" for name in POPULATIONS]
    columns = [column for column in columns if column in statistics.numbers]
    if not columns or _AREA not in statistics.numbers:
        return
    column = min(columns, key=lambda name: int(np.isnan(statistics.numbers[name]).sum()))
    limits = load_vocabulary().checks.density
    people, area = statistics.numbers[column], statistics.numbers[_AREA]
    with np.errstate(invalid="ignore"):
        counted = (people > 0) & (area > 0)
    if "kind" in statistics.choices:
        counted &= statistics.choices["kind"].names_any(limits.kinds)
    counted = _in_large_counties(statistics.county_codes, counted, limits.least)
    if not counted.any():
        return
    of_people, of_area = np.log(people[counted]), np.log(area[counted])
    counties = statistics.county_codes[counted]
    usual = _usual(of_people - of_area, counties)
    far = np.abs(usual.off) > np.maximum(np.log(limits.factor), limits.spreads * usual.spread)
    if not far.any():
        return
    by_people = np.abs(_usual(of_people, counties).off) > np.abs(_usual(of_area, counties).off)
    townships = np.flatnonzero(counted)
    for place in np.flatnonzero(far).tolist():
        wrong, other = (column, _AREA) if by_people[place] else (_AREA, column)
        yield _finding(statistics, origins, int(townships[place]), (wrong, other), usual, place)


def _in_large_counties(counties: IntArray, counted: BoolArray, least: int) -> BoolArray:
    sizes = np.bincount(counties[counted], minlength=int(counties.max(initial=0)) + 1)
    return counted & (sizes[counties] >= least)


def _usual(logarithms: FloatArray, counties: IntArray) -> _Usual:
    median = _medians(logarithms, counties)
    off = logarithms - median
    return _Usual(off, median, _medians(np.abs(off), counties))


def _medians(values: FloatArray, groups: IntArray) -> FloatArray:
    """For each value the median of its group."""
    order = np.lexsort((values, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    sizes = np.diff(starts, append=len(values))
    ordered = values[order]
    middle = (ordered[starts + (sizes - 1) // 2] + ordered[starts + sizes // 2]) / 2
    result = np.empty(len(values))
    result[order] = np.repeat(middle, sizes)
    return result


def _finding(
    statistics: Statistics,
    origins: Origins,
    township: int,
    columns: tuple[str, str],
    usual: _Usual,
    place: int,
) -> Finding:
    wrong, other = columns
    off = float(usual.off[place])
    values = {column: statistics.numbers[column][township] for column in columns}
    return finding(
        Severity.WARNING,
        "density-unusual",
        township=township,
        column=wrong,
        cell=origins.cell(township, wrong),
        value=float(values[wrong]),
        name=statistics.text("name")[township],
        term=column_term(wrong),
        read=quantity(wrong, values[wrong]),
        other=column_term(other),
        other_value=quantity(other, values[other]),
        other_cell=origins.cell(township, other),
        density=Quantity(_shown(float(np.exp(usual.median[place] + off))), "people"),
        usual=Quantity(_shown(float(np.exp(usual.median[place]))), "people"),
        slip=_slip(off, wrong),
    )


def _slip(off: float, wrong: str) -> Sentence | str:
    """By what the figure is probably wrong; nothing where no usual slip explains it."""
    limits = load_vocabulary().checks.density
    factor = min(limits.slips, key=lambda slip: abs(abs(off) - np.log(slip)))
    if abs(abs(off) - np.log(factor)) > np.log(limits.near):
        return ""
    is_too_large = (off > 0) == (wrong != _AREA)
    name = "slip_too_large" if is_too_large else "slip_too_small"
    return sentence(name, factor=factor, term=column_term(wrong))


def _shown(density: float) -> float:
    return round(density) if density >= 10 else round(density, 2)
