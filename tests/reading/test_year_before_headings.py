"""Headings such as 上年财政收入, where the pack reads figures of two years."""

import pytest

from calculator.packs import declared_columns, open_pack
from tests.reading.building import codes, csv, numbers, read

REVENUE = "一般公共预算收入"


def table(folder, *headings):
    cells = ",".join(f"{100 + place}" for place in range(len(headings)))
    names = ",".join(headings)
    return csv(folder, f"县,乡镇,{names}\n甲县,东河乡,{cells}\n甲县,西河乡,{cells}\n")


def two_years(path):
    return read(path, extra_columns=declared_columns(open_pack("shandong-town")))


@pytest.mark.parametrize(
    "heading",
    [f"上年{REVENUE}（万元）", "General public budget revenue a year before (10,000 yuan)"],
)
def test_a_heading_of_the_year_before_is_known_where_the_pack_reads_it(tmp_path, heading):
    reading = two_years(table(tmp_path, f"{REVENUE}（万元）", heading.replace(",", "，")))
    assert numbers(reading, "fiscal_revenue") == [100, 100]
    assert numbers(reading, "fiscal_revenue_year_before") == [101, 101]
    assert codes(reading) == ["date-unknown"]


def test_it_may_stand_without_this_years_figure(tmp_path):
    reading = two_years(table(tmp_path, f"上年{REVENUE}（万元）"))
    assert "fiscal_revenue" not in reading.statistics.numbers
    assert numbers(reading, "fiscal_revenue_year_before") == [100, 100]


def test_without_such_a_pack_it_is_known_beside_this_years_figure(tmp_path):
    reading = read(table(tmp_path, f"{REVENUE}（万元）", f"上年{REVENUE}（万元）"))
    assert numbers(reading, "fiscal_revenue_year_before") == [101, 101]


def test_without_such_a_pack_and_this_years_figure_it_is_another_measure(tmp_path):
    reading = read(table(tmp_path, f"上年{REVENUE}（万元）", "常住人口"))
    assert "fiscal_revenue_year_before" not in reading.statistics.numbers
    assert "columns-not-recognised" in codes(reading)


def test_years_side_by_side_are_still_noted(tmp_path):
    reading = two_years(table(tmp_path, f"2009年{REVENUE}（万元）", f"2008年{REVENUE}（万元）"))
    assert "year-before-read" in codes(reading)
    assert numbers(reading, "fiscal_revenue_year_before") == [101, 101]
