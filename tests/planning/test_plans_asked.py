"""Merger plans as they are asked for: wishes, scope, and wishes that do not fit."""

import pytest

import calculator
from calculator.messages import messages
from tests.planning.townships import (
    HEADING,
    PAIR,
    groups,
    line,
    names,
    unresolved,
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"together": [["乙乡", "丙镇"]]}, [["甲镇", "乙乡", "丙镇"]]),
        ({"together": ["甲镇、丙镇"]}, [["甲镇", "乙乡", "丙镇"]]),
        ({"apart": [["甲镇", "乙乡"]]}, [["乙乡", "丙镇"]]),
        ({"keep": ["乙乡"]}, [["甲镇", "乙乡"]]),
        ({"keep": ["甲镇", "乙乡"]}, [["乙乡", "丙镇"]]),
    ],
)
def test_what_the_user_asks_for_is_kept(planned, asked, expected):
    assert groups(planned(PAIR, **asked)) == expected


def test_a_township_kept_is_the_seat_and_the_name_is_that_of_the_town(planned):
    (group,) = planned(PAIR, keep=["乙乡"]).groups
    assert (group.seat, group.name) == (1, "甲镇")
    assert messages("zh").say(group.seat_reason) == "按要求保留乙乡。"


def test_the_county_seat_is_kept_unless_the_pack_says_otherwise(planned):
    rows = [("甲镇", 20_000, "乙镇"), ("乙镇", 15_000, "甲镇", {"seat": "是"})]
    (group,) = planned(rows).groups
    assert (group.seat, group.name) == (1, "乙镇")
    assert messages("zh").say(group.seat_reason) == "乙镇是县城驻地。"
    (group,) = planned(rows, settings={"plan_county_seat_kept": False}).groups
    assert (group.seat, group.name) == (0, "甲镇")


def test_exempt_units_are_left_alone_unless_asked(planned):
    rows = [("甲镇", 20_000, "乙乡"), ("乙乡", 15_000, "甲镇", {"terrain": "山区"})]
    assert groups(planned(rows)) == []
    assert unresolved(planned(rows)) == {"甲镇": "no_neighbour"}
    assert groups(planned(rows, include_exempt=True)) == [["甲镇", "乙乡"]]
    assert groups(planned(rows, together=["甲镇、乙乡"])) == [["甲镇", "乙乡"]]


def test_counties_are_planned_by_themselves_unless_asked(planned):
    rows = [
        ("甲镇", 20_000, "乙乡", {"county": "甲县"}),
        ("乙乡", 15_000, "甲镇", {"county": "乙县"}),
    ]
    plans = planned(rows)
    assert [county.county for county in plans.counties] == ["甲县", "乙县"]
    assert groups(plans) == []
    whole = planned(rows, whole_prefecture=True)
    assert [county.county for county in whole.counties] == [None]
    assert groups(whole) == [["甲镇", "乙乡"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"keep": ["戊镇"]}, "--keep 戊镇：没有叫“戊镇”的乡镇"),
        ({"together": [["甲镇"]]}, "--together 甲镇：至少要写两个乡镇"),
        ({"apart": ["甲镇、甲镇"]}, "--apart 甲镇、甲镇：至少要写两个乡镇"),
        (
            {"together": ["甲镇、乙乡"], "apart": ["乙乡、甲镇"]},
            "甲镇、乙乡既要求合并，又要求不合并",
        ),
        ({"together": ["甲镇、乙乡"], "keep": ["甲镇", "乙乡"]}, "只能保留其中一个"),
    ],
)
def test_what_does_not_fit_is_said(planned, asked, expected):
    with pytest.raises(calculator.CalculatorError) as error:
        planned(PAIR, **asked)
    assert expected in str(error.value)


def test_several_mistakes_are_said_at_once(planned):
    with pytest.raises(calculator.CalculatorError) as error:
        planned(PAIR, keep=["戊镇"], together=["甲镇"], apart=["己镇、甲镇"])
    assert len(error.value.sentences) == 3


def test_townships_are_told_apart_by_county_or_code(planned):
    rows = [
        ("城关镇", 20_000, "乙乡", {"county": "甲县", "code": "370101100"}),
        ("乙乡", 15_000, "城关镇", {"county": "甲县", "code": "370101200"}),
        ("城关镇", 50_000, "", {"county": "乙县", "code": "370102100"}),
    ]
    with pytest.raises(calculator.CalculatorError, match="县名/乡镇名"):
        planned(rows, keep=["城关镇"])
    for written in ("甲县/城关镇", "370101100"):
        assert planned(rows, keep=[written]).groups[0].seat == 0


@pytest.mark.parametrize(
    ("rows", "asked", "expected"),
    [
        (
            [("甲镇", 20_000, "乙街道"), ("乙街道", 9_000, "甲镇")],
            ["甲镇、乙街道"],
            "只允许镇、乡参加合并",
        ),
        ([("甲镇", 20_000, "乙乡"), ("乙乡", "", "甲镇")], ["甲镇、乙乡"], "没有数据"),
        (
            [("甲镇", 20_000, "乙乡"), ("乙乡", 9_000, "甲镇", {"county": "乙县"})],
            ["甲镇、乙乡"],
            "--whole-prefecture",
        ),
        (
            [(f"{name}镇", 9_000, "甲镇") for name in "甲乙丙丁戊"],
            ["甲镇、乙镇、丙镇、丁镇、戊镇"],
            "最多4个",
        ),
    ],
)
def test_townships_that_may_not_be_joined_are_said(planned, rows, asked, expected):
    with pytest.raises(calculator.CalculatorError, match=expected):
        planned(rows, together=asked)


def test_where_nothing_says_who_borders_whom_the_four_ways_are_named(planned):
    with pytest.raises(calculator.CalculatorError) as error:
        planned([("甲镇", 20_000, ""), ("乙镇", 15_000, "")])
    for way in ("毗邻乡镇", "--neighbours", "--boundaries", "经度"):
        assert way in str(error.value)


def test_a_pack_without_a_merger_rule_plans_nothing(tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text(HEADING + line(PAIR[0]), encoding="utf-8")
    report = calculator.report(path, rules="zhejiang-town")
    with pytest.raises(calculator.CalculatorError, match="撤并研究对象"):
        report.plan()


def test_sets_that_can_not_be_one_are_said_and_left_as_they_are(planned):
    rows = [*PAIR, ("丁镇", 40_000, "戊镇"), ("戊镇", 40_000, "丁镇")]
    plans = planned(rows, together=["甲镇、丁镇"])
    (county,) = plans.counties
    assert [names(plans, members) for members in county.not_joined] == [["甲镇", "丁镇"]]
    assert [note.key for note in county.notes] == ["planning.not_joined"]
    assert groups(plans) == [["乙乡", "丙镇"]]
    assert unresolved(plans) == {"甲镇": "together"}


WEST = [("甲镇", 0, "西乙镇"), ("乙镇", 0, "西甲镇")]


def test_the_whole_of_several_counties_is_applied_at_once(planned):
    """A group's class is that of the unit in the list as it would be."""
    rows = [
        *[(name, people, near, {"county": "甲县"}) for name, people, near in PAIR],
        *[(f"西{name}", 26_000, near, {"county": "乙县"}) for name, _, near in WEST],
    ]
    plans = planned(rows)
    assert [len(county.groups) for county in plans.counties] == [1, 1]
    assert [group.class_after for group in plans.groups] == ["三类", "二类"]
