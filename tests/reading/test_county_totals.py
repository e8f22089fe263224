"""What is approved for whole counties."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from tests.reading.building import codes, found, read, said, xlsx

TOWNSHIPS = [
    ["县", "乡镇", "常住人口"],
    ["沂河县", "马头镇", 30000],
    ["沂河县", "河西乡", 20000],
    ["平川区", "东关镇", 40000],
]


def totals(reading, column="county_administrative_posts"):
    values = reading.statistics.county_total(column).tolist()
    return [None if value != value else value for value in values]


def given(tmp_path, rows):
    return read(xlsx(tmp_path, TOWNSHIPS), xlsx(tmp_path, rows, "总额.xlsx"))


@pytest.mark.parametrize(
    "heading",
    [
        ["县（市、区）", "行政编制总额", "事业编制总额"],
        ["单位", "核定行政编制总额（名）", "核定事业编制总额（名）"],
        ["县", "县行政编制总额", "县事业编制总额"],
        ["County", "County's administrative posts", "County's institution posts"],
    ],
)
def test_a_table_of_counties_is_read_as_one(tmp_path, heading):
    rows = [
        ["各县编制总额"],
        heading,
        ["沂河县", 620, 300],
        ["平川区", 410, ""],
        ["合计", 1030, 300],
    ]
    reading = given(tmp_path, rows)
    assert totals(reading) == [620, 410]
    assert totals(reading, "county_institution_posts") == [300, None]
    assert {"table-skipped", "heading-without-townships"}.isdisjoint(codes(reading))
    assert reading.origins.county_cell(1, "county_administrative_posts") == ("[总额.xlsx]Sheet1!B4")
    assert [(table.sort, table.counties) for table in reading.tables][1] == ("counties", 2)


@pytest.mark.parametrize("cells", [[620, 620, 410], [620, "", 410]])
def test_totals_beside_townships_stand_once_or_on_each_row(tmp_path, cells):
    rows = [[*row, cell] for row, cell in zip(TOWNSHIPS, ["行政编制总额", *cells], strict=True)]
    reading = read(xlsx(tmp_path, rows))
    assert totals(reading) == [620, 410]
    assert "county_administrative_posts" not in reading.statistics.numbers


def test_different_totals_beside_the_townships_of_a_county_are_not_used(tmp_path):
    rows = [
        [*row, cell] for row, cell in zip(TOWNSHIPS, ["行政编制总额", 620, 610, 410], strict=True)
    ]
    reading = read(xlsx(tmp_path, rows))
    error = found(reading, "county-total-differs")
    assert (error.severity, error.cell) == ("error", "[表.xlsx]Sheet1!D2")
    assert totals(reading) == [None, 410]


def test_a_line_beside_a_table_of_one_county_tells_its_totals(tmp_path):
    rows = [
        ["全县核定行政编制总额：620名，事业编制总额：1,300名"],
        ["乡镇", "拟核行政编制"],
        ["马头镇", 40],
        ["河西乡", 36],
    ]
    reading = read(xlsx(tmp_path, TOWNSHIPS[:3]), xlsx(tmp_path, rows, "方案.xlsx"))
    assert totals(reading) == [620]
    assert totals(reading, "county_institution_posts") == [1300]
    assert codes(reading).count("county-total-from-line") == 2


def test_a_county_that_the_statistics_lack_and_a_figure_that_cannot_be(tmp_path):
    rows = [["县", "行政编制总额"], ["沂河县", 620], ["平山区", 410], ["平川区", -5]]
    reading = given(tmp_path, rows)
    warning = found(reading, "county-not-in-statistics")
    assert (warning.severity, warning.cell) == ("warning", "[总额.xlsx]Sheet1!A3")
    assert "平川区" in said(warning)
    assert found(reading, "negative-number").cell == "[总额.xlsx]Sheet1!B4"
    assert totals(reading) == [620, None]


def test_two_files_that_say_different_totals_are_named(tmp_path):
    first = [["县", "行政编制总额"], ["沂河县", 620]]
    second = [["县", "行政编制总额"], ["沂河县", 640]]
    paths = [xlsx(tmp_path, first, "一.xlsx"), xlsx(tmp_path, second, "二.xlsx")]
    reading = read(xlsx(tmp_path, TOWNSHIPS), *paths)
    assert found(reading, "county-totals-contradict").cell == "[二.xlsx]Sheet1!B2"
    assert totals(reading) == [620, None]


def test_totals_of_counties_alone_are_not_enough(tmp_path):
    with pytest.raises(CalculatorError, match="没有逐个乡镇的数据"):
        read(xlsx(tmp_path, [["县", "行政编制总额"], ["沂河县", 620]]))
