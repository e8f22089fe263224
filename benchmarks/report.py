"""Writing reports: a county, a province and the country, against XlsxWriter and openpyxl alone.

    python benchmarks/report.py

Prints times, ratios and memory, all of one run. The statistics are made at random from a seed; a
county and a province are whole processes, from a spreadsheet to a report.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from calculator.packs import open_pack
from tests.formulas.random_statistics import random_statistics
from tests.reporting.live_books import report_on

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
PROVINCE = 1_909
COUNTRY = 41_000
SAME_BOOK = 8_000
"""So many townships are written with openpyxl as well, which takes long."""

BLANKS = 0.002


def timed(work: Callable[[], Any]) -> float:
    """The time that something takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def process(*arguments: str | Path) -> float:
    """The time of a whole process of the command, the least of three."""
    command = [sys.executable, "-m", "calculator.cli", "report", *map(str, arguments)]
    return min(
        timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))
        for _ in range(3)
    )


def province_file(folder: Path) -> Path:
    """A spreadsheet of a province's townships, with a proposal."""
    source = np.random.default_rng(7)
    path = folder / "province.csv"
    headings = (
        "设区的市,县（市、区）,乡镇名称,类型,常住人口,拟设党政工作机构,拟定行政编制,拟定事业编制"
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings.split(","))
        people = np.round(np.exp(source.normal(10.5, 0.6, PROVINCE))).astype(int)
        for number in range(PROVINCE):
            county = number // 14
            writer.writerow(
                [
                    f"第{county // 9}市",
                    f"第{county}县",
                    f"河{number}镇",
                    "镇",
                    people[number],
                    source.integers(2, 5),
                    source.integers(25, 45),
                    source.integers(25, 45),
                ]
            )
    return path


class Recorded:
    """What was written to the cells of workbooks."""

    def __init__(self) -> None:
        """Record nothing yet."""
        self.sheets: dict[str, list[tuple[int, int, Any, dict[str, Any]]]] = {}


def recorded(write: Callable[[], Any]) -> Recorded:
    """Every cell that is written, with the properties of its format."""
    from xlsxwriter.worksheet import Worksheet

    record = Recorded()
    originals = {
        name: getattr(Worksheet, name)
        for name in ("_write_string", "_write_number", "_write_blank")
    }

    def spying(name: str) -> Callable[..., Any]:
        def spy(self: Any, row: int, col: int, value: Any, cell_format: Any = None) -> Any:
            record.sheets.setdefault(self.name, []).append((row, col, value, cell_format))
            return originals[name](self, row, col, value, cell_format)

        return spy

    for name in originals:
        setattr(Worksheet, name, spying(name))
    try:
        write()
    finally:
        for name, original in originals.items():
            setattr(Worksheet, name, original)
    return record


def with_xlsxwriter(record: Recorded, path: Path) -> None:
    """The same cells and formats, by XlsxWriter alone."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    formats: dict[int, Any] = {}
    for name, cells in record.sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, value, look in cells:
            mine = formats.get(id(look))
            if mine is None and look is not None:
                mine = formats[id(look)] = book.add_format(properties(look))
            if value is None or value == "":
                sheet.write_blank(row, column, None, mine)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, mine)
            else:
                sheet.write_number(row, column, value, mine)
    book.close()


def properties(look: Any) -> dict[str, Any]:
    """What a format of XlsxWriter says."""
    return {
        "font_name": look.font_name,
        "font_size": look.font_size,
        "bold": look.bold,
        "italic": look.italic,
        "num_format": look.num_format,
        "text_wrap": look.text_wrap,
        "border": look.bottom,
    }


def with_openpyxl(record: Recorded, path: Path) -> None:
    """The same cells with fonts, borders and alignment, cell by cell by openpyxl."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    side = Side(style="thin")
    made: dict[int, tuple[Font, Border, Alignment]] = {}
    for name, cells in record.sheets.items():
        sheet = book.create_sheet(name)
        for row, column, value, look in cells:
            cell = sheet.cell(row + 1, column + 1, value)
            if look is None:
                continue
            if id(look) not in made:
                font = Font(look.font_name, look.font_size, bold=bool(look.bold))
                border = Border(side, side, side, side) if look.bottom else Border()
                made[id(look)] = (font, border, Alignment(wrap_text=bool(look.text_wrap)))
            cell.font, cell.border, cell.alignment = made[id(look)]
            cell.number_format = look.num_format or "General"
    book.save(path)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "report.xlsx"
        seconds = process(SAMPLE, "--output", out, "--force")
        print(f"a county, whole process            {seconds:.2f} s")
        province = province_file(folder)
        live = process(province, "--output", out, "--force")
        values = process(province, "--output", out, "--force", "--values")
        print(f"a province ({PROVINCE:,}), formulas     {live:.2f} s  (values {values:.2f} s)")
        pack = open_pack("shandong")
        some = report_on(random_statistics(3, SAME_BOOK, pack, blanks=BLANKS), "shandong")
        ours = timed(lambda: some.save(folder / "some.xlsx", values=True))
        record = recorded(lambda: some.save(folder / "again.xlsx", values=True))
        alone = timed(lambda: with_xlsxwriter(record, folder / "alone.xlsx"))
        other = timed(lambda: with_openpyxl(record, folder / "openpyxl.xlsx"))
        cells = sum(map(len, record.sheets.values()))
        print(f"{SAME_BOOK:,} townships, {cells:,} cells    {ours:.2f} s")
        print(f"  XlsxWriter alone                 {alone:.2f} s  (ours {ours / alone:.2f} times)")
        print(f"  openpyxl cell by cell            {other:.2f} s  ({other / ours:.1f} times ours)")
        print(
            subprocess.run(
                [sys.executable, __file__, "country"],
                check=True,
                cwd=ROOT,
                capture_output=True,
                text=True,
            ).stdout,
            end="",
        )


def country() -> None:
    """The country, values: time and memory of writing it, and of XlsxWriter alone."""
    pack = open_pack("shandong")
    every = report_on(random_statistics(4, COUNTRY, pack, blanks=BLANKS), "shandong")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = timed(lambda: every.save(folder / "ours.xlsx", values=True))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        record = recorded(lambda: every.save(folder / "again.xlsx", values=True))
        alone = timed(lambda: with_xlsxwriter(record, folder / "alone.xlsx"))
        cells = sum(map(len, record.sheets.values()))
    print(f"{COUNTRY:,} townships, {cells:,} cells   {ours:.1f} s, {peak:.0f} MB")
    print(f"  XlsxWriter alone                 {alone:.1f} s  (ours {ours / alone:.2f} times)")


if __name__ == "__main__":
    country() if sys.argv[1:] == ["country"] else main()
