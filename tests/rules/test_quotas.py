"""Proposals held against limits and standards, by township and by county."""

import pytest

from rules.evaluation import evaluate
from rules.status import Severity, Status
from tests.conftest import townships

# In the sample's pack a township of 三类 may have 3 offices, 4 institutions, 30 administrative
# posts, 30 institution posts and 7 leadership posts; all of them entered.
WITHIN = {
    "proposed_offices": 3,
    "proposed_institutions": 4,
    "proposed_administrative_posts": 30,
    "proposed_institution_posts": 30,
    "proposed_leadership_posts": 7,
}


def codes_of(pack, townships_):
    found = evaluate(pack, townships_).findings
    skipped = ("column-not-given", "exemption-not-judged")
    return [(f.code, f.severity) for f in found if f.code not in skipped]


def proposal(**changed):
    columns = {name: [value, value] for name, value in WITHIN.items()}
    for name, values in changed.items():
        columns[name] = values
    return townships(resident_population=[35_000, 36_000], **columns)


def test_a_proposal_on_every_line_has_no_finding(qiyuan):
    assert codes_of(qiyuan, proposal()) == []


def test_a_proposal_below_every_line_has_no_finding(qiyuan):
    fewer = {name: [value - 1, value - 1] for name, value in WITHIN.items()}
    assert codes_of(qiyuan, proposal(**fewer)) == []


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("proposed_offices", "offices-over-limit"),
        ("proposed_institutions", "institutions-over-limit"),
        ("proposed_leadership_posts", "leadership-posts-over-standard"),
    ],
)
def test_one_above_the_line_is_an_error_even_if_others_are_below(qiyuan, column, code):
    over = proposal(**{column: [WITHIN[column] + 1, WITHIN[column] - 1]})
    assert codes_of(qiyuan, over) == [(code, Severity.ERROR)]


@pytest.mark.parametrize("kind", ["administrative", "institution"])
def test_posts_above_the_standard_inside_the_county_total_are_pooling(qiyuan, kind):
    pooled = proposal(**{f"proposed_{kind}_posts": [32, 28]})
    assert codes_of(qiyuan, pooled) == [(f"{kind}-posts-pooled", Severity.NOTE)]


@pytest.mark.parametrize("kind", ["administrative", "institution"])
def test_posts_above_the_county_total_are_errors_of_township_and_county(qiyuan, kind):
    over = proposal(**{f"proposed_{kind}_posts": [32, 29]})
    assert codes_of(qiyuan, over) == [
        (f"{kind}-posts-over-standard", Severity.ERROR),
        (f"county-{kind}-posts-over-standard", Severity.ERROR),
    ]


def test_the_two_kinds_of_posts_are_never_set_off_against_each_other(qiyuan):
    mixed = proposal(proposed_administrative_posts=[31, 30], proposed_institution_posts=[20, 20])
    assert [code for code, _ in codes_of(qiyuan, mixed)] == [
        "administrative-posts-over-standard",
        "county-administrative-posts-over-standard",
    ]


def test_counties_do_not_pool_with_each_other(qiyuan):
    columns = {name: [value, value] for name, value in WITHIN.items()}
    columns["proposed_administrative_posts"] = [32, 28]
    statistics = townships(county=["甲县", "乙县"], resident_population=[35_000, 36_000], **columns)
    assert [code for code, _ in codes_of(qiyuan, statistics)] == [
        "administrative-posts-over-standard",
        "county-administrative-posts-over-standard",
    ]


def test_a_blank_cell_of_a_proposal_is_a_warning_and_the_rest_is_checked(qiyuan):
    partly = proposal(proposed_offices=[None, 4])
    assert codes_of(qiyuan, partly) == [
        ("missing-proposal", Severity.WARNING),
        ("offices-over-limit", Severity.ERROR),
    ]


def test_a_county_total_says_how_many_townships_it_leaves_out(qiyuan):
    partly = proposal(proposed_administrative_posts=[None, 30])
    evaluation = evaluate(qiyuan, partly)
    check = evaluation.quotas["administrative_posts"]
    assert (check.county_allowed[0], check.county_left_out[0]) == (30, 1)
    assert "county-administrative-posts-incomplete" in [f.code for f in evaluation.findings]


def test_statistics_without_any_proposal_get_one_note(qiyuan):
    assert codes_of(qiyuan, townships(resident_population=[35_000])) == [
        ("no-proposal", Severity.NOTE)
    ]


def test_columns_of_a_proposal_that_are_blank_as_a_whole_are_no_proposal(qiyuan):
    blank = proposal(**{column: [None, None] for column in WITHIN})
    assert codes_of(qiyuan, blank) == [("no-proposal", Severity.NOTE)]


@pytest.mark.parametrize(
    ("column", "status", "severity"),
    [
        ("proposed_offices", Status.PRECEDENT, Severity.WARNING),
        ("proposed_institutions", Status.PRECEDENT, Severity.WARNING),
        ("proposed_leadership_posts", Status.PLACEHOLDER, Severity.NOTE),
    ],
)
def test_a_breach_weighs_as_the_status_of_the_figure_says(shandong, column, status, severity):
    statistics = townships(resident_population=[35_000], **{column: [90]})
    breach = next(f for f in evaluate(shandong, statistics).findings if "-over-" in f.code)
    assert (breach.status, breach.severity) == (status, severity)


def test_a_unit_that_is_not_classified_is_not_checked(qiyuan):
    statistics = townships(
        kind=["subdistrict"], resident_population=[90_000], proposed_offices=[50]
    )
    assert codes_of(qiyuan, statistics) == [("proposal-not-checked", Severity.NOTE)]


@pytest.mark.parametrize(
    ("proposed", "code"),
    [
        ("三类", None),
        ("3", None),
        ("Ⅲ类", None),
        ("二类", "class-differs"),
        ("四类", "class-unknown"),
    ],
)
def test_a_proposed_class_is_held_against_the_computed_one(qiyuan, proposed, code):
    statistics = townships(resident_population=[35_000], proposed_class=[proposed])
    found = [c for c, _ in codes_of(qiyuan, statistics) if c.startswith("class")]
    assert found == ([code] if code else [])


def test_a_class_that_differs_from_placeholders_is_only_a_note(shandong):
    statistics = townships(resident_population=[35_000], proposed_class=["一类"])
    found = next(f for f in evaluate(shandong, statistics).findings if f.code == "class-differs")
    assert (found.severity, found.status) == (Severity.NOTE, Status.PLACEHOLDER)
