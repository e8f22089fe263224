"""Merger plans of reports: the sample county by hand, and what a plan says of its groups."""

import math

import pytest

import calculator
from calculator.messages import messages
from tests.planning.townships import (
    BOUNDARIES,
    PAIR,
    groups,
    names,
    unresolved,
)


def test_the_sample_countys_plan(sample):
    plans = sample.plan()
    (county,) = plans.counties
    assert (county.prefecture, county.county, county.status) == ("", "齐原县", "optimal")
    assert names(plans, county.candidates) == ["杨堤镇", "何家洼乡", "苇塘乡", "桑坡乡"]
    assert names(plans, county.undecided) == ["盐滩镇"]
    assert (county.objective, county.bound) == ((0, 2, 49_255), (0, 2, 49_255))
    assert county.unresolved == ()
    assert groups(plans) == [["杨堤镇", "苇塘乡"], ["何家洼乡", "桑坡乡"]]
    first, second = plans.groups
    assert (first.people, first.villages, first.moved) == (55_920, 56, 26_408)
    assert first.area == pytest.approx(107.264)
    assert (names(plans, [first.seat]), first.name, first.kind) == (["苇塘乡"], "杨堤镇", "town")
    assert (second.people, second.villages, second.moved) == (52_846, 55, 22_847)
    assert (names(plans, [second.seat]), second.name) == (["何家洼乡"], "何家洼乡")
    assert second.kind == "rural_township"
    assert math.isnan(first.moved_kilometres)


def test_the_sample_groups_classes_and_posts_before_and_after(sample):
    first, second = sample.plan().groups
    assert (first.classes_before, first.class_after) == (("三类", "三类"), "二类")
    assert (second.classes_before, second.class_after) == (("三类", "三类"), "二类")
    administrative = first.quotas["administrative_posts"]
    assert administrative.allowed_before == 30 + 30
    assert administrative.approved_before == 60
    assert administrative.actual_before == 58
    assert administrative.allowed_after == 36
    assert (administrative.set_free, administrative.over_established) == (24, 22)
    offices = first.quotas["offices"]
    assert (offices.allowed_after, offices.set_free) == (3, offices.approved_before - 3)


def test_what_would_be_is_evaluated_with_the_units_left_alone(sample):
    plans = sample.plan()
    statistics = plans.after.statistics
    assert statistics.size == 21 - 2
    assert statistics.text("name").tolist()[-2:] == ["杨堤镇", "何家洼乡"]
    assert [group.after for group in plans.groups] == [17, 18]
    assert plans.after.mergers.status[17:].tolist() == ["none", "none"]


def test_every_townships_standing_is_said(sample):
    plans = sample.plan()
    of_name = dict(zip(names(plans, range(21)), plans.standing.tolist(), strict=True))
    assert of_name["苇塘乡"] == "joined"
    assert of_name["望岳镇"] == "exempt"
    assert of_name["盐滩镇"] == "undecided"
    assert of_name["石桥镇"] == of_name["崇文街道"] == "unchanged"


def test_boundaries_give_the_same_groups_with_kilometres(sample):
    plans = sample.plan(boundaries=BOUNDARIES)
    assert plans.borders.source == "boundaries"
    assert groups(plans) == [["杨堤镇", "苇塘乡"], ["何家洼乡", "桑坡乡"]]
    (county,) = plans.counties
    assert county.is_by_distance
    kilometres = [group.moved_kilometres for group in plans.groups]
    assert county.objective[2] == sum(map(round, kilometres))
    assert all(3 < group.moved_kilometres / group.moved < 30 for group in plans.groups)


def test_a_plan_is_the_same_each_time(sample):
    assert sample.plan().as_dict() == sample.plan().as_dict()


def test_candidates_join_each_other_rather_than_a_large_neighbour(planned):
    assert groups(planned(PAIR)) == [["甲镇", "乙乡"]]


@pytest.mark.parametrize(
    ("first", "second", "kind", "name"),
    [
        ("甲镇", "乙镇", "town", "甲镇"),
        ("甲镇", "乙乡", "town", "甲镇"),
        ("甲乡", "乙镇", "town", "乙镇"),
        ("甲乡", "乙乡", "rural_township", "甲乡"),
    ],
)
def test_kind_and_name(planned, first, second, kind, name):
    """The first has more people, so the seat is there."""
    plans = planned([(first, 20_000, second), (second, 15_000, first)])
    (group,) = plans.groups
    assert (group.seat, group.kind, group.name) == (0, kind, name)


def test_two_rural_townships_that_become_a_town_get_another_ending(planned):
    rows = [("甲乡", 20_000, "乙乡"), ("乙乡", 15_000, "甲乡")]
    (group,) = planned(rows, settings={"plan_result_kinds": ["town"]}).groups
    assert (group.kind, group.name) == ("town", "甲镇")


def test_alternatives_differ_and_are_worse(planned):
    plans = planned(PAIR, alternatives=3)
    (county,) = plans.counties
    seen = [[names(plans, g.members) for g in other.groups] for other in county.alternatives]
    assert seen
    assert groups(plans) not in seen
    objectives = [county.objective, *(other.objective for other in county.alternatives)]
    assert objectives == sorted(objectives)


def test_members_counted_in_different_ways_are_a_note(tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text(
        "乡镇名称,常住人口,户籍人口,毗邻乡镇\n甲镇,20000,18000,乙镇\n乙镇,,15000,甲镇\n",
        encoding="utf-8",
    )
    (group,) = calculator.report(path).plan().groups
    assert group.people == 35_000
    assert [note.key for note in group.notes] == ["planning.note.other_population"]


def test_a_plan_with_a_fault_is_withheld(planned, monkeypatch):
    monkeypatch.setattr("calculator.planning.planning.faults", lambda *_: ["partition"])
    plans = planned(PAIR)
    (county,) = plans.counties
    assert (county.groups, county.status, county.faults) == ((), None, ("partition",))
    assert unresolved(plans) == {"甲镇": "withheld", "乙乡": "withheld"}
    assert [f.code for f in plans.findings if f.severity == "error"] == ["plan-faulty"]
    data = plans.as_dict("en")["plan"]
    assert data["counties"][0]["status"] is None
    assert "fault of the program" in data["findings"][0]["message"]


def test_where_a_seat_is_unknown_kilometres_do_not_count(tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text(
        "乡镇名称,常住人口,经度,纬度,毗邻乡镇\n甲镇,20000,118.0,36.0,乙镇\n乙镇,15000,,,甲镇\n",
        encoding="utf-8",
    )
    plans = calculator.report(path).plan()
    (county,) = plans.counties
    assert (county.is_by_distance, county.objective) == (False, (0, 1, 15_000))
    assert "planning.no_distance" in [note.key for note in county.notes]


def test_the_seat_is_where_people_times_kilometres_move_least(tmp_path):
    """丙镇 has the most people but lies far off; in the middle, 乙镇, fewest move far."""
    path = tmp_path / "统计.csv"
    path.write_text(
        "乡镇名称,常住人口,经度,纬度,毗邻乡镇\n甲镇,9000,118.0,36.0,乙镇\n"
        "乙镇,10500,118.1,36.0,甲镇、丙镇\n丙镇,11000,118.2,36.0,乙镇\n",
        encoding="utf-8",
    )
    (group,) = calculator.report(path).plan().groups
    assert (group.seat, group.name) == (1, "乙镇")
    kilometres = 6371.0088 * math.radians(0.1) * math.cos(math.radians(36))
    assert group.moved_kilometres == pytest.approx(20_000 * kilometres, rel=1e-4)
    assert messages("zh").say(group.seat_reason) == "驻地设在乙镇，按人口和距离计，变动最少。"
