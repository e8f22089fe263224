"""Small spreadsheets made in code."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from calculator.messages import messages
from calculator.reading import Reading, ReadingOptions, read_files
from rules.findings import Finding

Rows = Sequence[Sequence[Any]]


def workbook_bytes(sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] = {}) -> bytes:
    """An .xlsx of sheets; ``merged`` names ranges to merge, keeping the text at their top left."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None and cell != "":
                        sheet.write(at, column, cell)
            for reference in merged.get(name, ()):
                first = reference.split(":")[0]
                letters = first.rstrip("0123456789")
                at, column = int(first[len(letters) :]) - 1, ord(letters) - ord("A")
                sheet.merge_range(reference, rows[at][column])
    return target.getvalue()


def xlsx(
    folder: Path,
    sheets: Mapping[str, Rows] | Rows,
    name: str = "表.xlsx",
    merged: Mapping[str, Sequence[str]] = {},
) -> Path:
    path = folder / name
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    path.write_bytes(workbook_bytes(named, merged))
    return path


def csv(folder: Path, text: str, name: str = "表.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(*paths: Path, **options: Any) -> Reading:
    return read_files(paths, ReadingOptions(**options))


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.findings]


def found(reading: Reading, code: str) -> Finding:
    """The one finding of a code."""
    (only,) = [finding for finding in reading.findings if finding.code == code]
    return only


def said(finding: Finding, language: Any = "zh") -> str:
    return messages(language).say(finding.message)


def names(reading: Reading) -> list[str]:
    return list(reading.statistics.text("name"))


def kinds(reading: Reading) -> list[str]:
    chosen = reading.statistics.choices["kind"]
    return ["".join(chosen.at(township)) for township in range(reading.statistics.size)]


def numbers(reading: Reading, column: str) -> list[float | None]:
    values = reading.statistics.number(column).tolist()
    return [None if value != value else value for value in values]
