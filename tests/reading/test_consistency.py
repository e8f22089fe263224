"""Figures of one township that contradict one another are warnings, and stay as they are."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.reading.checks.consistency import consistency_findings
from calculator.reading.checks.kinds import kind_findings
from rules.statistics import Choices, Statistics
from rules.status import Severity
from tests.reading.building import numbers, read, said, xlsx


def checked(tmp_path, rows):
    reading = read(xlsx(tmp_path, rows))
    return reading, consistency_findings(reading.statistics, reading.origins)


@pytest.mark.parametrize(
    ("headings", "figures", "is_wrong"),
    [
        (["面积（平方公里）", "建成区面积（平方公里）"], [83, 8.3], False),
        (["面积（平方公里）", "建成区面积（平方公里）"], [12.3, 12.34], False),
        (["面积（平方公里）", "建成区面积（公顷）"], [12.3, 1300], True),
        (["常住人口", "户数"], [32000, 11000], False),
        (["常住人口", "户数"], [3200, 11000], True),
        (["户籍人口", "常住人口", "户数"], [32000, 3200, 11000], True),
        (["常住人口", "建成区人口"], [32000, 33000], True),
        (["常住人口", "总人口", "建成区人口"], [32000, 34000, 33000], False),
        (["户籍人口", "建成区人口"], [32000, 33000], False),
        (["常住人口", "户籍人口", "从业人员"], [32000, 41000, 33000], False),
        (["常住人口", "户籍人口", "从业人员"], [32000, "", 33000], True),
        (["从业人员", "二三产业从业人员"], [12000, 13000], True),
        (["企业个数", "工业企业个数"], [120, 130], True),
        (["工业企业个数", "规模以上工业企业个数"], [20, 30], True),
        (["工业企业个数", "规模以上工业企业个数"], [20, 20], False),
        (["工业企业个数", "规模以上工业企业个数"], ["", 20], False),
    ],
)
def test_a_part_is_not_above_its_whole(tmp_path, headings, figures, is_wrong):
    more = ["常住人口"] if not any("人口" in heading for heading in headings) else []
    rows = [["乡镇", *headings, *more], ["甲镇", *figures, *([90000] if more else [])]]
    reading, found = checked(tmp_path, rows)
    assert [warning.code for warning in found] == ["part-above-whole"] * is_wrong
    for warning in found:
        letter = "BCD"[len(headings) - 1]
        assert warning.severity is Severity.WARNING
        assert warning.cell == f"[表.xlsx]Sheet1!{letter}2"
        assert numbers(reading, warning.column) == [warning.value]


def test_the_sentence_names_both_figures_and_cells(tmp_path):
    _, (warning,) = checked(tmp_path, [["乡镇", "常住人口", "户数"], ["甲镇", 3200, 11000]])
    assert said(warning) == (
        "[表.xlsx]Sheet1!C2：甲镇的“户数”不应大于“常住人口”，实为11,000户，"
        "“常住人口”为3,200人（[表.xlsx]Sheet1!B2），数值未改。请核对两个数字及其单位。"
    )
    assert "should not be above Resident population" in said(warning, "en")


def test_a_column_that_is_wrong_throughout_is_one_warning(tmp_path):
    rows = [[f"{name}镇", 3200, 11000] for name in "甲乙丙丁戊"]
    _, (warning,) = checked(tmp_path, [["乡镇", "常住人口", "户数"], *rows])
    assert "共5处" in said(warning)


COUNTY = [["甲镇", 46400, 83], ["乙镇", 31250, 61], ["丙乡", 18933, 120], ["丁乡", 22718, 99]]
DENSITY = ["乡镇", "常住人口", "面积（平方公里）"]


@pytest.mark.parametrize(
    ("row", "cell", "slip"),
    [
        (["戊镇", 464000, 40], "B6", "大了10倍"),
        (["戊镇", 25000, 9000], "C6", "大了100倍"),
        (["戊镇", 25000, 0.9], "C6", "小到100分之一"),
        (["戊镇", 250, 95], "B6", "小到100分之一"),
    ],
)
def test_a_density_far_from_the_county_names_the_likely_slip(tmp_path, row, cell, slip):
    _, found = checked(tmp_path, [DENSITY, *COUNTY, row])
    assert [(w.code, w.cell) for w in found] == [("density-unusual", f"[表.xlsx]Sheet1!{cell}")]
    assert slip in said(found[0])
    assert "people per km²" in said(found[0], "en")


@pytest.mark.parametrize(
    "row",
    [
        ["戊镇", 12000, 300],
        ["戊街道", 90000, 3],
        ["高新区", 90000, 3],
        ["戊镇", 25000, ""],
    ],
)
def test_an_ordinary_density_or_another_kind_is_no_finding(tmp_path, row):
    assert checked(tmp_path, [DENSITY, *COUNTY, row])[1] == []


def test_a_county_of_few_townships_or_of_very_different_ones_is_not_judged(tmp_path):
    assert checked(tmp_path, [DENSITY, *COUNTY[:3], ["戊镇", 464000, 9.5]])[1] == []
    steppe = [["甲镇", 9000, 3], ["乙镇", 8000, 30], ["丙乡", 900, 300], ["丁乡", 700, 9000]]
    assert checked(tmp_path, [DENSITY, *steppe, ["戊镇", 5000, 100]])[1] == []


class NoOrigins:
    def cell(self, township, column):
        return f"{column}{township}"


def test_forty_thousand_townships_are_looked_at_together():
    size = 41_000
    people = np.linspace(20_000, 60_000, size)
    numbers_ = {
        "resident_population": people,
        "registered_population": people * 1.1,
        "households": people / 3,
        "area_km2": np.linspace(50, 150, size),
        "built_up_area_km2": np.linspace(1, 4, size),
        "employed": people / 2,
        "employed_secondary_tertiary": people / 3,
    }
    counties = [f"第{place // 15}县" for place in range(size)]
    texts = {
        "county": counties,
        "name": [f"第{place}镇" for place in range(size)],
        "code": [f"{100000 + place // 15}1{place % 15:02}" for place in range(size)],
    }
    arrays = {column: np.array(values, dtype=object) for column, values in texts.items()}
    kinds = Choices(np.zeros(size, dtype=np.int64), (frozenset({"town"}),))
    statistics = Statistics(size, numbers_, {"kind": kinds}, arrays)
    assert consistency_findings(statistics, NoOrigins()) == []
    assert kind_findings(statistics, NoOrigins()) == []
