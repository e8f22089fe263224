"""What the pack and the user allow of a plan, and what a group would be."""

from __future__ import annotations

import pytest

from calculator.packs import open_pack
from calculator.planning.limits import plan_limits
from rules.status import Status
from tests.conftest import ROOT


def limits(reference="shandong", *, include_exempt=False, whole_prefecture=None, **settings):
    pack = open_pack(reference, settings)
    return plan_limits(pack, include_exempt=include_exempt, whole_prefecture=whole_prefecture)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["town", "town"], "town"),
        (["town", "rural_township"], "town"),
        (["rural_township", "town"], "town"),
        (["rural_township", "rural_township"], "rural_township"),
    ],
)
@pytest.mark.parametrize("pack", ["shandong", "henan-merger", "hunan-merger"])
def test_a_town_in_a_group_makes_it_a_town(pack, kinds, expected):
    assert limits(pack).kind_after(kinds) == expected


@pytest.mark.parametrize(
    ("order", "kinds", "expected"),
    [
        (["town"], ["rural_township", "rural_township"], "town"),
        (["subdistrict", "town"], ["town", "subdistrict"], "subdistrict"),
        (["subdistrict", "town"], ["rural_township", "rural_township"], "town"),
    ],
)
def test_the_pack_may_say_otherwise(order, kinds, expected):
    assert limits(plan_result_kinds=order).kind_after(kinds) == expected


def test_a_pack_without_planning_limits_joins_what_the_merger_rule_is_about(tmp_path):
    text = (ROOT / "rules" / "packs" / "hunan-merger.yaml").read_text(encoding="utf-8")
    rest, _ = text.split("\nplanning:\n")
    before, after = rest.split("  plan_kinds:\n")
    _, measures = after.split("measures:\n")
    path = tmp_path / "own.yaml"
    path.write_text(f"{before}measures:\n{measures}\n", encoding="utf-8")
    found = limits(path)
    assert (found.kinds, found.most_members, found.within) == (
        ("town", "rural_township"),
        None,
        "county",
    )
    assert found.kind_after(["town", "town"]) == "town"
    assert found.kind_after(["town", "rural_township"]) is None
    assert found.status is Status.CONFIRMED


def test_a_plan_rests_on_placeholders_until_the_user_enters_figures():
    assert limits().status is Status.PLACEHOLDER
    assert {figure.name for figure in limits().unsettled} == {
        "plan_kinds",
        "plan_most_members",
        "plan_result_kinds",
        "plan_county_seat_kept",
        "plan_shared_seats_joined",
    }
    own = ROOT / "sample_data" / "qiyuan_county.yaml"
    assert limits(own).unsettled == []
    entered = limits(plan_most_members=3)
    assert entered.most_members == 3
    assert entered.figures["most_members"].status is Status.ENTERED


def test_what_the_user_asks_for_goes_before_the_pack():
    asked = limits(include_exempt=True, whole_prefecture=True)
    assert (asked.exempt_may_join, asked.within) == (True, "prefecture")
    assert (limits().exempt_may_join, limits().within) == (False, "county")
