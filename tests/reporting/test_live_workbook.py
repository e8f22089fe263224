"""The report as a calculator: its formulas give what was computed, and follow what is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import openpyxl
import pytest

import calculator
from calculator.packs import open_pack
from calculator.reporting.figures_sheet import defined_names
from calculator.reporting.workbook import book as workbook_book
from rules.formulas import FUNCTIONS, LONGEST
from rules.loading import shipped_packs
from tests.conftest import ROOT, need_tool
from tests.formulas.calculating import new_book
from tests.formulas.random_statistics import random_statistics
from tests.office import convert_all
from tests.reporting.live_books import (
    changed_book,
    differences,
    formula_cells,
    functions_in,
    report_on,
)

FOLDER = ROOT / "sample_data"
SAMPLE, OWN_PACK = FOLDER / "qiyuan_county.xlsx", FOLDER / "qiyuan_county.yaml"
SHAPES = ROOT / "tests" / "formulas" / "shapes.yaml"
FIRST_TOWNSHIP = 5
"""The row of the first township on the sheets that have all of them."""

CHANGES = [
    ("minimum_population", 20000, 20000),
    ("first_class_population", 55000, 55000),
    ("second_class_population", "", None),
    ("institution_posts.二类", 20, 20),
    ("exempt_terrain", "山区", ["mountain"]),
    ("exempt_terrain", "无", []),
    ("merger_kinds", "镇", ["town"]),
    ("pooling", "否", False),
    ("population_basis", "户籍人口、常住人口、总人口", None),
]
"""A figure, what is written into its cell, and the same for a fresh run."""

ENTERED = {
    "second_class_population": 0,
    "population_basis": ["registered_population", "resident_population", "total_population"],
}


@dataclass
class Books:
    """Workbooks as written and as LibreOffice recalculated them."""

    written: list
    recalculated: list
    canary: object
    edited: dict


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    need_tool("soffice")  # before a minute's work is done for it
    folder = tmp_path_factory.mktemp("live")
    own = calculator.report(SAMPLE, rules=OWN_PACK)
    default = calculator.report(SAMPLE)
    written = [own.save(folder / "own.xlsx"), own.save(folder / "own-en.xlsx", "en")]
    base = default.save(folder / "default.xlsx")
    written.append(base)
    for number, name in enumerate([*shipped_packs(), SHAPES]):
        coverage = "province" if number % 2 else "prefecture"
        statistics = random_statistics(number, 40, open_pack(name), coverage=coverage)
        made = report_on(statistics, name)
        written.append(made.save(folder / f"random{number}.xlsx", "en" if number == 1 else "zh"))
    names = defined_names(default.pack)
    edited = {}
    for number, (name, cell, value) in enumerate(CHANGES):
        target = folder / f"edited{number}.xlsx"
        value = ENTERED[name] if value is None else value
        cell = value if cell == "" else cell
        changed_book(base, target, names, {name: cell})
        fresh = calculator.report(SAMPLE, settings={name: value})
        edited[number] = (target, fresh.save(folder / f"fresh{number}.xlsx"))
    edited["statistic"] = changed_statistic(folder)
    canary = folder / "canary.xlsx"
    new_book(canary).close()
    paths = [*written, canary, *(target for target, _ in edited.values())]
    done = dict(zip(paths, convert_all(paths, "xlsx", folder), strict=True))
    return Books(
        written,
        [done[path] for path in written],
        done[canary],
        {key: (done[target], fresh) for key, (target, fresh) in edited.items()},
    )


def changed_statistic(folder):
    """A report with one township's population changed on its sheet, and one on such statistics."""
    pack = "shandong"
    statistics = random_statistics(5, 30, open_pack(pack))
    path = report_on(statistics, pack).save(folder / "before.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["统计数据"]
    heading = next(c for row in sheet.iter_rows() for c in row if c.value == "常住人口\n（人）")
    sheet.cell(FIRST_TOWNSHIP + 2, heading.column).value = 12345
    book.save(folder / "statistic.xlsx")
    people = statistics.numbers["resident_population"].copy()
    people[2] = 12345
    numbers = {**statistics.numbers, "resident_population": people}
    fresh = report_on(replace(statistics, numbers=numbers), pack)
    return folder / "statistic.xlsx", fresh.save(folder / "statistic-fresh.xlsx")


@pytest.fixture(scope="module")
def cells(books):
    return {
        path.stem: list(formula_cells(path, recalculated))
        for path, recalculated in zip(books.written, books.recalculated, strict=True)
    }


def test_a_stored_value_that_is_wrong_is_calculated_anew(books):
    assert openpyxl.load_workbook(books.canary, data_only=True)["canary"]["A1"].value == 2


def test_every_formula_gives_what_is_stored(cells):
    wrong = [
        (name, c.sheet, c.place, c.stored, c.recalculated)
        for name, found in cells.items()
        for c in found
        if not c.agrees
    ]
    assert not wrong, (len(wrong), wrong[:10])
    assert all(len(found) > 400 for found in cells.values())


def test_formulas_are_of_listed_functions_and_not_too_long(cells):
    formulas = [c.formula for found in cells.values() for c in found]
    assert set().union(*map(functions_in, formulas)) <= FUNCTIONS
    assert max(map(len, formulas)) < LONGEST


def test_every_name_resolves(books):
    for path in books.written:
        book = openpyxl.load_workbook(path)
        for name, defined in book.defined_names.items():
            if name.startswith("fig_"):
                [(sheet, place)] = defined.destinations
                assert sheet in book.sheetnames
                assert place
            else:
                assert functions_in(defined.attr_text) <= FUNCTIONS
        used = {
            word
            for text in [
                *(
                    c.value
                    for s in book
                    for row in s.iter_rows()
                    for c in row
                    if c.data_type == "f"
                ),
                *(defined.attr_text for defined in book.defined_names.values()),
            ]
            for word in re.findall(r"\b(?:fig|list|item)_\w+", re.sub(r'"[^"]*"', "", text))
        }
        assert used <= set(book.defined_names), used - set(book.defined_names)


@pytest.mark.parametrize("number", range(len(CHANGES)), ids=[change[0] for change in CHANGES])
def test_a_figure_changed_in_its_cell_gives_what_a_fresh_run_gives(books, number):
    # How sure a figure is stays as it was calculated: a changed one only counts as entered when
    # the sheet is given back, and then words such as "above the limit of reference" change.
    others = [
        difference
        for difference in differences(*books.edited[number])
        if "参照" not in str(difference[3]) and "未判定" not in str(difference[3])
    ]
    assert not others, others[:5]


def test_a_changed_figure_changes_something(books):
    base = openpyxl.load_workbook(books.recalculated[2], data_only=True)["测算"]
    for number, change in enumerate(CHANGES):
        if change[0] in ("pooling", "population_basis"):
            continue  # they change other sheets, or nothing where all have the first population
        edited = openpyxl.load_workbook(books.edited[number][0], data_only=True)["测算"]
        assert list(base.values) != list(edited.values), change


def test_a_statistic_changed_on_its_sheet_gives_what_a_fresh_run_gives(books):
    assert not list(differences(*books.edited["statistic"]))


def test_conditional_formats_refer_to_their_own_sheet_only(books):
    found = 0
    for sheet in openpyxl.load_workbook(books.written[0]):
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                assert all("!" not in formula for formula in rule.formula)
                found += 1
    assert found > 8


def test_cells_that_stand_out_do_so_in_black_and_white(books):
    sheet = openpyxl.load_workbook(books.written[0])["机构编制核对"]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert rules
    assert all(rule.dxf.font.b or rule.dxf.font.i for rule in rules)


def test_links_lead_to_the_row_of_the_same_township(books):
    book = openpyxl.load_workbook(books.written[0])
    followed = 0
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is None:
                    continue
                target, _, place = cell.hyperlink.location.rpartition("!")
                target_row = book[target.strip("'")][int(re.sub(r"\D", "", place))]
                names = {c.value for c in row if isinstance(c.value, str)}
                there = {c.value for c in target_row if isinstance(c.value, str)}
                assert any(re.fullmatch(r".+(镇|乡|街道)", name) for name in names & there)
                followed += 1
    assert followed > 100


def test_the_first_sheet_says_whether_results_are_formulas(tmp_path):
    report = calculator.report(SAMPLE, rules=OWN_PACK)
    for values, said in ((False, "均为公式"), (True, "均为数值")):
        path = report.save(tmp_path / f"{values}.xlsx", values=values)
        sheet = openpyxl.load_workbook(path)["摘要"]
        assert any(said in str(c.value) for row in sheet.iter_rows() for c in row)


def test_many_townships_have_plain_values_unless_formulas_are_asked_for(tmp_path, monkeypatch):
    report = calculator.report(SAMPLE, rules=OWN_PACK)
    monkeypatch.setattr(workbook_book, "MOST_LIVE", 20)
    assert "测算" not in openpyxl.load_workbook(report.save(tmp_path / "a.xlsx")).sheetnames
    path = report.save(tmp_path / "b.xlsx", values=False)
    assert "测算" in openpyxl.load_workbook(path).sheetnames


def test_the_sheet_of_figures_of_a_report_can_be_given_back_as_rules(tmp_path):
    path = calculator.report(SAMPLE).save(tmp_path / "r.xlsx")
    names = defined_names(open_pack("shandong"))
    changed_book(path, path, names, {"minimum_population": 20000})
    book = openpyxl.load_workbook(path)
    sheet = book["规则数字"]
    document = {"依据文件名称（含文号）": "某县办法", "发文单位": "某县编委", "日期": "2010-9-1"}
    for label, value in document.items():
        row = next(row for row in sheet.iter_rows() if row[0].value == label)
        row[2].value = value
    book.save(path)
    pack = open_pack(path)
    assert pack.figures["minimum_population"].value == 20000
    assert pack.figures["minimum_population"].status == "entered"


def test_a_class_sheet_says_of_everybody_whether_to_be_merged(books):
    book = openpyxl.load_workbook(books.written[0], data_only=True)
    rows = list(book["乡镇分类"].values)
    position = next(row.index("撤并研究") for row in rows if "撤并研究" in row)
    said = {row[position] for row in rows}
    assert {"撤并研究对象", "豁免", "不低于下限", "未定", "不适用"} <= said
