"""Merger plans of reports: the sample county by hand, and small counties for each rule."""

from __future__ import annotations

import math

import pytest

import calculator
from calculator.messages import messages
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"
BOUNDARIES = ROOT / "sample_data" / "qiyuan_boundaries.geojson"

HEADING = "县（市、区）,乡镇名称,乡镇代码,类型,特殊地域,常住人口,县城驻地,毗邻乡镇,一地两府\n"


@pytest.fixture(scope="module")
def sample():
    return calculator.report(SAMPLE, rules=SAMPLE_PACK)


@pytest.fixture
def planned(tmp_path):
    """The plans of townships ``name people neighbours``, and what else a row says."""

    def call(rows, *, settings=None, **asked):
        path = tmp_path / "乡镇统计.csv"
        path.write_text(HEADING + "".join(map(line, rows)), encoding="utf-8")
        return calculator.report(path, settings=settings).plan(**asked)

    return call


def line(row):
    name, people, neighbours, *further = row
    said = {"county": "甲县", "code": "", "terrain": "", "seat": "", "shared": "", **dict(*further)}
    cells = (said["county"], name, said["code"], name[-1], said["terrain"], people)
    return ",".join(map(str, (*cells, said["seat"], neighbours, said["shared"]))) + "\n"


def names(plans, townships):
    return [plans.report.evaluation.statistics.text("name")[township] for township in townships]


def groups(plans):
    return [names(plans, group.members) for group in plans.groups]


def unresolved(plans):
    return {
        names(plans, [one.township])[0]: one.code
        for county in plans.counties
        for one in county.unresolved
    }


PAIR = [("甲镇", 20_000, "乙乡"), ("乙乡", 15_000, "甲镇、丙镇"), ("丙镇", 50_000, "乙乡")]


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


def test_exempt_units_are_left_alone_unless_asked(planned):
    rows = [("甲镇", 20_000, "乙乡"), ("乙乡", 15_000, "甲镇", {"terrain": "山区"})]
    assert groups(planned(rows)) == []
    assert unresolved(planned(rows)) == {"甲镇": "no_neighbour"}
    assert groups(planned(rows, include_exempt=True)) == [["甲镇", "乙乡"]]
    assert groups(planned(rows, together=["甲镇、乙乡"])) == [["甲镇", "乙乡"]]


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


def test_alternatives_differ_and_are_worse(planned):
    plans = planned(PAIR, alternatives=3)
    (county,) = plans.counties
    seen = [[names(plans, g.members) for g in other.groups] for other in county.alternatives]
    assert seen
    assert groups(plans) not in seen
    objectives = [county.objective, *(other.objective for other in county.alternatives)]
    assert objectives == sorted(objectives)


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


def test_members_counted_in_different_ways_are_a_note(tmp_path):
    path = tmp_path / "统计.csv"
    path.write_text(
        "乡镇名称,常住人口,户籍人口,毗邻乡镇\n甲镇,20000,18000,乙镇\n乙镇,,15000,甲镇\n",
        encoding="utf-8",
    )
    (group,) = calculator.report(path).plan().groups
    assert group.people == 35_000
    assert [note.key for note in group.notes] == ["planning.note.other_population"]


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


def test_sets_that_can_not_be_one_are_said_and_left_as_they_are(planned):
    rows = [*PAIR, ("丁镇", 40_000, "戊镇"), ("戊镇", 40_000, "丁镇")]
    plans = planned(rows, together=["甲镇、丁镇"])
    (county,) = plans.counties
    assert [names(plans, members) for members in county.not_joined] == [["甲镇", "丁镇"]]
    assert [note.key for note in county.notes] == ["planning.not_joined"]
    assert groups(plans) == [["乙乡", "丙镇"]]
    assert unresolved(plans) == {"甲镇": "together"}


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


def test_the_whole_of_several_counties_is_applied_at_once(planned):
    """A group's class is that of the unit in the list as it would be."""
    rows = [
        *[(name, people, near, {"county": "甲县"}) for name, people, near in PAIR],
        *[(f"西{name}", 26_000, near, {"county": "乙县"}) for name, _, near in WEST],
    ]
    plans = planned(rows)
    assert [len(county.groups) for county in plans.counties] == [1, 1]
    assert [group.class_after for group in plans.groups] == ["三类", "二类"]


WEST = [("甲镇", 0, "西乙镇"), ("乙镇", 0, "西甲镇")]


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
