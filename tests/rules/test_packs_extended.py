"""What a pack that extends another says itself: its title, families, numbers and names."""

from __future__ import annotations

import pytest

from calculator.packs import known_names
from rules.errors import PackError
from rules.evaluation import evaluate
from rules.figures import Source
from rules.loading import load_pack
from rules.settings import enter_figures
from rules.wording import Text
from tests.conftest import ROOT, townships
from tests.rules.test_loading import HEAD
from tests.rules.test_packs_kept import refused

POINTS = ROOT / "tests" / "rules" / "points.yaml"
OVER_POINTS = f"id: mine\nextends: {POINTS}\ntitle: {{zh: 甲, en: a}}\n"
CITED = "source: paper, clause: {zh: 甲, en: a}, status: confirmed"
LABEL = "label: {zh: 甲, en: a}"


def loaded(write_pack, text, over=OVER_POINTS):
    return load_pack(write_pack(over + text), known_names())


def test_a_pack_has_the_title_that_it_gives_itself(write_pack):
    assert loaded(write_pack, "").title == Text("甲", "a")


def test_the_stages_of_a_reform_are_kept(write_pack):
    stages = loaded(write_pack, "", HEAD).stages
    assert stages
    assert stages == load_pack("shandong", known_names()).stages


def test_one_value_for_a_family_is_that_of_every_class(write_pack):
    text = f"figures: {{office_limit: {{value: 6, {CITED}}}}}\n"
    family = loaded(write_pack, text, HEAD).figures.family("office_limit")
    assert {name: f.value for name, f in family.items()} == {"一类": 6, "二类": 6, "三类": 6}


def test_a_number_may_be_given_beside_the_measure_that_it_is_written_in(write_pack):
    text = (
        f"figures: {{own.per_1: {{{LABEL}, unit: people, value: 70, {CITED}}}}}\n"
        f"measures: {{own: {{kind: steps, {LABEL}, of: people, per: 7, each: 8, {CITED}}}}}\n"
    )
    figures = loaded(write_pack, text).figures
    assert {n: f.value for n, f in figures.items() if n.startswith("own.")} == {
        "own.per_1": 70,
        "own.each_1": 8,
    }


NO_SOURCE = "clause: {zh: 甲, en: a}, status: confirmed"
ABSENT = "source: absent, clause: {zh: 甲, en: a}, status: confirmed"


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        (NO_SOURCE, NO_SOURCE, ["measures.first", "measures.second"]),
        (ABSENT, NO_SOURCE, ["measures.first.source", "measures.second"]),
        (NO_SOURCE, ABSENT, ["measures.first", "measures.second.source"]),
        (ABSENT, ABSENT, ["measures.first.source", "measures.second.source"]),
    ],
)
def test_each_measure_whose_numbers_have_no_source_is_named_once(write_pack, first, second, keys):
    measure = f"kind: steps, {LABEL}, of: people, per: 7, each: 8"
    text = f"measures:\n  first: {{{measure}, {first}}}\n  second: {{{measure}, {second}}}\n"
    raw, *said = refused(write_pack(OVER_POINTS + text))
    assert [place.split(" ")[1] for place in raw.split("; ")] == keys
    assert len(said) == len(keys)


def test_a_text_for_a_number_of_a_measure_is_named_where_it_is_written(write_pack):
    text = f'figures: {{people_points.base_1: {{value: "9", {CITED}}}}}\n'
    raw, said = refused(write_pack(OVER_POINTS + text))
    assert raw.endswith("mine.yaml:4 figures.people_points.base_1.value packs.value_wrong")
    assert "第4行 figures.people_points.base_1.value" in said


def test_the_unit_of_a_family_is_named_once_and_where_it_is_written(write_pack):
    text = f"figures: {{office_limit: {{unit: yards, value: 6, {CITED}}}}}\n"
    raw, said = refused(write_pack(HEAD + text))
    assert raw.endswith("mine.yaml:6 figures.office_limit.unit packs.no_such_name")
    assert "yards" in said


# A measure and a figure of one name: where a number is taken by name it is the figure.
SHARED_NAME = (
    f"figures:\n  grade: {{{LABEL}, unit: people, value: 5, {CITED}}}\n"
    f"measures:\n"
    f"  grade: {{kind: decide, {LABEL}, rows: [{{when: {{flag: central_town}}, value: 一类}}, "
    f"{{value: 三类}}], {CITED}}}\n"
    f"  large: {{kind: test, {LABEL}, parts: {{a: {{{LABEL}, when: "
    f"{{of: people, at_least: grade}}}}}}}}\n"
)


def test_a_figure_may_bear_the_name_of_a_measure_of_classes(write_pack):
    pack = loaded(write_pack, SHARED_NAME)
    given = townships(resident_population=[4, 5])
    assert evaluate(pack, given).given.numbers("large").tolist() == [0, 1]


def test_a_list_may_bear_the_name_of_the_measure_of_classes(write_pack):
    text = (
        f"measures:\n  kinds: {{kind: decide, {LABEL}, rows: [{{when: {{flag: central_town}}, "
        f"value: 一类}}, {{value: 三类}}], {CITED}}}\n"
        "classification: {measure: kinds, applies_to: kinds}\n"
    )
    pack = loaded(write_pack, text)
    found = evaluate(pack, townships(central_town=[1, 0], resident_population=[1, 1]))
    assert found.classification.classes.tolist() == ["一类", "三类"]


def test_a_measure_of_classes_is_no_summand_though_a_figure_bears_its_name(write_pack):
    text = f"  sum: {{kind: sum, {LABEL}, terms: [{{of: grade}}]}}\n"
    raw, _ = refused(write_pack(OVER_POINTS + SHARED_NAME + text))
    assert raw.endswith("measures.sum packs.gives_no_numbers")


def test_a_limit_is_no_class_though_it_bears_the_name_of_a_lookup_by_class(write_pack):
    text = (
        f"quotas: {{office_limit: {{{LABEL}, kind: limit, unit: bodies, allowed: class, "
        "proposed: proposed_offices}}\n"
    )
    raw, _ = refused(write_pack(HEAD + text))
    assert raw.endswith("quotas.office_limit.allowed packs.gives_no_numbers")


def test_rows_that_compare_different_measures_or_a_bound_apart_are_all_reached(write_pack):
    rows = (
        "{when: {of: people, less_than: 5}, value: 一类}, {when: {of: people, at_most: 5}, "
        "value: 二类}, {when: {of: area, at_most: 5}, value: 二类}, {value: 三类}"
    )
    text = f"measures: {{class: {{kind: decide, {LABEL}, rows: [{rows}], {CITED}}}}}\n"
    found = evaluate(
        loaded(write_pack, text),
        townships(resident_population=[4, 5, 6, 6], area_km2=[9, 9, 5, 6]),
    )
    assert found.classification.classes.tolist() == ["一类", "二类", "二类", "三类"]


def test_a_result_rests_on_every_figure_behind_it_whatever_the_order(write_pack):
    terms = "[{of: area_points}, {of: people}, {of: people_points}]"
    pack = loaded(write_pack, f"measures: {{sum: {{kind: sum, {LABEL}, terms: {terms}}}}}\n")
    behind = {figure.name.partition(".")[0] for figure in pack.rests_on("sum")}
    assert behind == {"area_points", "people_points"}


@pytest.mark.parametrize("written", ["class 1", "CLASS1", " Class  1", "一 类", "Ⅰ 类"])
def test_a_class_is_told_however_it_is_spaced(shandong, written):
    assert shandong.class_of(written).name == "一类"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("measures: [a]\n", "measures"),
        ("title: {zh: 甲}\nid: mine\n", "title"),
        ("id: mine\ntitle: {zh: 甲, en: a}\nclasses: {label: {zh: 甲, en: a}}\n", "classes"),
        (
            "id: mine\ntitle: {zh: 甲, en: a}\nclasses: {label: {zh: 甲, en: a}, "
            "names: [{name: 一类}], source: a, clause: {zh: 甲, en: a}, status: entered}\n",
            "classes.names[1].en",
        ),
    ],
)
def test_a_part_of_the_wrong_shape_is_named(write_pack, text, place):
    raw, *said = refused(write_pack(text))
    assert f" {place}" in raw
    assert said


def test_what_is_no_pack_at_all_is_said_of_its_first_line(write_pack):
    raw, said = refused(write_pack("[1]\n"))
    assert raw.endswith("mine.yaml:1  packs.not_a_pack")
    assert "第1行" in said


PEOPLE_POINTS = [f"people_points.{slot}_1" for slot in ("base", "cap", "each", "start", "per")]


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("people_points.bas_1", PEOPLE_POINTS),
        ("points", ["kinds"]),
    ],
)
def test_names_like_a_mistaken_one_are_offered_five_at_most(name, close):
    pack = load_pack(POINTS, known_names())
    with pytest.raises(PackError) as error:
        enter_figures(
            pack, {name: 1}, Source("form", Text("甲", "a")), Text("甲", "a"), known_names()
        )
    (problem,) = error.value.problems
    assert problem.sentence.values["close"] == close
