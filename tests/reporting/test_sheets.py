"""What single sheets say: the first sheet, the sheet by county, sheets without a proposal."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

import calculator
from tests.conftest import ROOT

FOLDER = ROOT / "sample_data"
TWO_COUNTIES = """\
设区的市,县（市、区）,乡镇名称,常住人口,拟设党政工作机构
甲市,东县,东河镇,85000,3
甲市,东县,西河镇,52000,4
甲市,东县,石桥乡,29999,2
甲市,西县,南河乡,29999,
甲市,西县,北河乡,30000,
"""
NO_PROPOSAL = "乡镇名称,常住人口\n东河镇,85000\n西河镇,52000\n南河乡,\n"


def book_of(report, folder):
    return openpyxl.load_workbook(report.save(folder / "r.xlsx"), data_only=True)


@pytest.fixture
def read(tmp_path):
    """A report on a small table."""

    def made(text, **given):
        path = tmp_path / "甲县乡镇统计.csv"
        path.write_text(text, encoding="utf-8")
        return calculator.report(path, **given)

    return made


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    report = calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")
    return book_of(report, tmp_path_factory.mktemp("report"))


def values(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def texts(sheet):
    return [str(cell) for row in values(sheet) for cell in row]


def test_counts_of_classes_are_numbers(sample):
    rows = values(sample["摘要"])
    position = rows.index(["一类", "二类", "三类", "未定", "不纳入分类"])
    assert rows[position + 1] == [3, 4, 10, 1, 3]


def test_candidates_are_counted_by_kind(sample):
    assert "30,000人以下4个（镇1、乡3）；另有豁免3个，未定1个" in texts(sample["摘要"])


def test_the_first_sheet_ends_with_the_lines_to_be_signed(sample):
    said = texts(sample["摘要"])
    for term in ("填报单位（盖章）：", "审核人：", "填报人："):
        assert term in said


def test_the_digest_stands_on_the_first_sheet_and_on_that_of_the_rules(sample):
    named = [sheet.title for sheet in sample if any("校验码" in text for text in texts(sheet))]
    assert named == ["摘要", "规则数字"]


def test_the_footer_has_the_day_of_the_calculation_as_text(sample):
    for sheet in sample:
        assert sheet.oddFooter.right.text == date.today().isoformat()


def test_a_finding_does_not_repeat_the_place_that_stands_in_columns(sample):
    row = next(row for row in values(sample["问题清单"]) if "offices-over-limit" in row)
    assert row[2:5] == ["齐原县", "古槐镇", "党政工作机构限额3个，拟设4个，超1个。请核减。"]
    assert "机构编制方案!C10" in row


def test_units_left_out_of_the_sums_are_named(sample):
    assert "合计未含：盐滩镇（类别未定）。" in texts(sample["机构编制核对"])


def test_without_a_proposal_nothing_is_said_of_proposals(read, tmp_path):
    book = book_of(read(NO_PROPOSAL), tmp_path)
    said = texts(book["机构编制核对"])
    assert not {"拟设", "拟定", "核对结果", "方案未填"} & set(said)
    assert "合计未含：南河乡（类别未定）。" in said
    row = next(row for row in values(book["摘要"]) if row[:1] == ["党政工作机构"])
    assert row == ["党政工作机构", 6, "未核对", "未核对", "未核对", "未核对", "先例"]


def test_one_county_has_no_sheet_by_county(sample):
    assert "分县汇总" not in sample.sheetnames


def test_several_counties_are_added_up_each_with_a_row_of_sums(read, tmp_path):
    sheet = book_of(read(TWO_COUNTIES), tmp_path)["分县汇总"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in (1, 2, "合计")]
    # number, prefecture, county, units, three classes, undecided, not classified,
    # candidates, exempt, undecided, then offices: allowed, proposed, over
    assert rows[0][:15] == (1, "甲市", "东县", 3, 1, 1, 1, 0, 0, 1, 0, 0, 9, 9, 0)
    assert rows[1][:15] == (2, "甲市", "西县", 2, 0, 0, 2, 0, 0, 1, 0, 0, None, None, None)
    assert rows[2][:15] == ("合计", None, None, 5, 1, 1, 3, 0, 0, 2, 0, 0, 9, 9, 0)


def test_a_county_where_nothing_was_counted_has_no_sums_in_json(read):
    counties = read(TWO_COUNTIES).as_dict()["counties"]
    nothing = {"allowed": None, "proposed": None, "left_out": 2, "pooled": False}
    assert nothing.items() <= counties[1]["quotas"]["offices"].items()
    nine = {"allowed": 9, "proposed": 9, "left_out": 0, "pooled": False}
    assert nine.items() <= counties[0]["quotas"]["offices"].items()


def test_a_faulty_cell_is_reported_once(read):
    report = read("乡镇名称,常住人口,户籍人口\n东河镇,85000,1\n西河镇,五万,\n南河乡,,40000\n")
    codes = {line.township: line.code for line in report.findings() if line.township}
    assert codes["西河镇"] == "not-a-number"
    assert [line.code for line in report.findings() if line.township == "西河镇"] == [
        "not-a-number"
    ]
    assert [line.code for line in report.findings() if line.township == "南河乡"] == [
        "population-fallback"
    ]
