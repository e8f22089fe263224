"""The sheets of staff and posts: what stands on each, and that each comes only where given."""

from __future__ import annotations

import openpyxl
import pytest

import calculator
from calculator.messages import messages
from calculator.reporting.staffing_summary import over_established_text, totals_text
from tests.conftest import ROOT
from tests.reading.building import csv, xlsx

PACK = ROOT / "sample_data" / "qiyuan_county.yaml"
STATISTICS = [
    ["2009年末临沂市乡镇基本情况"],
    ["设区的市", "县（市、区）", "乡镇", "常住人口", "经济发达镇"],
    ["临沂市", "沂河县", "马头镇", 85_000, "是"],
    ["临沂市", "沂河县", "河西乡", 52_000, ""],
    ["临沂市", "临河县", "城关镇", 88_000, ""],
    ["临沂市", "平川县", "东平镇", 61_000, ""],
]
PROPOSAL = [
    ["临沂市乡镇机构编制方案"],
    ["县（市、区）", "乡镇", "行政编制", "", "", "事业编制", "", ""],
    ["", "", "核定数", "实有数", "拟定数", "核定数", "实有数", "拟定数"],
    ["沂河县", "马头镇", 44, 46, 45, 44, 43, 44],
    ["沂河县", "河西乡", 40, 38, 30, 40, 41, 38],
    ["临河县", "城关镇", 41, 41, 41, 45, 40, 44],
    ["平川县", "东平镇", 40, 39, 40, 40, 40, 40],
]
TOTALS = [
    ["各县（市、区）核定乡镇编制总额"],
    ["县（市、区）", "行政编制总额", "事业编制总额"],
    ["沂河县", 84, 84],
    ["临河县", 41, 42],
    ["平川县", 40, 40],
]
LIST = """\
县（市、区）,乡镇,机构名称,机构类别,经费形式,行政编制,事业编制,是否派驻
沂河县,马头镇,党政办公室,党政机构,财政拨款,45,,
沂河县,马头镇,=甲+1办公室,党政机构,财政拨款,,,
沂河县,马头镇,财政所,事业机构,财政拨款,,20,
沂河县,马头镇,经管统计站,事业机构,财政拨款,,24,
沂河县,马头镇,招待所,事业机构,自收自支,,,
沂河县,马头镇,司法所,,,,,是
沂河县,马头镇,财政所,事业机构,财政拨款,,3,
"""
SHEETS = {
    "zh": [
        "在编与核定",
        "分县编制总额",
        "编制统筹",
        "机构清单核对",
        "综合设置建议",
        "经济发达镇等",
        "编制参考",
    ],
    "en": [
        "Staff and posts",
        "Totals of posts",
        "Pooled posts",
        "Offices listed",
        "Comprehensive set-up",
        "Marked units",
        "For reference",
    ],
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    sheets = {"统计": STATISTICS, "方案": PROPOSAL, "总额": TOTALS}
    files = [xlsx(folder, sheets, "临沂市.xlsx"), csv(folder, LIST, "清单.csv")]
    return calculator.report(files, rules=PACK)


@pytest.fixture(scope="module")
def book(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "r.xlsx"
    return openpyxl.load_workbook(report.save(path, values=True))


def rows(sheet):
    """The numbered rows and those of sums, as tuples."""
    found = list(sheet.iter_rows(values_only=True))
    return [row for row in found if isinstance(row[0], int) or row[0] == "合计"]


def texts(sheet):
    return [str(c) for row in sheet.iter_rows(values_only=True) for c in row if c is not None]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_sheets_are_there_where_everything_is_given(report, tmp_path, language):
    names = openpyxl.load_workbook(report.save(tmp_path / "r.xlsx", language)).sheetnames
    assert [name for name in names if name in SHEETS[language]] == SHEETS[language]


@pytest.mark.parametrize(
    ("sheets", "there"),
    [
        ([STATISTICS[:2] + [row[:4] for row in STATISTICS[2:]]], []),
        ([STATISTICS], ["经济发达镇等"]),
        ([[row[:4] for row in STATISTICS], TOTALS], ["分县编制总额"]),
        (
            [[row[:4] for row in STATISTICS], PROPOSAL],
            ["在编与核定", "分县编制总额", "编制统筹", "编制参考"],
        ),
    ],
)
def test_a_sheet_comes_only_where_there_is_something_to_show(tmp_path, sheets, there):
    path = xlsx(tmp_path, {f"表{place}": rows for place, rows in enumerate(sheets)})
    saved = calculator.report(path, rules=PACK).save(tmp_path / "r.xlsx")
    names = openpyxl.load_workbook(saved).sheetnames
    assert [name for name in names if name in SHEETS["zh"]] == there


def test_staff_and_proposals_are_held_against_what_was_approved(book):
    first, second, *_, total = rows(book["在编与核定"])
    # approved, proposed, change, actual, over-established, vacant; of each kind
    assert first[3:15] == (44, 45, 1, 46, 2, 0, 44, 44, 0, 43, 0, 1)
    assert first[15] == "行政编制超编2、行政编制增加1（县域内统筹）"
    assert second[3:15] == (40, 30, -10, 38, 0, 2, 40, 38, -2, 41, 1, 0)
    assert second[15] == "事业编制超编1"
    assert total[3:15] == (165, 156, -9, 164, 2, 3, 169, 166, -3, 164, 1, 6)


def test_excess_staff_stands_out_in_black_and_white(book):
    cell = next(c for row in book["在编与核定"].iter_rows() for c in row if c.value == "超编")
    over = book["在编与核定"].cell(cell.row + 1, cell.column)
    assert (over.value, over.font.bold, over.fill.fgColor.rgb) == (2, True, "FFFCE4D6")
    assert not book["在编与核定"].cell(cell.row + 2, cell.column).font.bold


def test_the_clause_and_its_status_stand_below(book):
    said = " ".join(texts(book["在编与核定"]))
    assert "实有人员不得超过核定编制（已核实）" in said
    assert "只减不增（据报道）" in said


def test_counties_and_the_prefecture_are_held_against_their_totals(book):
    found = rows(book["分县编制总额"])
    assert [row[2] for row in found][::2] == ["沂河县", "临河县", "平川县", "全市合计"]
    by_kind = {(row[2], row[3]): row for row in found}
    # standards, proposed, over; total, over; approved before, change; actual, over, vacant
    county = by_kind["临河县", "事业编制"]
    assert county[4:14] == (45, 44, -1, 42, 2, 45, -1, 40, 0, 5)
    assert county[14] == "超核定总额2"
    county = by_kind["沂河县", "行政编制"]
    assert county[7:14] == (84, -9, 84, -9, 84, 2, 2)
    assert county[14] == "超编2"
    prefecture = by_kind["全市合计", "事业编制"]
    assert (prefecture[7], prefecture[8], prefecture[9], prefecture[10]) == (166, 0, 169, -3)


def test_each_listed_body_has_what_it_counts_against_and_what_is_wrong(book):
    found = {}
    for row in rows(book["机构清单核对"]):
        found.setdefault(row[2], []).append(row)
    assert "党政工作机构" in found["党政办公室"][0]
    assert "非财政拨款，不占限额" in found["招待所"][0]
    assert {"派驻", "派驻，不计"} <= {*found["司法所"][0]}
    first, again = found["财政所"]
    assert "归入财经服务中心" in first
    assert "重复，不计" in again
    assert "“财政所”在本乡镇列了两次，只计一次。请删去一行，或改正名称。" in again
    assert any("清单.csv" in str(cell) for cell in first)


def test_a_name_that_looks_like_a_formula_stays_text(book):
    cells = [c for row in book["机构清单核对"].iter_rows() for c in row if "=甲" in str(c.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_suggested_set_up_shows_the_posts_that_move(book):
    (row,) = rows(book["综合设置建议"])
    assert row[2:4] == ("财政所、经管统计站", "财经服务中心（新设）")
    assert row[4:6] == (44, 44)
    assert "财政拨款事业机构2→1（限额5）" in row[6]


def test_pairings_that_are_inferred_say_so_in_the_title(tmp_path):
    path = csv(tmp_path, LIST, "清单.csv")
    other = xlsx(tmp_path, STATISTICS)
    saved = calculator.report([other, path]).save(tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(saved)["综合设置建议"]
    assert sheet["A1"].value == "综合设置建议（推断）"
    assert any("为推断" in text for text in texts(sheet))


def test_pooling_names_who_takes_and_who_gives_with_sums(book):
    found = [row[3:] for row in rows(book["编制统筹"])]
    assert found[0] == ("行政编制", "马头镇", 42, 45, 3, None)
    takes = [row for row in found if row[1] == "全县合计"]
    assert all(row[4] <= row[5] for row in takes)


def test_marked_units_say_which_limits_they_follow(book):
    sheet = book["经济发达镇等"]
    (row,) = rows(sheet)
    assert row[1:4] == ("马头镇", "经济发达镇", "一类")
    assert "一般乡镇" in row
    assert any(text.startswith("规则没有为经济发达镇单独规定") for text in texts(sheet))


def test_posts_per_people_are_marked_as_reference(book):
    sheet = book["编制参考"]
    assert "仅供参考" in sheet["A1"].value
    first = rows(sheet)[0]
    # (45 + 41 + 40) posts for (85,000 + 88,000 + 61,000) people of the class
    assert first[5:10] == (45, 5.29, 5.38, -0.09, 0.98)


def test_the_summary_has_a_line_each_on_excess_staff_and_totals(report, book):
    said = over_established_text(report, messages("zh"))
    assert said == "行政编制2名、事业编制1名（2个乡镇）"
    totals = totals_text(report, messages("zh"))
    assert totals == "事业编制超核定总额2名（1个县）；各县未比原核定增加"
    assert {said, totals} <= {*texts(book["摘要"])}


def test_the_summary_is_silent_where_nothing_is_given(tmp_path):
    plain = calculator.report(xlsx(tmp_path, STATISTICS), rules=PACK)
    assert over_established_text(plain, messages("zh")) is None
    assert totals_text(plain, messages("zh")) is None


def test_with_plain_values_no_cell_of_these_sheets_is_a_formula(book):
    cells = [c for name in SHEETS["zh"] for row in book[name].iter_rows() for c in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
