"""County and date come from columns, titles, sheet and file names, and never from a guess."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.reading.cells.counties import CountyName, county_in
from calculator.reading.cells.dates import date_in
from tests.reading.building import codes, found, names, read, xlsx

HEADING = ["乡镇", "常住人口"]
TOWNS = [["城关镇", 1000], ["河西乡", 900]]


def counties(reading):
    return [county for _, county in reading.statistics.counties]


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("沂河县2009年末乡镇基本情况", "沂河县"),
        ("2009年沂河县乡镇统计表", "沂河县"),
        ("附件1：沂河县乡镇机构设置方案", "沂河县"),
        ("山东省临沂市沂水县乡镇情况", "沂水县"),
        ("甘肃省白银市会宁县", "会宁县"),
        ("会宁县", "会宁县"),
        ("陵县", "陵县"),
        ("历下区街道办事处", "历下区"),
        ("兖州市乡镇情况", "兖州市"),
        ("凉山彝族自治州木里藏族自治县乡镇", "木里藏族自治县"),
        ("1-沂河县", "沂河县"),
        ("全县乡镇基本情况", None),
        ("各县区乡镇情况", None),
        ("乡镇行政区划一览表", None),
        ("行政区域面积", None),
        ("乡镇基本情况", None),
        ("表2-1各镇办常住人口变化情况表", None),
        ("Sheet1", None),
        ("山区乡镇情况", None),
        ("兰山区乡镇街道情况", "兰山区"),
        ("博山区", "博山区"),
        ("西湖区各镇", "西湖区"),
        ("北京市石景山区", "石景山区"),
        ("淄博市博山区乡镇情况", "博山区"),
        ("沂蒙山区乡镇情况", None),
        ("浅山区乡镇", None),
        ("黄河滩区乡镇", None),
        ("微山湖区乡镇", None),
        ("分县市情况", None),
        ("Linhe County township statistics", "Linhe County"),
        ("Township statistics of Linhe County, year-end 2009", "Linhe County"),
        ("Mulin Tibetan Autonomous County", "Mulin Tibetan Autonomous County"),
        ("Statistics by County", None),
        ("Each County", None),
    ],
)
def test_the_county_that_a_title_begins_with(text, county):
    found_county = county_in(text)
    assert (found_county.county if found_county else None) == county


def test_a_title_may_tell_the_prefecture_too():
    assert county_in("山东省临沂市沂水县乡镇情况") == CountyName("临沂市", "沂水县")


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("沂河县乡镇情况", "Sheet1", "表.xlsx"),
        ("乡镇情况", "沂河县", "表.xlsx"),
        ("乡镇情况", "Sheet1", "沂河县.xlsx"),
    ],
    ids=["title", "sheet", "file"],
)
def test_without_a_county_column_title_sheet_or_file_name_tell_it(tmp_path, title, sheet, file):
    reading = read(xlsx(tmp_path, {sheet: [[title], HEADING, *TOWNS]}, file))
    assert counties(reading) == ["沂河县"]
    assert found(reading, "county-from-title").severity == "note"


def test_an_unknown_county_stays_blank_and_is_said(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS]))
    assert "county" not in reading.statistics.texts
    assert "county-unknown" in codes(reading)


def test_a_second_table_without_a_county_is_not_said_where_the_first_tells_it(tmp_path):
    second = [["单位", "拟设党政工作机构"], *([name, 3] for name, *_ in TOWNS)]
    reading = read(xlsx(tmp_path, {"人口": [["沂河县"], HEADING, *TOWNS], "方案": second}))
    assert counties(reading) == ["沂河县"]
    assert "county-unknown" not in codes(reading)


def test_a_title_does_not_tell_the_county_of_a_table_full_of_namesakes(tmp_path):
    rows = [["临沂市乡镇情况"], HEADING, ["城关镇", 1], ["城关镇", 2]]
    reading = read(xlsx(tmp_path, rows))
    assert "county" not in reading.statistics.texts
    assert reading.statistics.size == 2


def test_a_township_twice_in_a_titles_county_is_a_duplicate(tmp_path):
    rows = [["沂河县乡镇情况"], HEADING, ["城关镇", 1], ["城关镇", 2]]
    assert "township-twice" in codes(read(xlsx(tmp_path, rows)))


def test_namesakes_without_any_county_are_a_warning(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, ["城关镇", 1], ["城关镇", 2]]))
    assert reading.statistics.size == 2
    assert found(reading, "namesakes-kept-apart").severity == "warning"


def test_merged_county_cells_reach_down_their_rows(tmp_path):
    rows = [["县", *HEADING], ["甲县", "城关镇", 1], ["", "河西乡", 2], ["乙县", "城关镇", 3]]
    reading = read(xlsx(tmp_path, {"s": rows}, merged={"s": ["A2:A3"]}))
    assert list(reading.statistics.texts["county"]) == ["甲县", "甲县", "乙县"]


def test_a_county_written_once_a_group_is_filled_down_and_said(tmp_path):
    rows = [
        ["县", *HEADING],
        ["甲县", "城关镇", 1],
        ["", "河西乡", 2],
        ["乙县", "城关镇", 3],
        ["", "河东乡", 4],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert list(reading.statistics.texts["county"]) == ["甲县", "甲县", "乙县", "乙县"]
    assert found(reading, "filled-down").column == "county"


def test_a_gap_in_a_county_column_is_a_warning_and_not_filled(tmp_path):
    rows = [
        ["县", *HEADING],
        ["甲县", "甲镇", 1],
        ["甲县", "乙镇", 2],
        ["", "丙镇", 3],
        ["甲县", "丁镇", 4],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert list(reading.statistics.texts["county"]) == ["甲县", "甲县", None, "甲县"]
    assert found(reading, "county-missing").cell == "[表.xlsx]Sheet1!A4"


def test_county_and_township_in_one_cell_are_split(tmp_path):
    rows = [HEADING, ["双流县永安镇", 1], ["双流县新县镇", 2], ["市中区城关街道", 3]]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["永安镇", "新县镇", "城关街道"]
    assert list(reading.statistics.texts["county"]) == ["双流县", "双流县", "市中区"]
    assert "county-split-from-name" in codes(reading)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2009年末乡镇基本情况", date(2009, 12, 31)),
        ("2009年年末总人口", date(2009, 12, 31)),
        ("2009年底", date(2009, 12, 31)),
        ("二〇〇九年末情况", date(2009, 12, 31)),
        ("2009年乡镇年终统计", date(2009, 12, 31)),
        ("2009年统计年鉴", date(2009, 12, 31)),
        ("截至2010年11月1日", date(2010, 11, 1)),
        ("2009年12月31日", date(2009, 12, 31)),
        ("２００９．１２．３１", date(2009, 12, 31)),
        ("2010年乡镇机构改革方案", None),
        ("填表日期：2010年9月5日", None),
        ("2009年末数据 填报日期：2010年9月5日", date(2009, 12, 31)),
        ("2009年13月45日", None),
        ("Statistics, 31 December 2009", date(2009, 12, 31)),
        ("As of December 31, 2009", date(2009, 12, 31)),
        ("Dec. 31st, 2009", date(2009, 12, 31)),
        ("year-end 2009", date(2009, 12, 31)),
        ("December 45, 2009", None),
        ("常住人口", None),
    ],
)
def test_the_day_that_a_title_tells(text, day):
    assert date_in(text) == day


def test_the_date_of_the_statistics_counts_and_not_that_of_the_proposal(tmp_path):
    statistics = [["2009年末沂河县情况"], HEADING, *TOWNS]
    proposal = [["沂河县方案（2010年9月20日）"], ["乡镇", "拟设党政工作机构"], ["城关镇", 3]]
    reading = read(xlsx(tmp_path, {"情况": statistics, "方案": proposal}))
    assert reading.statistics.date == date(2009, 12, 31)
    assert not {"dates-differ", "date-not-year-end", "date-unknown"} & set(codes(reading))


def test_a_date_in_the_corner_of_the_heading_counts(tmp_path):
    rows = [["2009年末", "人口"], ["乡镇", "常住"], *TOWNS]
    assert read(xlsx(tmp_path, rows)).statistics.date == date(2009, 12, 31)


def test_a_date_that_is_given_comes_first(tmp_path):
    path = xlsx(tmp_path, [["2009年末情况"], HEADING, *TOWNS])
    reading = read(path, statistics_date=date(2008, 12, 31))
    assert reading.statistics.date == date(2008, 12, 31)
    assert "date-overridden" in codes(reading)


def test_tables_of_different_dates_are_a_warning(tmp_path):
    sheets = {
        "甲县": [["2008年末甲县情况"], HEADING, *TOWNS],
        "乙县": [["2009年末乙县情况"], HEADING, *TOWNS],
    }
    reading = read(xlsx(tmp_path, sheets))
    assert found(reading, "dates-differ").severity == "warning"
    assert reading.statistics.date == date(2009, 12, 31)
