"""Measures where something is absent: a column, a code, a base, all townships but one."""

from __future__ import annotations

import pytest

from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from rules.evaluation import evaluate
from tests.conftest import townships
from tests.rules.test_measures import HEAD, RANK, evaluated, values

__all__ = ["evaluated", "values"]  # fixtures

SHARE = """
    shared:
      kind: share
      label: {zh: 丙, en: c}
      of: area
      within: county
      pool: 7
      whole: adds_up
"""


def said(evaluated_, township=0):
    name, evaluation = evaluated_
    speaker = Messages("zh", pack_names(evaluation.pack))
    return speaker.say(evaluation.why(name, township).sentence)


@pytest.mark.parametrize(("size", "expected"), [(0, []), (1, [7])])
def test_a_pool_is_shared_among_none_or_one(values, size, expected):
    assert values(SHARE, resident_population=[5] * size, area_km2=[3] * size) == expected


@pytest.mark.parametrize("kind", ["rank", "group"])
def test_no_townships_have_no_values(values, kind):
    extra = "take: sum" if kind == "group" else "share: true"
    measure = f"{RANK.replace('kind: rank', f'kind: {kind}')}  {extra}\n"
    assert values(measure, resident_population=[], area_km2=[]) == []


@pytest.mark.parametrize(
    ("codes", "names", "expected"),
    [
        ([None, None], ["甲", "乙"], [3, 4]),
        (["2", "1"], ["乙", "甲"], [3, 4]),
        (["1", "2"], ["甲", "乙"], [4, 3]),
    ],
)
def test_of_equal_remainders_the_lower_code_then_the_first_name_goes_first(
    write_pack, codes, names, expected
):
    cited = "    source: paper\n    clause: {zh: 甲, en: a}\n    status: confirmed\n"
    lines = "".join(f"  {line[4:]}\n" for line in SHARE.strip("\n").splitlines())
    pack = open_pack(write_pack(HEAD + lines + cited))
    statistics = townships(resident_population=[1, 1], area_km2=[2, 2], names=names)
    statistics.texts["code"] = statistics.text("name").copy()
    statistics.texts["code"][:] = codes
    shared = evaluate(pack, statistics).given.measures["shared"].data.tolist()
    assert shared == expected


def test_a_rank_is_undecided_where_what_breaks_ties_is_missing(values):
    broken = RANK + "  ties: people\n"
    assert values(broken, area_km2=[2, 1], resident_population=[5, None]) == [None, None]


def test_a_choice_without_its_column_picks_the_table_of_all_others(values):
    measure = """
    points:
      kind: bands
      label: {zh: 丙, en: c}
      of: area
      by: terrain
      tables: {mountain: [{value: 10}], otherwise: [{value: 5}]}
    """
    assert values(measure, resident_population=[1], area_km2=[1]) == [5]


RELAXED = """
    tested:
      kind: test
      label: {zh: 丙, en: c}
      parts: {small: {label: {zh: 小, en: small}, when: {not: {of: people, at_least: 10}}}}
      relaxed: {when: {flag: county_seat}, times: 2}
"""


@pytest.mark.parametrize(("seat", "expected"), [(1, 1), (0, 0)])
def test_a_bound_that_must_not_be_reached_is_relaxed_like_any_other(values, seat, expected):
    given = {"resident_population": [15], "area_km2": [1], "county_seat": [seat]}
    assert values(RELAXED, **given) == [expected]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (
            "steps:\n  kind: steps\n  label: {zh: 丙, en: c}\n  unit: posts\n  of: area\n"
            "  per: 3\n  each: 2\n  pro_rata: true\n",
            "行政区域面积1平方公里，比0平方公里多0.333333档（每档3平方公里），丙：0名起，每档2名，得0.666667名",
        ),
        (
            "total:\n  kind: sum\n  label: {zh: 丙, en: c}\n  terms: [{of: area, weight: people}]\n",
            "丙7：面积1平方公里×7",
        ),
    ],
)
def test_an_explanation_has_what_is_left_out_and_what_another_measure_gives(
    evaluated, measure, expected
):
    given = evaluated(measure, resident_population=[9, 7], area_km2=[3, 1])
    assert said(given, township=1) == expected


def test_a_table_says_where_a_township_stands_with_its_choice_or_without_any(evaluated):
    measure = """
    crossed:
      kind: table
      label: {zh: 丙, en: c}
      rows: {choice: terrain, among: [mountain]}
      columns: {of: area, at_least: [2]}
      values: [[1, 2], [3, 4]]
    """
    with_column = evaluated(measure, resident_population=[1], area_km2=[2], terrain=["mountain"])
    without = evaluated(measure, resident_population=[1], area_km2=[1])
    assert said(with_column) == "特殊地域为山区；行政区域面积2平方公里，达到2平方公里，列为2"
    assert said(without) == "特殊地域不属山区；行政区域面积1平方公里，不满2平方公里，列为3"


BY_MEASURES = """
    steps:
      kind: steps
      label: {zh: 丙, en: c}
      unit: posts
      of: area
      base: people
      start: area
      per: people
      each: people
      floor: people
"""


def test_every_amount_of_steps_may_be_another_measure(evaluated):
    given = evaluated(BY_MEASURES, resident_population=[9, 7], area_km2=[3, 1])
    assert (
        said(given, 1)
        == "行政区域面积1平方公里，比1平方公里多0档（每档7平方公里），丙：7名起，每档7名，得7名"
    )


def test_a_sum_at_a_floor_that_is_a_measure_says_so(evaluated):
    measure = "    total: {kind: sum, label: {zh: 丙, en: c}, terms: [{of: area}], floor: people\n"
    measure = measure.replace("{kind", "\n  kind").replace(", label", "\n  label")
    measure = measure.replace(", terms", "\n  terms").replace(", floor", "\n  floor").strip()
    given = evaluated(measure, resident_population=[1, 7], area_km2=[3, 1])
    assert [said(given, 0), said(given, 1)] == [
        "丙3：面积3平方公里",
        "丙7（已到下限）：面积1平方公里",
    ]


TESTED = """
    tested:
      kind: test
      label: {zh: 丙, en: c}
      parts: {large: {label: {zh: 大, en: large}, when: WHEN}}
"""


def test_what_is_said_of_several_conditions_is_what_decides_at_the_relaxed_bounds(evaluated):
    when = "{any: [{of: people, at_least: 10}, {of: area, at_least: 10}]}"
    relaxed = "      relaxed: {when: {flag: county_seat}, times: 0.5}\n"
    measure = TESTED.replace("WHEN", when) + relaxed
    given = evaluated(measure, resident_population=[6], area_km2=[1], county_seat=[1])
    assert said(given) == "丙：符合（各项数字按50%要求；大符合：常住人口6人，达到5人）"


def test_a_bound_that_is_missing_is_named(evaluated):
    measure = TESTED.replace("WHEN", "{of: people, at_least: area}")
    assert said(evaluated(measure, resident_population=[6], area_km2=[None])) == (
        "丙：无法判定（大无法判定：常住人口6人，面积未填入）"
    )


def test_no_column_is_chosen_where_none_is_filled_in(evaluated):
    _, evaluation = evaluated(SHARE, resident_population=[None, 1], area_km2=[1, 1])
    chosen = evaluation.given.measures["people"].chosen
    assert chosen is not None
    assert chosen.tolist() == [-1, 0]


CLASSES = """
classes:
  label: {zh: 类别, en: Classes}
  names: [{name: 一类, en: A}, {name: 二类, en: B}]
  source: paper
  clause: {zh: 甲, en: a}
  status: confirmed
"""


def test_a_table_of_classes_gives_none_where_an_axis_is_missing(write_pack):
    crossed = """\
  crossed:
    kind: table
    label: {zh: 丙, en: c}
    gives_classes: true
    rows: {choice: terrain, among: [mountain]}
    columns: {of: area, more_than: [2]}
    values: [[一类, 二类], [二类, 一类]]
    source: paper
    clause: {zh: 甲, en: a}
    status: confirmed
"""
    pack = open_pack(write_pack(HEAD + crossed + CLASSES.lstrip()))
    terrain = ["mountain", "mountain", "plain", "plain", "unreadable", "lake"]
    given = townships(resident_population=[1] * 6, area_km2=[2, 3, 2, 3, 3, None], terrain=terrain)
    found = evaluate(pack, given).given.measures["crossed"]
    assert found.data.tolist() == ["一类", "二类", "二类", "一类", None, None]


def test_what_breaks_ties_breaks_nothing_else(values):
    ranked = RANK + "  ties: people\n"
    given = {"area_km2": [3, 2, 2, 1, 0], "resident_population": [5, 5, 7, 5, 5]}
    assert values(ranked, **given) == [1, 3, 2, 4, 5]


def test_a_pool_is_shared_by_weights_that_are_small(values):
    given = {"resident_population": [1, 1], "area_km2": [0.5, 0.25]}
    assert values(SHARE, **given) == [5, 2]


def test_nothing_is_shared_where_nobody_has_a_weight(values):
    given = {"resident_population": [1, 1], "area_km2": [0, 0]}
    assert values(SHARE, **given) == [None, None]


def test_a_test_is_met_where_it_is_met_relaxed_or_not(values):
    given = {"resident_population": [30, 15, 5], "area_km2": [1] * 3, "county_seat": [None] * 3}
    assert values(RELAXED, **given) == [0, None, 1]


def test_a_bound_of_a_table_may_be_another_measure(evaluated):
    measure = """
    crossed:
      kind: table
      label: {zh: 丙, en: c}
      rows: {choice: terrain, among: [mountain]}
      columns: {of: area, at_least: [people]}
      values: [[1, 2], [3, 4]]
    """
    given = evaluated(measure, resident_population=[1, 5], area_km2=[1, 2])
    assert said(given, 0) == "特殊地域不属山区；行政区域面积1平方公里，达到1平方公里，列为4"
    assert said(given, 1) == "特殊地域不属山区；行政区域面积2平方公里，不满5平方公里，列为3"
