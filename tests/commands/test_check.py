"""township check reads and checks only: what was recognised, what is wrong, is it enough."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from tests.reading.building import csv, xlsx

ROWS = [
    ["2009年末沂河县乡镇基本情况"],
    ["乡镇", "常住人口（人）", "行政区域面积（公顷）", "书记"],
    ["城关镇", 52000, 5000, "某"],
    ["河西乡", "约2万", 4000, "某"],
    ["河东乡", "约3万", 4100, "某"],
    ["河北乡", "不到1万", 3900, "某"],
    ["南关镇", 31000, 4500, "某"],
]


def test_it_names_tables_columns_units_problems_and_whether_one_can_calculate(township, tmp_path):
    outcome = township("check", xlsx(tmp_path, ROWS))
    assert (outcome.status, outcome.err) == (0, "")
    for said in (
        "表.xlsx：1张表，乡镇数据5行（沂河县）",
        "第2行为标题",
        "行政区域面积（公顷）",
        "未读的列：书记",
        "错误3条",
        "可以计算：读入5个乡镇，统计时点2009年12月31日",
    ):
        assert said in outcome.out


def test_the_same_mistake_in_a_column_is_one_line_with_the_count_and_the_cells(township, tmp_path):
    out = township("check", xlsx(tmp_path, ROWS)).out
    assert out.count("应为数字") == 1
    assert "同类问题共3处：B4、B5、B6" in "".join(out.split("\n")).replace(" ", "")


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        (ROWS, (), 0),
        (ROWS, ("--strict",), 1),
        ([["乡镇", "行政区域面积"], ["城关镇", 50], ["河西乡", 40]], (), 1),
    ],
    ids=["with errors", "strict", "without people"],
)
def test_the_exit_status_says_whether_one_can_calculate(
    township, tmp_path, rows, options, expected
):
    assert township("check", xlsx(tmp_path, rows), *options).status == expected


def test_without_a_population_it_says_what_is_lacking(township, tmp_path):
    rows = [["乡镇", "行政区域面积"], ["城关镇", 50], ["河西乡", 40]]
    out = township("check", xlsx(tmp_path, rows)).out
    assert "还不能按“山东省乡镇机构改革”计算" in out
    assert "常住人口" in out


def test_json_has_findings_and_files_with_tables_columns_units_and_rows(township, tmp_path):
    data = json.loads(township("check", xlsx(tmp_path, ROWS), "--json").out)
    assert list(data) == [
        "rules",
        "lacking",
        "statistics_date",
        "townships",
        "files",
        "not_reported",
        "findings",
    ]
    (file,) = data["files"]
    assert (file["name"], file["townships"], file["errors"]) == ("表.xlsx", 5, 3)
    (table,) = file["tables"]
    assert table["heading_rows"] == [2, 2]
    area = table["columns"][2]
    assert (area["column"], area["unit"], area["unit_from"]) == ("area_km2", "公顷", "heading")
    assert table["unrecognised"] == [{"heading": "书记", "cell": "[表.xlsx]Sheet1!D2"}]
    assert [f["cell"] for f in data["findings"] if f["severity"] == "error"] == [
        "[表.xlsx]Sheet1!B4",
        "[表.xlsx]Sheet1!B5",
        "[表.xlsx]Sheet1!B6",
    ]


def test_an_annotated_copy_corrected_and_read_again_works(township, tmp_path):
    copy = tmp_path / "改.xlsx"
    township("check", xlsx(tmp_path, ROWS), "--annotated", copy)
    book = load_workbook(copy)
    sheet = book["Sheet1"]
    for row, people in ((4, 20000), (5, 30100), (6, 9000)):
        assert sheet.cell(row, 2).comment is not None
        sheet.cell(row, 2).value = people
    book.save(copy)
    data = json.loads(township("check", copy, "--json").out)
    assert [finding["severity"] for finding in data["findings"]].count("error") == 0
    assert (data["townships"], len(data["files"][0]["tables"])) == (5, 1)


def test_headings_renames_and_rosters_are_given_by_option_or_list(township, tmp_path):
    rows = [["县", "乡镇", "年报人口"], ["沂河县", "城关镇", 52000], ["沂河县", "河西乡", 20000]]
    statistics = xlsx(tmp_path, rows)
    columns = csv(tmp_path, "标题,列名\n年报人口,常住人口\n", "列.csv")
    renames = csv(tmp_path, "原名,现名\n沂河县,沂河区\n", "改名.csv", encoding="gb18030")
    roster = csv(tmp_path, "县\n沂河区\n蒙河县\n", "名单.csv")
    options = ("--columns", columns, "--renames", renames, "--roster", roster)
    outcome = township("check", statistics, *options)
    assert outcome.status == 0
    assert "没有报来的县（市、区）：蒙河县" in outcome.out
    again = township("check", statistics, "--column", "年报人口=户籍人口", *options, "--json").out
    columns_read = json.loads(again)["files"][0]["tables"][0]["columns"]
    assert [column["column"] for column in columns_read][-1] == "registered_population"


def test_all_lists_that_cannot_be_read_are_named_at_once(township, tmp_path):
    lists = ("--columns", tmp_path / "无.csv", "--renames", tmp_path / "也无.csv")
    outcome = township("check", xlsx(tmp_path, ROWS), *lists)
    assert outcome.status == 1
    assert "也无.csv" in outcome.err.replace("\n", "")
    assert outcome.err.count("没有找到这个文件") == 2


def test_last_years_file_is_checked_against(township, tmp_path):
    now = xlsx(tmp_path, [*ROWS[:3], ["河西乡", 20000, 4000, ""], ["新镇", 9000, 900, ""]])
    before = [
        ["2008年末沂河县乡镇基本情况"],
        ["乡镇", "常住人口", "行政区域面积（公顷）"],
        ["城关镇", 31000, 5000],
        ["河西乡", 20100, 4000],
        ["老乡", 8000, 900],
    ]
    options = ("--previous", xlsx(tmp_path, before, "上年.xlsx"), "--json")
    found = json.loads(township("check", now, *options).out)["findings"]
    warned = {finding["cell"] for finding in found if finding["severity"] == "warning"}
    assert "[表.xlsx]Sheet1!B3" in warned
    assert any("新镇" in finding["message"] for finding in found)
    assert any("老乡" in finding["message"] for finding in found)


def test_last_years_files_that_are_not_older_are_a_warning(township, tmp_path):
    now, other = xlsx(tmp_path, ROWS), xlsx(tmp_path, ROWS, "上年.xlsx")
    found = json.loads(township("check", now, "--previous", other, "--json").out)["findings"]
    assert "previous-not-older" in [finding["code"] for finding in found]


@pytest.mark.parametrize("column", ["；", "。。"])
def test_a_column_of_signs_alone_is_no_column(township, table, column):
    outcome = township("check", table, "--column", f"乡镇名称={column}")
    assert outcome.status == 1
    assert "没有这个列名" in outcome.err


@pytest.mark.parametrize("column", ["", " ", "-", "－", "—", "不读"])
def test_a_column_can_be_left_out_in_several_ways(township, table, column):
    outcome = township("check", table, "--column", f"常住人口={column}")
    assert "没有这个列名" not in outcome.out + outcome.err
