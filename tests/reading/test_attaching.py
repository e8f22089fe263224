"""A proposal joins the statistics by everyday spellings, and adds no township to them."""

from __future__ import annotations

import pytest

from tests.reading.building import codes, csv, found, names, numbers, read, said, xlsx

PROPOSED = ["乡镇", "拟设党政工作机构"]


def proposal(tmp_path, statistics, proposed, title="方案"):
    sheets = {
        "统计": [["临河县2009年末"], ["乡镇", "常住人口"], *([name, 40000] for name in statistics)],
        "方案": [[title], PROPOSED, *([name, 3 + at] for at, name in enumerate(proposed))],
    }
    return read(xlsx(tmp_path, sheets))


@pytest.mark.parametrize(
    ("in_statistics", "in_proposal"),
    [
        ("马头镇", "马头镇人民政府"),
        ("马头镇人民政府", "马头镇"),
        ("马头镇", "马头镇政府"),
        ("马头镇", "马头镇党委"),
        ("王楼乡", "临河县王楼乡"),
        ("李集镇", "李集"),
        ("李集", "李集镇"),
        ("李集镇", "临河县李集"),
        ("红旗街道", "红旗街道办事处"),
        ("红旗街道办事处", "红旗街道"),
        ("红旗街道", "红旗办事处"),
        ("李村镇（含原张村乡）", "李村镇"),
    ],
)
@pytest.mark.parametrize("title", ["临河县方案", "方案"])
def test_spellings_that_join(tmp_path, in_statistics, in_proposal, title):
    reading = proposal(tmp_path, [in_statistics, "甲镇"], [in_proposal, "甲镇"], title)
    assert names(reading) == [in_statistics, "甲镇"]
    assert numbers(reading, "proposed_offices") == [3, 4]
    assert not {"not-in-statistics", "names-differ"} & set(codes(reading))


def test_a_bare_name_that_two_townships_have_is_not_guessed(tmp_path):
    reading = proposal(tmp_path, ["李集镇", "李集乡", "甲镇"], ["李集", "甲镇"])
    assert numbers(reading, "proposed_offices") == [None, None, 4]
    error = found(reading, "township-ambiguous")
    assert error.cell == "[表.xlsx]方案!A3"
    assert error.message.values["cells"] == ["[表.xlsx]统计!A3", "[表.xlsx]统计!A4"]


def test_another_kind_is_another_township(tmp_path):
    reading = proposal(tmp_path, ["李集镇", "甲镇"], ["李集乡", "甲镇"])
    assert "李集镇" in said(found(reading, "not-in-statistics"))


def test_a_township_that_the_statistics_lack_is_one_error_with_the_nearest_name(tmp_path):
    reading = proposal(tmp_path, ["张家庄镇", "甲镇"], ["张庄镇", "甲镇"])
    assert names(reading) == ["张家庄镇", "甲镇"]
    error = found(reading, "not-in-statistics")
    assert (error.severity, error.cell, error.value) == ("error", "[表.xlsx]方案!A3", "张庄镇")
    assert "最接近的是“张家庄镇”" in said(error)
    assert "the nearest name there is “张家庄镇”" in said(error, "en")


def test_a_name_unlike_any_other_gets_no_suggestion(tmp_path):
    reading = proposal(tmp_path, ["甲镇", "乙镇"], ["解放路街道", "甲镇"])
    assert "最接近" not in said(found(reading, "not-in-statistics"))


def test_a_namesake_in_another_county_is_suggested_with_its_county(tmp_path):
    reading = proposal(tmp_path, ["甲镇", "乙镇"], ["甲镇"], "沂河县方案")
    assert "最接近的是“临河县甲镇”" in said(found(reading, "not-in-statistics"))


def test_a_proposal_given_first_joins_as_well(tmp_path):
    first = csv(tmp_path, "乡镇,拟设党政工作机构\n李集,3\n丙镇,4\n", "a.csv")
    second = csv(tmp_path, "乡镇,常住人口\n李集镇,40000\n甲镇,30000\n", "b.csv")
    reading = read(first, second)
    assert names(reading) == ["李集镇", "甲镇"]
    assert numbers(reading, "proposed_offices") == [3, None]
    assert reading.origins.source(0).file == "b.csv"


def test_a_proposal_alone_is_read_as_it_is(tmp_path):
    reading = read(csv(tmp_path, "乡镇,拟设党政工作机构\n甲镇,3\n乙镇,4\n"))
    assert names(reading) == ["甲镇", "乙镇"]


def test_a_list_of_names_that_are_elsewhere_is_a_warning(tmp_path):
    statistics = csv(tmp_path, "乡镇,常住人口\n甲镇,40000\n", "a.csv")
    terrain = csv(tmp_path, "乡镇,特殊地域\n甲镇,山区\n丙镇,湖区\n", "b.csv")
    reading = read(statistics, terrain)
    assert names(reading) == ["甲镇"]
    assert found(reading, "not-in-statistics").severity == "warning"


def test_statistics_of_other_townships_are_still_appended(tmp_path):
    first = csv(tmp_path, "乡镇,常住人口\n甲镇,40000\n", "a.csv")
    second = csv(tmp_path, "乡镇,户籍人口\n丙镇,30000\n", "b.csv")
    assert names(read(first, second)) == ["甲镇", "丙镇"]


def test_bare_names_in_one_table_stay_different_townships(tmp_path):
    rows = [["乡镇", "常住人口"], ["城关", 900], ["城关镇", 1000], ["城关镇人民政府", 800]]
    assert read(xlsx(tmp_path, rows)).statistics.size == 3
