"""From a spreadsheet to a report, as whole processes, against the script an analyst writes.

    python benchmarks/whole_runs.py [--quick]

A county, a province and the country: one file each, made at random from a seed. Prints time and
peak memory of both, and how both grow with ten times the rows. The classes and merger candidates
of the two must be the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import itertools

from benchmarks.measuring import (
    Taken,
    environment,
    growth,
    heading,
    least_in_turns,
    line,
    machine,
    seconds,
)
from benchmarks.spreadsheets import write

SIZES = {"a county": (16, 5), "a province": (1_909, 3), "the country": (41_000, 1)}
"""Rows, and how often both are run."""
COMPARED = 1_909
"""Results are compared up to so many rows."""
SAME = """
import sys
from python_calamine import CalamineWorkbook
from calculator import report
rows = CalamineWorkbook.from_path(sys.argv[2]).get_sheet_by_index(0).to_python()
place = {heading: position for position, heading in enumerate(rows[0])}
found = report(sys.argv[1]).evaluation
status = {"撤并对象": "candidate", "特殊地域": "exempt", "": "none"}
for position, row in enumerate(rows[1:]):
    ours = found.classification.classes[position], found.mergers.status[position]
    assert ours == (row[place["类别"]], status[row[place["撤并"]]]), (position, ours, row)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a county and a province, once")
    quick = parser.parse_args().quick
    machine("numpy", "xlsxwriter", "pandas", "openpyxl")
    sizes = {name: size for name, size in SIZES.items() if not quick or size[0] <= COMPARED}
    found: dict[int, tuple[Taken, Taken]] = {}
    heading(
        "from spreadsheet to report", "rows", "`township report`", "the script", "script ÷ ours"
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, (rows, times) in sizes.items():
            found[rows] = _both(Path(folder), rows, 1 if quick else times)
            _print_times(name, rows, *found[rows])
    _print_growth({name: rows for name, (rows, _) in sizes.items()}, found)


def _both(folder: Path, rows: int, times: int) -> tuple[Taken, Taken]:
    source = write(folder / f"{rows}.xlsx", rows)
    ours, other = folder / "report.xlsx", folder / "analyst.xlsx"
    command = [
        sys.executable,
        "-m",
        "calculator.cli",
        "report",
        source,
        "--output",
        ours,
        "--force",
    ]
    script = [sys.executable, Path(__file__).with_name("analyst.py"), source, other]
    if rows < COMPARED:  # the bytecode of both, which an installed package has
        least_in_turns([command, script], 1)
    taken = least_in_turns([command, script], times)
    if rows <= COMPARED:
        subprocess.run([sys.executable, "-c", SAME, source, other], check=True, env=environment())
    return taken[0], taken[1]


def _print_times(name: str, rows: int, ours: Taken, script: Taken) -> None:
    for said, one, other in (
        ("processor time", ours.processor, script.processor),
        ("by the clock", ours.clock, script.clock),
    ):
        times = seconds(one), seconds(other), f"{other / one:.2f}"
        line(f"{name}, {said}", f"{rows:,}", *times)
    peaks = f"{ours.peak:,.0f} MB", f"{script.peak:,.0f} MB", f"{script.peak / ours.peak:.2f}"
    line(f"{name}, peak memory", f"{rows:,}", *peaks)


def _print_growth(sizes: dict[str, int], found: dict[int, tuple[Taken, Taken]]) -> None:
    heading(
        "ten times the rows take", "`township report`: time", "memory", "script: time", "memory"
    )
    names = list(sizes)
    for smaller, larger in itertools.pairwise(names):
        rows = sizes[smaller], sizes[larger]
        cells = []
        for few, many in zip(found[rows[0]], found[rows[1]], strict=True):
            cells.append(f"× {growth(few.processor, many.processor, *rows):.1f}")
            cells.append(f"× {growth(few.peak, many.peak, *rows):.1f}")
        line(f"from {smaller} to {larger}", *cells)


if __name__ == "__main__":
    main()
