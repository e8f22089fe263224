"""Merger candidates, exemptions, and units near the minimum."""

import pytest

from rules.evaluation import evaluate
from rules.findings import Finding
from tests.conftest import townships


def merger(pack, **columns):
    evaluation = evaluate(pack, townships(**columns))
    return evaluation.mergers.status.tolist(), evaluation


@pytest.mark.parametrize(
    ("people", "kind", "terrain", "expected"),
    [
        (29_999, "town", None, "candidate"),
        (30_000, "town", None, "none"),
        (29_999, "rural_township", None, "candidate"),
        (29_999, "subdistrict", None, "not_applicable"),
        (29_999, "other", None, "not_applicable"),
        (29_999, None, None, "undecided"),
        (None, "town", None, "undecided"),
        (29_999, "town", "mountain", "exempt"),
        (29_999, "town", "floodplain", "exempt"),
        (29_999, "town", "lake", "exempt"),
        (29_999, "town", "island", "exempt"),
        (29_999, "town", "hill", "candidate"),
        (30_000, "town", "island", "none"),
        (None, "town", "island", "undecided"),
    ],
)
def test_the_status_follows_from_people_kind_and_terrain(shandong, people, kind, terrain, expected):
    statuses, _ = merger(
        shandong, resident_population=[people], kind=[kind], terrain=[terrain, None][:1]
    )
    assert statuses == [expected]


def test_the_default_pack_gives_no_margin_so_nothing_is_near(shandong):
    _, evaluation = merger(shandong, resident_population=[30_000, 29_999])
    assert not evaluation.mergers.near.any()


@pytest.mark.parametrize(
    ("people", "near"),
    [
        (28_999, False),
        (29_000, True),
        (30_000, True),
        (31_000, True),
        (31_001, False),
        (None, False),
    ],
)
def test_units_within_the_margin_of_the_minimum_are_near_it(qiyuan, people, near):
    _, evaluation = merger(qiyuan, resident_population=[people])
    assert evaluation.mergers.near[0] == near


def test_without_a_terrain_column_one_note_says_that_exemption_was_not_judged(shandong):
    statuses, evaluation = merger(shandong, resident_population=[10_000, 20_000])
    notes = [f for f in evaluation.findings if f.code == "exemption-not-judged"]
    assert len(notes) == 1
    assert isinstance(notes[0], Finding)
    assert notes[0].severity == "note"
    assert statuses == ["candidate", "candidate"]
