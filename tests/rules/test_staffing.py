"""Actual staff and proposals against what was approved, by township, county and prefecture."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from rules.status import Severity, Status
from tests.conftest import townships

PEOPLE = {"resident_population": [35_000, 36_000]}
KINDS = [
    ("administrative_posts", "actual_administrative_staff"),
    ("institution_posts", "actual_institution_staff"),
    ("leadership_posts", "actual_leaders"),
]


def codes(pack, *looked_for, **columns):
    findings = evaluate(pack, townships(**{**PEOPLE, **columns})).findings
    return [(f.code, f.severity) for f in findings if any(part in f.code for part in looked_for)]


@pytest.mark.parametrize(
    ("actual", "over", "vacant"),
    [([40, 40], [0, 0], [0, 0]), ([43, 40], [3, 0], [0, 0]), ([38, 41], [0, 1], [2, 0])],
)
def test_staff_above_approved_posts_is_over_and_vacancies_are_never_negative(
    qiyuan, actual, over, vacant
):
    statistics = townships(
        **PEOPLE, approved_administrative_posts=[40, 40], actual_administrative_staff=actual
    )
    staffing = evaluate(qiyuan, statistics).quotas["administrative_posts"].staffing
    assert staffing.above.tolist() == over
    assert staffing.below.tolist() == vacant


@pytest.mark.parametrize(("posts", "actual"), KINDS)
@pytest.mark.parametrize("staff", [[9, 10], [10, 10], [11, 9], [11, 10]])
def test_being_over_is_an_error_of_the_township_and_of_the_county_if_its_sum_is(
    qiyuan, posts, actual, staff
):
    kind = posts.replace("_", "-")
    columns = {f"approved_{posts}": [10, 10], actual: staff}
    expected = [f"{kind}-over-established"] if max(staff) > 10 else []
    expected += [f"county-{kind}-over-established"] if sum(staff) > 20 else []
    found = codes(qiyuan, "over-established", **columns)
    assert found == [(code, Severity.ERROR) for code in expected]


def test_a_vacancy_of_one_kind_does_not_cover_another(qiyuan):
    found = codes(
        qiyuan,
        "over-established",
        approved_administrative_posts=[10, 10],
        actual_administrative_staff=[11, 10],
        approved_institution_posts=[10, 10],
        actual_institution_staff=[5, 5],
    )
    assert [code for code, _ in found] == [
        "administrative-posts-over-established",
        "county-administrative-posts-over-established",
    ]


@pytest.mark.parametrize(("approved", "actual"), [(None, 12), (10, None)])
def test_what_is_blank_is_neither_over_nor_vacant(qiyuan, approved, actual):
    statistics = townships(
        resident_population=[35_000],
        approved_institution_posts=[approved],
        actual_institution_staff=[actual],
    )
    check = evaluate(qiyuan, statistics).quotas["institution_posts"]
    assert not check.staffing.counted.any()
    assert check.staffing.below.tolist() != [0]


def test_leaders_weigh_as_the_reading_that_they_rest_on(shandong):
    statistics = townships(
        resident_population=[35_000], approved_leadership_posts=[4], actual_leaders=[5]
    )
    found = next(
        f
        for f in evaluate(shandong, statistics).findings
        if f.code == "leadership-posts-over-established"
    )
    assert (found.severity, found.status) == (Severity.WARNING, Status.INFERRED)
    assert (found.value, found.limit, found.column) == (5, 4, "actual_leaders")


@pytest.mark.parametrize("posts", ["administrative_posts", "institution_posts"])
@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        ([20, 20], []),
        ([19, 18], []),
        ([22, 18], [("", Severity.NOTE)]),
        ([22, 19], [("", Severity.ERROR), ("county-", Severity.ERROR)]),
    ],
)
def test_posts_may_only_fall_but_a_county_may_pool(qiyuan, posts, proposed, expected):
    columns = {f"approved_{posts}": [20, 20], f"proposed_{posts}": proposed}
    kind = posts.replace("_", "-")
    found = codes(qiyuan, "increased", **columns)
    assert found == [(f"{start}{kind}-increased", severity) for start, severity in expected]


def test_without_pooling_every_increase_is_an_error():
    pack = open_pack("shandong", {"pooling": "否"})
    columns = {
        "approved_administrative_posts": [20, 20],
        "proposed_administrative_posts": [22, 18],
    }
    found = codes(pack, "increased", **columns)
    assert found == [("administrative-posts-increased", Severity.ERROR)]


def test_an_increase_may_be_allowed():
    pack = open_pack("shandong", {"posts_do_not_increase": "否"})
    columns = {
        "approved_administrative_posts": [20, 20],
        "proposed_administrative_posts": [22, 20],
    }
    assert codes(pack, "increased", **columns) == []


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        ([20, 20], "county-administrative-posts-increased"),
        ([20, 18], "county-administrative-posts-increased"),
        ([20, 17], "county-posts-transferred"),
        ([10, 10], "county-posts-transferred"),
    ],
)
def test_an_increase_is_not_set_off_by_posts_of_the_other_kind(qiyuan, institution, expected):
    statistics = townships(
        **PEOPLE,
        approved_administrative_posts=[20, 20],
        approved_institution_posts=[20, 20],
        proposed_administrative_posts=[22, 21],
        proposed_institution_posts=institution,
    )
    found = [f for f in evaluate(qiyuan, statistics).findings if f.county is not None]
    assert [(f.code, f.severity, f.value, f.limit) for f in found] == [
        (expected, Severity.ERROR, 43, 40)
    ]


def test_a_unit_that_is_not_classified_is_not_held_against_what_was_approved(qiyuan):
    columns = {"approved_administrative_posts": [10, 10], "actual_administrative_staff": [12, 12]}
    assert codes(qiyuan, "over-established", kind=["subdistrict"] * 2, **columns) == []
