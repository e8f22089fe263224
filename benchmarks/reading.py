"""Reading and recognising spreadsheets against python-calamine alone, in one run.

    python benchmarks/reading.py [--quick]

Prints times, ratios and peak memory. The files are made at random from a seed in a temporary
folder: a county of 100 rows, the country of 41,000 rows and 30 columns, and 140 county files.
Each memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import environment, heading, line, machine, seconds, timed
from benchmarks.spreadsheets import TOWNSHIPS, write
from calculator.reading import read_files

COUNTRY = 41_000
COUNTIES = 140
OURS = """
from calculator.reading import read_files
read_files([Path({path!r})])
"""
CALAMINE = """
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path({path!r})
cells = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
"""
MEMORY = """
from pathlib import Path
{work}
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def by_calamine(path: Path) -> list[Any]:
    """Every cell of a workbook, as python-calamine gives them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def peak_memory(work: str) -> float:
    """The peak memory of a process that does some work, in MB; read where Linux tells it."""
    code = MEMORY.format(work=work)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=environment(),
        text=True,
    )
    return float(done.stdout) / 1024


def both(work: Callable[[], Any], alone: Callable[[], Any], times: int) -> tuple[str, str, str]:
    """The processor time of ours and of python-calamine alone, and their ratio."""
    (_, ours), (_, plain) = timed(work, times), timed(alone, times)
    return seconds(ours), seconds(plain), f"{ours / plain:.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a county only")
    quick = parser.parse_args().quick
    machine("numpy", "python-calamine")
    heading("processor time", "`read_files`", "python-calamine alone", "ratio")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county = write(folder / "county.xlsx", 100)
        read_files([county])
        times = both(lambda: read_files([county]), lambda: by_calamine(county), 10)
        line("a county, 100 rows of 30 columns", *times)
        if quick:
            return
        country = write(folder / "country.xlsx", COUNTRY)
        times = both(lambda: read_files([country]), lambda: by_calamine(country), 3)
        line(f"the country, {COUNTRY:,} rows of 30 columns", *times)
        ours = peak_memory(OURS.format(path=str(country)))
        alone = peak_memory(CALAMINE.format(path=str(country)))
        memory = f"{ours:.0f} MB", f"{alone:.0f} MB", f"{ours / alone:.1f}"
        line("peak memory of a process that does only that", *memory)
        province = folder / "province"
        province.mkdir()
        files = [
            write(province / f"{number}.xlsx", TOWNSHIPS, number) for number in range(COUNTIES)
        ]
        times = both(lambda: read_files([province]), lambda: [by_calamine(f) for f in files], 2)
        line(f"{COUNTIES} county files in one folder", *times)


if __name__ == "__main__":
    main()
