"""Units, bodies and totals of which something is absent or said otherwise than mostly."""

from __future__ import annotations

import pytest

from calculator.messages import messages
from calculator.packs import open_pack
from rules.allocation import allocate
from rules.evaluation import evaluate
from rules.figures import least_sure
from rules.status import Status, weakest
from tests.conftest import ROOT, listed, townships
from tests.rules.test_allocation import BOUNDS, PEOPLE, divided
from tests.rules.test_special_units import OWN


def said_of(pack, statistics, code):
    say = messages("zh").say
    return [say(f.message) for f in evaluate(pack, statistics).findings if f.code == code]


def test_units_with_limits_of_their_own_are_said_with_them(write_pack):
    pack = open_pack(write_pack(OWN.replace("QUOTA", "offices")))
    given = townships(resident_population=[35_000, 35_000], economically_developed_town=[1, 0])
    assert said_of(pack, given, "special-unit-listed") == [
        "经济发达镇1个（镇0），下列各项按规则为其单独规定的数字核对：党政工作机构。"
    ]


@pytest.mark.parametrize(("answer", "counted"), [("是", 2), ("否", 1)])
def test_dispatched_bodies_count_where_the_pack_says_so(answer, counted):
    pack = open_pack("shandong", {"dispatched_counted": answer})
    bodies = listed({"name": "党政办公室"}, {"name": "派出所", "dispatched": True})
    checks = evaluate(pack, townships(resident_population=[35_000], bodies=bodies)).quotas
    assert checks["offices"].proposed.tolist() == [counted]


def test_a_township_that_lists_nothing_has_no_bodies(qiyuan):
    bodies = listed({"name": "党政办公室", "township": 1})
    found = evaluate(qiyuan, townships(resident_population=[1, 1], bodies=bodies)).listed
    assert found is not None
    assert [found.of(0), found.of(1)] == [[], [0]]


def test_a_body_that_is_called_as_its_owner_keeps_its_name(qiyuan):
    bodies = listed({"name": "镇"}, {"name": "镇"}, {"name": ""}, {"name": ""})
    found = evaluate(qiyuan, townships(resident_population=[1], bodies=bodies)).listed
    assert found is not None
    assert found.not_counted.tolist() == [None, "repeated", None, None]
    assert [known.name for known in found.recognised] == ["镇", "镇", "", ""]


def test_a_county_without_a_name_is_one_without_a_name():
    statistics = townships(resident_population=[1, 1, 1], county=[None, "", "甲县"])
    assert statistics.counties == [("", ""), ("", "甲县")]
    assert statistics.county_codes.tolist() == [0, 0, 1]


def test_the_parts_by_weight_make_one(qiyuan):
    county = divided(qiyuan, 170)
    assert county.shares.tolist() == pytest.approx([person / 200_000 for person in PEOPLE])
    assert county.weights.tolist() == PEOPLE
    assert county.ideals.tolist() == pytest.approx([48, 40, 32, 50])


def test_what_is_kept_may_take_the_whole_total(qiyuan):
    county = divided(qiyuan, 84, {0: 42, 3: 42}, people=[60_000, 20_000, 20_000, 80_000])
    assert county.allocated.tolist() == [42, 0, 0, 42]


BOUNDED = """
id: bounded
extends: {base}
title: {{zh: 有上限, en: Bounded}}
measures: {{most: {{kind: column, label: {{zh: 村数, en: Villages}}, first_of: villages}}}}
quotas:
  administrative_posts:
    label: {{zh: 行政编制, en: administrative posts}}
    kind: standard
    unit: posts
    allowed: administrative_posts_standard
    proposed: proposed_administrative_posts
    allocation: {{weights: allocation_weight, at_most: most}}
"""


def test_a_bound_that_is_missing_is_named(write_pack):
    pack = open_pack(write_pack(BOUNDED.format(base=ROOT / "sample_data" / "qiyuan_county.yaml")))
    statistics = townships(resident_population=PEOPLE, villages=[50, None, 50, 50])
    evaluation = evaluate(pack, statistics)
    county = allocate(evaluation, "administrative_posts", {0: 150}, {}).counties[0]
    assert [messages("zh").say(problem) for problem in county.problems] == [
        "1个乡镇的行政编制上限或下限未定（镇1），不能分配。请补齐有关数据，或用--keep写明保留的名数。"
    ]


def test_of_many_who_give_as_much_the_first_are_named_in_their_order(qiyuan):
    posts = [32] + [29] * 40
    given = townships(resident_population=[35_000] * 41, proposed_institution_posts=posts)
    (pooling,) = evaluate(qiyuan, given).poolings
    assert list(pooling.givers) == list(range(1, 41))
    assert set(pooling.givers.values()) == {1}


def test_of_those_who_give_the_most_come_first_and_those_at_their_standard_give_nothing(qiyuan):
    posts = [36, 30] + [29, 28] * 30
    given = townships(resident_population=[35_000] * 62, proposed_institution_posts=posts)
    (pooling,) = evaluate(qiyuan, given).poolings
    assert list(pooling.givers) == [*range(3, 62, 2), *range(2, 62, 2)]
    assert list(pooling.givers.values()) == [2] * 30 + [1] * 30


def test_the_bodies_of_a_township_stay_in_the_order_listed(qiyuan):
    bodies = listed(*({"name": f"办公室{n}", "township": n % 2} for n in range(80)))
    found = evaluate(qiyuan, townships(resident_population=[1, 1], bodies=bodies)).listed
    assert found is not None
    assert [found.of(0), found.of(1)] == [list(range(0, 80, 2)), list(range(1, 80, 2))]


def test_units_that_the_pack_does_not_judge_are_left_out_of_a_division(qiyuan):
    county = divided(
        qiyuan, 100, people=[60_000, 40_000, 80_000], kind=["town", "town", "subdistrict"]
    )
    assert county.townships.tolist() == [0, 1]
    assert county.left_out.tolist() == [2]


def test_of_nothing_all_is_confirmed():
    assert weakest([]) is Status.CONFIRMED
    assert least_sure([]) is None


def test_posts_may_be_kept_on_the_bounds(write_pack):
    base = ROOT / "sample_data" / "qiyuan_county.yaml"
    pack = open_pack(write_pack(BOUNDS.format(base=base, least=30, most=60)))
    county = divided(pack, 160, {0: 60, 1: 30})
    assert county.problems == ()
    assert county.allocated.tolist()[:2] == [60, 30]


def test_a_county_of_one_proposal_says_how_many_are_left_out(qiyuan):
    given = townships(resident_population=[35_000] * 2, proposed_administrative_posts=[30, None])
    assert said_of(qiyuan, given, "county-administrative-posts-incomplete") == [
        "行政编制：有1个乡镇限额标准未定或方案空白，未计入全县合计。"
    ]


def test_one_township_of_one_person_has_the_whole_total(qiyuan):
    county = divided(qiyuan, 31, people=[1])
    assert (county.shares.tolist(), county.allocated.tolist()) == ([1], [31])
