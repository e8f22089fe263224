"""Merger plans against spopt's max-p heuristic, and how long county-like instances take.

    python benchmarks/plans.py [--peers FOLDER] [--only NAME ...] [--seeds N]

The peers (spopt, libpysal, geopandas and what they need) are installed by pip into a virtual
environment of their own: in FOLDER, where they stay for the next run, or in a temporary one. Both
sides get the same borders and sums, exported by libpysal in this run. Each seed of the heuristic
has 60 seconds for solving alone; reading is not counted. As many seeds run at a time as there are
cores; their own times are added up. Prints the tables of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.county_instances import county_instance
from benchmarks.measuring import heading, line, machine
from calculator.planning.problem import MergerProblem, Solution
from calculator.planning.solving import solve
from calculator.planning.verification import faults

PEERS = ("spopt", "libpysal", "geopandas")
PEER = Path(__file__).parent / "max_p_peer.py"
HEURISTIC_LIMIT = 60


@dataclass(frozen=True)
class Case:
    """One problem for both sides.

    Attributes:
        name: What the table calls it.
        data: Which of libpysal's.
        column: What is summed.
        minimum: What a region must reach.
        limit: How long we may take, in seconds, all three objectives included.
    """

    name: str
    data: str
    column: str
    minimum: float
    limit: float


CASES = (
    Case("columbus ≥ 4", "columbus", "count", 4, 20),
    Case("sids2 ≥ 16,896", "sids2", "BIR79", 16_896, 20),
    Case("georgia ≥ 30,000", "georgia", "TotPop90", 30_000, 20),
    Case("georgia ≥ 50,000", "georgia", "TotPop90", 50_000, 20),
    Case("virginia ≥ 4", "virginia", "count", 4, 20),
    Case("georgia ≥ 100,000", "georgia", "TotPop90", 100_000, 120),
    Case("stl ≥ 1,121,276", "stl", "PO8488", 1_121_276, 120),
)
COUNTIES = (
    (40, 26_000, 4),
    (320, 26_000, 4),
    (40, 26_000, 6),
    (320, 26_000, 6),
    (40, 12_000, 4),
    (320, 12_000, 4),
    (320, 12_000, 6),
)
"""Townships, median of people, most members."""
COUNTY_LIMIT = 20.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path, help="where the peers are, or are to be, installed")
    parser.add_argument("--only", nargs="*", help="cases whose names begin so, or 'counties'")
    parser.add_argument("--seeds", type=int, default=10)
    chosen = parser.parse_args()
    only = tuple(chosen.only or ("",))
    cases = [case for case in CASES if case.name.startswith(only)]
    if not cases:
        machine("numpy", "highspy")
    else:
        with tempfile.TemporaryDirectory() as folder:
            regions(cases, chosen.seeds, chosen.peers or Path(folder))
    if "counties".startswith(only):
        counties()


def regions(cases: list[Case], seeds: int, folder: Path) -> None:
    """Regions at or above the minimum: ours, then the heuristic's."""
    python = peers(folder)
    names = sorted({case.data for case in cases})
    data = json.loads(peer(python, "data", *names))
    peers_used = [f"libpysal {data['libpysal']}", f"spopt {peer_version(python)}"]
    machine("numpy", "highspy", peers=peers_used)
    heading(
        "",
        "regions",
        "proven at most",
        "people moved",
        "of these at least",
        "time",
        "heuristic's best",
        "its runs together",
    )
    for case in cases:
        problem = max_p(data[case.data], case)
        start = time.perf_counter()
        plan = solve(problem, time_limit=case.limit)
        taken = time.perf_counter() - start
        broken = faults(problem, plan)
        assert not broken, broken
        found, bound = count_regions(problem, plan)
        best, together = heuristic(python, case, seeds)
        unresolved = f" ({len(plan.unresolved)} unresolved)" if plan.unresolved else ""
        moved, least = f"{plan.objective[2]:,}", f"{plan.bound[2]:,}"
        times = f"{taken:.1f} s", best, f"{together:.1f} s"
        line(case.name, f"{found}{unresolved}", bound, moved, least, *times)


def max_p(data: dict[str, Any], case: Case) -> MergerProblem:
    """A problem with groups of any size."""
    people = np.array(data["columns"][case.column])
    return MergerProblem(
        people=people,
        borders=np.array(data["borders"], dtype=np.int64),
        minimum=float(case.minimum),
        candidate=people < case.minimum,
        movable=np.ones(len(people), dtype=np.bool_),
    )


def count_regions(problem: MergerProblem, plan: Solution) -> tuple[int, int]:
    """Regions that reach the minimum, and how many there can be at most.

    Every unit that is resolved is in one, so that with the fewest unresolved (and proven so)
    the fewest abolished leave the most regions.
    """
    resolved = problem.size - len(plan.unresolved)
    most = resolved - plan.bound[1] if plan.bound[0] == plan.objective[0] else problem.size
    return resolved - plan.objective[1], most


def heuristic(python: Path, case: Case, seeds: int) -> tuple[str, float]:
    """The most regions of some runs, and how long they took together."""

    def run(seed: int) -> dict[str, float]:
        arguments = (case.data, case.column, str(case.minimum), str(seed), str(HEURISTIC_LIMIT))
        try:
            answer: dict[str, float] = json.loads(peer(python, "heuristic", *arguments))
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return {"regions": 0, "seconds": HEURISTIC_LIMIT}
        return answer

    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        answers = list(side_by_side.map(run, range(seeds)))
    best = max(int(answer["regions"]) for answer in answers) or None
    together = sum(answer["seconds"] for answer in answers)
    return "no result" if best is None else str(best), together


def counties() -> None:
    """County-like instances, all three objectives."""
    heading("townships", "median of people", "groups of at most", "objectives", "bound", "time")
    for townships, median, most in COUNTIES:
        problem = county_instance(townships, seed=7, median=median, most_members=most)
        start = time.perf_counter()
        plan = solve(problem, time_limit=COUNTY_LIMIT)
        taken = time.perf_counter() - start
        broken = faults(problem, plan)
        assert not broken, broken
        bound = "the same" if plan.proven else "; ".join(f"{part:,}" for part in plan.bound)
        reached = "; ".join(f"{part:,}" for part in plan.objective)
        line(townships, f"{median:,}", most, reached, bound, f"{taken:.2f} s")


def peers(folder: Path) -> Path:
    """The Python of an environment with the peers, made where there is none yet."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def peer(python: Path, *arguments: str) -> str:
    """What the peers' side prints."""
    done = subprocess.run(
        [python, PEER, *arguments], check=True, capture_output=True, text=True,
        timeout=HEURISTIC_LIMIT + 120,
    )  # fmt: skip
    return done.stdout


def peer_version(python: Path) -> str:
    """Which spopt is installed."""
    question = "from importlib.metadata import version; print(version('spopt'))"
    return subprocess.run(
        [python, "-c", question], check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
