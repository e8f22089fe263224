"""What proposals hold besides figures by township: lists of bodies, and figures by county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calculator.reading.assembly.bodies import list_bodies
from calculator.reading.assembly.combining import Combined
from calculator.reading.assembly.county_totals import read_county_totals
from calculator.reading.origins import Origins
from calculator.reading.recognition.parts import Part
from rules.findings import Finding
from rules.statistics import Statistics


@dataclass(frozen=True)
class Proposals:
    """The statistics with everything that is proposed or approved.

    Attributes:
        statistics: The statistics.
        origins: The cells of all of it.
        findings: What is wrong or worth knowing about it.
    """

    statistics: Statistics
    origins: Origins
    findings: list[Finding]


def add_proposals(
    statistics: Statistics, combined: Combined, of_counties: Sequence[Part]
) -> Proposals:
    """Add the offices and institutions that lists name, and what is approved for counties.

    Args:
        statistics: The figures by township.
        combined: The tables that they were read from.
        of_counties: Tables with a row for each county.
    """
    parts, joined = combined.parts, combined.joined
    listed = list_bodies(parts, joined.townships)
    origins = Origins(parts, joined.places)
    statistics, totals = read_county_totals(statistics, origins, parts, joined.places, of_counties)
    return Proposals(
        replace(statistics, bodies=listed.bodies) if listed.bodies is not None else statistics,
        Origins(parts, joined.places, listed.cells, totals.cells),
        [*listed.findings, *totals.findings],
    )
