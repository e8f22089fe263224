"""township whatif: what other values of a figure would do."""

from __future__ import annotations

import json

import pytest
from wcwidth import width

from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"


@pytest.fixture
def trials(township):
    def call(*settings, files=(SAMPLE,), rules=SAMPLE_PACK):
        options = [word for setting in settings for word in ("--set", setting)]
        outcome = township("whatif", *files, "--rules", rules, *options, "--json")
        assert outcome.err == ""
        return json.loads(outcome.out)

    return call


@pytest.mark.parametrize(
    "settings",
    [
        ["minimum_population=20000,30000,40000"],
        ["minimum_population=2万、3万、4万"],
        ["乡镇最低人口规模=20000，30000", "minimum_population=40000"],
        ["minimum_population=20000", "minimum_population=30000", "minimum_population=40000"],
    ],
)
def test_each_value_is_counted(trials, settings):
    data = trials(*settings)
    assert data["unchanged"]["mergers"]["candidate"] == 4
    assert [trial["value"] for trial in data["trials"]] == [20000, 30000, 40000]
    assert [trial["after"]["mergers"]["candidate"] for trial in data["trials"]] == [0, 4, 7]
    assert [trial["changed"]["merger"] for trial in data["trials"]] == [6, 0, 3]


def test_other_figures_are_fixed_for_every_value(trials):
    data = trials("first_class_population=50000,70000", "pooling=否")
    assert data["fixed"] == {"pooling": "否"}
    assert all(trial["settings"]["pooling"] == "否" for trial in data["trials"])
    assert [trial["after"]["classes"]["一类"] for trial in data["trials"]] == [5, 2]
    assert data["trials"][0]["after"]["breaches"]["error"] > data["unchanged"]["breaches"]["error"]


def test_a_family_a_number_in_a_measure_and_a_yes_or_no_may_be_tried(trials, township, tmp_path):
    data = trials("office_limit=2,4")
    assert [trial["after"]["allowed"]["offices"] for trial in data["trials"]] == [34, 68]
    data = trials("pooling=是", "pooling=否")
    assert [trial["value"] for trial in data["trials"]] == [True, False]
    pack = tmp_path / "points.yaml"
    township("rules", "new", "-o", pack)
    data = trials("population_points.bound_2=30000,50000", rules=pack)
    assert data["figures"][0]["value"] == 40000
    assert all(trial["changed"]["class"] for trial in data["trials"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_table_fits_the_screen_with_the_pack_as_it_is_first(
    township, monkeypatch, language, columns
):
    monkeypatch.setenv("COLUMNS", columns)
    outcome = township(
        *("whatif", SAMPLE, "--rules", SAMPLE_PACK, "--lang", language),
        *("--set", "minimum_population=20000,40000"),
    )
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert max(map(width, lines)) <= int(columns)
    head = next(place for place, line in enumerate(lines) if "Class 1" in line or "一类" in line)
    assert lines[head + 1].split()[0].startswith("30,000")
    assert len({width(line) for line in lines[head : head + 4]}) == 1


def test_the_townships_that_change_are_listed(township):
    out = township(
        *("whatif", SAMPLE, "--rules", SAMPLE_PACK, "--set", "minimum_population=29000,30000")
    ).out
    assert "29,000人：与原规则相比" in out
    assert "齐原县苇塘乡：撤并 撤并研究对象→不低于下限" in out
    assert "30,000人：与原规则相比，没有变化" in out


def test_after_twenty_townships_the_rest_is_counted(township, tmp_path):
    path = tmp_path / "t.csv"
    rows = [f"东{place}镇,{40000 + place}" for place in range(25)]
    path.write_text("\n".join(["乡镇名称,常住人口", *rows]), encoding="utf-8")
    out = township("whatif", path, "--set", "minimum_population=50000").out
    assert out.count("镇：撤并") == 20
    assert "另有5个乡镇有变化" in out


@pytest.mark.parametrize(
    ("settings", "status", "said"),
    [
        ([], 2, "--set"),
        (["minimum_population"], 2, "名称=数值"),
        (["minimum_population=20000,30,000"], 1, "千分位"),
        (["minimum_population=1,2", "first_class_population=3,4"], 1, "只能有一个数字"),
        (["minimum_peple=1"], 1, "minimum_population"),
        (["minimum_population=许多"], 1, "许多"),
    ],
)
def test_what_cannot_be_tried_is_said(township, settings, status, said):
    options = [word for setting in settings for word in ("--set", setting)]
    outcome = township("whatif", SAMPLE, *options)
    assert (outcome.status, outcome.out) == (status, "")
    assert said in outcome.err
