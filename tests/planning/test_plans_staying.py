"""Who may join a merger plan, who must, and why candidates stay."""

import pytest

import calculator
from calculator.messages import messages
from tests.planning.townships import (
    PAIR,
    groups,
    names,
    unresolved,
)

SHARED_SEAT = [
    ("甲镇", 40_000, "乙乡、丙镇", {"shared": "乙乡"}),
    ("乙乡", 45_000, "甲镇", {"shared": "甲镇"}),
    ("丙镇", 50_000, "甲镇"),
]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [["甲镇", "乙乡"]]),
        ({"settings": {"plan_shared_seats_joined": False}}, []),
        ({"apart": ["甲镇、乙乡"]}, []),
    ],
    ids=["by the rules", "the rules do not ask", "the user keeps them apart"],
)
def test_townships_with_their_seats_in_one_place_are_joined(planned, asked, expected):
    assert groups(planned(SHARED_SEAT, **asked)) == expected


def test_a_shared_seat_with_a_unit_that_may_not_join_is_let_be(planned):
    rows = [
        ("甲镇", 40_000, "乙街道", {"shared": "乙街道"}),
        ("乙街道", 45_000, "甲镇、丙镇"),
        ("丙镇", 20_000, "乙街道"),
    ]
    assert groups(planned(rows)) == []


def test_subdistricts_join_only_where_the_pack_lets_them(planned):
    rows = [("甲镇", 20_000, "乙街道"), ("乙街道", 90_000, "甲镇")]
    rows = [(name, people, near, {}) for name, people, near in rows]
    assert groups(planned(rows)) == []
    kinds = {"plan_kinds": ["town", "rural_township", "subdistrict"]}
    assert groups(planned(rows, settings=kinds)) == [["甲镇", "乙街道"]]


def test_units_without_people_are_said_and_not_planned(planned):
    rows = [("甲镇", 20_000, "乙乡"), ("乙乡", "", "甲镇、丙镇"), ("丙镇", 40_000, "乙乡")]
    plans = planned(rows)
    assert groups(plans) == []
    (county,) = plans.counties
    assert names(plans, county.undecided) == ["乙乡"]
    assert unresolved(plans) == {"甲镇": "no_neighbour"}


def test_a_candidate_of_which_nobody_knows_where_it_lies(planned):
    assert unresolved(planned([*PAIR, ("丁镇", 9_000, "")])) == {"丁镇": "no_location"}


MANY_KINDS = [
    ("甲镇", 20_000, "乙街道、丙镇、丁乡、戊镇"),
    ("乙街道", 90_000, ""),
    ("丙镇", "", ""),
    ("丁乡", 9_000, "", {"terrain": "山区"}),
    ("戊镇", 50_000, "", {"county": "乙县"}),
]
CHAIN = [("甲镇", 20_000, "乙乡"), ("乙乡", 20_000, "甲镇、丙乡"), ("丙乡", 20_000, "乙乡")]


@pytest.mark.parametrize(
    ("rows", "settings", "code", "said"),
    [
        (
            MANY_KINDS,
            {},
            "no_neighbour",
            "毗邻的都不能参加合并：乙街道不属于可以参加合并的单位；丁乡不受最低人口规模限制；"
            "丙镇没有数据；戊镇不在本县",
        ),
        (
            [("甲镇", 9_000, "乙乡"), ("乙乡", 8_000, "甲镇、丙乡"), ("丙乡", 7_000, "乙乡")],
            {},
            "island_below_minimum",
            "连同能连成一片的乙乡、丙乡全部加起来只有24,000人，仍不满30,000人",
        ),
        (
            [("甲镇", 9_000, "乙乡"), ("乙乡", 8_000, "丙乡"), ("丙乡", 14_000, "")],
            {"plan_most_members": 2},
            "limit",
            "够人口的组合都超出限制，如与乙乡、丙乡合并，共3个，超过2个",
        ),
        (
            CHAIN,
            {"plan_most_members": 2},
            "contested",
            "可以与乙乡合并，但那样甲镇就解决不了，未解决的不会更少",
        ),
    ],
)
def test_why_a_candidate_stays(planned, rows, settings, code, said):
    plans = planned(rows, settings=settings)
    one = next(one for one in plans.counties[0].unresolved)
    assert (one.code, messages("zh").say(one.reason)) == (code, said)


def test_a_candidate_of_a_kind_that_may_not_join(planned):
    rows = [("甲镇", 20_000, "乙乡"), ("乙乡", 15_000, "甲镇")]
    plans = planned(rows, settings={"plan_kinds": ["town"]})
    assert unresolved(plans) == {"甲镇": "no_neighbour", "乙乡": "kind"}


def test_henans_mountain_units_are_judged_by_their_area(tmp_path):
    """甲镇 and 乙乡 come to 18,000 people on 110 km²: enough in mountains. 丙镇 and 丁镇 need
    30,000 people, and all four have 29,000."""
    path = tmp_path / "统计.csv"
    path.write_text(
        "乡镇名称,常住人口,行政区域面积（平方公里）,特殊地域,毗邻乡镇\n"
        "甲镇,9000,60,山区,乙乡\n乙乡,9000,50,山区,甲镇、丙镇\n"
        "丙镇,6000,60,,乙乡、丁镇\n丁镇,5000,70,,丙镇\n",
        encoding="utf-8",
    )
    plans = calculator.report(path, rules="henan-merger").plan()
    assert plans.counties[0].objective[:2] == (2, 1)
    assert groups(plans) == [["甲镇", "乙乡"]]
    assert plans.after.mergers.status.tolist() == ["candidate", "candidate", "none"]
