"""Each kind of measure on hand-worked values, on the line, beside it, and missing."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import numpy as np
import pytest

from calculator.messages import Messages, messages
from calculator.packs import open_pack, pack_names
from rules.evaluation import evaluate
from tests.conftest import townships

HEAD = """\
id: mine
title: {zh: 我的规则, en: Mine}
sources:
  paper: {title: {zh: 文件, en: Document}}
figures:
  rough: {label: {zh: 山区, en: Rough}, of: terrain, value: [mountain], source: paper, clause: {zh: 甲, en: a}, status: confirmed}
measures:
  people: {kind: column, label: {zh: 人口, en: People}, unit: people, first_of: resident_population}
  area: {kind: column, label: {zh: 面积, en: Area}, unit: km2, first_of: area_km2}
  unused: {kind: test, label: {zh: 乙, en: b}, parts: {a: {label: {zh: 乙, en: b}, when: {choice: terrain, among: rough}}}}
"""


@pytest.fixture
def evaluated(write_pack):
    """One measure of a pack, evaluated for some townships: its name and all that came out."""

    def compute(measure, coverage="county", **columns):
        lines = textwrap.indent(textwrap.dedent(measure).strip(), "  ")
        cited = "\n    source: paper\n    clause: {zh: 甲, en: a}\n    status: confirmed\n"
        pack = open_pack(write_pack(HEAD + lines + cited))
        statistics = replace(townships(**columns), coverage=coverage)
        return measure.strip().partition(":")[0], evaluate(pack, statistics)

    return compute


@pytest.fixture
def values(evaluated):
    """The values of one measure of a pack, for some townships."""

    def compute(measure, coverage="county", **columns):
        name, evaluation = evaluated(measure, coverage, **columns)
        found = evaluation.given.measures[name].data.tolist()
        return [None if value is None or value != value else value for value in found]

    return compute


@pytest.mark.parametrize(
    ("people", "area", "expected"),
    [
        (9, 9, "丙18：人口9人、面积9平方公里"),
        (90, 9, "丙20（已到上限）：人口90人"),
        (1, 1, "丙4（已到下限）：人口1人"),
    ],
)
def test_a_sum_at_its_floor_or_cap_says_so(evaluated, people, area, expected):
    total = (
        "t:\n  kind: sum\n  label: {zh: 丙, en: c}\n  terms: [{of: people}, {of: area}]\n"
        "  floor: 4\n  cap: 20"
    )
    name, evaluation = evaluated(total, resident_population=[people], area_km2=[area])
    speaker = Messages("zh", pack_names(evaluation.pack))
    assert expected in speaker.say(evaluation.why(name, 0).sentence)


@pytest.mark.parametrize(
    ("flag", "expected"), [(1, "是中心镇"), (0, "不是中心镇"), (None, "中心镇空白")]
)
def test_a_yes_or_no_is_said_as_it_stands(evaluated, flag, expected):
    test = (
        "t:\n  kind: test\n  label: {zh: 丙, en: c}\n"
        "  parts: {a: {label: {zh: 丁, en: d}, when: {flag: central_town}}}"
    )
    name, evaluation = evaluated(test, central_town=[flag])
    assert f"：{expected}" in messages("zh").say(evaluation.why(name, 0).sentence)


STEPS = "steps: \n  kind: steps\n  label: {zh: 丙, en: c}\n  of: area\n"


@pytest.mark.parametrize(
    ("shape", "area", "expected"),
    [
        ("  start: 10\n  per: 0.5\n  each: 1", 10.5, 1),
        ("  start: 10\n  per: 0.5\n  each: 1", 10.499999, 0),
        ("  start: 10\n  per: 0.1\n  each: 1", 10.3, 3),
        ("  start: 10\n  per: 0.1\n  each: 1", 9, 0),
        ("  base: 45\n  per: 1500\n  each: 1\n  cap: 160", 172_500, 160),
        ("  base: 45\n  per: 1500\n  each: 1\n  cap: 160", 172_499, 159),
        ("  base: 5\n  per: 10\n  each: 2\n  floor: 8", 11, 8),
        ("  base: 5\n  per: 10\n  each: 2\n  pro_rata: true", 15, 8),
        ("  per: 10\n  each: 1\n  pro_rata: true\n  rounding: half_up", 25, 3),
        ("  per: 10\n  each: 1\n  pro_rata: true\n  rounding: half_up", 24.999, 2),
        ("  per: 10\n  each: 1\n  pro_rata: true\n  rounding: down\n  decimals: 1", 12.99, 1.2),
        ("  per: 10\n  each: 1\n  pro_rata: true\n  rounding: up\n  decimals: 1", 12.01, 1.3),
        ("  per: 10\n  each: 1", None, None),
    ],
)
def test_steps_are_counted_in_decimal(values, shape, area, expected):
    assert values(STEPS + shape, area_km2=[area]) == [expected]


@pytest.mark.parametrize(("flag", "expected"), [(1, 11), (0, 10), (None, None)])
def test_tagged_units_get_a_multiple_of_their_level(values, flag, expected):
    shape = (
        "  base: 10\n  per: 100\n  each: 1\n  multiple: {when: {flag: central_town}, times: 1.1}"
    )
    assert values(STEPS + shape, area_km2=[50], central_town=[flag]) == [expected]


@pytest.mark.parametrize(
    ("people", "expected"),
    [(19_999, 10), (20_000, 20), (49_999, 20), (50_000, 20), (50_001, 30), (None, None)],
)
def test_bands_open_and_close_by_name(values, people, expected):
    bands = """\
    points:
      kind: bands
      label: {zh: 丙, en: c}
      of: people
      bands: [{less_than: 20000, value: 10}, {at_least: 20000, at_most: 50000, value: 20}, {more_than: 50000, value: 30}]
    """
    assert values(bands, resident_population=[people]) == [expected]


@pytest.mark.parametrize(("terrain", "expected"), [("mountain", 10), ("island", 5), (None, 5)])
def test_a_choice_picks_the_table_of_bands(values, terrain, expected):
    bands = """\
    points:
      kind: bands
      label: {zh: 丙, en: c}
      of: area
      by: terrain
      tables:
        mountain: [{less_than: 50, value: 8}, {at_least: 50, value: 10}]
        otherwise: [{less_than: 80, value: 5}, {at_least: 80, value: 9}]
    """
    assert values(bands, area_km2=[60], terrain=[terrain]) == [expected]


@pytest.mark.parametrize(
    ("people", "area", "expected"), [(20_000, 40, 500), (20_000, 0, None), (None, 40, None)]
)
def test_a_ratio_is_missing_where_it_can_not_be_reckoned(values, people, area, expected):
    ratio = "density:\n  kind: ratio\n  label: {zh: 丙, en: c}\n  of: people\n  by: area\n"
    assert values(ratio, resident_population=[people], area_km2=[area]) == [expected]


@pytest.mark.parametrize(
    ("people", "area", "expected"),
    [(20_000, 40, 40), (90_000, 40, 100), (1_000, 1, 5), (20_000, None, None)],
)
def test_a_sum_is_weighted_and_held_between_floor_and_cap(values, people, area, expected):
    total = """\
    index:
      kind: sum
      label: {zh: 丙, en: c}
      terms: [{of: people, weight: 0.001}, {of: area, weight: 0.5}]
      floor: 5
      cap: 100
    """
    assert values(total, resident_population=[people], area_km2=[area]) == [expected]


RANK = "place:\n  kind: rank\n  label: {zh: 丙, en: c}\n  of: area\n  within: county\n"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", [3, 1, 1, 4]),
        ("  ties: people", [3, 2, 1, 4]),
        ("  lowest_first: true", [2, 3, 3, 1]),
        ("  share: true", [75, 25, 25, 100]),
    ],
)
def test_a_rank_counts_from_the_highest_and_ties_are_broken_by_name(values, extra, expected):
    found = values(
        RANK + extra, area_km2=[10, 20, 20, 5], resident_population=[9_000, 8_000, 8_500, 7_000]
    )
    assert found == expected


def test_a_rank_is_undecided_in_a_group_where_a_value_is_missing(values):
    counties = ["甲县", "甲县", "乙县", "乙县"]
    assert values(RANK, area_km2=[10, None, 20, 5], county=counties) == [None, None, 1, 2]


@pytest.mark.parametrize(
    ("coverage", "expected"), [("county", [None, None]), ("prefecture", [2, 1])]
)
def test_a_rank_within_the_prefecture_needs_a_file_that_holds_it(values, coverage, expected):
    rank = RANK.replace("within: county", "within: prefecture")
    counties = ["甲县", "乙县"]
    assert values(rank, coverage, area_km2=[10, 20], county=counties) == expected


@pytest.mark.parametrize(
    ("take", "expected"), [("mean", [15, 15, 40]), ("sum", [30, 30, 40]), ("share", [40, 60, 100])]
)
def test_a_group_is_taken_by_county(values, take, expected):
    group = f"g:\n  kind: group\n  label: {{zh: 丙, en: c}}\n  of: area\n  within: county\n  take: {take}"
    found = values(group, area_km2=[12, 18, 40], county=["甲县", "甲县", "乙县"])
    assert found == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("  whole: adds_up", [2, 2, 3]),
        ("  whole: cut", [1, 1, 3]),
        ("", [1.75, 1.75, 3.5]),
    ],
)
def test_a_pool_is_shared_by_weight(values, whole, expected):
    share = "s:\n  kind: share\n  label: {zh: 丙, en: c}\n  pool: 7\n  of: area\n  within: county\n"
    assert values(share + whole, area_km2=[10, 10, 20]) == expected


def test_a_pool_may_be_a_measure_and_is_the_one_that_its_county_names(values):
    share = (
        "s:\n  kind: share\n  label: {zh: 丙, en: c}\n  pool: people\n  of: area\n  within: county"
    )
    found = values(
        share,
        resident_population=[None, 7, None, 3],
        area_km2=[10, 10, 20, 20],
        county=["甲县", "甲县", "乙县", "丙县"],
    )
    assert found == [3.5, 3.5, None, 3]


def test_a_measure_that_breaks_ties_may_be_written_below(values):
    rank = (
        "r:\n  kind: rank\n  label: {zh: 丙, en: c}\n  of: people\n  within: county\n  ties: dense\n"
        "dense:\n  kind: ratio\n  label: {zh: 丁, en: d}\n  of: people\n  by: area"
    )
    found = values(rank, resident_population=[5, 5, 9], area_km2=[2, 1, 1], county=["甲县"] * 3)
    assert found == [3, 2, 1]


@pytest.mark.parametrize(("terrain", "expected"), [("mountain", 10), ("island", 5), (None, 5)])
def test_the_bands_of_other_choices_may_be_written_first(values, terrain, expected):
    bands = """
    b:
      kind: bands
      label: {zh: 丙, en: c}
      of: people
      by: terrain
      tables:
        otherwise: [{value: 5}]
        mountain: [{value: 10}]
    """
    found = values(textwrap.dedent(bands).strip(), resident_population=[9], terrain=[terrain])
    assert found == [expected]


def test_numbers_that_the_measure_itself_holds_are_figures_by_name(write_pack):
    text = HEAD + textwrap.indent(
        textwrap.dedent("""\
        points:
          kind: bands
          label: {zh: 人口得分, en: Points}
          unit: points
          of: people
          bands: [{less_than: 20000, value: 10}, {at_least: 20000, value: 20}]
          source: paper
          clause: {zh: 第四条, en: art. 4}
          status: placeholder
        """),
        "  ",
    )
    pack = open_pack(write_pack(text))
    slots = {name: f.value for name, f in pack.figures.items() if f.is_slot}
    assert slots == {"points.bound_1": 20000, "points.value_1": 10, "points.value_2": 20}
    assert pack.figures["points.bound_1"].unit == "people"
    assert pack.figures["points.value_1"].unit == "points"
    assert {f.name for f in pack.unconfirmed} == set(slots)
    moved = open_pack(write_pack(text), {"points.bound_1": "30000"})
    statistics = townships(resident_population=[25_000], area_km2=[1])
    assert evaluate(pack, statistics).given.numbers("points")[0] == 20
    assert evaluate(moved, statistics).given.numbers("points")[0] == 10


TEST = """\
meets:
  kind: test
  label: {zh: 丙, en: c}
  parts:
    people: {label: {zh: 人口, en: People}, when: {of: people, at_least: 30000}}
    area: {label: {zh: 面积, en: Area}, when: {of: area, at_least: 40, at_most: 200}}
"""


@pytest.mark.parametrize(
    ("extra", "people", "area", "tags", "expected"),
    [
        ("", 30_000, 40, {}, 1),
        ("", 29_999, 40, {}, 0),
        ("", 30_000, None, {}, None),
        ("", 29_999, None, {}, 0),
        ("  need: any", 29_999, 200, {}, 1),
        ("  need: any", 29_999, None, {}, None),
        ("  need: 1", 30_000, None, {}, 1),
        ("  need: 2", 30_000, None, {}, None),
        (
            "  switched_off: [{when: {choice: terrain, among: rough}, parts: [area]}]",
            30_000,
            900,
            {"terrain": ["mountain"]},
            1,
        ),
        (
            "  switched_off: [{when: {choice: terrain, among: rough}, parts: [area]}]",
            30_000,
            900,
            {"terrain": ["island"]},
            0,
        ),
        (
            "  relaxed: {when: {flag: central_town}, times: 0.8}",
            24_000,
            32,
            {"central_town": [1]},
            1,
        ),
        (
            "  relaxed: {when: {flag: central_town}, times: 0.8}",
            24_000,
            32,
            {"central_town": [0]},
            0,
        ),
        (
            "  relaxed: {when: {flag: central_town}, times: 0.8}",
            24_000,
            40,
            {"central_town": [None]},
            None,
        ),
        (
            "  relaxed: {when: {flag: central_town}, times: 0.8}",
            30_000,
            40,
            {"central_town": [None]},
            1,
        ),
    ],
)
def test_a_test_is_met_not_met_or_undecided(values, extra, people, area, tags, expected):
    assert values(TEST + extra, resident_population=[people], area_km2=[area], **tags) == [expected]


@pytest.mark.parametrize(
    ("people", "terrain", "expected"),
    [(19_999, None, 20), (20_000, None, 30), (20_000, "mountain", 32), (None, "mountain", None)],
)
def test_a_table_is_read_at_the_crossing(values, people, terrain, expected):
    table = """\
    posts:
      kind: table
      label: {zh: 丙, en: c}
      rows: {of: people, at_least: [20000, 50000]}
      columns: {choice: terrain, among: [mountain]}
      values: [[22, 20], [32, 30], [42, 40]]
    """
    assert values(table, resident_population=[people], terrain=[terrain]) == [expected]


def test_a_figure_that_only_the_user_has_leaves_undecided_until_it_is_entered(write_pack):
    text = (
        HEAD.replace(
            "measures:",
            "  mean: {label: {zh: 平均, en: Mean}, ask: true, source: paper, "
            "clause: {zh: 甲, en: a}, status: placeholder}\nmeasures:",
        )
        + "  above: {kind: test, label: {zh: 丙, en: c}, parts: "
        "{p: {label: {zh: 丙, en: c}, when: {of: people, at_least: mean}}}}\n"
    )
    statistics = townships(resident_population=[30_000], area_km2=[1])
    asked = evaluate(open_pack(write_pack(text)), statistics)
    assert np.isnan(asked.given.numbers("above")[0])
    found = next(f for f in asked.findings if f.code == "figure-not-entered")
    assert found.message.values["name"] == "mean"
    entered = evaluate(open_pack(write_pack(text), {"mean": "30000"}), statistics)
    assert entered.given.numbers("above")[0] == 1
    assert "figure-not-entered" not in [f.code for f in entered.findings]


def test_last_years_column_is_a_column_of_its_own(write_pack):
    text = HEAD + (
        "  before: {kind: column, label: {zh: 上年, en: Before}, "
        "first_of: fiscal_revenue_year_before}\n"
    )
    statistics = townships(resident_population=[1], fiscal_revenue_year_before=[12])
    assert evaluate(open_pack(write_pack(text)), statistics).given.numbers("before")[0] == 12
