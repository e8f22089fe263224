"""The sheet by prefecture: sums of counties, findings, and who did not report."""

from __future__ import annotations

import openpyxl
import pytest

import calculator
from calculator.reading.lists import read_roster
from calculator.reading.options import ReadingOptions
from tests.office import convert
from tests.reporting.live_books import formula_cells

COUNTIES = {
    "东县": ("甲市", [("东河镇", 85000, 3), ("西河镇", 52000, 4), ("石桥乡", 29999, 2)]),
    "西县": ("甲市", [("南河乡", 29999, ""), ("北河乡", 30000, "")]),
    "北县": ("乙市", [("北山镇", 61000, 3), ("北沟乡", 12000, 2)]),
}
ROSTER = "设区的市,县（市、区）\n甲市,东县\n甲市,西县\n甲市,南县\n乙市,北县\n丙市,中县\n"


def report(folder, names=tuple(COUNTIES), roster=ROSTER):
    """A report on one file a county."""
    files = []
    for name in names:
        prefecture, townships = COUNTIES[name]
        rows = [f"{prefecture},{name},{','.join(map(str, township))}" for township in townships]
        heading = "设区的市,县（市、区）,乡镇名称,常住人口,拟设党政工作机构"
        files.append(folder / f"{name}.csv")
        files[-1].write_text("\n".join([heading, *rows]), encoding="utf-8")
    reading = None
    if roster:
        (folder / "roster.csv").write_text(roster, encoding="utf-8")
        reading = ReadingOptions(roster=read_roster(folder / "roster.csv"))
    return calculator.report(files, reading=reading)


def sheet_of(path, name="分市汇总"):
    return openpyxl.load_workbook(path, data_only=True)[name]


def by_prefecture(sheet):
    """Prefecture -> the numbers of its row, by heading: the last of the two rows of headings."""
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    groups, headings = rows[0], rows[1]
    group, keys = None, []
    for above, below in zip(groups, headings, strict=True):
        group = above or group
        keys.append((group, below) if below else above)
    return {
        row[1] or row[0]: dict(zip(keys, row, strict=True))
        for row in rows[2:]
        if isinstance(row[0], int) or row[0] == "合计"
    }


@pytest.mark.parametrize("values", [False, True])
def test_counties_are_added_up_by_prefecture(values, tmp_path):
    path = report(tmp_path).save(tmp_path / "r.xlsx", values=values)
    found = by_prefecture(sheet_of(path))
    first = found["甲市"]
    assert first["县（市、区）数"] == 2
    assert first["单位数"] == 5
    assert [first["类别（占位）", name] for name in ("一类", "二类", "三类")] == [1, 1, 3]
    assert first["撤并研究（推断）", "撤并研究对象"] == 2
    assert first["党政工作机构", "拟设"] == 9  # the other county proposes nothing
    assert found["乙市"]["单位数"] == 2
    assert found["合计"]["单位数"] == 7


def test_counties_that_did_not_report_are_named(tmp_path):
    found = by_prefecture(sheet_of(report(tmp_path).save(tmp_path / "r.xlsx")))
    assert found["甲市"]["没有报来", "县（市、区）"] == "南县"
    assert found["乙市"]["没有报来", "个数"] == 0
    assert found["丙市"]["没有报来", "县（市、区）"] == "中县"
    assert found["丙市"]["单位数"] in (None, "")
    assert found["合计"]["没有报来", "个数"] == 2


def test_counties_of_no_prefecture_on_the_roster_are_named_below(tmp_path):
    roster = "县（市、区）\n东县\n西县\n北县\n远山县\n"
    path = report(tmp_path, roster=roster).save(tmp_path / "r.xlsx")
    said = [cell for row in sheet_of(path).iter_rows(values_only=True) for cell in row if cell]
    assert "没有报来、报送名单未注明所属市的：远山县。" in said


@pytest.mark.parametrize("sheet", ["分市汇总", "分县汇总"])
def test_findings_are_counted_where_they_belong(sheet, tmp_path):
    made = report(tmp_path)
    found = by_prefecture(sheet_of(made.save(tmp_path / "r.xlsx"), sheet))
    placed = [
        finding
        for finding in made.raw_findings
        if finding.township is not None or finding.county is not None
    ]
    for severity, word in (("error", "错误"), ("warning", "警告"), ("note", "提示")):
        of_counties = [f for f in placed if f.severity == severity]
        assert found["合计"]["问题", word] == len(of_counties)
    assert found["合计"]["问题", "警告"] > 0


def test_one_prefecture_has_no_sheet_and_is_named_in_the_title(tmp_path):
    path = report(tmp_path, ("东县", "西县"), roster="").save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(path)
    assert "分市汇总" not in book.sheetnames
    assert "分县汇总" in book.sheetnames
    assert book.worksheets[0]["A1"].value == "甲市（2个县、市、区）乡镇分类报告"


def test_without_a_roster_nothing_is_said_of_reporting(tmp_path):
    sheet = sheet_of(report(tmp_path, roster="").save(tmp_path / "r.xlsx"))
    said = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "没有报来" not in said


def test_what_is_stored_is_what_the_formulas_give(tmp_path):
    path = report(tmp_path).save(tmp_path / "r.xlsx")
    cells = [
        cell
        for cell in formula_cells(path, convert(path, "xlsx", tmp_path))
        if cell.sheet in ("分市汇总", "分县汇总")
    ]
    assert any(cell.sheet == "分市汇总" for cell in cells)
    assert not [cell for cell in cells if not cell.agrees]
