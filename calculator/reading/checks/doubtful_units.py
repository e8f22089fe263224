"""Areas whose unit does not fit the people who live there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.reading.notes import column_term, finding, unit_term
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import POPULATIONS, load_vocabulary
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Quantity

_AREA = "area_km2"


def doubtful_units(part: Part) -> Iterator[Finding]:
    """A warning where most townships would be deserts or crowds, and another unit explains it.

    公顷 read as 平方公里 makes a hundredth of the people on each, so that no single figure
    need be outside its usual range.
    """
    unit = part.layout.units.get(_AREA)
    density = _density(part)
    if unit is None or density is None:
        return
    usual = load_vocabulary().usual_density
    if usual.doubted_below <= density <= usual.doubted_above:
        return
    for written, factor in load_vocabulary().units[unit.kind].items():
        likely = density * float(unit.factor / factor)
        if usual.least <= likely <= usual.most:
            read = part.layout.columns[_AREA]
            yield finding(
                Severity.WARNING,
                "unit-doubtful",
                column=_AREA,
                cell=read.cell,
                term=column_term(_AREA),
                unit=unit_term(unit.written),
                density=Quantity(float(f"{density:.2g}")),
                likely=unit_term(written),
                likely_density=Quantity(float(f"{likely:.2g}")),
            )
            return


def _density(part: Part) -> float | None:
    """People per km² of the township in the middle; None where too few tell it."""
    areas = part.numbers.get(_AREA)
    people = next(
        (part.numbers[c] for name in POPULATIONS if (c := f"{name}_population") in part.numbers),
        None,
    )
    if areas is None or people is None:
        return None
    known = (areas > 0) & (people > 0)
    if known.sum() < load_vocabulary().usual_density.fewest:
        return None
    # not np.median, which imports numpy.ma for it
    return float(np.percentile(people[known] / areas[known], 50))
