"""Quotas, listed bodies and suggested set-ups as plain data."""

import json

import numpy as np
import pytest

from calculator.messages import Messages
from calculator.packs import pack_names
from calculator.reporting.data.quotas import (
    body_rows,
    county_quotas,
    integration_data,
    quota_columns,
)
from rules.evaluation import evaluate
from tests.conftest import listed, townships


@pytest.fixture(scope="module")
def evaluation(qiyuan):
    rows = [
        {"name": "党政办公室", "administrative_posts": 12},
        {"name": "财政所", "kind": "institution", "funding": "fiscal", "institution_posts": 6},
        {"name": "兽医站", "kind": "institution", "funding": "own", "institution_posts": 3},
        {"name": "司法所", "dispatched": True},
    ]
    return evaluate(
        qiyuan,
        townships(
            resident_population=[35_000, 35_000],
            proposed_administrative_posts=[11, 32],
            approved_administrative_posts=[14, 33],
            actual_administrative_staff=[15, 30],
            county_totals={"county_administrative_posts": [60]},
            bodies=listed(*rows),
        ),
    )


@pytest.fixture(scope="module")
def speaker(qiyuan):
    return Messages("zh", pack_names(qiyuan))


def test_a_township_has_every_number_of_a_quota(evaluation):
    first, second = quota_columns(evaluation)["administrative_posts"]
    assert first == {
        **{"allowed": 30, "proposed": 12, "stated": 11, "listed": 12},
        **{"approved": 14, "actual": 15, "over_established": 1, "vacant": 0},
        **{"per_ten_thousand": pytest.approx(12 / 3.5), "reference_ratio": pytest.approx(12 / 22)},
        "class_per_ten_thousand": pytest.approx(22 / 3.5),
        "reference_difference": pytest.approx(-10 / 3.5),
    }
    assert (second["listed"], second["over_established"], second["vacant"]) == (None, 0, 3)


def test_bodies_say_whether_they_count_and_why_not(evaluation, speaker):
    rows = body_rows(evaluation, speaker)
    assert list(rows) == [0]
    assert [row["not_counted_because"] for row in rows[0]] == [
        *(None, None, "funded_otherwise", "dispatched")
    ]
    assert rows[0][0]["comprehensive"] == "党政办公室"
    assert rows[0][1]["goes_into"] == ["财经服务中心"]


def test_a_suggested_set_up_says_what_moves(evaluation, speaker):
    (table,) = evaluation.integrations
    (row,) = integration_data(table, evaluation, speaker)["rows"]
    assert (row["to"], row["from"], row["is_listed"]) == ("财经服务中心", ["财政所"], False)
    assert (row["posts_moved"]["institution_posts"], row["posts_after"]["institution_posts"]) == (
        6,
        6,
    )


def test_a_county_has_its_total_its_staff_and_who_gives(evaluation):
    quotas = county_quotas(evaluation, 0, np.ones(2, dtype=np.bool_))
    posts = quotas["administrative_posts"]
    assert (posts["approved_total"], posts["approved"], posts["actual"]) == (60, 47, 45)
    assert (posts["over_established"], posts["vacant"], posts["pooled"]) == (1, 3, True)
    assert posts["takes"] == [{"township": "镇1", "posts": 2}]
    assert posts["gives"] == [{"township": "镇0", "posts": 18}]


def test_all_of_it_is_json(evaluation, speaker):
    rows = [quota_columns(evaluation), body_rows(evaluation, speaker)]
    assert "NaN" not in json.dumps(rows, ensure_ascii=False)
