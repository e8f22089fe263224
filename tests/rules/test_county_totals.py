"""Sums of counties and prefectures against their totals, and who gives where a county pools."""

import pytest

from rules.evaluation import evaluate
from rules.status import Severity, Status
from tests.conftest import townships

# A township of 三类 may have 30 posts of each kind in the sample's pack.
POSTS = ("administrative_posts", "institution_posts")


def statistics(proposed, total=None, posts="administrative_posts", **more):
    columns = {"resident_population": [35_000] * len(proposed), f"proposed_{posts}": proposed}
    totals = {f"county_{posts}": total} if total is not None else {}
    return townships(county_totals=totals, **{**columns, **more})


def of_sums(pack, given):
    found = evaluate(pack, given).findings
    return [
        (f.code, f.severity)
        for f in found
        if f.code.startswith(("county-", "prefecture-")) and not f.code.endswith("incomplete")
    ]


@pytest.mark.parametrize("posts", POSTS)
@pytest.mark.parametrize(
    ("proposed", "over"), [([28, 29], False), ([28, 30], False), ([29, 30], True)]
)
def test_a_proposal_above_the_approved_total_is_an_error(qiyuan, posts, proposed, over):
    found = of_sums(qiyuan, statistics(proposed, [58], posts))
    kind = posts.replace("_", "-")
    note = (f"county-{kind}-standards-over-approved", Severity.NOTE)
    expected = [note, (f"county-{kind}-over-approved", Severity.ERROR)] if over else [note]
    assert found == expected


@pytest.mark.parametrize("total", [None, [None], [60], [61]])
def test_a_total_that_is_not_known_or_not_reached_says_nothing(qiyuan, total):
    assert of_sums(qiyuan, statistics([30, 30], total)) == []


def test_a_county_pools_only_inside_its_approved_total(qiyuan):
    within = evaluate(qiyuan, statistics([32, 26], [58]))
    above = evaluate(qiyuan, statistics([32, 27], [58]))
    assert within.quotas["administrative_posts"].pooled.tolist() == [True]
    assert above.quotas["administrative_posts"].pooled.tolist() == [False]
    assert "administrative-posts-over-standard" in {f.code for f in above.findings}


def test_a_total_is_breached_once_though_it_is_what_was_approved_before(qiyuan):
    given = statistics([31, 30], [60], approved_administrative_posts=[30, 30])
    assert [code for code, _ in of_sums(qiyuan, given)] == [
        "county-administrative-posts-over-standard",
        "county-administrative-posts-over-approved",
    ]


@pytest.mark.parametrize(
    ("institution", "code"),
    [
        ([25, 25], "county-administrative-posts-over-approved"),
        ([25, 24], "county-posts-transferred"),
        ([20, 20], "county-posts-transferred"),
    ],
)
def test_a_total_is_not_stretched_by_the_other_kind_of_posts(qiyuan, institution, code):
    given = townships(
        resident_population=[35_000, 35_000],
        proposed_administrative_posts=[26, 25],
        proposed_institution_posts=institution,
        county_totals={"county_administrative_posts": [50], "county_institution_posts": [50]},
    )
    found = [f for f in evaluate(qiyuan, given).findings if f.severity is Severity.ERROR]
    assert [(f.code, f.county, f.value, f.limit) for f in found] == [(code, 0, 51, 50)]
    if code == "county-posts-transferred":
        said = found[0].message.values["said"].values
        assert (said["label"].zh, said["other"].zh) == ("行政编制", "事业编制")


PREFECTURE = {"county": ["甲县", "甲县", "乙县"], "prefecture": ["丙市"] * 3}


def test_a_prefecture_of_several_counties_is_added_up(qiyuan):
    given = statistics([30, 31, 30], [60, 30], **PREFECTURE)
    assert of_sums(qiyuan, given) == [
        ("county-administrative-posts-over-standard", Severity.ERROR),
        ("county-administrative-posts-over-approved", Severity.ERROR),
        ("prefecture-administrative-posts-over-standard", Severity.ERROR),
        ("prefecture-administrative-posts-over-approved", Severity.ERROR),
    ]


def test_one_county_below_does_not_excuse_another_but_the_prefecture_is_within(qiyuan):
    given = statistics([30, 31, 29], [60, 30], **PREFECTURE)
    assert of_sums(qiyuan, given) == [
        ("county-administrative-posts-over-standard", Severity.ERROR),
        ("county-administrative-posts-over-approved", Severity.ERROR),
    ]


def test_a_prefecture_is_not_held_against_the_total_of_some_of_its_counties(qiyuan):
    given = statistics([30, 30, 30], [50, None], **PREFECTURE)
    assert [code for code, _ in of_sums(qiyuan, given)] == [
        "county-administrative-posts-standards-over-approved",
        "county-administrative-posts-over-approved",
    ]


def test_counties_of_no_named_prefecture_are_not_added_up(qiyuan):
    given = statistics([31, 30, 30], county=["甲县", "甲县", "乙县"])
    assert [code for code, _ in of_sums(qiyuan, given)] == [
        "county-administrative-posts-over-standard"
    ]


def test_prefectures_are_named_in_the_sentence(qiyuan):
    given = statistics([31, 31, 31], **PREFECTURE)
    found = [f for f in evaluate(qiyuan, given).findings if f.code.startswith("prefecture-")]
    assert [f.message.values["prefecture"] for f in found] == ["丙市"]


def test_a_county_that_pools_shows_who_gives_and_who_takes(qiyuan):
    given = statistics([33, 29, 30, 27])
    evaluation = evaluate(qiyuan, given)
    (pooling,) = evaluation.poolings
    assert (pooling.quota, pooling.county) == ("administrative_posts", 0)
    assert pooling.takers == {0: 3}
    assert list(pooling.givers.items()) == [(3, 3), (1, 1)]
    (note,) = [f for f in evaluation.findings if f.code == "administrative-posts-pooled"]
    givers = [(g.values["name"], g.values["under"].value) for g in note.message.values["givers"]]
    assert givers == [("镇3", 3), ("镇1", 1)]


def test_no_more_than_five_givers_are_named(qiyuan):
    given = statistics([36, *[29] * 6])
    (note,) = [f for f in evaluate(qiyuan, given).findings if f.code.endswith("-pooled")]
    assert len(note.message.values["givers"]) == 5


@pytest.mark.parametrize("proposed", [[30, 30], [29, 30], [31, 30]])
def test_a_county_within_every_standard_or_above_its_sum_does_not_pool(qiyuan, proposed):
    assert evaluate(qiyuan, statistics(proposed)).poolings == []


def test_a_breach_of_a_total_rests_on_what_is_entered(shandong):
    given = statistics([20, 20], [39])
    (found,) = [
        f
        for f in evaluate(shandong, given).findings
        if f.code.endswith("-over-approved") and f.severity is Severity.ERROR
    ]
    assert (found.status, found.source) == (Status.ENTERED, None)
