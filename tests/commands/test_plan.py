"""township plan: the command, what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager, suppress
from itertools import count

import pytest

from calculator.commands.interrupting import interruptible
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"
BOUNDARIES = ROOT / "sample_data" / "qiyuan_boundaries.geojson"

COUNTY = """\
县（市、区）,乡镇名称,常住人口,毗邻乡镇
甲县,甲镇,20000,乙乡
甲县,乙乡,15000,甲镇、丙镇
甲县,丙镇,50000,乙乡
甲县,丁镇,9000,
"""


@pytest.fixture
def county(tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text(COUNTY, encoding="utf-8")
    return path


def sample(township, *options):
    return township("plan", SAMPLE, "--rules", SAMPLE_PACK, *options)


@pytest.mark.parametrize(
    "line",
    [
        "毗邻关系：依据统计表的毗邻乡镇一列。",
        "齐原县：撤并研究对象4个，其中4个可以解决，0个未解决；合并成2个单位，撤销2个乡镇。",
        "  已证明：",
        "  第1组 杨堤镇（26,408人，撤并对象）、苇塘乡（29,512人，撤并对象） → 杨堤镇",
        "    合并后：镇，55,920人，面积107.264平方公里，村56个",
        "    建议驻地：苇塘乡。成员中苇塘乡人口最多，驻地变动的人最少。",
        "    建议名称：杨堤镇。合并后为镇，沿用成员中是镇且人口最多的杨堤镇的名称。",
        "    类别：三类、三类 → 二类",
        "  未列入方案：盐滩镇",
    ],
)
def test_the_sample_countys_plan_is_printed(township, line):
    outcome = sample(township)
    assert (outcome.status, outcome.err) == (0, "")
    assert any(printed.startswith(line) for printed in outcome.out.splitlines())


def test_in_english(township):
    outcome = sample(township, "--lang", "en")
    assert "齐原县: 4 merger candidates, of which 4 can be resolved" in outcome.out
    assert "Suggested seat: 苇塘乡" in outcome.out


def test_nothing_unsettled_is_said_of_the_sample_but_of_shandongs_limits(township, county):
    assert "尚未核实" not in sample(township).out
    outcome = township("plan", county)
    assert "一次最多几个乡镇合并成一个（占位）" in outcome.out.replace("\n", "")


def test_candidates_that_stay_have_their_reason(township, county):
    outcome = township("plan", county)
    assert outcome.status == 0
    assert "  未解决1个：" in outcome.out
    assert "    · 丁镇：" in outcome.out


def test_neighbours_from_the_seats_are_approximate_everywhere(township, tmp_path):
    path = tmp_path / "统计.csv"
    rows = ["乡镇名称,常住人口,经度,纬度", "甲镇,20000,118.0,36.0", "乙乡,15000,118.1,36.0"]
    rows += ["丙镇,50000,118.1,36.1", "丁镇,50000,118.0,36.1"]
    path.write_text("\n".join(rows), encoding="utf-8")
    outcome = township("plan", path)
    assert outcome.status == 0
    assert outcome.out.count("近似") >= 2
    data = json.loads(township("plan", path, "--json").out)
    assert data["plan"]["borders"]["approximate"] is True


def test_the_json_of_the_sample(township):
    outcome = sample(township, "--boundaries", BOUNDARIES, "--alternatives", "1", "--json", "-")
    assert outcome.err == ""
    plan = json.loads(outcome.out)["plan"]
    assert set(plan) == {
        *("rules", "borders", "limits", "was_stopped", "counties", "findings"),
    }
    assert plan["borders"]["source"] == "boundaries"
    assert plan["limits"]["most_members"] == 3
    assert plan["limits"]["status"] == "entered"
    (county,) = plan["counties"]
    assert (county["prefecture"], county["county"]) == (None, "齐原县")
    assert (county["status"], county["proven"]) == ("optimal", True)
    assert county["objective"] == county["bound"]
    assert county["objective"]["unresolved"] == 0
    first = county["groups"][0]
    assert [member["name"] for member in first["members"]] == ["杨堤镇", "苇塘乡"]
    assert (first["people"], first["area"], first["villages"]) == (55_920, 107.264, 56)
    assert first["class"] == "二类"
    assert first["quotas"]["administrative_posts"]["set_free"] == 24
    assert [unit["name"] for unit in county["undecided"]] == ["盐滩镇"]
    (other,) = county["alternatives"]
    assert list(other["objective"].values()) >= list(county["objective"].values())
    assert other["groups"] != county["groups"]


def test_json_into_a_file_keeps_an_existing_one(township, county, tmp_path):
    path = tmp_path / "plan.json"
    assert township("plan", county, "--json", path).status == 0
    (unresolved,) = json.loads(path.read_text(encoding="utf-8"))["plan"]["counties"][0][
        "unresolved"
    ]
    assert (unresolved["township"]["name"], unresolved["code"]) == ("丁镇", "no_location")
    refused = township("plan", county, "--json", path)
    assert refused.status == 1
    assert "--force" in refused.err
    assert township("plan", county, "--json", path, "--force").status == 0


def test_wishes_are_understood(township, county):
    options = ("--together", "乙乡,丙镇", "--keep", "甲县/乙乡", "--time-limit", "5")
    plan = json.loads(township("plan", county, *options, "--json").out)["plan"]
    (group,) = plan["counties"][0]["groups"]
    assert [member["name"] for member in group["members"]] == ["甲镇", "乙乡", "丙镇"]
    assert group["seat"]["name"] == "乙乡"


@pytest.mark.parametrize(
    ("options", "status", "expected"),
    [
        (["--keep", "戊镇", "--together", "甲镇"], 1, ["--keep 戊镇", "--together 甲镇"]),
        (["--time-limit", "0"], 2, ["--time-limit", "大于0的秒数"]),
        (["--time-limit", "长"], 2, ["--time-limit", "大于0的秒数"]),
        (["--alternatives", "-1"], 2, ["--alternatives", "整数"]),
        (["--output", "方案.docx"], 1, ["方案.docx"]),
        (["--neighbours", "没有.csv"], 1, ["没有.csv"]),
        (["--rules", "zhejiang-town"], 1, ["撤并研究对象"]),
    ],
)
def test_mistakes_are_sentences(township, county, options, status, expected):
    outcome = township("plan", county, *options)
    assert (outcome.status, outcome.out) == (status, "")
    for text in expected:
        assert text in outcome.err


def test_the_input_is_never_written_over(township, county):
    before = county.read_bytes()
    outcome = township("plan", county, "--json", county, "--force")
    assert outcome.status == 1
    assert county.read_bytes() == before


def test_help_is_in_both_languages(township):
    assert "必须合并的乡镇" in township("plan", "--help").out
    assert "must be joined" in township("plan", "--lang", "en", "--help").out


def test_the_first_interrupt_ends_the_search_and_the_second_the_command():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()
    assert signal.getsignal(signal.SIGINT) is before


def test_interrupted_it_gives_the_best_so_far(township, tmp_path, monkeypatch):
    path = tmp_path / "统计.csv"
    path.write_text(grid(12), encoding="utf-8")

    @contextmanager
    def at_once():
        asked = count()
        yield lambda: next(asked) > 200

    monkeypatch.setattr("calculator.commands.plan.interruptible", at_once)
    outcome = township("plan", path, "--set", "plan_most_members=12")
    assert outcome.status == 0
    assert "已中断" in outcome.out
    assert "已按要求中断" in outcome.out
    assert "第1组" in outcome.out


def grid(side):
    """Townships that border on those beside them, most of them far below the minimum."""
    rows = ["乡镇名称,常住人口,毗邻乡镇"]
    for place in range(side * side):
        down, across = divmod(place, side)
        near = [(down + 1, across), (down - 1, across), (down, across + 1), (down, across - 1)]
        beside = [f"乡{r * side + c}镇" for r, c in near if 0 <= r < side and 0 <= c < side]
        rows.append(f"乡{place}镇,{1000 + place * 7919 % 9000},{'、'.join(beside)}")
    return "\n".join(rows)


def test_a_second_ctrl_c_ends_the_command_though_a_library_dropped_it():
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice(KeyboardInterrupt)


def interrupted_twice(*dropped):
    """Two Ctrl-C, of which what is at work may drop the second, as solvers do."""
    with interruptible() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with suppress(*dropped):
            signal.raise_signal(signal.SIGINT)


def test_a_column_of_names_that_nobody_bears_is_said(township, tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text("乡镇,类型,常住人口,毗邻乡镇\n甲镇,镇,20000,子镇\n", encoding="utf-8")
    outcome = township("plan", path)
    assert outcome.status == 1
    assert "“子镇”" in outcome.err
    assert "没有说明哪些乡镇相邻" in outcome.err


def test_a_blank_township_to_keep_is_refused(county, township):
    assert "--keep" in township("plan", county, "--keep", "").err


def test_a_prefecture_without_a_name_is_not_called_a_county(county, township):
    assert "（设区的市名称不明）：" in township("plan", county, "--whole-prefecture").out
