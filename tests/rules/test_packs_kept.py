"""What a pack keeps of the one that it extends, and what it says of each figure itself."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.messages import messages
from calculator.packs import known_names, open_pack, placed
from rules.errors import PackError
from rules.evaluation import evaluate
from rules.figures import Source
from rules.loading import load_pack
from rules.settings import enter_figures
from rules.wording import Text
from rules.yaml_text import read_yaml
from tests.conftest import ROOT, townships
from tests.rules.test_loading import HEAD, VERSIONS, figure

A = Text("甲", "a")


def refused(reference) -> list[str]:
    """What is said of a pack that does not load, and the raw message with its places."""
    with pytest.raises(PackError) as error:
        load_pack(reference, known_names())
    return [str(error.value), *map(messages("zh").say, map(placed, error.value.problems))]


KEPT = (
    "effective", "notes", "sources", "classes", "classification", "quotas", "bodies",
    "special_units", "mergers", "planning", "establishment", "stages",
)  # fmt: skip


@pytest.mark.parametrize("base", [ROOT / "sample_data" / "qiyuan_county.yaml", "zhejiang-town"])
def test_what_a_pack_does_not_say_is_said_by_the_one_that_it_extends(write_pack, base):
    extended = load_pack(base, known_names())
    path = write_pack(f"id: mine\nextends: {base}\ntitle: {{zh: 甲, en: a}}\n")
    pack = load_pack(path, known_names())
    assert {part: getattr(pack, part) for part in KEPT} == {
        part: getattr(extended, part) for part in KEPT
    }
    assert pack.based_on == (extended.id, *extended.based_on)


def test_the_sample_has_its_day_and_its_notes_for_packs_to_keep(qiyuan):
    assert (qiyuan.effective, qiyuan.based_on) == (date(2010, 9, 1), ("shandong",))
    assert qiyuan.notes


def test_a_pack_may_give_its_own_day_and_notes(write_pack):
    text = HEAD + "effective: 2020-05-06\nnotes: [{zh: 甲, en: a}]\n"
    pack = load_pack(write_pack(text), known_names())
    assert (pack.effective, pack.notes) == (date(2020, 5, 6), (A,))


def test_a_source_has_all_that_is_said_of_it(write_pack):
    said = "title: {zh: 甲, en: a}, issuer: {zh: 乙, en: b}, date: {zh: 丙, en: c}, read_in: {zh: 丁, en: d}"
    text = HEAD.replace("title: {zh: 文件, en: Document}", said)
    source = load_pack(write_pack(text), known_names()).sources["paper"]
    assert source == Source("paper", A, Text("乙", "b"), Text("丙", "c"), Text("丁", "d"))


@pytest.mark.parametrize(
    ("text", "clause", "since"),
    [
        (HEAD + "figures:\n" + figure(since="2003-02-01"), "第一条", date(2003, 2, 1)),
        (VERSIONS, "新", date(2010, 1, 1)),
    ],
)
def test_a_figure_has_its_clause_and_the_day_from_which_it_holds(write_pack, text, clause, since):
    found = load_pack(write_pack(text), known_names()).figures["minimum_population"]
    assert (found.clause.zh, found.since, str(found.status)) == (clause, since, "entered")


@pytest.mark.parametrize("day", [date(2003, 2, 1), date(2003, 2, 2)])
def test_a_figure_holds_from_its_day_on(write_pack, day):
    text = HEAD + "figures:\n" + figure(since="2003-02-01")
    found = load_pack(write_pack(text), known_names(), as_of=day).figures["minimum_population"]
    assert found.value == 20000


def test_a_number_in_a_measure_is_changed_by_its_name_and_stays_one(write_pack):
    base = ROOT / "tests" / "rules" / "points.yaml"
    said = "value: 9, source: paper, clause: {zh: 甲, en: a}, status: entered"
    text = f"id: mine\nextends: {base}\ntitle: {{zh: 甲, en: a}}\n"
    pack = load_pack(
        write_pack(f"{text}figures: {{people_points.base_1: {{{said}}}}}\n"), known_names()
    )
    found = pack.figures["people_points.base_1"]
    assert (found.value, found.is_slot, found.slot, found.member) == (9, True, "base_1", None)
    assert found.label == pack.measures["people_points"].label
    points = evaluate(pack, townships(resident_population=[1_000])).given.numbers("people_points")
    assert points.tolist() == [9]


def test_bounds_that_are_measures_are_not_held_against_each_other(write_pack):
    base = ROOT / "tests" / "rules" / "points.yaml"
    rows = "[{less_than: area, value: 1}, {at_least: area, value: 2}]"
    cited = "source: paper, clause: {zh: 甲, en: a}, status: confirmed"
    measure = (
        f"  own: {{kind: bands, label: {{zh: 甲, en: a}}, of: people, bands: {rows}, {cited}}}\n"
    )
    text = f"id: mine\nextends: {base}\ntitle: {{zh: 甲, en: a}}\nmeasures:\n{measure}"
    pack = load_pack(write_pack(text), known_names())
    given = townships(resident_population=[3, 5], area_km2=[4, 4])
    assert evaluate(pack, given).given.numbers("own").tolist() == [1, 2]


def test_a_pack_that_extends_itself_is_shown_the_circle_and_where_it_begins(write_pack):
    path = write_pack("id: mine\nextends: mine.yaml\ntitle: {zh: 甲, en: a}\n")
    place = f"{path}:2 extends packs.extends_circle"
    said = f"{path} 第2行 extends：规则互相引用成环：{path}、{path}；请改正extends"
    assert refused(path) == [place, said]


def test_what_is_no_text_or_no_file_is_refused(tmp_path):
    (tmp_path / "mine.yaml").write_bytes("id: 甲".encode("gb18030"))
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path / "mine.yaml")[1] == (
        f"{tmp_path}/mine.yaml：规则文件“{tmp_path}/mine.yaml”不是UTF-8文本；请另存为UTF-8编码的.yaml文件"
    )
    raw, said = refused(tmp_path / "folder")
    assert raw == f"{tmp_path}/folder:  packs.unreadable"
    assert said.startswith(f"{tmp_path}/folder：读不出规则文件“{tmp_path}/folder”（")
    assert "（）" not in said
    assert said.endswith("）；请检查文件和权限")


@pytest.mark.parametrize(
    ("name", "value", "key", "said"),
    [
        (
            "minimum_peple",
            1,
            "minimum_peple",
            "规则中没有名为“minimum_peple”的数字；可用：minimum_population",
        ),
        (
            "pooling",
            3,
            "pooling",
            "“pooling”应与原值同类（原值为是），现为“3”；请改正",
        ),
        (
            "office_limit",
            True,
            "office_limit",
            "“office_limit”应与原值同类（原值为3个），现为“是”；请改正",
        ),
        (
            "minimum_population",
            -1,
            "figures.minimum_population",
            "数字不应为负，现为-1；请改正",
        ),
    ],
)
def test_a_figure_that_does_not_fit_is_named_with_what_would(shandong, name, value, key, said):
    with pytest.raises(PackError) as error:
        enter_figures(shandong, {name: value}, Source("form", A), A, known_names())
    found = [(p.file, p.key, messages("zh").say(p.sentence)) for p in error.value.problems]
    assert found == [("form", key, said)]


@pytest.mark.parametrize(("name", "among"), [("office_limt", "office_limit"), ("zzz", "pooling")])
def test_a_family_is_among_the_names_that_are_close_and_all_are_where_none_is(
    shandong, name, among
):
    with pytest.raises(PackError) as error:
        enter_figures(shandong, {name: 1}, Source("form", A), A, known_names())
    (problem,) = error.value.problems
    assert among in problem.sentence.values["close"]


def test_an_entered_family_is_entered_in_every_member(shandong):
    pack = enter_figures(shandong, {"office_limit": 4.5}, Source("form", A), A, known_names())
    family = pack.figures.family("office_limit").values()
    assert {(f.value, f.source.name, f.clause.zh, str(f.status)) for f in family} == {
        (4.5, "form", "甲", "entered")
    }


def test_the_default_pack_is_not_changed_by_what_is_entered(shandong):
    digest = shandong.digest
    enter_figures(shandong, {"minimum_population": 5}, Source("form", A), A, known_names())
    assert open_pack("shandong").digest == digest


def test_numbers_may_be_the_least_that_they_may_be(write_pack):
    cited = "source: paper, clause: {zh: 甲, en: a}, status: entered"
    text = (
        f"{HEAD}figures:\n"
        f"  plan_most_members: {{value: 2, {cited}}}\n"
        f"  people: {{label: {{zh: 甲, en: a}}, value: 1, {cited}}}\n"
        f"  area: {{label: {{zh: 甲, en: a}}, value: 1, {cited}}}\n"
        f"  nothing: {{label: {{zh: 甲, en: a}}, value: 0, {cited}}}\n"
        "planning: {most_members: plan_most_members, most_people: people, most_area: area}\n"
        "measures: {none: {kind: share, label: {zh: 甲, en: a}, of: population, within: county, "
        "pool: nothing, whole: cut}, each: {kind: steps, label: {zh: 甲, en: a}, of: population, "
        "per: people, each: people}}\n"
    )
    pack = load_pack(write_pack(text), known_names())
    shared = evaluate(pack, townships(resident_population=[1, 2])).given.numbers("none")
    assert shared.tolist() == [0, 0]


def test_a_key_that_is_a_list_is_a_key_as_it_is_written():
    assert read_yaml("? [a, b]\n: 1\n", "x.yaml").data == {"['a', 'b']": 1}


def test_a_text_without_end_is_refused_by_the_name_of_its_file():
    with pytest.raises(PackError) as error:
        read_yaml("[" * 9_999 + "]" * 9_999, "x.yaml")
    assert [(p.file, p.line) for p in error.value.problems] == [("x.yaml", None)]


POINTS = ROOT / "tests" / "rules" / "points.yaml"


def test_a_number_in_a_measure_is_cited_as_the_measure_is():
    figures = load_pack(POINTS, known_names()).figures
    base = figures["people_points.base_1"]
    assert (base.source.name, base.clause, str(base.status)) == ("paper", A, "confirmed")
    assert figures["people_points.start_1"].unit == "people"
    assert figures["meets_minimum.bound_1"].unit == "people"


def test_a_measure_given_anew_loses_the_numbers_that_it_had(write_pack):
    cited = "source: paper, clause: {zh: 甲, en: a}, status: confirmed"
    measure = f"{{kind: steps, label: {{zh: 甲, en: a}}, of: people, per: 7, each: 8, {cited}}}"
    head = f"id: mine\nextends: {POINTS}\ntitle: {{zh: 甲, en: a}}\n"
    pack = load_pack(write_pack(f"{head}measures: {{people_points: {measure}}}\n"), known_names())
    numbers = {n: f.value for n, f in pack.figures.items() if n.startswith("people_points.")}
    assert numbers == {"people_points.per_1": 7, "people_points.each_1": 8}
    assert pack.figures["area_points.bound_1"].value == 100


def test_a_pack_without_classes_or_mergers_has_none():
    pack = load_pack("zhejiang-town", known_names())
    assert pack.class_of("一类") is None
    assert evaluate(pack, townships(resident_population=[1])).mergers.near.tolist() == [False]


def test_a_family_may_have_versions_and_keeps_its_unit(write_pack):
    cited = "source: paper, clause: {zh: 甲, en: a}, status: entered"
    old = f"{{since: 2001-01-01, values: {{一类: 7, 二类: 6, 三类: 5}}, {cited}}}"
    new = f"{{since: 2010-01-01, values: {{一类: 9, 二类: 8, 三类: 7}}, {cited}}}"
    text = f"{HEAD}figures:\n  office_limit: {{versions: [{old}, {new}]}}\n"
    family = load_pack(write_pack(text), known_names()).figures.family("office_limit")
    assert {(name, f.value, f.unit) for name, f in family.items()} == {
        ("一类", 9, "bodies"), ("二类", 8, "bodies"), ("三类", 7, "bodies"),
    }  # fmt: skip


def test_equal_numbers_are_figures_of_their_own_but_for_bounds(write_pack):
    cited = "source: paper, clause: {zh: 甲, en: a}, status: confirmed"
    rows = "[{at_least: 0, less_than: 5, value: 5}, {at_least: 5, value: 5}]"
    table = "rows: {of: people, at_least: [5]}, columns: {of: area, at_least: [5]}"
    text = (
        f"id: mine\nextends: {POINTS}\ntitle: {{zh: 甲, en: a}}\nmeasures:\n"
        f"  own: {{kind: bands, label: {{zh: 甲, en: a}}, of: people, bands: {rows}, {cited}}}\n"
        f"  crossed: {{kind: table, label: {{zh: 甲, en: a}}, {table}, values: [[1, 1], [1, 1]], {cited}}}\n"
        "  either: {kind: decide, label: {zh: 甲, en: a}, gives_numbers: true, rows: ["
        "{when: {of: people, at_least: 9}, value: own}, {when: {of: area, at_least: 9}, value: own}, "
        f"{{value: own}}], {cited}}}\n"
    )
    figures = load_pack(write_pack(text), known_names()).figures
    assert [name for name in figures if name.startswith("own.")] == [
        "own.bound_1", "own.bound_2", "own.value_1", "own.value_2",
    ]  # fmt: skip
    assert [name for name in figures if name.startswith("crossed.")] == [
        "crossed.bound_1", "crossed.value_1", "crossed.value_2", "crossed.value_3", "crossed.value_4",
    ]  # fmt: skip
