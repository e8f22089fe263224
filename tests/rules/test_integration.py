"""Single-purpose bodies, and the comprehensive ones that they would go into."""

import pytest

from rules.catalogue import Catalogue
from rules.evaluation import evaluate
from rules.integration import destinations
from rules.status import Severity, Status
from tests.conftest import listed, townships

EIGHT = [
    *("农业技术服务站", "林茶果技术服务站", "文化广播站", "水利站"),
    *("经管统计站", "计生办", "财政所", "后勤办"),
]
SIX = ["财税所", "计划生育服务站", "文化广播站", "农村经济管理站", "农业技术服务站", "投资促进中心"]


def proposing(*names, **more):
    rows = [{"name": n, "kind": "institution", "funding": "fiscal", **more} for n in names]
    return townships(names=["马头镇"], resident_population=[35_000], bodies=listed(*rows))


def suggested(pack, *names):
    evaluation = evaluate(pack, proposing(*names))
    bodies = evaluation.listed.bodies.names
    (table,) = evaluation.integrations
    return {
        row.catalogue.name.zh: [bodies[body] for body in row.bodies] for row in table.rows
    }, table


def test_the_eight_stations_of_the_pilot_become_four_centres(shandong):
    rows, table = suggested(shandong, *EIGHT)
    assert rows == {
        "财经服务中心": ["经管统计站", "财政所"],
        "计划生育服务中心": ["计生办"],
        "农业综合服务中心": ["农业技术服务站", "林茶果技术服务站", "水利站"],
        "社会事务综合服务中心": ["文化广播站", "后勤办"],
    }
    assert table.bodies_before["institution"] == 8
    assert table.bodies_after["institution"] == 4
    assert {row.status for row in table.rows} == {Status.INFERRED}


def test_the_six_stations_of_the_other_pilot_go_where_its_proposal_already_points(shandong):
    rows, table = suggested(shandong, *SIX, "财政经管站", "农业综合服务站")
    assert rows == {
        "财政经管站": ["财税所", "农村经济管理站", "投资促进中心"],
        "农业综合服务站": ["文化广播站", "农业技术服务站"],
    }
    assert table.bodies_after["institution"] == 3
    kept = [evaluate(shandong, proposing(*SIX)).listed.bodies.names[body] for body in table.kept]
    assert kept == ["计划生育服务站"]


def test_posts_move_with_the_bodies_and_no_post_is_lost(shandong):
    rows = [
        {"name": "财政所", "kind": "institution", "institution_posts": 6},
        {"name": "经管统计站", "kind": "institution", "institution_posts": 4},
        {"name": "财经服务中心", "kind": "institution", "institution_posts": 5},
        {"name": "党政办公室", "kind": "office", "administrative_posts": 12},
    ]
    statistics = townships(resident_population=[35_000], bodies=listed(*rows))
    (table,) = evaluate(shandong, statistics).integrations
    (row,) = table.rows
    kind = "institution_posts"
    assert (row.listed, row.own[kind], row.moved[kind], row.after[kind]) == (2, 5, 10, 15)
    assert (table.posts[kind], table.standards["institution_posts"]) == (15, 34)
    assert (table.posts["administrative_posts"], table.kept) == (12, (3,))


def test_what_a_centre_says_that_it_was_formed_from_is_shown_beside(shandong):
    rows = [
        {"name": "财政所", "kind": "institution"},
        {"name": "财经服务中心", "kind": "institution", "formed_from": ["财政所", "统计站"]},
    ]
    statistics = townships(resident_population=[35_000], bodies=listed(*rows))
    (table,) = evaluate(shandong, statistics).integrations
    assert table.rows[0].formed_from == ("统计站",)


@pytest.mark.parametrize(
    ("names", "goes", "others"),
    [
        (["财政所"], "finance_centre", ("finance_station",)),
        (["财政所", "财政经管站"], "finance_station", ("finance_centre",)),
        (["财政经管站", "马头镇财政所"], "finance_station", ("finance_centre",)),
        (["水利站"], "agriculture_centre", ()),
    ],
)
def test_a_body_goes_where_the_townships_own_proposal_points(shandong, names, goes, others):
    (destination,) = destinations(evaluate(shandong, proposing(*names)).listed)
    assert (destination.entry, destination.others) == (goes, others)


@pytest.mark.parametrize(
    ("pack", "severity"), [("qiyuan", Severity.ERROR), ("shandong", Severity.WARNING)]
)
def test_a_single_purpose_body_weighs_as_its_pairing_is_sure(pack, severity, request):
    findings = evaluate(request.getfixturevalue(pack), proposing("水利站")).findings
    single = [f for f in findings if f.code == "single-purpose-body"]
    assert [(f.body, f.severity) for f in single] == [(0, severity)]
    said = single[0].message.values["said"]
    assert said.values["entry"].zh == "农业综合服务中心"


@pytest.mark.parametrize("more", [{"dispatched": True}, {"nameplate": True}])
def test_dispatched_bodies_and_name_plates_are_not_integrated(shandong, more):
    evaluation = evaluate(shandong, proposing("水利站", **more))
    assert evaluation.integrations == []
    assert "single-purpose-body" not in {f.code for f in evaluation.findings}


def test_a_comprehensive_set_up_needs_no_table(shandong):
    names = ["财经服务中心", "农业综合服务中心", "便民服务中心"]
    assert evaluate(shandong, proposing(*names)).integrations == []


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("农业综合服务中心", "agriculture_centre"),
        ("马头镇农业综合服务中心", "agriculture_centre"),
        ("马头农业综合服务中心", "agriculture_centre"),
        ("甲县马头镇农业综合服务中心", "agriculture_centre"),
        ("镇农业综合服务中心", "agriculture_centre"),
        ("农业 综合服务中心", "agriculture_centre"),
        ("党政办", "party_government"),
        ("羊头镇农业综合服务中心", None),
        ("农业综合服务中心办公室", None),
        ("", None),
    ],
)
def test_a_name_is_told_without_its_owners_and_only_exactly(shandong, name, entry):
    catalogue = Catalogue.of(shandong.bodies)
    assert catalogue.recognise(name, ("甲县", "马头镇")).entry == entry
