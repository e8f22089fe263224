"""Reading and recognising spreadsheets against python-calamine alone, in one run.

    python benchmarks/reading.py

Prints times, ratios and peak memory. The files are made at random from a seed in a temporary
folder: a county of 100 rows, the country of 41,000 rows and 30 columns, and 140 county files.
Each memory is that of a process of its own.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from calculator.reading import read_files

COUNTRY = 41_000
COUNTIES = 140
TOWNSHIPS = 16
HEADINGS = [
    "区划代码",
    "设区的市",
    "县（市、区）",
    "乡镇",
    "类型",
    "常住人口（人）",
    "户籍人口（人）",
    "总人口（人）",
    "户数",
    "行政区域面积（公顷）",
    "建成区面积（公顷）",
    "建成区人口",
    "居民委员会个数",
    "村民委员会个数",
    "从业人员",
    "二三产业从业人员",
    "企业个数",
    "工业企业个数",
    "规模以上工业企业个数",
    "工业总产值（万元）",
    "财政收入（万元）",
    "经度",
    "纬度",
    "特殊地域",
    "中心镇",
    "经济发达镇",
    "县城驻地",
    "拟设党政工作机构",
    "拟核行政编制",
    "拟核事业编制",
]
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


def township(rng: random.Random, number: int, county: int) -> list[Any]:
    """One row of thirty cells that contradicts nothing."""
    kind = rng.choice(["镇", "镇", "乡"])
    people = rng.randint(8_000, 90_000)
    employed = people // 2
    code = f"{110101 + county % 700_000:06d}{100 if kind == '镇' else 200 + number % 99:03d}"
    return [
        f"{code[:6]}{'1' if kind == '镇' else '2'}{number % 100:02d}",
        f"第{county // 10}市",
        f"第{county}县",
        f"第{number}{kind}",
        kind,
        people,
        people + rng.randint(-500, 500),
        people,
        people // 3,
        rng.randint(3_000, 20_000),
        rng.randint(50, 900),
        people // 5,
        rng.randint(0, 9),
        rng.randint(10, 60),
        employed,
        employed // 2,
        rng.randint(60, 90),
        rng.randint(20, 50),
        rng.randint(0, 19),
        rng.randint(100, 99_000),
        rng.randint(100, 9_900),
        115 + rng.random(),
        35 + rng.random(),
        rng.choice(["", "", "", "山区"]),
        rng.choice(["", "是"]),
        "",
        "",
        3,
        rng.randint(30, 45),
        rng.randint(30, 45),
    ]


def write(path: Path, rows: int, first_county: int = 0) -> Path:
    """A workbook of so many townships, sixteen a county, with a title."""
    rng = random.Random(first_county)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("统计表")
        sheet.write(0, 0, "2009年末乡镇基本情况")
        sheet.write_row(1, 0, HEADINGS)
        for row in range(rows):
            county = first_county + row // TOWNSHIPS
            sheet.write_row(row + 2, 0, township(rng, row % TOWNSHIPS, county))
    return path


def timed(work: Callable[[], Any], repeats: int) -> float:
    """The least time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def by_calamine(path: Path) -> list[Any]:
    """Every cell of a workbook, as python-calamine gives them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def peak_memory(work: str) -> float:
    """The peak memory of a process that does some work, in MB; read where Linux tells it."""
    code = MEMORY.format(work=work)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True
    )
    return float(done.stdout) / 1024


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county = write(folder / "county.xlsx", 100)
        country = write(folder / "country.xlsx", COUNTRY)
        province = folder / "province"
        province.mkdir()
        for number in range(COUNTIES):
            write(province / f"{number}.xlsx", TOWNSHIPS, number)
        read_files([county])
        small, plain = (
            timed(lambda: read_files([county]), 10),
            timed(lambda: by_calamine(county), 10),
        )
        print(f"100 rows × 30: read_files              {small * 1000:6.1f} ms")
        print(
            f"  python-calamine alone                {plain * 1000:6.1f} ms  ({small / plain:.1f})"
        )
        large, plain = (
            timed(lambda: read_files([country]), 3),
            timed(lambda: by_calamine(country), 3),
        )
        print(f"41,000 rows × 30: read_files           {large:6.2f} s")
        print(f"  python-calamine alone                {plain:6.2f} s   ({large / plain:.2f})")
        ours = peak_memory(OURS.format(path=str(country)))
        alone = peak_memory(CALAMINE.format(path=str(country)))
        print(f"  peak memory of the process           {ours:6.0f} MB")
        print(f"  python-calamine alone                {alone:6.0f} MB")
        many = timed(lambda: read_files([province]), 2)
        files = sorted(province.iterdir())
        plain = timed(lambda: [by_calamine(path) for path in files], 2)
        print(f"140 county files: read_files           {many:6.2f} s")
        print(f"  python-calamine alone                {plain:6.2f} s   ({many / plain:.1f})")


if __name__ == "__main__":
    main()
