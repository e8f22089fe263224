"""The report as JSON: an interface."""

from __future__ import annotations

import json

import pytest

import calculator
from tests.conftest import ROOT

FOLDER = ROOT / "sample_data"


@pytest.fixture(scope="module")
def data():
    report = calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")
    return json.loads(json.dumps(report.as_dict(), ensure_ascii=False, allow_nan=False))


@pytest.fixture(scope="module")
def unit(data):
    return next(unit for unit in data["townships"] if unit["name"] == "官道镇")


def test_the_top_has_rules_date_townships_counties_files_and_findings(data):
    assert list(data) == [
        "rules",
        "statistics_date",
        "townships",
        "counties",
        "files",
        "not_reported",
        "findings",
    ]


def test_a_township_says_who_it_is_and_where_it_stands(unit):
    assert {key: unit[key] for key in ("code", "county", "name", "kind", "class")} == {
        "code": "379921103",
        "county": "齐原县",
        "name": "官道镇",
        "kind": "town",
        "class": "二类",
    }
    assert unit["source"] == {
        "file": "qiyuan_county.xlsx",
        "sheet": "乡镇基本情况",
        "row": 11,
    }


def test_measures_are_named_by_the_vocabulary_and_by_the_pack(unit):
    measures = unit["measures"]
    assert measures["resident_population"] == 58714
    assert measures["registered_population"] == 59860
    assert 30 < measures["area_km2"] < 150
    assert measures["office_limit"] == 3
    assert measures["administrative_posts_standard"] == 36


def test_an_undecided_unit_has_null_for_its_class_and_limits(data):
    unit = next(unit for unit in data["townships"] if unit["name"] == "盐滩镇")
    assert unit["class"] is None
    assert unit["measures"]["resident_population"] is None
    assert unit["measures"]["office_limit"] is None
    assert unit["merger"]["status"] == "undecided"


def test_a_unit_that_is_not_classified_has_no_limits(data):
    unit = next(unit for unit in data["townships"] if unit["name"] == "崇文街道")
    assert unit["measures"]["office_limit"] is None
    assert unit["merger"]["status"] == "not_applicable"


def test_features_name_terrain_and_marks(data):
    by_name = {unit["name"]: unit["features"] for unit in data["townships"]}
    assert by_name["青螺岛乡"] == {"terrain": ["island"]}
    assert by_name["安和镇"] == {"central_town": True}
    assert by_name["官道镇"] == {}


def test_a_county_adds_up(data):
    county = data["counties"][0]
    assert (county["county"], county["townships"]) == ("齐原县", 21)
    assert county["classes"] == {"一类": 3, "二类": 4, "三类": 10}
    assert (county["undecided"], county["not_applicable"]) == (1, 3)
    assert (county["candidates"], county["exempt"]) == (4, 3)
    assert county["quotas"]["institution_posts"] == {
        "allowed": 587,
        "proposed": 590,
        "left_out": 1,
        "pooled": False,
        "approved_total": 612,
        "approved": 649,
        "actual": 652,
        "over_established": 5,
        "vacant": 2,
        "takes": [],
        "gives": [],
    }


def test_a_finding_has_every_key(data):
    keys = [
        "code",
        "severity",
        "township",
        "county",
        "cell",
        "value",
        "limit",
        "status",
        "source",
        "message",
    ]
    assert all(list(finding) == keys for finding in data["findings"])
    found = next(f for f in data["findings"] if f["code"] == "offices-over-limit")
    assert found["message"] == (
        "齐原县古槐镇（[qiyuan_county.xlsx]机构编制方案!C10）："
        "党政工作机构限额3个，拟设4个，超1个。请核减。"
    )
    assert (found["status"], found["source"]) == (
        "entered",
        "齐编〔2010〕7号，第六条 党政工作机构限额",
    )


def test_findings_come_heaviest_first(data):
    order = ["error", "warning", "note"]
    weights = [order.index(finding["severity"]) for finding in data["findings"]]
    assert weights == sorted(weights)


def test_unconfirmed_figures_carry_their_status():
    report = calculator.report(FOLDER / "qiyuan_county.xlsx")
    unconfirmed = {f["name"]: f["status"] for f in report.as_dict()["rules"]["unconfirmed"]}
    assert unconfirmed["first_class_population"] == "precedent"
    assert unconfirmed["administrative_posts.一类"] == "placeholder"
    assert unconfirmed["population_basis"] == "inferred"
    assert "minimum_population" not in unconfirmed


def test_the_same_in_english():
    report = calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")
    found = next(f for f in report.as_dict("en")["findings"] if f["code"] == "offices-over-limit")
    assert "limit of offices 3, proposed 4, 1 too many" in found["message"]


def test_analysts_get_a_table():
    report = calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")
    table = report.townships.set_index("name")
    assert table.loc["官道镇", "class"] == "二类"
    assert table.loc["官道镇", "resident_population"] == 58714
