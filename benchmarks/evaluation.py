"""Evaluating a pack against the same rule by DataFrame.apply and by a plain loop, in one run.

    python benchmarks/evaluation.py

Prints times and ratios. The statistics are made at random from a seed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.formulas.random_statistics import random_statistics

COUNTRY = 41_000
THIRTY_YEARS = 1_230_000
BLANKS = 0.002
"""The share of cells that are blank; each blank is a finding."""


def timed(work: Callable[[], Any], repeats: int) -> float:
    """The least time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


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
    pack = open_pack(ROOT / "tests" / "rules" / "points.yaml")
    small = random_statistics(1, COUNTRY, pack, blanks=BLANKS)
    terrain = small.choices["terrain"]
    columns = ("resident_population", "area_km2", "fiscal_revenue", "villages", "central_town")
    table = pd.DataFrame({name: small.numbers[name] for name in columns})
    table["terrain"] = [terrain.at(position) for position in range(small.size)]
    table["county"] = small.text("county")
    records = table.to_dict("records")
    ours = timed(lambda: evaluate(pack, small), 5)
    by_apply = timed(lambda: rank_rows(table.apply(measure_row, axis=1).tolist()), 1)
    by_loop = timed(lambda: rank_rows([measure_row(record) for record in records]), 3)
    computed = evaluate(pack, small).given.measures["class"].data
    pairs = zip(computed, map(measure_row, records), strict=True)
    same = np.mean([a == b[0] for a, b in pairs])
    print(f"measures in the pack               {len(pack.measures)}")
    print(f"agreement of the three             {same:.4%}")
    print(f"{COUNTRY:,} townships: evaluate        {ours:.3f} s")
    print(f"  DataFrame.apply(axis=1)          {by_apply:.3f} s  ({by_apply / ours:.1f} times)")
    print(f"  a plain loop over the rows       {by_loop:.3f} s  ({by_loop / ours:.1f} times)")
    large = random_statistics(2, THIRTY_YEARS, pack, blanks=BLANKS)
    print(f"{THIRTY_YEARS:,} rows: evaluate       {timed(lambda: evaluate(pack, large), 2):.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"  peak memory of this process      {peak:.2f} GB")


if __name__ == "__main__":
    main()
