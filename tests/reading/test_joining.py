"""Tables of the same townships are joined, others appended, and namesakes never merged."""

from __future__ import annotations

import pytest

from tests.reading.building import codes, csv, found, names, numbers, read, xlsx

STATISTICS = [["县", "乡镇", "常住人口"], ["甲县", "城关镇", 1000], ["甲县", "河西乡", 900]]
PROPOSAL = [["县", "乡镇", "拟设党政工作机构"], ["甲县", "河西乡", 3], ["甲县", "城关镇", 4]]


def by_name(reading, column):
    return dict(zip(names(reading), numbers(reading, column), strict=True))


def test_a_proposal_on_a_second_sheet_joins_the_statistics(tmp_path):
    reading = read(xlsx(tmp_path, {"统计": STATISTICS, "方案": PROPOSAL}))
    assert by_name(reading, "proposed_offices") == {"城关镇": 4, "河西乡": 3}
    assert reading.origins.cell(0, "resident_population") == "[表.xlsx]统计!C2"
    assert reading.origins.cell(0, "proposed_offices") == "[表.xlsx]方案!C3"
    assert reading.origins.cell(0, "area_km2") is None
    assert reading.origins.source(0).sheet == "统计"


def test_a_second_file_joins_by_code_whatever_its_length(tmp_path):
    first = csv(tmp_path, "代码,乡镇,常住人口\n370102101,甲镇,1000\n370102102,乙镇,900\n", "a.csv")
    second = csv(tmp_path, "代码,事业编制\n370102102000,12\n370102101000,11\n", "b.csv")
    reading = read(first, second)
    assert names(reading) == ["甲镇", "乙镇"]
    assert numbers(reading, "proposed_institution_posts") == [11, 12]
    assert reading.origins.cell(1, "proposed_institution_posts") == "[b.csv]B2"


def test_a_township_missing_from_the_second_table_is_missing_there(tmp_path):
    reading = read(xlsx(tmp_path, {"统计": STATISTICS, "方案": PROPOSAL[:2]}))
    assert by_name(reading, "proposed_offices") == {"城关镇": None, "河西乡": 3}
    assert reading.origins.cell(0, "proposed_offices") is None


def test_another_countys_table_is_appended(tmp_path):
    other = [["县", "乡镇", "常住人口"], ["乙县", "城关镇", 500]]
    reading = read(xlsx(tmp_path, {"甲": STATISTICS, "乙": other}))
    assert names(reading) == ["城关镇", "河西乡", "城关镇"]
    assert reading.statistics.counties == [("", "甲县"), ("", "乙县")]


def test_the_same_name_in_another_prefecture_is_another_county(tmp_path):
    heading = ["市", "县", "乡镇", "常住人口"]
    sheets = {
        "a": [heading, ["济南市", "市中区", "城关街道", 1], ["济南市", "市中区", "甲街道", 2]],
        "b": [heading, ["济宁市", "市中区", "城关街道", 3]],
    }
    assert read(xlsx(tmp_path, sheets)).statistics.size == 3


def test_a_proposal_without_counties_joins_by_name_where_the_tables_agree(tmp_path):
    proposal = [["乡镇", "拟设党政工作机构"], ["城关镇", 4], ["河西乡", 3]]
    reading = read(xlsx(tmp_path, {"统计": STATISTICS, "方案": proposal}))
    assert by_name(reading, "proposed_offices") == {"城关镇": 4, "河西乡": 3}


def test_namesakes_of_tables_without_counties_are_not_merged(tmp_path):
    first = [["乡镇", "常住人口"], ["城关镇", 1000], ["甲镇", 2], ["乙镇", 3]]
    second = [["乡镇", "常住人口"], ["城关镇", 700], ["丙镇", 5], ["丁镇", 6]]
    reading = read(xlsx(tmp_path, first, "a.xlsx"), xlsx(tmp_path, second, "b.xlsx"))
    assert reading.statistics.size == 6
    assert found(reading, "namesakes-kept-apart").cell == "[b.xlsx]Sheet1!A2"


def test_a_name_that_several_counties_have_is_not_joined_without_its_county(tmp_path):
    both = [*STATISTICS, ["乙县", "城关镇", 500], ["乙县", "河东乡", 400]]
    proposal = [["乡镇", "拟设党政工作机构"], ["城关镇", 4], ["河西乡", 3], ["河东乡", 2]]
    reading = read(xlsx(tmp_path, {"统计": both, "方案": proposal}))
    assert reading.statistics.size == 4
    assert numbers(reading, "proposed_offices") == [None, 3, None, 2]
    error = found(reading, "township-ambiguous")
    assert error.cell == "[表.xlsx]方案!A2"
    assert error.message.values["cells"] == ["[表.xlsx]统计!B2", "[表.xlsx]统计!B4"]


def test_the_same_township_twice_is_an_error_with_both_cells(tmp_path):
    reading = read(xlsx(tmp_path, [*STATISTICS, ["甲县", "城关镇", 1100]]))
    assert by_name(reading, "resident_population") == {"城关镇": 1000, "河西乡": 900}
    error = found(reading, "township-twice")
    assert (error.severity, error.cell) == ("error", "[表.xlsx]Sheet1!B4")
    assert error.message.values["first"] == "[表.xlsx]Sheet1!B2"


def test_a_code_of_two_names_is_an_error_and_keeps_both(tmp_path):
    text = "代码,乡镇,常住人口\n370102101,甲镇,1000\n370102101,乙镇,2000\n370102102,丙镇,3000\n"
    reading = read(csv(tmp_path, text))
    assert by_name(reading, "resident_population") == {"甲镇": 1000, "乙镇": 2000, "丙镇": 3000}
    error = found(reading, "code-shared")
    assert (error.severity, error.cell) == ("error", "[表.csv]A2")
    assert error.message.values["cells"] == ["[表.csv]A2", "[表.csv]A3"]
    assert "township-twice" not in codes(reading)


def test_a_proposal_joins_by_name_where_a_code_is_shared(tmp_path):
    statistics = [
        ["代码", "乡镇", "常住人口"],
        ["370102101", "甲镇", 1000],
        ["370102101", "乙镇", 2000],
    ]
    proposed = [["代码", "乡镇", "拟核行政编制"], ["370102101", "乙镇", 30]]
    reading = read(xlsx(tmp_path, {"统计": statistics, "方案": proposed}))
    assert by_name(reading, "resident_population") == {"甲镇": 1000, "乙镇": 2000}
    assert by_name(reading, "proposed_administrative_posts")["乙镇"] == 30


@pytest.mark.parametrize("code", ["3.79921E+11", 379921000000.0, 379921000000])
def test_a_code_in_scientific_notation_is_no_code(tmp_path, code):
    rows = [["代码", "乡镇", "常住人口"], [code, "甲镇", 1000], [code, "乙镇", 2000]]
    reading = read(xlsx(tmp_path, [*rows, ["379921102000", "丙镇", 3000]]))
    assert by_name(reading, "resident_population") == {"甲镇": 1000, "乙镇": 2000, "丙镇": 3000}
    assert list(reading.statistics.text("code")) == [None, None, "379921102000"]
    warning = found(reading, "code-unreadable")
    assert warning.severity == "warning"
    assert warning.message.values["cells"] == ["[表.xlsx]Sheet1!A2", "[表.xlsx]Sheet1!A3"]
    assert not {"township-twice", "code-shared"} & set(codes(reading))


def test_values_that_contradict_each_other_are_an_error_with_both_cells(tmp_path):
    other = [
        ["县", "乡镇", "常住人口", "户数"],
        ["甲县", "城关镇", 1001, 300],
        ["甲县", "河西乡", 900, 200],
    ]
    reading = read(xlsx(tmp_path, {"一": STATISTICS, "二": other}))
    assert by_name(reading, "resident_population") == {"城关镇": 1000, "河西乡": 900}
    assert by_name(reading, "households") == {"城关镇": 300, "河西乡": 200}
    error = found(reading, "values-contradict")
    assert (error.cell, error.township) == ("[表.xlsx]二!C2", 0)
    assert error.message.values["first"] == "[表.xlsx]一!C2"


def test_a_blank_in_one_table_is_filled_from_another(tmp_path):
    first = [["县", "乡镇", "常住人口"], ["甲县", "城关镇", ""], ["甲县", "河西乡", 900]]
    second = [["县", "乡镇", "常住人口"], ["甲县", "城关镇", 1000]]
    reading = read(xlsx(tmp_path, {"一": first, "二": second}))
    assert by_name(reading, "resident_population") == {"城关镇": 1000, "河西乡": 900}
    assert reading.origins.cell(0, "resident_population") == "[表.xlsx]二!C2"


def test_one_code_with_two_names_is_a_warning(tmp_path):
    first = csv(tmp_path, "代码,乡镇,常住人口\n370102101,甲镇,1000\n", "a.csv")
    second = csv(tmp_path, "代码,乡镇,户数\n370102101,新甲镇,300\n", "b.csv")
    reading = read(first, second)
    assert names(reading) == ["甲镇"]
    assert found(reading, "names-differ").severity == "warning"


def test_findings_name_the_township_of_the_joined_table(tmp_path):
    proposal = [["县", "乡镇", "拟设党政工作机构"], ["甲县", "河西乡", "若干"]]
    error = found(read(xlsx(tmp_path, {"一": STATISTICS, "二": proposal})), "not-a-number")
    assert error.township == 1


@pytest.mark.parametrize("name", ["{}县.xlsx", "file{}.xlsx"], ids=["counties", "no counties"])
def test_many_files_of_namesakes_make_one_table(tmp_path, name):
    files = [name.format(letter) for letter in "东西南北中甲乙丙丁"]
    for at, file in enumerate(files):
        xlsx(tmp_path, [["乡镇", "常住人口"], ["城关镇", 200 + at], ["河西乡", 300 + at]], file)
    reading = read(*(tmp_path / file for file in files))
    assert reading.statistics.size == 18
    assert reading.origins.source(17).file == files[-1]
    assert ("namesakes-kept-apart" in codes(reading)) == name.startswith("file")
