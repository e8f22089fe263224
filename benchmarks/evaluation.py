"""Evaluating a pack against the same rule by DataFrame.apply and by a plain loop, in one run.

    python benchmarks/evaluation.py [--quick]

Prints times and ratios; the three must give every township the same class. The
statistics are made at random from a seed.
"""

from __future__ import annotations

import argparse
import resource
import sys
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import heading, line, machine, seconds, timed
from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.formulas.random_statistics import random_statistics

COUNTRY = 41_000
THIRTY_YEARS = 1_230_000
BLANKS = 0.002
"""The share of cells that are blank; each blank is a finding."""


def measure_row(row: Any) -> tuple[Any, ...]:
    """The measures of tests/rules/points.yaml for one township, as a script would have them."""
    people, area, revenue, villages = (
        row["resident_population"],
        row["area_km2"],
        row["fiscal_revenue"],
        row["villages"],
    )
    unread = "unreadable" in row["terrain"]
    if unread or any(value != value for value in (people, area, revenue, villages)):
        points = None
    else:
        people_points = round(min(10 + max(0, (people - 20000) // 5000) * 2.5, 50), 6)
        low, high = (100, 200) if "mountain" in row["terrain"] else (50, 100)
        area_points = 5 if area < low else 10 if area < high else 15
        revenue_points = 5 if revenue < 40 else 12 if revenue < 120 else 20
        villages_points = round(min(villages / 10 * 3, 15) + 1e-9, 1)
        points = round(people_points + area_points + revenue_points + villages_points, 6)
    if row["central_town"] == 1:
        name = "一类"
    elif points is None:
        name = None
    else:
        name = "一类" if points >= 60 else "二类" if points >= 40 else "三类"
    meets = None if points is None else people >= 30000 and points >= 30
    return name, points, meets, row["county"], people


def rank_rows(measured: list[tuple[Any, ...]]) -> list[int]:
    """The place of each township in its county by points, ties by people."""
    by_county: dict[str, list[int]] = {}
    for position, (_, points, _, county, _) in enumerate(measured):
        if points is not None:
            by_county.setdefault(county, []).append(position)
    places = [0] * len(measured)
    for positions in by_county.values():
        positions.sort(key=lambda i: (-measured[i][1], -measured[i][4]))
        for place, position in enumerate(positions, 1):
            places[position] = place
    return places


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="without the thirty years")
    quick = parser.parse_args().quick
    pack = open_pack(ROOT / "tests" / "rules" / "points.yaml")
    small = random_statistics(1, COUNTRY, pack, blanks=BLANKS)
    terrain = small.choices["terrain"]
    columns = ("resident_population", "area_km2", "fiscal_revenue", "villages", "central_town")
    table = pd.DataFrame({name: small.numbers[name] for name in columns})
    table["terrain"] = [terrain.at(position) for position in range(small.size)]
    table["county"] = small.text("county")
    records = table.to_dict("records")
    computed = evaluate(pack, small).given.measures["class"].data
    pairs = zip(computed, map(measure_row, records), strict=True)
    assert all(name == row[0] for name, row in pairs)
    machine("numpy", "pandas")
    heading(f"{COUNTRY:,} townships", "processor time", "by the clock", "ratio")
    ours = timed(lambda: evaluate(pack, small), 5)
    for said, (clock, busy) in (
        ("`rules.evaluation.evaluate`", ours),
        (
            "`DataFrame.apply(axis=1)`",
            timed(lambda: rank_rows(table.apply(measure_row, axis=1).tolist())),
        ),
        ("a plain loop over the rows", timed(lambda: rank_rows([*map(measure_row, records)]), 3)),
    ):
        line(said, seconds(busy), seconds(clock), f"{busy / ours[1]:.1f}")
    if quick:
        return
    large = random_statistics(2, THIRTY_YEARS, pack, blanks=BLANKS)
    clock, busy = timed(lambda: evaluate(pack, large), 2)
    ratio = f"{busy / ours[1]:.1f}"
    line(f"{THIRTY_YEARS:,} rows at once, `evaluate`", seconds(busy), seconds(clock), ratio)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory of the whole process, all statistics included: {peak:,.0f} MB.")


if __name__ == "__main__":
    main()
