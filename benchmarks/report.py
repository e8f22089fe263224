"""Writing reports: a county, a province and the country, against XlsxWriter and openpyxl alone.

    python benchmarks/report.py [--quick]

Prints times, ratios and memory, all of one run. The statistics are made at random from a seed; a
county and a province are whole processes, from a spreadsheet to a report.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import (
    environment,
    heading,
    least_in_turns,
    line,
    machine,
    run_process,
    seconds,
    timed,
)
from calculator.packs import open_pack
from tests.formulas.random_statistics import random_statistics
from tests.reporting.live_books import report_on

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
PROVINCE = 1_909
COUNTRY = 41_000
SAME_BOOK = 8_000
"""So many townships are written with openpyxl as well, which takes long."""

BLANKS = 0.002


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


@dataclass
class Recorded:
    """What stands in the cells of a workbook.

    Attributes:
        sheets: For each sheet its cells in the order of rows: row, column, value, format.
        looks: Number of a format -> the format.
    """

    sheets: dict[str, list[tuple[int, int, Any, int]]] = field(default_factory=dict)
    looks: dict[int, Any] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many there are."""
        return sum(map(len, self.sheets.values()))


def recorded(write: Callable[[], Any]) -> Recorded:
    """Every cell of a workbook of values that is written."""
    from xlsxwriter import Workbook

    from calculator.reporting.workbook.table_sheet import TableSheet

    record = Recorded()
    add_rows, close = TableSheet.add_rows, Workbook.close

    def spying(self: Any, first: int, columns: Any, *others: Any) -> None:
        none = itertools.repeat(None)
        for position, column in enumerate(columns):
            numbers = {
                (mark, False): column.look(mark, False)
                for mark in dict.fromkeys(column.marks or [None])
            }
            record.sheets.setdefault(self.name, []).extend(
                (row, position, value, numbers[mark, False])
                for row, (value, mark) in enumerate(
                    zip(column.values, column.marks or none, strict=False), first
                )
            )
        add_rows(self, first, columns, *others)

    def closing(self: Any) -> None:
        for sheet in self.worksheets():
            cells = record.sheets.setdefault(sheet.name, [])
            for row, columns in sheet.table.items():
                for position, cell in columns.items():
                    look = cell.format._get_xf_index() if cell.format else 0
                    cells.append((row, position, _value(cell, self.str_table), look))
            cells.sort(key=lambda cell: cell[:2])
        for look in self.formats:
            if look.xf_index is not None:
                record.looks[look.xf_index] = look
        close(self)

    TableSheet.add_rows, Workbook.close = spying, closing
    try:
        write()
    finally:
        TableSheet.add_rows, Workbook.close = add_rows, close
    return record


def _value(cell: Any, texts: Any) -> Any:
    if hasattr(cell, "string"):
        if not hasattr(texts, "by_number"):
            texts.by_number = list(texts.string_table)
        return texts.by_number[cell.string]
    return getattr(cell, "number", None)


def with_xlsxwriter(record: Recorded, path: Path, *, by_row: bool) -> None:
    """The same cells and formats by XlsxWriter alone.

    Args:
        record: The cells.
        path: Where the workbook goes.
        by_row: Whether each row is written as soon as the next begins (``constant_memory``).
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "constant_memory": by_row})
    formats = {number: book.add_format(properties(look)) for number, look in record.looks.items()}
    for name, cells in record.sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, value, look in cells:
            if value is None or value == "" or value != value:
                sheet.write_blank(row, column, None, formats[look])
            elif isinstance(value, str):
                sheet.write_string(row, column, value, formats[look])
            else:
                sheet.write_number(row, column, value, formats[look])
    book.close()


def xlsxwriter_alone(record: Recorded, folder: Path) -> float:
    """The time that XlsxWriter needs, in the mode in which it is faster."""
    return min(
        timed(lambda by_row=by_row: with_xlsxwriter(record, folder / "alone.xlsx", by_row=by_row))[
            1
        ]
        for by_row in (False, True)
    )


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
    made = {
        number: (
            Font(look.font_name, look.font_size, bold=bool(look.bold)),
            Border(side, side, side, side) if look.bottom else Border(),
            Alignment(wrap_text=bool(look.text_wrap)),
            look.num_format or "General",
        )
        for number, look in record.looks.items()
    }
    for name, cells in record.sheets.items():
        sheet = book.create_sheet(name)
        for row, column, value, look in cells:
            cell = sheet.cell(row + 1, column + 1, None if value != value else value)
            cell.font, cell.border, cell.alignment, cell.number_format = made[look]
    book.save(path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="whole processes only, each once")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.size:
        same_book(chosen.size)
        return
    machine("numpy", "xlsxwriter", "openpyxl")
    whole_processes(1 if chosen.quick else 9)
    if chosen.quick:
        return
    heading("report of values", "townships", "cells", "processor time", "ratio", "peak memory")
    for size in (SAME_BOOK, COUNTRY):
        command = [sys.executable, __file__, "--size", str(size)]
        subprocess.run(command, check=True, cwd=ROOT, env=environment())


def whole_processes(times: int) -> None:
    """Print how long the command takes for the sample county and for a province."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        province = province_file(folder)
        command = [sys.executable, "-m", "calculator.cli", "report", "--force"]
        command += ["--output", str(folder / "report.xlsx")]
        run_process([*command, SAMPLE])
        heading("a whole process", "processor time", "by the clock", "peak memory")
        runs = {
            "a county, formulas": (SAMPLE,),
            f"a province ({PROVINCE:,} townships), formulas": (province,),
            f"a province ({PROVINCE:,} townships), values": (province, "--values"),
        }
        commands = [[*command, *given] for given in runs.values()]
        for said, taken in zip(runs, least_in_turns(commands, times), strict=True):
            line(said, seconds(taken.processor), seconds(taken.clock), f"{taken.peak:.0f} MB")


def same_book(size: int) -> None:
    """A report of values: time and memory, and the time of the same cells by others."""
    pack = open_pack("shandong")
    report = report_on(random_statistics(3, size, pack, blanks=BLANKS), "shandong")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, ours = timed(lambda: report.save(folder / "ours.xlsx", values=True))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        record = recorded(lambda: report.save(folder / "again.xlsx", values=True))
        which = f"{size:,}", f"{record.cells:,}"
        alone = xlsxwriter_alone(record, folder)
        line("`report.save`", *which, f"{ours:.1f} s", f"{ours / alone:.2f}", f"{peak:.0f} MB")
        line("XlsxWriter alone", *which, f"{alone:.1f} s", "1", "")
        if size <= SAME_BOOK:
            _, other = timed(lambda: with_openpyxl(record, folder / "openpyxl.xlsx"))
            line("openpyxl, cell by cell", *which, f"{other:.1f} s", f"{other / alone:.2f}", "")


if __name__ == "__main__":
    main()
