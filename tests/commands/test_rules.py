"""township rules: list, show, check, compare, new."""

from __future__ import annotations

import json
import re

import pytest
from wcwidth import width

from rules.loading import shipped_packs
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SIZES = pytest.mark.parametrize("columns", ["80", "120"])


def unfolded(out):
    return "".join(line.strip() for line in out.splitlines())


@LANGUAGES
@pytest.mark.parametrize("command", ["list", "show", "check", "compare", "new"])
def test_every_command_has_help(township, command, language):
    assert township("rules", command, "--help", "--lang", language).status == 0


def test_the_list_names_every_shipped_pack_with_what_it_decides(township):
    out = township("rules", "list").out
    assert all(name in out for name in shipped_packs())
    assert "分类、限额标准" in out
    assert "设立标准" in out
    assert "据报道" in out


@SIZES
def test_the_list_lines_up(township, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    lines = township("rules", "list").out.splitlines()
    title = width(lines[0][: lines[0].index("规则")])
    rows = [line for line in lines if line.split(" ")[0] in shipped_packs()]
    assert {width(row[: len(row) - len(row[title:].lstrip())]) for row in rows} == {title}


@LANGUAGES
@SIZES
@pytest.mark.parametrize("pack", [*shipped_packs(), "starting"])
def test_every_pack_can_be_shown_within_the_screen(
    township, monkeypatch, tmp_path, pack, language, columns
):
    monkeypatch.setenv("COLUMNS", columns)
    if pack == "starting":
        pack = tmp_path / "mine.yaml"
        township("rules", "new", "-o", pack)
    outcome = township("rules", "show", pack, "--lang", language)
    assert (outcome.status, outcome.err) == (0, "")
    assert max(map(width, outcome.out.splitlines())) <= int(columns)
    assert "{" not in outcome.out


@pytest.mark.parametrize(
    "words",
    [
        "山东省乡镇机构改革",
        "读自：公开转载本",
        "依次取统计表中的常住人口、户籍人口、总人口",
        "判定人口80,000人以上  一类",
        "判定人口不满30,000人的，列为撤并研究对象",
        "山区、滩区、湖区、海岛的除外",
        "first_class_population  = 80,000人",
        "一类乡镇人口下限（先例）",
        "肥城市志",
        "administrative_posts.一类  = 41名",
        "事业编制          核定事业编制          实有事业人员  县事业编制总额",
        "全县拟定合计不得超过核定总额：行政编制、事业编制、领导职数。",
        "超的，属县域内统筹调剂：行政编制、事业编制。［推断］",
        "拟定数不得超过原核定数，只减不增：行政编制、事业编制。\n",
        "超过的为超编：领导职数。［推断］",
        "按判定人口另列每万人编制数，只作参考",
        "事业机构只有财政拨款的占限额，其他经费形式的只列出。［推断］",
        "派驻机构只列出，不占限额。［推断］",
        "不保留挂牌机构。［先例］",
        "两类编制不得混用",
        "    党政机构［先例］\n      党政办公室      又称：党政综合办公室、党政办",
        "财经服务中心          整合：财政所、经管统计站",
        "八个站所整合为四个中心；各站所的去向原文未说明",
        "· 经济发达镇（统计表“经济发达镇”列注明的）\n    没有单独规定限额和标准",
    ],
)
def test_a_policy_reads_as_sentences(township, words):
    assert words in township("rules", "show", "shandong").out


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        ("shandong-subdistrict", "不要求：常住人口"),
        ("shandong-subdistrict", "（待填入）"),
        ("sichuan-town", "须另行核实"),
        ("yunnan-town", "各项数字按0.8倍要求"),
        ("henan-merger", "判定人口不满20,000人，并且行政区域面积不满100平方公里"),
    ],
)
def test_other_policies_read_as_sentences_too(township, pack, words):
    assert words in unfolded(township("rules", "show", pack).out)


VERSIONS = """
id: years
title: {zh: 撤并, en: Mergers}
sources: {paper: {title: {zh: 文件, en: Paper}}}
figures:
  kinds: {label: {zh: 单位, en: Units}, of: kind, value: [rural_township], source: paper,
          clause: {zh: 一, en: a}, status: confirmed}
  least:
    label: {zh: 最低人口, en: Least people}
    unit: people
    versions:
      - {since: 2001-01-01, value: 20000, source: paper, clause: {zh: 旧, en: old}, status: confirmed}
      - {since: 2010-01-01, value: 30000, source: paper, clause: {zh: 新, en: new}, status: confirmed}
measures:
  people: {kind: column, label: {zh: 人口, en: People}, unit: people, first_of: resident_population}
mergers: {applies_to: kinds, population: people, minimum: least}
"""


@pytest.mark.parametrize(("day", "value"), [("2005-06-30", "20,000人"), (None, "30,000人")])
def test_the_figures_of_a_day_are_shown(township, write_pack, day, value):
    extra = ["--as-of", day] if day else []
    assert f"不满{value}" in township("rules", "show", write_pack(VERSIONS), *extra).out


@pytest.mark.parametrize(("day", "status"), [("2005-06-30", "none"), (None, "candidate")])
def test_the_figures_of_a_day_are_applied(township, write_pack, table, day, status):
    extra = ["--as-of", day] if day else []
    arguments = ("--rules", write_pack(VERSIONS), "--township", "南河乡", "--json", *extra)
    data = json.loads(township("explain", table, *arguments).out)
    assert data["merger"]["status"] == status


def test_a_good_pack_is_said_to_be_usable_with_what_is_unconfirmed(township):
    outcome = township("rules", "check", SAMPLE_PACK)
    assert outcome.status == 0
    assert "可以使用" in outcome.out
    assert "尚未核实" not in outcome.out
    assert "尚未核实的数字：" in township("rules", "check", "shandong").out


BROKEN = """\
id: broken
title: {zh: 坏, en: broken}
sources: {paper: {title: {zh: 文件, en: Paper}}}
figures:
  least: {label: {zh: 下限, en: least}, value: 3, source: nowhere, clause: {zh: 一, en: a}, status: confirmed}
  other: {value: 4, source: paper, clause: {zh: 一, en: a}, status: confirmed}
"""


def test_every_mistake_of_a_pack_is_named_with_file_line_and_key(township, write_pack):
    path = write_pack(BROKEN)
    outcome = township("rules", "check", path)
    assert (outcome.status, outcome.out) == (1, "")
    first, second, total = outcome.err.splitlines()
    assert f"{path} 第5行 figures.least" in first
    assert f"{path} 第6行 figures.other" in second
    assert "2处" in total


BODIES = """
id: bodies
title: {zh: 机构, en: Bodies}
sources: {paper: {title: {zh: 文件, en: Paper}}}
figures:
  kept: {label: {zh: 挂牌, en: Plates}, value: %(kept)s, source: paper,
         clause: {zh: 一, en: a}, status: entered}
measures:
  people: {kind: column, label: {zh: 人口, en: People}, unit: people, first_of: resident_population}
quotas:
  posts: {label: {zh: 编制, en: posts}, kind: standard, unit: posts, allowed: people,
          proposed: proposed_administrative_posts}
  leaders: {label: {zh: 职数, en: leaders}, kind: standard, unit: posts, allowed: people,
            proposed: proposed_leadership_posts}
bodies:
  nameplates_kept: kept
  catalogue:
    centre: {name: {zh: 农业中心, en: Farm centre}, kind: institution, takes_in: [%(takes)s],
             source: paper, clause: {zh: 二, en: b}, status: inferred}
special_units:
  developed:
    label: {zh: 发达镇, en: Developed towns}
    flag: economically_developed_town
    allowed: {%(allowed)s}
    source: paper
    clause: {zh: 三, en: c}
    status: precedent
"""
FEW = {"kept": "true", "takes": "水利站", "allowed": "posts: people"}
MORE = {"kept": "false", "takes": "水利站, 农技站", "allowed": ""}


@pytest.mark.parametrize(
    ("said", "language", "words"),
    [
        (FEW, "zh", "可以保留挂牌机构，不占限额。"),
        (MORE, "en", "No second name-plates are kept."),
        (FEW, "zh", "事业机构［推断］\n      农业中心  整合：水利站\n      文件，二"),
        (MORE, "en", "Farm centre (农业中心)  takes in: 水利站, 农技站"),
        (FEW, "zh", "统计表“经济发达镇”列注明的）［先例］\n      编制  人口\n"),
        (FEW, "zh", "下列各项没有单独规定，按一般乡镇核对：职数。"),
        (MORE, "zh", "没有单独规定限额和标准，按一般乡镇核对。"),
    ],
)
def test_what_a_pack_says_of_bodies_and_special_units_reads_as_sentences(
    township, write_pack, said, language, words
):
    out = township("rules", "show", write_pack(BODIES % said), "--lang", language).out
    assert words in out


def test_a_pack_without_bodies_says_nothing_of_them(township):
    out = township("rules", "show", "henan-merger").out
    assert not [part for part in ("机构设置", "特定单位", "限额和标准") if f"【{part}】" in out]


def test_bodies_of_the_catalogue_that_are_not_confirmed_are_named(township):
    out = township("rules", "check", "shandong").out
    assert "机构设置" in out
    assert "综合设置机构目录：党政办公室、经济发展办公室、社会事务办公室（先例）" in out
    assert "综合设置机构目录" not in township("rules", "check", SAMPLE_PACK).out


@LANGUAGES
def test_bodies_and_special_units_that_differ_are_listed(township, tmp_path, language):
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path, said in zip(paths, (FEW, MORE), strict=True):
        path.write_text(BODIES % said, encoding="utf-8")
    data_path = tmp_path / "c.json"
    out = township("rules", "compare", *paths, "--lang", language, "--json", data_path).out
    words = {
        "zh": ("农业中心", "甲 整合：水利站\n", "乙 整合：水利站、农技站", "特定单位：发达镇"),
        "en": ("Farm centre", "A takes in: 水利站\n", "B takes in: 水利站, 农技站", "differ: Dev"),
    }
    assert [word for word in words[language] if word not in out] == []
    data = json.loads(data_path.read_text(encoding="utf-8"))
    assert (data["catalogue"], data["catalogue_before"]) == (["centre"], [])
    assert (data["special_units"], data["special_units_after"]) == (["developed"], [])
    assert data["parts"] == []


def test_bodies_that_only_one_catalogue_has_are_listed(township):
    out = township("rules", "compare", "shandong", SAMPLE_PACK).out
    assert "只有甲的目录有的机构：财政经管站、计划生育服务站、农业综合服务站" in out
    assert out.endswith("内容不同的部分：类别名称、撤并、合并方案的限制\n"), (
        "not bodies: they rest on the same figures"
    )
    out = township("rules", "compare", "henan-merger", "shandong").out
    assert "只有乙的目录有的机构：党政办公室" in out
    assert "只有乙有的特定单位：经济发达镇" in out
    assert re.search("内容不同的部分：.*机构设置", unfolded(out))


def test_figures_that_differ_are_listed_with_both_statuses_and_sources(township):
    out = township("rules", "compare", "shandong", SAMPLE_PACK).out
    assert "first_class_population  甲 80,000人  乙 60,000人" in out
    assert "甲（先例）：肥城市志" in out
    assert "乙（用户填入）：齐编〔2010〕7号" in out
    assert "只有乙有的数字\n  接近最低人口规模的幅度  merger_margin" in out
    assert "minimum_population" not in out


def test_a_figure_is_set_in_each_pack_that_has_it(township):
    arguments = ("rules", "compare", "henan-merger", "shandong", "--set")
    out = township(*arguments, "minimum_population=2万").out
    assert re.search(r"minimum_population +20,000人（用户填入）", out)
    outcome = township(*arguments, "nothing_of_the_kind=1")
    assert outcome.status == 1
    assert outcome.err.count("nothing_of_the_kind") == 2


def test_equal_packs_are_said_to_be_equal(township):
    assert "完全相同" in township("rules", "compare", "shandong", "shandong").out


@LANGUAGES
@SIZES
def test_with_statistics_the_townships_that_change_are_listed(
    township, monkeypatch, language, columns
):
    monkeypatch.setenv("COLUMNS", columns)
    outcome = township("rules", "compare", "shandong", SAMPLE_PACK, SAMPLE, "--lang", language)
    assert (outcome.status, outcome.err) == (0, "")
    assert max(map(width, outcome.out.splitlines())) <= int(columns)
    change = "类别 二类→一类" if language == "zh" else "class: Class 2 → Class 1"
    assert change in " ".join(outcome.out.split("\n  "))


def test_a_comparison_as_data(township, tmp_path):
    path = tmp_path / "c.json"
    outcome = township("rules", "compare", "shandong", SAMPLE_PACK, SAMPLE, "--json", path)
    data = json.loads(path.read_text(encoding="utf-8"))
    figures = {figure["name"]: figure for figure in data["figures"]}
    assert figures["first_class_population"]["before"]["status"] == "precedent"
    assert figures["first_class_population"]["after"]["value"] == 60000
    assert [figure["name"] for figure in data["only_after"]] == [
        "merger_margin",
        "plan_most_people",
        "plan_most_area",
    ]
    assert data["effect"]["changed"]["class"] == 5
    changed = {unit["name"]: unit["changes"] for unit in data["effect"]["townships"]}
    assert changed["临渡镇"]["class"] == {"before": "二类", "after": "一类"}
    assert changed["盐滩镇"]["offices"] == {"before": 3, "after": None}
    assert data["effect"]["after"]["near"] == 4
    assert outcome.out.startswith("甲：")


def test_packs_that_decide_different_things_have_nothing_to_compare(township, table):
    outcome = township("rules", "compare", "zhejiang-town", "hunan-merger", table, "--lang", "en")
    assert outcome.status == 0
    assert "nothing to compare" in outcome.out


def test_the_starting_pack_classifies_the_sample_county(township, tmp_path):
    path = tmp_path / "mine.yaml"
    assert str(path) in township("rules", "new", "-o", path).out
    assert township("rules", "check", path).status == 0
    outcome = township(
        "report", SAMPLE, "--rules", path, "--json", "-", "--output", tmp_path / "r.xlsx"
    )
    data = json.loads(outcome.out)
    classes = [u["class"] for u in data["townships"] if u["kind"] in ("town", "rural_township")]
    assert None not in classes
    assert set(classes) == {"一类", "二类", "三类"}
    assert {figure["status"] for figure in data["rules"]["figures"]} == {"placeholder"}


def test_a_file_that_is_there_is_replaced_only_when_asked(township, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    outcome = township("rules", "new", "-o", path)
    assert (outcome.status, path.read_text(encoding="utf-8")) == (1, "mine")
    assert "--force" in outcome.err
    assert township("rules", "new", "-o", path, "--force").status == 0
    assert path.read_text(encoding="utf-8") != "mine"


def test_aliases_on_one_line_are_one_sentence(township, tmp_path):
    path = tmp_path / "many.yaml"
    path.write_text(f"a: &a [1]\nb: [{', '.join(['*a'] * 9)}]\nc: [*a]\n", encoding="utf-8")
    said = township("rules", "check", path)
    lines = (said.out + said.err).splitlines()
    assert len([line for line in lines if "*a" in line]) == 2
