"""What an ugly file is, and the check that what comes out of it is what must."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from calculator.reading import Reading
from tests.reading.building import Rows, names, numbers, read, xlsx

YEAR_END = date(2009, 12, 31)
TITLE = ["2009年末沂河县乡镇基本情况"]
_BY_DEFAULT = ("county-from-title", "county-unknown", "date-unknown")


@dataclass(frozen=True)
class UglyFile:
    """Some files as an office has them, and what must come out.

    Attributes:
        phrase: What is ugly about them.
        sheets: The rows of a sheet, or sheets by name.
        townships: The names, in order.
        figures: Column -> its figures.
        findings: Every finding but the usual notes on county and date: its code, and its
            cell where it has one.
        units: Column -> the written unit that its figures were read in.
        county: The county of all townships, or of each.
        told: What tells the county: a title or name, the cells, or nothing.
        day: The date; by default the one of ``TITLE``.
        marks: Choice column -> what each township's cell names.
        left_out: The rows that are no townships.
        merged: Ranges to merge, of the only sheet or by sheet.
        files: Further files by name, each like ``sheets``.
        file: The name of the file.
        options: What the user says about how to read them.
    """

    phrase: str
    sheets: Mapping[str, Rows] | Rows
    townships: Sequence[str]
    figures: Mapping[str, Sequence[float | None]]
    findings: Sequence[str] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    county: str | Sequence[str | None] | None = "沂河县"
    told: Literal["title", "cells", "nothing"] = "title"
    day: date | None = YEAR_END
    marks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    left_out: Sequence[int] | None = None
    merged: Mapping[str, Sequence[str]] | Sequence[str] = ()
    files: Mapping[str, Mapping[str, Rows] | Rows] = field(default_factory=dict)
    file: str = "表.xlsx"
    options: Mapping[str, Any] = field(default_factory=dict)

    def read(self, folder: Path) -> Reading:
        """Write the files and read them."""
        merged = self.merged if isinstance(self.merged, Mapping) else {"Sheet1": self.merged}
        paths = [xlsx(folder, self.sheets, self.file, merged)]
        paths += [xlsx(folder, sheets, name) for name, sheets in self.files.items()]
        return read(*paths, **self.options)

    def must_come_out(self) -> dict[str, Any]:
        """What is compared."""
        county = self.county
        all_the_same = isinstance(county, str) or county is None
        return {
            "townships": list(self.townships),
            "counties": [county] * len(self.townships) if all_the_same else list(county or ()),
            "figures": {column: list(figures) for column, figures in self.figures.items()},
            "units": dict(self.units),
            "told": self.told,
            "day": self.day,
            "marks": {column: list(marks) for column, marks in self.marks.items()},
            "texts": {column: list(texts) for column, texts in self.texts.items()},
            "findings": sorted(self.findings),
        } | ({"left_out": list(self.left_out)} if self.left_out is not None else {})

    def came_out(self, reading: Reading) -> dict[str, Any]:
        """The same of what was read."""
        statistics = reading.statistics
        codes = {found.code for found in reading.findings}
        units = {read.column: read.unit for table in reading.tables for read in table.columns}
        told = "title" if "county-from-title" in codes else "cells"
        return {
            "townships": names(reading),
            "counties": list(statistics.texts.get("county", [None] * statistics.size)),
            "figures": {column: numbers(reading, column) for column in statistics.numbers},
            "units": {column: units[column] for column in self.units},
            "told": "nothing" if "county-unknown" in codes else told,
            "day": statistics.date,
            "marks": {
                column: [
                    "、".join(sorted(statistics.choices[column].at(at)))
                    for at in range(statistics.size)
                ]
                for column in self.marks
            },
            "texts": {column: list(statistics.texts[column]) for column in self.texts},
            "findings": sorted(
                f"{found.code} {self._short(found.cell or '')}".strip()
                for found in reading.findings
                if found.code not in _BY_DEFAULT
            ),
        } | (
            {"left_out": [row.row for table in reading.tables for row in table.left_out]}
            if self.left_out is not None
            else {}
        )

    @staticmethod
    def _short(cell: str) -> str:
        return cell.removeprefix("[表.xlsx]").removeprefix("Sheet1!")
