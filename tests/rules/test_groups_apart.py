"""Counties and prefectures: which there are, and which of them a total is held against."""

from __future__ import annotations

import numpy as np
import pytest

from rules.balances import Balance
from rules.evaluation import evaluate
from rules.groups import counties_and_prefectures
from tests.conftest import townships

COUNTIES = ["甲县", "乙县", "甲县", "丙县", "丁县", "戊县"]
PREFECTURES = ["东市", "东市", "东市", "西市", "", ""]


def of(**columns):
    given = townships(
        resident_population=[9] * 6, county=COUNTIES, prefecture=PREFECTURES,
        coverage="prefecture", **columns,
    )  # fmt: skip
    return given, counties_and_prefectures(given)


def test_only_prefectures_with_a_name_and_several_counties_have_sums():
    _, (counties, prefectures) = of()
    assert counties.names == ["甲县", "乙县", "丙县", "丁县", "戊县"]
    assert counties.several.tolist() == [True] * 5
    assert prefectures.names == ["东市", "西市", ""]
    assert prefectures.several.tolist() == [True, False, False]
    assert prefectures.of_counties.tolist() == [0, 0, 1, 2, 2]
    assert prefectures.codes.tolist() == [0, 0, 0, 1, 2, 2]
    assert prefectures.count == 3


@pytest.mark.parametrize(
    ("within", "codes"),
    [("county", [0, 1, 0, 2, 3, 4]), ("prefecture", [0, 0, 0, 1, 2, 2]), ("province", [0] * 6)],
)
def test_townships_are_compared_within_their_county_prefecture_or_province(within, codes):
    assert of()[0].group_codes(within).tolist() == codes


def test_the_total_of_a_prefecture_is_that_of_the_counties_that_propose(qiyuan):
    totals = {"county_administrative_posts": [40, 50, 60, None, 70]}
    given, (counties, prefectures) = of(
        county_totals=totals, proposed_administrative_posts=[30, None, None, 31, None, 33]
    )
    check = evaluate(qiyuan, given).quotas["administrative_posts"]
    found = check.against_total(prefectures)
    assert found.limit.tolist() == [40, 60, 70]
    assert found.found.tolist() == [30, 31, 33]
    assert found.counted.tolist() == [True, True, True]
    assert check.against_total(counties).counted.tolist() == [True, False, True, False, True]


def test_a_sum_is_counted_only_where_there_is_something_to_add():
    balance = Balance.of(np.array([1, np.nan, 2]), np.array([1.0, 1, np.nan]))
    assert balance.sums(np.array([0, 1, 2]), 3).counted.tolist() == [True, False, False]
