"""This year's townships held against last year's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

import numpy as np

from calculator.reading.assembly.identities import code_key
from calculator.reading.assembly.same_townships import same_townships
from calculator.reading.checks.causes import also_at, causes
from calculator.reading.checks.changes import TwoYears, change_findings
from calculator.reading.notes import MOST_SHOWN, finding
from calculator.reading.origins import Origins
from rules.findings import Finding
from rules.statistics import Statistics
from rules.status import Severity


def compare_with_previous(
    now: Statistics, now_origins: Origins, before: Statistics, before_origins: Origins
) -> list[Finding]:
    """Findings about what is not as it was the year before; nothing is changed.

    Townships that appeared, vanished, or have another name, ending or code; figures that
    changed by more than the share of their column. Counties that only one of the years has
    are a note each way: a file of one county may be held against that of the whole
    prefecture. Every ``township`` is one of this year's.
    """
    same = same_townships(now, before)
    if not same.pairs:
        names = [_shown(statistics) for statistics in (now, before)]
        return [
            finding(Severity.WARNING, "nothing-in-common", names=names[0], before_names=names[1])
        ]
    places = sorted(same.pairs)
    years = TwoYears(
        now=now,
        now_origins=now_origins,
        before=before,
        before_origins=before_origins,
        places=np.array(places, dtype=np.int64),
        places_before=np.array([same.pairs[place] for place in places], dtype=np.int64),
    )
    return list(
        chain(
            _only_in_one(years, same.appeared, is_now=True),
            _only_in_one(years, same.vanished, is_now=False),
            _renamed(years, "renamed", [(t, same.pairs[t]) for t in same.renamed]),
            _renamed(years, "ending-changed", [(t, same.pairs[t]) for t in same.ending_changed]),
            _other_codes(years, set(same.ending_changed)),
            change_findings(years),
        )
    )


def _shown(statistics: Statistics) -> list[str]:
    return [name for name in statistics.text("name")[:MOST_SHOWN].tolist() if name is not None]


def _only_in_one(years: TwoYears, townships: Sequence[int], *, is_now: bool) -> Iterator[Finding]:
    """Townships of one year only, those of counties that have no other apart."""
    here, origins = (
        (years.now, years.now_origins) if is_now else (years.before, years.before_origins)
    )
    in_both = set(here.county_codes[years.places if is_now else years.places_before].tolist())
    counties: dict[int, list[int]] = {}
    for township in townships:
        county = int(here.county_codes[township])
        if county not in in_both and here.counties[county][1]:
            counties.setdefault(county, []).append(township)
            continue
        yield finding(
            Severity.WARNING,
            "appeared" if is_now else "vanished",
            township=township if is_now else None,
            column="name",
            cell=origins.cell(township, "name"),
            value=here.text("name")[township],
            name=here.text("name")[township],
            county=here.counties[county][1],
        )
    if counties:
        names = [here.counties[county][1] for county in counties]
        yield finding(
            Severity.NOTE,
            "counties-appeared" if is_now else "counties-vanished",
            cell=origins.cell(next(iter(counties.values()))[0], "name"),
            names=names[:MOST_SHOWN],
            count=len(names),
            townships=sum(map(len, counties.values())),
        )


def _renamed(years: TwoYears, code: str, pairs: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    for township, earlier in pairs:
        yield finding(
            Severity.WARNING,
            code,
            township=township,
            column="name",
            cell=years.now_origins.cell(township, "name"),
            value=years.now.text("name")[township],
            name=years.now.text("name")[township],
            before=years.before.text("name")[earlier],
            before_cell=years.before_origins.cell(earlier, "name"),
        )


def _other_codes(years: TwoYears, known: Collection[int]) -> Iterator[Finding]:
    """Townships of the same name whose code is another; that of a changed kind has to be."""
    codes = years.now.text("code")[years.places].tolist()
    earlier = years.before.text("code")[years.places_before].tolist()
    pairs = list(zip(codes, earlier, strict=True))
    compared = [
        one is not None and other is not None and place not in known
        for place, (one, other) in zip(years.places.tolist(), pairs, strict=True)
    ]
    differs = np.array(
        [both and code_key(a) != code_key(b) for both, (a, b) in zip(compared, pairs, strict=True)],
        dtype=bool,
    )
    for places in causes(differs, sum(compared)):
        townships = [int(years.places[place]) for place in places]
        cells = [years.now_origins.cell(township, "code") for township in townships]
        yield finding(
            Severity.WARNING,
            "code-changed",
            township=townships[0],
            column="code",
            cell=cells[0],
            value=codes[places[0]],
            name=years.now.text("name")[townships[0]],
            before=earlier[places[0]],
            before_cell=years.before_origins.cell(int(years.places_before[places[0]]), "code"),
            also=also_at(cells),
        )
