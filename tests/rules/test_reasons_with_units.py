"""Why a measure is what it is, said with its unit, by the tables that take it from figures."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.messages import Messages
from calculator.packs import known_names, pack_names
from rules.comparing import NO, UNDECIDED, YES, rounded
from rules.evaluation import evaluate
from rules.loading import load_pack
from rules.measures.share import order_positions
from rules.status import Severity
from tests.conftest import ROOT, townships

POINTS = ROOT / "tests" / "rules" / "points.yaml"
OVER_POINTS = f"id: mine\nextends: {POINTS}\ntitle: {{zh: 甲, en: a}}\n"
CITED = "source: paper, clause: {zh: 甲, en: a}, status: confirmed"
OWN = "label: {zh: 编制数, en: Posts}, unit: posts"
LABEL = "label: {zh: 甲, en: a}"


def evaluated(write_pack, measures, figures="", **columns):
    pack = load_pack(write_pack(f"{OVER_POINTS}{figures}measures:\n{measures}"), known_names())
    return evaluate(pack, townships(**columns))


def why(evaluation, measure, township=0):
    return Messages("zh", pack_names(evaluation.pack)).say(
        evaluation.why(measure, township).sentence
    )


BANDS = "bands: [{less_than: 5000, value: 7}, {at_least: 5000, value: 9}]"
AXES = "rows: {of: people, at_least: [5000]}, columns: {of: area, at_least: [5]}"
STEPS = "of: people, per: 3000, each: 1"
ROWS = (
    "{when: {of: people, less_than: 2000}, value: 7}, {when: {of: people, less_than: 4000}, "
    "value: 8}, {when: {of: area, less_than: 5}, value: 9}, {value: 10}"
)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (f"kind: bands, of: people, {BANDS}", "常住人口6,000人，达到5,000人，编制数9名"),
        (
            f"kind: table, {AXES}, values: [[1, 2], [3, 4]]",
            "常住人口6,000人，达到5,000人；行政区域面积4平方公里，不满5平方公里，列为3名",
        ),
        ("kind: sum, terms: [{of: people_points}]", "编制数10名：人口分10"),
        (
            "kind: share, of: people, within: county, pool: 8, whole: cut",
            "县（市、区）总量8名按人口分配：6,000人占10,000人，编制数4名",
        ),
        (
            f"kind: decide, gives_numbers: true, rows: [{ROWS}]",
            "常住人口6,000人，达到4,000人；行政区域面积4平方公里，不满5平方公里，列为9名",
        ),
        (
            f"kind: steps, {STEPS}, pro_rata: true, base: 1",
            "常住人口6,000人，比0人多2档（每档3,000人），编制数：1名起，每档1名，得3名",
        ),
    ],
)
def test_a_measure_is_explained_in_its_unit(write_pack, measure, words):
    found = evaluated(
        write_pack,
        f"  own: {{{OWN}, {measure}, {CITED}}}\n",
        resident_population=[6_000, 4_000],
        area_km2=[4, 9],
    )
    assert why(found, "own") == words


def test_a_table_says_on_which_side_of_its_bounds_a_township_stands(write_pack):
    axes = "rows: {of: people, more_than: [5000]}, columns: {of: area, at_least: [2, 4]}"
    found = evaluated(
        write_pack,
        f"  own: {{{OWN}, kind: table, {axes}, values: [[1, 2, 3], [4, 5, 6]], {CITED}}}\n",
        resident_population=[6_000, 5_000],
        area_km2=[4, 1],
    )
    assert found.given.measures["own"].data.dtype == np.float64
    assert [why(found, "own", township) for township in (0, 1)] == [
        "常住人口6,000人，超过5,000人；行政区域面积4平方公里，达到4平方公里，列为6名",
        "常住人口5,000人，不超过5,000人；行政区域面积1平方公里，不满2平方公里，列为1名",
    ]


def test_steps_are_said_with_six_decimals_at_most_and_times_that_are_a_measure(write_pack):
    multiple = "multiple: {times: area, when: {flag: central_town}}"
    found = evaluated(
        write_pack,
        f"  own: {{{OWN}, kind: steps, {STEPS}, pro_rata: true, {multiple}, {CITED}}}\n",
        resident_population=[1_000, 1_000],
        area_km2=[2, 3],
        central_town=[1, 1],
    )
    said = found.why("own", 1).sentence.values
    assert (said["steps"].value, said["times"].value) == (0.333333, 3)


@pytest.mark.parametrize(
    ("unit", "code", "words"),
    [
        (
            "people",
            "population-fallback",
            "常住人口空白，改按户籍人口9人判定。请核对或补填常住人口。",
        ),
        (
            "km2",
            "column-fallback",
            "常住人口空白，改按户籍人口9平方公里判定。请核对或补填常住人口。",
        ),
    ],
)
def test_a_column_that_stands_in_for_another_is_named(write_pack, unit, code, words):
    columns = "value: [resident_population, registered_population], of: column"
    found = evaluated(
        write_pack,
        f"  own: {{{LABEL}, kind: column, unit: {unit}, first_of: basis}}\n"
        f"  sum: {{{LABEL}, kind: sum, terms: [{{of: own}}]}}\n",
        f"figures: {{basis: {{{LABEL}, {columns}, {CITED}}}}}\n",
        resident_population=[8, None],
        registered_population=[7, 9],
    )
    (fallback,) = (f for f in found.findings if "fallback" in f.code)
    assert (fallback.code, fallback.severity, fallback.column, fallback.value) == (
        code,
        Severity.WARNING,
        "resident_population",
        9,
    )
    assert Messages("zh", pack_names(found.pack)).say(fallback.message) == words


def test_a_condition_on_what_the_file_does_not_have_is_explained(write_pack):
    rows = (
        "{when: {choice: terrain, among: mountains}, value: 一类}, {when: {any: [{flag: "
        "central_town}, {flag: county_seat}]}, value: 二类}, {value: 三类}"
    )
    found = evaluated(
        write_pack,
        f"  class: {{{LABEL}, kind: decide, rows: [{rows}], {CITED}}}\n",
        f"figures: {{mountains: {{{LABEL}, of: terrain, value: [mountain], {CITED}}}}}\n",
        resident_population=[1],
    )
    assert why(found, "class") == "特殊地域不属山区，列为三类"


def test_a_lookup_says_of_which_class_it_is_or_that_there_is_none(write_pack):
    family = f"figures: {{limits: {{{LABEL}, values: {{一类: 3, 二类: 2, 三类: 1}}, {CITED}}}}}\n"
    found = evaluated(
        write_pack,
        f"  own: {{{OWN}, kind: lookup, by: class, figure: limits}}\n",
        family,
        resident_population=[None, 1],
        central_town=[0, 1],
        area_km2=[1, 1],
        fiscal_revenue=[1, 1],
        villages=[1, 1],
    )
    assert found.given.numbers("own").tolist() == pytest.approx([np.nan, 3], nan_ok=True)
    assert found.given.measures["own"].data.dtype == np.float64
    assert why(found, "own", 0) == "类别未定，编制数无法确定"
    assert why(found, "own", 1) == "一类，编制数3名"
    reasons = [found.why("own", township) for township in (0, 1)]
    assert [[figure.name for figure in reason.figures] for reason in reasons] == [
        [],
        ["limits.一类"],
    ]
    assert [reason.measures for reason in reasons] == [("class",), ("class",)]


@pytest.mark.parametrize("take", ["mean", "share", "sum"])
def test_of_nothing_there_is_no_part(write_pack, take):
    found = evaluated(
        write_pack,
        f"  some: {{{LABEL}, kind: test, parts: {{a: {{{LABEL}, when: {{of: area, at_least: 5}}}}}}, {CITED}}}\n"
        f"  own: {{{LABEL}, kind: group, of: people, within: county, among: some, take: {take}}}\n",
        resident_population=[0, 0, 3],
        area_km2=[1, 1, 1],
    )
    assert np.isnan(found.given.numbers("own")).all()


@pytest.mark.parametrize("whole", [None, "cut", "adds_up"])
def test_where_nobody_has_a_weight_nothing_is_shared(write_pack, whole):
    rounding = f", whole: {whole}" if whole else ""
    found = evaluated(
        write_pack,
        f"  own: {{{LABEL}, kind: share, of: people, within: county, pool: 9{rounding}, {CITED}}}\n",
        resident_population=[0, 0],
    )
    assert np.isnan(found.given.numbers("own")).all()


def test_those_that_do_not_count_take_nothing_of_what_is_left_over(write_pack):
    found = evaluated(
        write_pack,
        f"  some: {{{LABEL}, kind: test, parts: {{a: {{{LABEL}, when: {{of: area, at_least: 5}}}}}}, {CITED}}}\n"
        f"  own: {{{LABEL}, kind: share, of: people, within: county, among: some, pool: 5, "
        f"whole: adds_up, {CITED}}}\n",
        resident_population=[9, 1, 1, 1],
        area_km2=[1, 5, 5, 5],
    )
    assert found.given.numbers("own").tolist() == pytest.approx([np.nan, 2, 2, 1], nan_ok=True)


def test_what_is_undecided_is_so_in_a_test_of_several(write_pack):
    parts = ", ".join(
        f"{name}: {{{LABEL}, when: {{of: {of}, at_least: 5}}}}"
        for name, of in (("a", "people"), ("b", "area"))
    )
    found = evaluated(
        write_pack,
        f"  own: {{{LABEL}, kind: test, need: 2, parts: {{{parts}}}, {CITED}}}\n",
        resident_population=[5, 5, 4],
        area_km2=[5, None, None],
    )
    assert found.pack.measures["own"].truth(found.given).tolist() == [YES, UNDECIDED, NO]
    data = found.given.measures["own"].data
    assert (data.dtype, str(data.tolist())) == (np.float64, "[1.0, nan, 0.0]")


def test_the_bound_of_what_must_not_be_is_relaxed_as_it_is_reckoned(write_pack):
    parts = f"a: {{{LABEL}, when: {{not: {{of: people, at_least: 10}}}}}}"
    found = evaluated(
        write_pack,
        f"  own: {{{LABEL}, kind: test, parts: {{{parts}}}, "
        f"relaxed: {{when: {{flag: central_town}}, times: 0.5}}, {CITED}}}\n",
        resident_population=[7, 7],
        central_town=[1, 0],
    )
    assert found.given.numbers("own").tolist() == [NO, YES]
    assert "达到5人" in why(found, "own", 0)
    assert "不满10人" in why(found, "own", 1)


@pytest.mark.parametrize(
    ("codes", "names", "places"),
    [
        (["2", None, "1"], ["甲", "乙", "丙"], [2, 0, 1]),
        ([None, None, None], ["B", None, "A"], [2, 0, 1]),
    ],
)
def test_those_without_a_code_or_a_name_come_first(codes, names, places):
    assert order_positions(np.array(codes, object), np.array(names, object)) == places


def test_a_blank_in_a_prefecture_is_of_no_one_county(write_pack):
    pack = load_pack(
        write_pack(
            f"{OVER_POINTS}measures:\n"
            f"  own: {{{LABEL}, kind: rank, of: people, within: prefecture}}\n"
        ),
        known_names(),
    )
    given = townships(resident_population=[1, None], prefecture=["甲市"] * 2, coverage="prefecture")
    found = [f for f in evaluate(pack, given).findings if f.code == "group-incomplete"]
    assert [f.county for f in found if f.message.values["label"] == pack.measures["own"].label] == [
        None
    ]


def test_what_rounds_to_nothing_has_no_sign():
    assert not np.signbit(rounded(np.array([-0.2, 0.2]), "half_up", 0)).any()
