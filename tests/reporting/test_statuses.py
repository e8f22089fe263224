"""How the workbook shows results that rest on figures which are not confirmed."""

from __future__ import annotations

import openpyxl
import pytest

import calculator
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
OWN_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The sample under the default pack, whose limits are precedents and placeholders."""
    path = tmp_path_factory.mktemp("report") / "r.xlsx"
    return openpyxl.load_workbook(calculator.report(SAMPLE).save(path, values=True))


@pytest.fixture(scope="module")
def own_book(tmp_path_factory):
    """The sample under its own pack, whose figures are entered."""
    path = tmp_path_factory.mktemp("report") / "r.xlsx"
    report = calculator.report(SAMPLE, rules=OWN_PACK)
    return openpyxl.load_workbook(report.save(path, values=True))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet, text):
    return next(row for row in sheet.iter_rows() if any(cell.value == text for cell in row))


def look(cell):
    return cell.font.b, cell.font.i, cell.fill.fgColor.rgb not in ("00000000", None)


ALARM, CAUTION, PLAIN = (True, False, True), (False, True, False), (False, False, False)


def outcome(book, township):
    return row_of(book["机构编制核对"], township)[-1]


def test_over_a_placeholder_is_not_judged_and_gives_no_alarm(book):
    cell = outcome(book, "东滩乡")
    assert cell.value == "领导职数未判定（占位数字）"
    assert look(cell) == PLAIN


def test_over_a_precedent_is_marked_otherwise_than_an_error(book):
    cell = outcome(book, "古槐镇")
    assert "党政工作机构参照限额多1" in cell.value
    assert look(cell) == CAUTION


def test_over_an_entered_figure_is_an_alarm(own_book):
    cell = outcome(own_book, "古槐镇")
    assert cell.value == "党政工作机构超限额1"
    assert look(cell) == ALARM


def test_no_sheet_of_unconfirmed_figures_has_an_alarm(book):
    for title in ("乡镇分类", "机构编制核对", "撤并研究"):
        for cell in cells(book[title]):
            assert cell.value == "未定" or look(cell) != ALARM, (title, cell.coordinate)


def test_a_proposed_class_that_differs_is_marked_as_its_finding_weighs(book, own_book):
    for each, expected in ((book, PLAIN), (own_book, ALARM)):
        sheet = each["乡镇分类"]
        position = next(c.column for c in cells(sheet) if c.value == "拟定类别")
        assert look(row_of(sheet, "张家集镇")[position - 1]) == expected


def test_headings_say_how_sure_the_figures_behind_them_are(book, own_book):
    headings = {str(cell.value) for cell in cells(book["机构编制核对"])}
    assert {"类别\n（占位）", "限额\n（先例）", "标准\n（占位）", "标准\n（先例）"} <= headings
    assert "类别\n（占位）" in {cell.value for cell in cells(book["乡镇分类"])}
    assert "结论\n（推断）" in {cell.value for cell in cells(book["撤并研究"])}
    assert not any("（占位）" in str(c.value) for c in cells(own_book["机构编制核对"]))


def test_a_note_below_the_table_names_the_figures_meant(book):
    said = " ".join(str(cell.value) for cell in cells(book["机构编制核对"]))
    assert "类别（占位）：所依据的数字尚未核实，有" in said
    assert "一类乡镇人口下限（先例）" in said
    assert "行政编制标准（占位）" in said


def test_the_first_sheet_counts_only_what_was_judged(book, own_book):
    over = {
        row[0].value: row[4].value
        for row in book["摘要"].iter_rows(max_col=7)
        if row[6].value in ("先例", "占位")
    }
    assert over["党政工作机构"] == 4
    assert over["领导职数"] == "未判定"
    own = {
        row[0].value: (row[4].value, row[5].value)
        for row in own_book["摘要"].iter_rows(max_col=7)
        if row[6].value == "用户填入"
    }
    assert own["党政工作机构"] == (1, 0)
    assert own["行政编制"] == (0, 1)


def test_a_class_that_differs_cites_the_figure_that_decided():
    report = calculator.report(SAMPLE)
    found = next(line for line in report.findings() if line.code == "class-differs")
    assert found.status == "placeholder"
    assert "中心镇" in found.source
    settings = {"central_town_is_first_class": True}
    entered = calculator.report(SAMPLE, settings=settings)
    found = next(line for line in entered.findings() if line.code == "class-differs")
    assert "肥城市志" in found.source
