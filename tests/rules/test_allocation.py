"""A county's total of posts, divided by a pack."""

from dataclasses import replace

import numpy as np
import pytest

from calculator.messages import LANGUAGES, messages
from calculator.packs import open_pack
from rules.allocation import allocate, allocation_figures
from rules.evaluation import evaluate
from rules.status import Status
from tests.conftest import ROOT, townships

# In the sample's pack a township of 60,000 people or more has 42 administrative posts, from
# 40,000 on 36, below 30; the rest is shared out by people.
PEOPLE = [60_000, 40_000, 20_000, 80_000]
STANDARDS = [42, 36, 30, 42]  # 150 together

BOUNDS = """
id: bounded
extends: {base}
title: {{zh: 有上下限, en: Bounded}}
figures:
  least:
    label: {{zh: 下限, en: Least}}
    unit: posts
    value: {least}
    source: document
    clause: {{zh: 第二十条, en: art. 20}}
    status: entered
  most:
    label: {{zh: 上限, en: Most}}
    unit: posts
    value: {most}
    source: document
    clause: {{zh: 第二十一条, en: art. 21}}
    status: entered
quotas:
  administrative_posts:
    label: {{zh: 行政编制, en: administrative posts}}
    kind: standard
    unit: posts
    allowed: administrative_posts_standard
    proposed: proposed_administrative_posts
    allocation: {{weights: allocation_weight, at_least: least, at_most: most}}
"""


def divided(pack, total, kept=None, *, people=PEOPLE, codes=None, **columns):
    statistics = townships(resident_population=people, **columns)
    if codes is not None:
        statistics = replace(
            statistics, texts={**statistics.texts, "code": np.array(codes, dtype=object)}
        )
    found = allocate(evaluate(pack, statistics), "administrative_posts", {0: total}, kept or {})
    return found.counties[0]


@pytest.mark.parametrize(
    ("total", "allocated"),
    [
        (150, [42, 36, 30, 42]),
        (170, [48, 40, 32, 50]),  # 20 by 6 : 4 : 2 : 8
        (130, [36, 32, 28, 34]),
        (155, [44, 37, 30, 44]),  # 43.5, 37, 30.5, 44: a tie, the first in order
    ],
)
def test_each_has_its_standard_and_its_share_of_the_rest(qiyuan, total, allocated):
    county = divided(qiyuan, total)
    assert county.is_divided
    assert county.standards.tolist() == STANDARDS
    assert county.allocated.sum() == total
    assert county.allocated.tolist() == allocated


def test_nobody_has_fewer_than_no_posts(qiyuan):
    county = divided(qiyuan, 6)  # 144 fewer by 6 : 4 : 2 : 8
    assert county.ideals.tolist() == pytest.approx([-1.2, 7.2, 15.6, -15.6])
    assert county.allocated.tolist() == [0, 0, 6, 0]


def test_of_equal_remainders_the_lower_code_goes_first(qiyuan):
    assert divided(qiyuan, 155).allocated.tolist() == [44, 37, 30, 44]
    codes = ["370101104", "370101103", "370101101", "370101102"]
    assert divided(qiyuan, 155, codes=codes).allocated.tolist() == [43, 37, 31, 44]
    assert divided(qiyuan, 155, codes=[None, None, "370101101", None]).allocated[2] == 31


def test_a_township_kept_is_held_and_the_others_share_what_is_left(qiyuan):
    county = divided(qiyuan, 160, {1: 50})
    # 110 remain; 114 are the standards of the others: 4 fewer by 6 : 2 : 8
    assert county.ideals[[0, 2, 3]].tolist() == [40.5, 29.5, 40]
    assert county.allocated.tolist() == [41, 50, 29, 40]
    assert county.kept.tolist() == [False, True, False, False]
    assert np.isnan(county.weights[1])
    assert np.isnan(county.ideals[1])


def keys(county):
    """The sentences that say why a county is not divided, after each was said."""
    for language in LANGUAGES:
        assert all(messages(language).say(problem) for problem in county.problems)
    return [problem.key for problem in county.problems]


def test_a_township_of_no_class_or_weight_is_said_and_the_county_is_not_divided(qiyuan):
    county = divided(qiyuan, 150, people=[60_000, None, 20_000, 80_000])
    assert keys(county) == ["allocation.no_standard"]
    said = county.problems[0].values
    assert (said["names"], said["count"]) == (["镇1"], 1)
    assert np.isnan(county.allocated).all()


def test_a_class_without_people_has_a_standard_but_no_weight(qiyuan):
    flags = [0, 1, 0, 0]
    county = divided(qiyuan, 150, people=[60_000, None, 20_000, 80_000], central_town=flags)
    assert keys(county) == ["allocation.no_weight"]


def test_kept_with_a_number_it_no_longer_stands_in_the_way(qiyuan):
    county = divided(qiyuan, 150, {1: 36}, people=[60_000, None, 20_000, 80_000])
    assert county.allocated.tolist() == [42, 36, 30, 42]


def test_a_unit_of_unknown_kind_stands_in_the_way_too(qiyuan):
    county = divided(qiyuan, 150, kind=["town", None, "town", "town"])
    assert keys(county) == ["allocation.no_standard"]


def test_units_that_are_not_judged_get_nothing_unless_kept(qiyuan):
    kinds = ["town", "town", "town", "subdistrict"]
    county = divided(qiyuan, 108, kind=kinds)
    assert county.townships.tolist() == [0, 1, 2]
    assert county.left_out.tolist() == [3]
    assert county.allocated.tolist() == [42, 36, 30]
    held = divided(qiyuan, 128, {3: 20}, kind=kinds)
    assert held.allocated.tolist() == [42, 36, 30, 20]


@pytest.mark.parametrize(
    ("total", "kept", "key"),
    [
        (150, {0: 100, 1: 51}, "allocation.kept_over_total"),
        (150, {0: 40, 1: 40, 2: 40, 3: 40}, "allocation.all_kept"),
    ],
)
def test_what_is_kept_may_leave_no_division(qiyuan, total, kept, key):
    assert keys(divided(qiyuan, total, kept)) == [key]


def test_all_may_be_kept_if_they_make_up_the_total(qiyuan):
    assert divided(qiyuan, 160, dict.fromkeys(range(4), 40)).allocated.tolist() == [40] * 4


def test_without_any_weight_only_the_standards_themselves_can_be_divided(qiyuan):
    nobody = [0, 0, 0, 0]
    assert divided(qiyuan, 120, people=nobody).allocated.tolist() == [30] * 4
    assert keys(divided(qiyuan, 121, people=nobody)) == ["allocation.no_weights"]


@pytest.fixture
def bounded(write_pack):
    def make(least, most):
        base = ROOT / "sample_data" / "qiyuan_county.yaml"
        return open_pack(write_pack(BOUNDS.format(base=base, least=least, most=most)))

    return make


@pytest.mark.parametrize(
    ("least", "most", "total", "allocated"),
    [
        (30, 45, 170, [45, 44, 36, 45]),  # 48, 40, 32, 50: 8 cut off, 4 each to the others
        (30, 48, 170, [48, 41, 33, 48]),
        (35, 60, 150, [40, 35, 35, 40]),  # 42, 36, 30, 42: 5 more, 1 from the nearest bound
        (37.5, 60, 152, [38, 38, 38, 38]),  # whole posts: at least 38, just enough
        (10, 37.5, 148, [37, 37, 37, 37]),  # at most 37, just enough
    ],
)
def test_nobody_is_outside_the_bounds(bounded, least, most, total, allocated):
    county = divided(bounded(least, most), total)
    assert county.allocated.tolist() == allocated


@pytest.mark.parametrize(
    ("least", "most", "total", "kept", "key", "said"),
    [
        (38, 60, 151, {}, "allocation.total_below_least", {"least": 152, "rest": 151}),
        (38, 60, 152, {0: 39}, "allocation.total_below_least", {"least": 114, "rest": 113}),
        (10, 37, 149, {}, "allocation.total_above_most", {"most": 148, "rest": 149}),
        (40, 39, 158, {}, "allocation.bounds_crossed", {"at_least": 40, "at_most": 39}),
        (30, 40, 150, {0: 29}, "allocation.kept_below", {"kept": 29, "bound": 30}),
        (30, 40, 150, {0: 41}, "allocation.kept_above", {"kept": 41, "bound": 40}),
    ],
)
def test_bounds_that_clash_are_named_with_their_numbers(
    bounded, least, most, total, kept, key, said
):
    county = divided(bounded(least, most), total, kept)
    assert key in keys(county)
    values = county.problems[keys(county).index(key)].values
    assert {name: (values[name].value, values[name].unit) for name in said} == {
        name: (number, "posts") for name, number in said.items()
    }


def test_every_county_has_its_own_total(qiyuan):
    statistics = townships(
        resident_population=[60_000, 20_000, 60_000], county=["甲县", "乙县", "乙县"]
    )
    found = allocate(evaluate(qiyuan, statistics), "administrative_posts", {1: 76}, {})
    assert found.undivided == (0,)
    assert [county.county for county in found.counties] == [1]
    assert found.counties[0].allocated.tolist() == [31, 45]


def test_the_weights_of_the_default_pack_are_a_placeholder(shandong):
    figures = allocation_figures(shandong, shandong.quotas["administrative_posts"])
    assert {f.name: f.status for f in figures}["people_weight"] is Status.PLACEHOLDER


def test_a_quota_that_is_not_divided_is_refused(qiyuan):
    evaluation = evaluate(qiyuan, townships(resident_population=PEOPLE))
    with pytest.raises(ValueError, match="offices"):
        allocate(evaluation, "offices", {0: 10}, {})
