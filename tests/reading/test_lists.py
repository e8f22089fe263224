"""What the user says beside the files: headings, renamed counties, the counties expected."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.reading import RosterEntry
from calculator.reading.lists import read_pairs, read_roster
from tests.reading.building import codes, csv, found, names, numbers, read, said, xlsx

ROWS = [["沂河县", ""], ["乡镇", "年报人口（万人）"], ["城关镇", 5.2], ["河西乡", 2]]


@pytest.mark.parametrize(
    "heading", ["年报人口（万人）", "年报人口", " 年报 人口"], ids=["whole", "no unit", "blanks"]
)
@pytest.mark.parametrize(
    "column", ["常住人口", "resident_population", "Resident population", "年末常住人口"]
)
def test_a_heading_means_what_the_user_says(tmp_path, heading, column):
    reading = read(xlsx(tmp_path, ROWS), columns={heading: column})
    assert numbers(reading, "resident_population") == [52000, 20000]
    note = found(reading, "column-by-user")
    assert note.cell == "[表.xlsx]Sheet1!B2"
    assert "column-by-alias" not in codes(reading)


def test_what_the_user_says_goes_before_the_vocabulary(tmp_path):
    rows = [["乡镇", "总人口", "常住人口"], ["城关镇", 1000, 900], ["河西乡", 2000, 1900]]
    reading = read(
        xlsx(tmp_path, rows), columns={"总人口": "registered_population", "常住人口": ""}
    )
    assert numbers(reading, "registered_population") == [1000, 2000]
    assert "resident_population" not in reading.statistics.numbers
    assert found(reading, "column-ignored").message.values["heading"] == "常住人口"


def test_a_heading_that_no_table_has_is_a_warning(tmp_path):
    reading = read(xlsx(tmp_path, ROWS), columns={"年报人口": "常住人口", "人囗": "户籍人口"})
    assert "“人囗”" in said(found(reading, "heading-not-found"))


def test_a_heading_whose_unit_does_not_fit_is_a_warning(tmp_path):
    rows = [["乡镇", "常住人口", "规模（公顷）"], ["城关镇", 1000, 5], ["河西乡", 900, 4]]
    reading = read(xlsx(tmp_path, rows), columns={"规模": "户籍人口"})
    assert found(reading, "heading-not-used").cell == "[表.xlsx]Sheet1!C1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_that_there_are_not_are_named_all_at_once(tmp_path, language):
    with pytest.raises(CalculatorError) as raised:
        read(xlsx(tmp_path, ROWS), columns={"年报人口": "常驻人口", "乡镇": "地名名"})
    texts = [messages(language).say(sentence) for sentence in raised.value.sentences]
    assert len(texts) == 2
    assert "resident_population" in texts[0]


@pytest.mark.parametrize("heading", [True, False], ids=["with a heading", "without"])
def test_a_list_of_pairs_is_read_from_any_spreadsheet(tmp_path, heading):
    rows = [*([["标题", "列名"]] if heading else []), ["年报人口", "常住人口"], ["备注", ""]]
    assert read_pairs(xlsx(tmp_path, rows)) == {"年报人口": "常住人口", "备注": ""}


def test_a_list_that_says_two_things_of_one_text_is_refused_with_the_cell(tmp_path):
    path = csv(tmp_path, "原名,现名\n甲县,甲区\n甲县,乙区\n")
    with pytest.raises(CalculatorError) as raised:
        read_pairs(path)
    assert messages("zh").say(raised.value.sentences[0]).startswith("[表.csv]A3：")


def test_a_list_without_a_second_column_is_refused(tmp_path):
    with pytest.raises(CalculatorError, match="未找到第二列"):
        read_pairs(csv(tmp_path, "甲县\n乙县\n"))


TWO_COUNTIES = [
    ["县", "乡镇", "常住人口"],
    ["沂河县", "城关镇", 50000],
    ["沂河县", "河西乡", 20000],
    ["平川区", "东关镇", 40000],
]


def test_a_renamed_county_is_read_under_its_name_now(tmp_path):
    path = xlsx(tmp_path, TWO_COUNTIES)
    reading = read(path, renames={"沂河县": "沂河区", "老县": "新区"})
    assert [county for _, county in reading.statistics.counties] == ["沂河区", "平川区"]
    note = found(reading, "county-renamed")
    assert (note.cell, note.message.values["count"]) == ("[表.xlsx]Sheet1!A2", 2)
    assert "老县" in said(found(reading, "renames-not-needed"))


def test_tables_before_and_after_a_renaming_are_about_the_same_townships(tmp_path):
    proposal = [["县", "乡镇", "拟核行政编制"], ["沂河区", "城关镇", 40]]
    paths = xlsx(tmp_path, TWO_COUNTIES), xlsx(tmp_path, proposal, "方案.xlsx")
    reading = read(*paths, renames={"沂河县": "沂河区"})
    assert numbers(reading, "proposed_administrative_posts") == [40, None, None]


def test_a_county_known_from_the_title_is_renamed_too(tmp_path):
    rows = [["沂河县2009年末基本情况"], ["乡镇", "常住人口"], ["城关镇", 5000], ["河西乡", 2000]]
    reading = read(xlsx(tmp_path, rows), renames={"沂河县": "沂河区"})
    assert reading.statistics.counties == [("", "沂河区")]


def test_counties_that_did_not_report_and_those_not_expected_are_named(tmp_path):
    roster = [RosterEntry("临沂市", "沂河县"), RosterEntry("临沂市", "蒙河县")]
    reading = read(xlsx(tmp_path, TWO_COUNTIES), roster=roster)
    assert found(reading, "counties-not-reported").message.values["names"] == ["临沂市蒙河县"]
    assert found(reading, "counties-not-on-roster").message.values["names"] == ["平川区"]
    assert list(reading.not_reported) == [RosterEntry("临沂市", "蒙河县")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["甲县"], ["莱城区"]], [(None, "甲县"), (None, "莱城区")]),
        ([["县（市、区）名单"], ["临沂市甲县"]], [("临沂市", "甲县")]),
        (
            [["序号", "设区的市", "县"], [1, "临沂市", "甲县"], ["", "合计", ""]],
            [("临沂市", "甲县")],
        ),
        ([["临沂市", "甲县"], ["临沂市", "甲县"]], [("临沂市", "甲县")]),
    ],
    ids=["bare", "joined", "columns", "side by side, twice"],
)
def test_a_roster_is_a_list_in_any_of_the_usual_forms(tmp_path, rows, expected):
    found_there = read_roster(xlsx(tmp_path, rows))
    assert [(entry.prefecture, entry.county) for entry in found_there] == expected


def test_a_roster_without_a_county_is_refused(tmp_path):
    with pytest.raises(CalculatorError, match="未找到任何县名"):
        read_roster(csv(tmp_path, "甲,乙\n1,2\n"))


def test_a_county_in_two_files_is_one_finding(tmp_path):
    again = [TWO_COUNTIES[0], ["沂河县", "城关镇", 50000], ["沂河县", "河西乡", 20500]]
    reading = read(xlsx(tmp_path, TWO_COUNTIES), xlsx(tmp_path, again, "重报.xlsx"))
    warning = found(reading, "county-twice")
    assert warning.cell == "[重报.xlsx]Sheet1!B2"
    assert (warning.message.values["count"], warning.message.values["differing"]) == (2, 1)
    assert numbers(reading, "resident_population") == [50000, 20000, 40000]


def test_sheets_that_add_columns_of_the_same_county_are_no_county_twice(tmp_path):
    area = [["县", "乡镇", "行政区域面积"], ["沂河县", "城关镇", 50], ["沂河县", "河西乡", 20]]
    reading = read(xlsx(tmp_path, TWO_COUNTIES), xlsx(tmp_path, area, "面积.xlsx"))
    assert "county-twice" not in codes(reading)
    assert names(reading) == ["城关镇", "河西乡", "东关镇"]


@pytest.mark.parametrize("heading", ["县", "县（市、区）"])
def test_a_roster_may_call_counties_by_their_short_names(tmp_path, heading):
    roster = read_roster(xlsx(tmp_path, [[heading], ["沂河"], ["平川"], ["蒙河"]], "名单.xlsx"))
    reading = read(xlsx(tmp_path, TWO_COUNTIES), roster=roster)
    assert found(reading, "counties-not-reported").message.values["names"] == ["蒙河"]
    assert "counties-not-on-roster" not in codes(reading)


def test_a_short_name_in_a_roster_without_a_heading_is_named_and_not_lost(tmp_path):
    rows = [["全市各县名单"], [1, "平川"], [2, "沂河县"], ["", "共2个"]]
    with pytest.raises(CalculatorError, match=r"Sheet1!B2.*平川"):
        read_roster(xlsx(tmp_path, rows))
