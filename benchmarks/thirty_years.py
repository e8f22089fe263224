"""Thirty years of the country: 1.23 million rows from CSV or Parquet to classes and findings.

    python benchmarks/thirty_years.py [--peers FOLDER] [--quick]

A spreadsheet program holds no table so long; pandas reads it, and ``rules`` takes its columns year
by year, since totals and places hold within a year. Each way is a process of its own, as is the
same rule by ``DataFrame.apply``, of classes and merger candidates only, which must be the same.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import (
    PEERS,
    environment,
    environment_of_peers,
    heading,
    line,
    machine,
    run_process,
    seconds,
)

if TYPE_CHECKING:
    import pandas as pd

    from rules.statistics import Statistics

COUNTRY = 41_000
YEARS = 30
FEW_YEARS = 3
KINDS = {"镇": "town", "乡": "rural_township", "街道": "subdistrict"}
TERRAINS = {"平原": "plain", "丘陵": "hill", "山区": "mountain", "海岛": "island"}
NUMBERS = (
    "resident_population",
    "area_km2",
    "villages",
    "central_town",
    "proposed_offices",
    "proposed_administrative_posts",
    "proposed_institution_posts",
)
SAY = "import pyarrow; print(pyarrow.__file__); print(pyarrow.__version__)"


def make(folder: Path, years: int) -> None:
    """Write the table as CSV and as Parquet; one proposal in twenty has too many posts."""
    import numpy as np
    import pandas as pd

    size = COUNTRY * years
    source = np.random.default_rng(11)
    number = np.tile(np.arange(COUNTRY), years)
    people = np.rint(np.exp(source.normal(10.4, 0.6, size))).astype(np.int64)
    more = np.where(source.random(size) < 0.05, source.integers(1, 9, size), 0)
    table = pd.DataFrame(
        {
            "year": np.repeat(np.arange(2010 - years, 2010), COUNTRY),
            "code": (110_101_100 + number).astype(str),
            "name": np.char.add(np.char.add("河", number.astype(str)), "镇"),
            "county": np.char.add(np.char.add("第", (number // 14).astype(str)), "县"),
            "prefecture": np.char.add(np.char.add("第", (number // 126).astype(str)), "市"),
            "kind": source.choice(list(KINDS), size, p=[0.6, 0.3, 0.1]),
            "terrain": source.choice(list(TERRAINS), size, p=[0.5, 0.3, 0.15, 0.05]),
            "resident_population": people,
            "area_km2": np.round(np.exp(source.normal(4.2, 0.7, size)), 2),
            "villages": source.integers(3, 60, size),
            "central_town": (source.random(size) < 0.1).astype(np.int64),
            "proposed_offices": np.full(size, 3),
            "proposed_administrative_posts": 36 + more,
            "proposed_institution_posts": 34 + more,
        }
    )
    table.to_csv(folder / "years.csv", index=False)
    table.to_parquet(folder / "years.parquet", index=False)


def read(path: Path) -> pd.DataFrame:
    """The table, texts that repeat as categories."""
    import pandas as pd

    repeating = ["county", "prefecture", "kind", "terrain"]
    if path.suffix == ".csv":
        kinds: Any = {"code": str, **dict.fromkeys(repeating, "category")}
        return pd.read_csv(path, dtype=kinds)
    return pd.read_parquet(path).astype(dict.fromkeys(repeating, "category"))


def statistics(table: pd.DataFrame) -> Statistics:
    """The columns of a year as the rules take them."""
    from rules.statistics import Choices, Statistics

    def choices(name: str, named: dict[str, str]) -> Choices:
        column = table[name].cat
        sets = [frozenset({named[text]}) for text in column.categories]
        return Choices(column.codes.to_numpy(dtype="int64"), sets)

    return Statistics(
        size=len(table),
        numbers={name: table[name].to_numpy(dtype="float64") for name in NUMBERS},
        choices={"kind": choices("kind", KINDS), "terrain": choices("terrain", TERRAINS)},
        texts={
            name: table[name].to_numpy(dtype=object)
            for name in ("code", "name", "county", "prefecture")
        },
        coverage="province",
    )


def with_rules(path: Path) -> tuple[dict[str, int], int]:
    """How often each class and each merger status comes out, and how many findings."""
    from collections import Counter

    from calculator.packs import open_pack
    from rules.evaluation import evaluate

    pack = open_pack("shandong")
    tally: Counter[str] = Counter()
    findings = 0
    for _, table in read(path).groupby("year"):
        found = evaluate(pack, statistics(table))
        counts = found.tally()
        tally += Counter(counts.classes) + Counter(counts.mergers)
        findings += len(found.findings)
    del tally["not_applicable"]
    return dict(tally), findings


def by_row(path: Path) -> tuple[dict[str, int], int]:
    """The same classes and merger candidates row by row; there are no findings."""
    table = read(path)
    table = table[table["kind"] != "街道"]

    def township_class(row: Any) -> str:
        if row["central_town"] == 1 or row["resident_population"] >= 80_000:
            return "一类"
        return "二类" if row["resident_population"] >= 50_000 else "三类"

    def merger(row: Any) -> str:
        if row["resident_population"] >= 30_000:
            return "none"
        return "exempt" if row["terrain"] in ("山区", "海岛") else "candidate"

    counted = (table.apply(each, axis=1).value_counts() for each in (township_class, merger))
    return {str(name): int(count) for counts in counted for name, count in counts.items()}, 0


WAYS = {"rules": with_rules, "rows": by_row}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path, default=PEERS, help="where pyarrow is installed")
    parser.add_argument("--quick", action="store_true", help=f"{FEW_YEARS} years")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(*chosen.one)
        return
    years = FEW_YEARS if chosen.quick else YEARS
    python = environment_of_peers("parquet", ("pyarrow",), chosen.peers)
    where, version = subprocess.run(
        [python, "-c", SAY], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()
    peers = str(Path(where).parent.parent)
    machine("numpy", "pandas", peers=[f"pyarrow {version}"])
    heading(f"{COUNTRY * years:,} rows", "processor time", "by the clock", "ratio", "peak memory")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = [sys.executable, __file__, "--one", peers]
        subprocess.run([*script, "make", folder, str(years)], check=True, env=environment())
        first, results = None, []
        for said, way, file in (
            ("Parquet to classes, limits, posts, findings", "rules", "years.parquet"),
            ("CSV to the same", "rules", "years.csv"),
            ("Parquet, `DataFrame.apply`, classes and mergers only", "rows", "years.parquet"),
        ):
            taken = run_process([*script, way, folder / file, str(years)])
            first = first or taken
            ratio = f"{taken.processor / first.processor:.1f}"
            times = seconds(taken.processor), seconds(taken.clock)
            line(said, *times, ratio, f"{taken.peak:,.0f} MB")
            results.append(json.loads((folder / f"{file}.{way}").read_text("utf-8")))
        assert results[0] == results[1]
        assert results[0][0] == results[2][0], results
        print(f"\n{results[0][1]:,} findings in all.")


def one(peers: str, way: str, path: str, years: str) -> None:
    """Do one of the ways in this process; pyarrow is taken from where the peers are."""
    sys.path.append(peers)
    if way == "make":
        make(Path(path), int(years))
        return
    result = WAYS[way](Path(path))
    Path(f"{path}.{way}").write_text(json.dumps(result), "utf-8")


if __name__ == "__main__":
    main()
