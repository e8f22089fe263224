"""Sheets of figures: written, changed as a person would, and looked into."""

import openpyxl
import pytest

from calculator.amendments.sheet import read_figures_sheet
from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.packs import open_pack
from calculator.reporting.figures_sheet import (
    write_figures_workbook,
)
from rules.loading import shipped_packs
from tests.conftest import ROOT

QIYUAN = str(ROOT / "sample_data" / "qiyuan_county.yaml")
POINTS = str(ROOT / "tests" / "rules" / "points.yaml")
STARTING = str(ROOT / "calculator" / "starting_pack.yaml")
PACKS = [*shipped_packs(), QIYUAN, POINTS, STARTING]
DOCUMENT = {"title": "某编〔2020〕3号", "issuer": "某县编委", "date": "2020年3月1日"}
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def written(folder, pack, language="zh"):
    path = folder / "figures.xlsx"
    return write_figures_workbook(open_pack(pack), path, language, rules=pack, replace=True)


def changed(path, values, document=DOCUMENT, clause=None, language="zh"):
    """Change values by the names of figures, and fill in the document, as a person would."""
    speaker = messages(language)
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    headings = {
        part: speaker.text(f"figures_sheet.headings.{part}")
        for part in ("value", "name", "new_clause")
    }
    columns = {
        part: cell.column
        for row in sheet
        for cell in row
        for part, text in headings.items()
        if cell.value == text
    }
    rows = {row[columns["name"] - 1].value: row[0].row for row in sheet}
    for name, value in values.items():
        sheet.cell(rows[name], columns["value"]).value = value
        sheet.cell(rows[name], columns["new_clause"]).value = clause
    for row in sheet:
        for part, value in (document or {}).items():
            if row[0].value == speaker.text(f"figures_sheet.document.{part}"):
                sheet.cell(row[0].row, 3).value = value
    book.save(path)
    return path


def address(path, name):
    return next(row.cell for row in read_figures_sheet(path).figures if row.name == name)


def mistakes(path):
    with pytest.raises(CalculatorError) as raised:
        open_pack(path)
    assert raised.value.text("en")
    return raised.value.text().splitlines()


def edited(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0], book)
    book.save(path)
    return path


def row_of(sheet, name):
    return next(cell.row for row in sheet for cell in row if cell.value == name)


def cell_of_name(sheet, name):
    return next(cell for row in sheet for cell in row if cell.value == name)


def rewritten(folder, text):
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)
