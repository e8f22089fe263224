"""Findings that rest on no figure: their status is *entered*, and they cite nothing."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.packs import known_names, open_pack
from rules.evaluation import evaluate
from rules.loading import load_pack
from rules.status import Severity, Status
from tests.conftest import listed, townships
from tests.rules.test_loading import HEAD
from tests.rules.test_packs_extended import CITED, LABEL, loaded

OWN_LIMIT = f"""{HEAD}
measures: {{most: {{kind: column, label: {{zh: 上限, en: Most}}, unit: bodies, first_of: villages}}}}
quotas:
  offices: {{{LABEL}, kind: limit, unit: bodies, allowed: most, proposed: proposed_offices, county_total: true}}
"""


def test_a_limit_from_the_statistics_rests_on_no_figure(write_pack):
    pack = load_pack(write_pack(OWN_LIMIT), known_names())
    given = townships(resident_population=[9, 9], villages=[3, 3], proposed_offices=[4, 5])
    found = [f for f in evaluate(pack, given).findings if "over" in f.code]
    assert [(f.code, f.severity, f.status, f.source, f.value, f.limit) for f in found] == [
        ("offices-over-limit", Severity.ERROR, Status.ENTERED, None, 4, 3),
        ("offices-over-limit", Severity.ERROR, Status.ENTERED, None, 5, 3),
        ("county-offices-over-limit", Severity.ERROR, Status.ENTERED, None, 9, 6),
    ]


def test_a_class_that_rests_on_no_figure_cites_the_classes(write_pack):
    rows = "[{when: {flag: central_town}, value: 一类}, {value: 三类}]"
    text = f"measures: {{class: {{kind: decide, {LABEL}, rows: {rows}}}}}\n"
    own = "classification: {measure: class, applies_to: kinds, proposed: proposed_class}\n"
    pack = loaded(write_pack, text + own)
    given = townships(resident_population=[1], central_town=[1], proposed_class=["二类"])
    (found,) = (f for f in evaluate(pack, given).findings if f.code == "class-differs")
    assert found.source == pack.classes_figure.cited


def test_bodies_that_no_figure_counts_are_listed_without_one(write_pack):
    text = f"bodies: {{catalogue: {{}}, nameplates_kept: kept}}\nfigures: {{kept: {{{LABEL}, value: true, {CITED}}}}}\n"
    pack = load_pack(write_pack(HEAD + text), known_names())
    bodies = listed({"name": "党政办公室"}, {"name": "派出所", "dispatched": True})
    given = townships(resident_population=[9], bodies=bodies)
    (found,) = (f for f in evaluate(pack, given).findings if f.code == "dispatched-not-counted")
    assert (found.status, found.source, found.value) == (None, None, 1)


def test_without_a_classification_no_class_is_proposed():
    given = townships(resident_population=[9, 9])
    found = evaluate(open_pack("zhejiang-town"), given)
    assert found.classification.proposed.tolist() == [None, None]


def test_a_standard_names_its_clauses():
    pack = open_pack("zhejiang-town")
    found = evaluate(pack, townships(resident_population=[9])).establishment
    test = pack.measures[pack.establishment.test]
    assert found.labels == {name: part.label for name, part in test.parts.items()}


def test_without_a_margin_nothing_is_near_the_minimum():
    found = evaluate(open_pack("hunan-merger"), townships(resident_population=[9, 30_000]))
    assert found.mergers.near.tolist() == [False, False]


def test_a_terrain_that_cannot_be_read_leaves_a_merger_undecided(qiyuan):
    given = townships(resident_population=[9, 9], terrain=["unreadable", None])
    assert evaluate(qiyuan, given).mergers.status.tolist() == ["undecided", "candidate"]


def test_a_minimum_that_is_a_measure_is_said_of_the_township(write_pack):
    text = (
        f"measures: {{least: {{kind: column, {LABEL}, unit: people, first_of: registered_population}}}}\n"
        "mergers: {applies_to: merger_kinds, population: population, minimum: least}\n"
    )
    pack = load_pack(write_pack(HEAD + text), known_names())
    found = evaluate(pack, townships(resident_population=[9, 9], registered_population=[3, 12]))
    assert found.mergers.status.tolist() == ["none", "candidate"]
    assert found.why_merger(1).values["minimum"].value == 12


def test_a_township_is_asked_for_what_any_rule_needs_of_it(write_pack):
    own = (
        f"figures: {{towns: {{{LABEL}, of: kind, value: [town], {CITED}}}}}\n"
        "establishment: {test: meets_minimum, applies_to: towns}\n"
    )
    given = townships(kind=["town", "rural_township"], resident_population=[None, None])
    found = evaluate(loaded(write_pack, own), given).findings
    assert [f.township for f in found if f.code == "missing-value"] == [0, 1]


@pytest.mark.parametrize(("kind", "said"), [("office", 0), ("institution", 1)])
def test_only_institutions_are_asked_how_they_are_funded(qiyuan, kind, said):
    bodies = listed({"name": "甲站", "kind": kind}, {"name": "乙站", "kind": kind})
    found = evaluate(qiyuan, townships(resident_population=[9], bodies=bodies)).findings
    assert len([f for f in found if f.code == "funding-not-given"]) == said


def test_one_body_with_posts_tells_that_the_others_lack_them(qiyuan):
    bodies = listed({"name": "甲办", "administrative_posts": 3}, {"name": "乙办"})
    found = evaluate(qiyuan, townships(resident_population=[9], bodies=bodies)).findings
    assert [f.body for f in found if f.code == "body-posts-blank"] == [1]


@pytest.mark.parametrize(
    ("posts", "people", "ratio"),
    [
        ([3, 3], [1, 1], [1, 1]),
        ([3, 0], [0, 10], [np.nan, np.nan]),
        ([0, 0], [10, 10], [np.nan, np.nan]),
        ([1, 3], [40_000, 40_000], [0.5, 1.5]),
        ([1, 1], [39_000, 39_000], [1, 1]),
        ([3, None], [10, 10], [1, np.nan]),
    ],
)
def test_posts_per_people_are_told_wherever_there_are_people(shandong, posts, people, ratio):
    given = townships(resident_population=people, proposed_administrative_posts=posts)
    found = evaluate(shandong, given).posts_per_people["administrative_posts"]
    assert found.ratio.tolist() == pytest.approx(ratio, nan_ok=True)
