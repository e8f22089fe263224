"""What is said of nested conditions and of relaxed bounds agrees with what was decided."""

import pytest

from calculator.messages import messages
from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships


def merger_reason(pack, **columns):
    return messages("en").say(evaluate(pack, townships(**columns)).why_merger(0))


def test_of_several_ways_only_the_one_that_holds_is_said():
    pack = open_pack("henan-merger")
    said = merger_reason(pack, terrain=["mountain"], resident_population=[19_999], area_km2=[99])
    assert "19,999" in said
    assert "20,000" in said
    assert "30,000" not in said


def test_where_no_way_holds_only_what_fails_is_said():
    pack = open_pack("henan-merger")
    said = merger_reason(pack, terrain=["mountain"], resident_population=[19_999], area_km2=[100])
    assert "100 km²" in said
    assert "30,000" not in said


def test_one_value_that_serves_two_conditions_is_said_once():
    pack = open_pack("sichuan-town", settings={"town_mean_urbanisation": 30})
    statistics = townships(
        kind=["rural_township"],
        terrain=["hill"],
        registered_population=[30_001],
        registered_urbanisation=[30],
    )
    said = messages("en").say(evaluate(pack, statistics).why("standard", 0).sentence)
    assert said.count("30,001") == 1


RELAXED = """\
id: relaxed
title: {zh: 示例, en: Example}
sources:
  paper: {title: {zh: 文件, en: Document}}
measures:
  population:
    kind: column
    label: {zh: 常住人口, en: Population}
    unit: people
    first_of: resident_population
  ease:
    kind: decide
    label: {zh: 放宽比例, en: How much is needed}
    gives_numbers: true
    rows:
      - {when: {flag: county_seat}, value: 0.5}
      - {value: 0.8}
    source: paper
    clause: {zh: 第一条, en: art. 1}
    status: entered
  standard:
    kind: test
    label: {zh: 标准, en: Standard}
    parts:
      people: {label: {zh: 人口, en: People}, when: {of: population, at_least: 20000}}
    relaxed: {when: {flag: central_town}, times: ease}
    source: paper
    clause: {zh: 第二条, en: art. 2}
    status: entered
"""


@pytest.fixture
def eased(write_pack):
    statistics = townships(
        resident_population=[10_000, 10_000, 16_000, 16_000],
        county_seat=[1, 0, 0, 0],
        central_town=[1, 1, 1, 0],
    )
    return evaluate(open_pack(write_pack(RELAXED)), statistics)


def test_a_relaxed_multiple_may_differ_by_township(eased):
    # 20,000 x 0.5 = 10,000; 20,000 x 0.8 = 16,000; the last is not relaxed
    assert eased.given.measures["standard"].data.tolist() == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("township", "bound"), [(0, "10,000"), (1, "16,000"), (2, "16,000"), (3, "20,000")]
)
def test_the_bound_that_is_said_is_the_one_that_was_used(eased, township, bound):
    said = messages("en").say(eased.why("standard", township).sentence)
    assert bound in said
    assert ("20,000" in said) == (bound == "20,000")
