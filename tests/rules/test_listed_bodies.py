"""Offices and institutions that a proposal lists: what counts, what does not, what is wrong."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from rules.status import Severity, Status
from tests.conftest import listed, townships

# Of 三类 in the sample's pack: 3 offices, 4 institutions.
OFFICES = ["党政办公室", "经济发展办公室", "社会事务办公室"]
CENTRES = ["财经服务中心", "计划生育服务中心", "农业综合服务中心", "社会事务综合服务中心"]
COMMON = {"column-not-given", "exemption-not-judged", "missing-proposal", "funding-not-given"}


def office(name, **more):
    return {"name": name, "kind": "office", **more}


def institution(name, **more):
    return {"name": name, "kind": "institution", "funding": "fiscal", **more}


KEPT = [*map(office, OFFICES), *map(institution, CENTRES)]


def proposing(*rows, **columns):
    given = {"resident_population": [35_000], **columns}
    return townships(bodies=listed(*rows), **given)


def found(pack, *rows, **columns):
    findings = evaluate(pack, proposing(*rows, **columns)).findings
    return [(f.code, f.severity) for f in findings if f.code not in COMMON]


def test_a_list_on_every_line_has_no_finding(qiyuan):
    assert found(qiyuan, *KEPT) == []


def test_a_list_is_counted_where_no_number_is_stated(qiyuan):
    quotas = evaluate(qiyuan, proposing(*KEPT)).quotas
    assert quotas["offices"].proposed.tolist() == [3]
    assert quotas["institutions"].proposed.tolist() == [4]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (office("综合治理办公室"), "offices-over-limit"),
        (institution("便民服务中心"), "institutions-over-limit"),
    ],
)
def test_one_body_above_the_line_is_an_error(qiyuan, row, code):
    assert found(qiyuan, *KEPT, row) == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (institution("兽医站", funding="own"), "institutions-not-counted"),
        (institution("敬老院", funding="partly"), "institutions-not-counted"),
        (institution("司法所", dispatched=True), "dispatched-not-counted"),
        (office("派出所", dispatched=True), "dispatched-not-counted"),
    ],
)
def test_what_is_outside_the_limits_is_named_in_a_note(qiyuan, row, code):
    assert found(qiyuan, *KEPT, row) == [(code, Severity.NOTE)]


def test_the_bodies_of_a_township_outside_the_limits_are_named_in_one_note(qiyuan):
    rows = [institution("兽医站", funding="own"), institution("敬老院", funding="partly")]
    findings = evaluate(qiyuan, proposing(*KEPT, *rows)).findings
    note = next(f for f in findings if f.code == "institutions-not-counted")
    names = [said.values["name"] for said in note.message.values["names"]]
    assert (names, note.value, note.status) == (["兽医站", "敬老院"], 2, Status.ENTERED)


def test_an_institution_whose_funding_is_not_said_counts_and_is_named(qiyuan):
    row = institution("便民服务中心", funding=None)
    codes = {f.code for f in evaluate(qiyuan, proposing(*KEPT, row)).findings}
    assert {"institutions-over-limit", "funding-not-given"} <= codes


def test_a_list_without_any_funding_gets_one_note_for_all(qiyuan):
    rows = [{**row, "funding": None} for row in KEPT]
    findings = evaluate(qiyuan, proposing(*rows)).findings
    notes = [f for f in findings if f.code == "funding-not-given"]
    assert [(f.severity, f.township) for f in notes] == [(Severity.NOTE, None)]


@pytest.mark.parametrize(("stated", "differs"), [(2, True), (3, False), (4, True)])
def test_the_list_is_used_where_it_contradicts_the_stated_number(qiyuan, stated, differs):
    statistics = proposing(*KEPT, proposed_offices=[stated])
    evaluation = evaluate(qiyuan, statistics)
    found = [f for f in evaluation.findings if f.code == "listed-count-differs"]
    assert evaluation.quotas["offices"].proposed.tolist() == [3]
    assert [(f.value, f.limit, f.column, f.severity) for f in found] == (
        [(stated, 3, "proposed_offices", Severity.WARNING)] if differs else []
    )


def test_a_township_that_lists_nothing_is_judged_by_what_it_states(qiyuan):
    statistics = townships(
        resident_population=[35_000, 36_000], proposed_offices=[3, 2], bodies=listed(*KEPT)
    )
    assert evaluate(qiyuan, statistics).quotas["offices"].proposed.tolist() == [3, 2]


def test_a_list_of_institutions_alone_says_nothing_of_offices(qiyuan):
    rows = map(institution, CENTRES)
    check = evaluate(qiyuan, proposing(*rows, proposed_offices=[3])).quotas["offices"]
    assert (check.proposed.tolist(), check.differing.tolist()) == ([3], [False])


def posts(rows, **of_kinds):
    return [{**row, **of_kinds[row["kind"]]} for row in rows]


POSTS = posts(KEPT, office={"administrative_posts": 10}, institution={"institution_posts": 7.5})


def test_the_posts_of_a_list_are_added_up_by_kind(qiyuan):
    quotas = evaluate(qiyuan, proposing(*POSTS)).quotas
    assert quotas["administrative_posts"].proposed.tolist() == [30]
    assert quotas["institution_posts"].proposed.tolist() == [30]
    assert found(qiyuan, *POSTS) == []


def test_posts_of_a_list_that_contradict_the_stated_ones_are_named(qiyuan):
    codes = found(qiyuan, *POSTS, proposed_administrative_posts=[29])
    assert codes == [("listed-count-differs", Severity.WARNING)]


def test_a_body_without_posts_leaves_the_sum_to_the_stated_number(qiyuan):
    rows = [{k: v for k, v in POSTS[0].items() if k != "administrative_posts"}, *POSTS[1:]]
    evaluation = evaluate(qiyuan, proposing(*rows, proposed_administrative_posts=[28]))
    blank = [f for f in evaluation.findings if f.code == "body-posts-blank"]
    assert evaluation.quotas["administrative_posts"].proposed.tolist() == [28]
    assert [(f.body, f.severity) for f in blank] == [(0, Severity.WARNING)]


@pytest.mark.parametrize(
    ("row", "is_mixed"),
    [
        (office("党政办公室", administrative_posts=5), False),
        (office("党政办公室", administrative_posts=5, institution_posts=0), False),
        (office("党政办公室", administrative_posts=5, institution_posts=1), True),
        (institution("财经服务中心", institution_posts=5), False),
        (institution("财经服务中心", institution_posts=5, administrative_posts=0), False),
        (institution("财经服务中心", administrative_posts=1), True),
        (institution("税务所", administrative_posts=9, dispatched=True), False),
    ],
)
def test_the_two_kinds_of_posts_are_not_mixed_in_a_body(qiyuan, shandong, row, is_mixed):
    for pack in (qiyuan, shandong):
        findings = evaluate(pack, proposing(row)).findings
        mixed = [f for f in findings if f.code == "posts-mixed"]
        assert [(f.body, f.severity, f.status) for f in mixed] == (
            [(0, Severity.ERROR, Status.CONFIRMED)] if is_mixed else []
        )


@pytest.mark.parametrize(
    ("pack", "severity"), [("qiyuan", Severity.ERROR), ("shandong", Severity.WARNING)]
)
def test_a_name_plate_weighs_as_its_figure_and_counts_nowhere(pack, severity, request):
    row = office("综合治理办公室", nameplate=True)
    codes = found(request.getfixturevalue(pack), *KEPT[:3], row)
    assert codes == [("nameplate-kept", severity)]


def test_name_plates_may_be_kept_where_the_pack_says_so():
    pack = open_pack("shandong", {"nameplates_kept": "是"})
    assert found(pack, *KEPT[:3], office("综合治理办公室", nameplate=True)) == []


@pytest.mark.parametrize("again", ["党政办公室", " 党政 办公室", "镇0党政办公室", "镇党政办公室"])
def test_a_body_listed_twice_is_counted_once(qiyuan, again):
    statistics = proposing(*KEPT, office(again))
    evaluation = evaluate(qiyuan, statistics)
    twice = [f for f in evaluation.findings if f.code == "body-twice"]
    assert [(f.body, f.severity) for f in twice] == [(7, Severity.WARNING)]
    assert evaluation.quotas["offices"].proposed.tolist() == [3]


def test_the_same_body_in_two_townships_is_no_repetition(qiyuan):
    rows = [*KEPT, *({**row, "township": 1} for row in KEPT)]
    statistics = townships(resident_population=[35_000, 36_000], bodies=listed(*rows))
    evaluation = evaluate(qiyuan, statistics)
    assert evaluation.quotas["offices"].proposed.tolist() == [3, 3]
    assert "body-twice" not in {f.code for f in evaluation.findings}


def test_the_catalogue_tells_the_kind_of_a_body_that_says_none(qiyuan):
    rows = [{**row, "kind": None} for row in KEPT]
    evaluation = evaluate(qiyuan, proposing(*rows))
    assert evaluation.quotas["institutions"].proposed.tolist() == [4]


def test_a_body_of_unknown_kind_leaves_the_limits_undecided(qiyuan):
    evaluation = evaluate(qiyuan, proposing(*KEPT, office("某某组", kind=None)))
    codes = [f.code for f in evaluation.findings if f.code not in COMMON]
    assert codes == ["body-kind-unknown"]
    assert not evaluation.quotas["offices"].counted.any()
    assert evaluation.listed.not_counted[-1] == "kind_unknown"


def test_an_empty_list_is_none(qiyuan):
    evaluation = evaluate(qiyuan, proposing(proposed_offices=[3]))
    assert evaluation.listed is None
