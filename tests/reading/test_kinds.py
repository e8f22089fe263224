"""Codes of another county, and kinds that code, name and column tell differently."""

from __future__ import annotations

import pytest

from calculator.reading.checks.kinds import kind_findings
from tests.conftest import ROOT
from tests.reading.building import kinds, read, said, xlsx

HEADING = ["代码", "县", "乡镇", "总人口"]
COUNTY = [
    ["370102101", "甲县", "甲镇", 30000],
    ["370102102", "甲县", "乙镇", 31000],
    ["370102201", "甲县", "丙乡", 32000],
]


def found(path):
    reading = read(path)
    return reading, kind_findings(reading.statistics, reading.origins)


def test_a_code_of_another_county_is_a_warning_at_its_cell(tmp_path):
    rows = [HEADING, *COUNTY, ["370201103", "甲县", "丁镇", 33000]]
    _, (warning,) = found(xlsx(tmp_path, rows))
    assert (warning.code, warning.cell) == ("code-of-other-county", "[表.xlsx]Sheet1!A5")
    assert "370201开头，甲县其他乡镇多以370102开头" in said(warning)


def test_several_codes_of_the_same_other_county_are_one_warning(tmp_path):
    more = [[f"37020110{n}", "甲县", f"{n}号镇", 33000] for n in (1, 2)]
    _, (warning,) = found(xlsx(tmp_path, [HEADING, *COUNTY, *more]))
    assert "共2处" in said(warning)


@pytest.mark.parametrize(
    "more",
    [
        [["370201101", "乙县", "丁镇", 33000]],
        [[f"37020110{n}", "甲县", f"{n}号镇", 33000] for n in (1, 2, 3)],
        [["", "甲县", "丁镇", 33000]],
        [["370102104000", "甲县", "丁镇", 33000]],
        [["X7", "甲县", "丁镇", 33000]],
    ],
)
def test_other_counties_halves_and_strange_codes_are_no_findings(tmp_path, more):
    assert found(xlsx(tmp_path, [HEADING, *COUNTY, *more]))[1] == []


@pytest.mark.parametrize(
    ("code", "name", "kind", "told", "used"),
    [
        ("370102103", "丁乡", "", ["按名称是乡", "按代码第七位是镇"], "town"),
        ("370102003", "丁镇", "", ["按名称是镇", "按代码第七位是街道"], "subdistrict"),
        ("370102103", "丁镇", "乡", ["按名称是镇", "类型一列填的是乡"], "rural_township"),
        ("370102103", "丁", "乡", ["按代码第七位是镇", "类型一列填的是乡"], "rural_township"),
        ("", "丁镇", "乡", ["按名称是镇", "类型一列填的是乡"], "rural_township"),
        ("370102103", "丁乡", "乡", ["按名称是乡", "按代码第七位是镇"], "rural_township"),
    ],
)
def test_a_kind_that_is_told_differently_is_a_warning(tmp_path, code, name, kind, told, used):
    rows = [[*HEADING[:3], "类型", "总人口"], *([*r[:3], "", r[3]] for r in COUNTY)]
    rows.append([code, "甲县", name, kind, 33000])
    reading, (warning,) = found(xlsx(tmp_path, rows))
    assert (warning.code, kinds(reading)[3]) == ("kind-contradicts", used)
    assert all(words in said(warning) for words in told)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("370102003", "丁街道"),
        ("370102003", "丁街道办事处"),
        ("370102003", "丁办事处"),
        ("370102103", "丁"),
        ("370102103", "丁镇（城关）"),
        ("370102303", "丁民族乡"),
        ("370102203", "丁苏木"),
        ("370102403", "经济开发区"),
        ("370102103", "旅游度假区"),
        ("370102403", "开发区街道"),
        ("370102503", "五一农场"),
        ("370102603", "丁镇"),
        ("3701021", "丁乡"),
    ],
)
def test_usual_names_and_codes_agree(tmp_path, code, name):
    rows = [HEADING, *COUNTY, [code, "甲县", name, 33000]]
    assert found(xlsx(tmp_path, rows))[1] == []


def test_the_townships_of_a_province_have_only_the_contradictions_that_are_there():
    path = ROOT.parent / "shared" / "data" / "shandong_townships_2010.csv"
    if not path.exists():
        pytest.skip("no table of the province")
    _, warnings = found(path)
    assert [(w.code, w.value) for w in warnings] == [
        ("kind-contradicts", "东辛店镇"),
        ("kind-contradicts", "HaiFangBanShiChu"),
    ]
