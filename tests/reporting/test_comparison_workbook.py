"""The workbook of a comparison: what its sheets say, and how they are printed."""

from __future__ import annotations

import openpyxl
import pytest

from calculator.calculation import report
from calculator.report_comparison import compare_reports

OLD = """\
县,乡镇名称,区划代码,行政区域面积（公顷）,常住人口,中心镇,拟设党政工作机构,拟核行政编制
甲县,东河镇,370101101,5000,79000,否,3,40
甲县,西河镇,370101102,5000,49800,否,3,36
甲县,石桥镇,370101103,5000,40000,否,3,36
乙县,南河乡,370102201,5000,31000,否,3,36
丙县,北河乡,370103201,5000,31000,否,3,36
"""
NEW = """\
县,乡镇名称,区划代码,行政区域面积（公顷）,常住人口,中心镇,拟设党政工作机构,拟核行政编制
甲县,东河镇,370101101,5100,78000,是,3,41
甲县,西河镇,370101102,5000,50300,否,3,38
甲县,石桥镇,370101103,5000,41000,否,3,36
乙县,南河镇,370102201,5000,29999,否,3,36
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    reports = []
    for name, text, day in (("old", OLD, "2008-12-31"), ("new", NEW, "2009-12-31")):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        reports.append(report(path, statistics_date=day))
    return compare_reports(*reports)


@pytest.fixture(scope="module", params=["zh", "en"])
def book(request, found, tmp_path_factory):
    path = tmp_path_factory.mktemp("comparison") / "x.xlsx"
    return openpyxl.load_workbook(found.save(path, request.param))


@pytest.fixture(scope="module")
def chinese(found, tmp_path_factory):
    return openpyxl.load_workbook(found.save(tmp_path_factory.mktemp("zh") / "x.xlsx"))


def texts(sheet):
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_every_sheet_is_a4_landscape_and_no_cell_is_a_formula(book):
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes
        assert sheet.print_title_rows


def test_the_summary_fits_one_page_and_has_the_moves_between_classes(chinese):
    sheet = chinese["对比摘要"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    said = texts(sheet)
    assert "4个；新增0个，减少1个，改名1个" in said
    start = next(c.row for row in sheet.iter_rows() for c in row if c.value == "原类别")
    rows = [[c.value for c in row[:4]] for row in sheet.iter_rows(start + 1, start + 3)]
    assert rows == [["一类", 0, 0, 0], ["二类", 1, 0, 0], ["三类", 0, 1, 2]]
    assert sheet.cell(start + 2, 2).font.bold
    assert not sheet.cell(start + 2, 3).font.bold


def test_each_changed_township_has_its_reason(chinese):
    said = texts(chinese["变化的乡镇"])
    (reason,) = [text for text in said if text.startswith("原不是中心镇")]
    assert reason.startswith("原不是中心镇，现是中心镇，由二类升为一类；")
    assert any("常住人口由49,800人增至50,300人，达到50,000人，由三类升为二类" in t for t in said)
    assert "占位" in said
    assert "石桥镇" not in said


def test_every_township_and_figure_stands_beside_its_old_one(chinese):
    sheet = chinese["全部乡镇对照"]
    rows = {c.value: c.row for row in sheet.iter_rows() for c in row if c.value}
    row = [c.value for c in sheet[rows["东河镇"]]]
    assert row[row.index(79000) : row.index(79000) + 3] == [79000, 78000, -1000]
    assert row[row.index(50) : row.index(50) + 3] == [50, 51, 1]
    assert row[-2:] == ["—", "是"]
    assert "减少" in [c.value for c in sheet[rows["北河乡"]]]


def test_a_county_that_only_one_side_has_is_pointed_out(chinese):
    sheet = chinese["增减改名"]
    said = texts(sheet)
    assert any(text.startswith("全县只在一边有") for text in said)
    assert {"改名", "减少"} <= set(said)


def test_proposals_stand_beside_each_other_with_sums(chinese):
    sheet = chinese["编制方案对照"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "合计")
    assert {184, 151} <= set(total)
