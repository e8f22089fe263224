"""The four real tables read with the sums that were published."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from rules.wording import Term
from tests.conftest import need_shared_data
from tests.reading.building import codes, found, kinds, names, numbers, read


@pytest.fixture
def shandong_table():
    return need_shared_data("shandong_townships_2010.csv")


def test_every_unit_of_shandong_is_read(shandong_table):
    reading = read(shandong_table)
    statistics = reading.statistics
    assert statistics.size == 1909
    assert statistics.numbers["resident_population"].sum() == 95_792_719
    assert Counter(kinds(reading)) == {
        "town": 1131,
        "subdistrict": 599,
        "rural_township": 164,
        "other": 15,
    }
    assert reading.tables[0].left_out == ()
    assert not statistics.numbers.keys() & {"registered_population", "total_population"}


def test_units_without_a_chinese_name_show_their_pinyin(shandong_table):
    reading = read(shandong_table)
    assert found(reading, "pinyin-shown").message.values["count"] == 186
    assert sum(name.isascii() for name in names(reading)) == 186


def test_the_same_county_name_in_two_prefectures_stays_two_counties(shandong_table):
    counties = read(shandong_table).statistics.counties
    assert {("济南市", "市中区"), ("济宁市", "市中区")} <= set(counties)
    assert len(counties) == 140


def test_a_table_without_a_date_says_so_unless_one_is_given(shandong_table):
    assert "date-unknown" in codes(read(shandong_table))
    given = read(shandong_table, statistics_date=date(2010, 11, 1))
    assert given.statistics.date == date(2010, 11, 1)
    assert "date-unknown" not in codes(given)
    assert "date-not-year-end" in codes(given)


def test_ten_thousands_become_persons_exactly():
    reading = read(need_shared_data("huining_gansu_28_townships.csv"))
    people = reading.statistics.numbers["resident_population"]
    assert len(people) == 28
    assert people.tolist() == np.rint(people).tolist()
    assert people.sum() == 401_590
    assert found(reading, "unit-converted").message.values["unit"] == Term("written_unit", "万人")
    assert int((~np.isnan(reading.statistics.numbers["area_km2"])).sum()) == 14


def test_registered_population_is_not_taken_as_resident():
    reading = read(need_shared_data("jinhua_zhejiang_27_townships_hukou.csv"))
    assert reading.statistics.size == 27
    assert reading.statistics.numbers.keys() == {"registered_population"}


def test_a_bulletin_as_printed_reads_its_later_year():
    reading = read(need_shared_data("xining_chengzhong_census2020_bulletin_asprinted.csv"))
    assert reading.statistics.size == 9
    assert sum(numbers(reading, "resident_population")) == 325_813
    assert kinds(reading)[-2:] == ["town", "other"]
    assert names(reading)[-1] == "南川工业园区"
    assert found(reading, "later-year-taken").message.values["heading"] == "常住人口 / 2020年"
    assert "later-year-taken" in codes(reading)
    assert [row.row for row in reading.tables[0].left_out] == [14, 15]


def test_the_published_counts_of_shandong_come_out(shandong_table):
    reading = read(shandong_table)
    people = reading.statistics.numbers["resident_population"]
    kind = np.array(kinds(reading))
    classified = people[(kind == "town") | (kind == "rural_township")]
    below = {limit: int((classified < limit).sum()) for limit in (10000, 20000, 30000, 50000)}
    assert len(classified) == 1295
    assert below == {10000: 12, 20000: 79, 30000: 309, 50000: 916}
    assert np.median(classified) == 39827
    assert int((people[kind == "town"] < 30000).sum()) == 224
    islands = people[reading.statistics.texts["county"] == "长岛县"]
    assert len(islands) == 8
    assert islands.max() < 30000
    assert islands.min() == 658


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "shandong_townships_2010.csv",
            ["kind-contradicts", "kind-contradicts", "pinyin-shown", "date-unknown"],
        ),
        ("jinhua_zhejiang_27_townships_hukou.csv", ["date-unknown"]),
        (
            "huining_gansu_28_townships.csv",
            ["columns-not-recognised", "unit-converted", "county-unknown", "date-unknown"],
        ),
        (
            "xining_chengzhong_census2020_bulletin_asprinted.csv",
            [
                "names-by-contents",
                "columns-not-recognised",
                "later-year-taken",
                "county-unknown",
                "date-unknown",
            ],
        ),
    ],
)
def test_real_tables_give_no_finding_that_is_not_true(table, expected):
    reading = read(need_shared_data(table))
    assert codes(reading) == expected
    assert "error" not in {found.severity for found in reading.findings}
