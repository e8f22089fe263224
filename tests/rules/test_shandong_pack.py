"""The default pack: its figures, and how it classifies."""

import pytest

from rules.evaluation import evaluate
from rules.status import Status
from tests.conftest import townships

FIGURES = [
    ("first_class_population", 80000, Status.PRECEDENT),
    ("second_class_population", 50000, Status.PRECEDENT),
    ("central_town_is_first_class", True, Status.PLACEHOLDER),
    ("classified_kinds", ["town", "rural_township"], Status.INFERRED),
    ("minimum_population", 30000, Status.CONFIRMED),
    ("exempt_terrain", ["mountain", "floodplain", "lake", "island"], Status.CONFIRMED),
    *[(f"office_limit.{name}", 3, Status.PRECEDENT) for name in ("一类", "二类", "三类")],
    *[(f"institution_limit.{name}", 5, Status.PRECEDENT) for name in ("一类", "二类", "三类")],
    ("institution_posts.一类", 44, Status.PRECEDENT),
    ("institution_posts.二类", 40, Status.PRECEDENT),
    ("institution_posts.三类", 34, Status.PRECEDENT),
    ("administrative_posts.一类", 41, Status.PLACEHOLDER),
    ("administrative_posts.二类", 40, Status.PLACEHOLDER),
    ("administrative_posts.三类", 36, Status.PLACEHOLDER),
    ("leadership_posts.一类", 5, Status.PLACEHOLDER),
    ("leadership_posts.二类", 4, Status.PLACEHOLDER),
    ("leadership_posts.三类", 4, Status.PLACEHOLDER),
    ("limited_funding", ["fiscal"], Status.INFERRED),
    ("dispatched_counted", False, Status.INFERRED),
    ("nameplates_kept", False, Status.PRECEDENT),
    ("posts_mixed", False, Status.CONFIRMED),
    ("staff_within_approved", True, Status.CONFIRMED),
    ("leaders_within_approved", True, Status.INFERRED),
    ("posts_do_not_increase", True, Status.REPORTED),
    (
        "population_basis",
        ["resident_population", "registered_population", "total_population"],
        Status.INFERRED,
    ),
]


@pytest.mark.parametrize(("name", "value", "status"), FIGURES, ids=[f[0] for f in FIGURES])
def test_a_figure_has_the_value_and_status_that_is_known(shandong, name, value, status):
    assert (shandong.figures[name].value, shandong.figures[name].status) == (value, status)


def test_the_names_of_the_classes_are_shown_as_a_placeholder(shandong):
    assert shandong.classes_figure.status is Status.PLACEHOLDER
    assert shandong.unconfirmed[0].name == "classes"


def test_what_is_confirmed_is_not_among_the_unconfirmed(shandong):
    unconfirmed = {figure.name for figure in shandong.unconfirmed}
    settled = {
        *("minimum_population", "exempt_terrain"),
        *("posts_mixed", "staff_within_approved", "posts_do_not_increase"),
    }
    assert unconfirmed == {"classes", *shandong.figures} - settled


@pytest.mark.parametrize(
    ("people", "central", "expected"),
    [
        (80_000, 0, "一类"),
        (79_999, 0, "二类"),
        (50_000, 0, "二类"),
        (49_999, 0, "三类"),
        (10_000, 1, "一类"),
        (None, 1, "一类"),
        (None, 0, None),
        (0, 0, "三类"),
    ],
)
def test_a_class_follows_from_people_or_from_being_a_central_town(
    shandong, people, central, expected
):
    statistics = townships(resident_population=[people], central_town=[central])
    assert evaluate(shandong, statistics).classification.classes[0] == expected


def test_the_posts_of_feicheng_2002_add_up_to_the_printed_totals(shandong):
    people = [85_000] * 8 + [60_000] * 3 + [40_000] * 3
    evaluation = evaluate(shandong, townships(resident_population=people))
    assert evaluation.quotas["institution_posts"].allowed.sum() == 574
    assert evaluation.quotas["administrative_posts"].allowed.sum() == 556


@pytest.mark.parametrize("kind", ["subdistrict", "other", None])
def test_other_kinds_of_units_are_not_classified(shandong, kind):
    evaluation = evaluate(shandong, townships(kind=[kind], resident_population=[90_000]))
    assert evaluation.classification.classes[0] is None
    assert not evaluation.classification.judged[0]


def test_a_unit_of_unknown_kind_is_an_error_at_its_kind(shandong):
    evaluation = evaluate(shandong, townships(kind=[None], resident_population=[90_000]))
    found = next(f for f in evaluation.findings if f.code == "kind-unknown")
    assert (found.severity, found.township, found.column) == ("error", 0, "kind")


def test_resident_population_goes_before_registered_and_a_blank_is_said(shandong):
    statistics = townships(
        resident_population=[90_000, None], registered_population=[20_000, 85_000]
    )
    evaluation = evaluate(shandong, statistics)
    assert evaluation.classification.classes.tolist() == ["一类", "一类"]
    found = next(f for f in evaluation.findings if f.code == "population-fallback")
    assert (found.township, found.column, found.severity) == (1, "resident_population", "warning")


def test_a_blank_population_is_undecided_with_a_finding_at_its_cell(shandong):
    evaluation = evaluate(shandong, townships(registered_population=[None, 40_000]))
    found = [f for f in evaluation.findings if f.code == "missing-value"]
    assert [(f.township, f.column, f.severity) for f in found] == [
        (0, "registered_population", "error")
    ]
    assert evaluation.classification.classes.tolist() == [None, "三类"]


def test_a_blank_population_of_a_subdistrict_matters_to_nobody(shandong):
    statistics = townships(kind=["subdistrict", "town"], resident_population=[None, 40_000])
    codes = [f.code for f in evaluate(shandong, statistics).findings]
    assert "missing-value" not in codes


def test_without_a_column_of_central_towns_one_note_says_so(shandong):
    codes = [f.code for f in evaluate(shandong, townships(resident_population=[1, 2])).findings]
    assert codes.count("column-not-given") == 1
