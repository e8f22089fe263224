"""Units with a mark that follow limits of their own, and posts per people beside the quotas."""

import pytest

from calculator.packs import known_names, open_pack
from rules.errors import PackError
from rules.evaluation import evaluate
from rules.loading import load_pack
from rules.status import Severity
from tests.conftest import townships

OWN = """
id: mine
extends: shandong
title: {zh: 甲, en: a}
sources: {document: {title: {zh: 甲, en: a}}}
figures:
  developed_offices:
    label: {zh: 经济发达镇党政工作机构限额, en: Limit of offices of developed towns}
    unit: bodies
    values: {一类: 6, 二类: 5, 三类: 5}
    source: document
    clause: {zh: 甲, en: a}
    status: entered
measures:
  developed_offices:
    kind: lookup
    label: {zh: 经济发达镇党政工作机构限额, en: Limit of offices of developed towns}
    unit: bodies
    by: class
    figure: developed_offices
special_units:
  economically_developed_towns:
    label: {zh: 经济发达镇, en: Economically developed towns}
    flag: economically_developed_town
    allowed: {QUOTA: developed_offices}
    source: document
    clause: {zh: 甲, en: a}
    status: entered
"""


@pytest.fixture
def own(write_pack):
    return open_pack(write_pack(OWN.replace("QUOTA", "offices")))


def towns(**columns):
    return townships(
        resident_population=[35_000, 35_000], economically_developed_town=[1, 0], **columns
    )


def notes(evaluation):
    return [(f.code, f.severity) for f in evaluation.findings if f.code.startswith("special-")]


@pytest.mark.parametrize(
    ("offices", "over"), [([5, 3], []), ([6, 3], [(0, 5)]), ([5, 4], [(1, 3)]), ([4, 3], [])]
)
def test_a_marked_unit_follows_its_own_limit_and_others_do_not(own, offices, over):
    evaluation = evaluate(own, towns(proposed_offices=offices))
    found = [f for f in evaluation.findings if f.code == "offices-over-limit"]
    assert [(f.township, f.limit) for f in found] == over


def test_a_breach_of_an_own_limit_weighs_as_the_own_figure(own):
    evaluation = evaluate(own, towns(proposed_offices=[6, 4]))
    found = [f.severity for f in evaluation.findings if f.code == "offices-over-limit"]
    assert found == [Severity.ERROR, Severity.WARNING]


def test_marked_units_are_listed_with_what_is_their_own_and_what_is_not(own):
    evaluation = evaluate(own, towns(proposed_offices=[5, 3]))
    assert notes(evaluation) == [
        ("special-unit-listed", Severity.NOTE),
        ("special-unit-without-limits", Severity.NOTE),
    ]
    (units,) = evaluation.special_units
    assert units.townships.tolist() == [0]
    assert "offices" not in units.without


def test_a_pack_without_figures_for_marked_units_says_so(shandong):
    evaluation = evaluate(shandong, towns(proposed_offices=[3, 3]))
    assert notes(evaluation) == [("special-unit-without-limits", Severity.NOTE)]


def test_nothing_is_said_where_no_unit_is_marked(shandong):
    statistics = townships(resident_population=[35_000], economically_developed_town=[0])
    assert notes(evaluate(shandong, statistics)) == []


def test_a_limit_for_a_quota_that_there_is_not_is_a_mistake_with_its_line(write_pack):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(OWN.replace("QUOTA", "office")), known_names())
    (problem,) = refused.value.problems
    line = OWN.splitlines().index("    allowed: {QUOTA: developed_offices}") + 1
    assert (problem.sentence.key, problem.line) == ("packs.no_quota", line)


def test_posts_per_people_are_held_against_the_sums_of_the_class(shandong):
    statistics = townships(
        resident_population=[40_000, 20_000, 50_000, None],
        proposed_administrative_posts=[36, 30, 40, 30],
    )
    evaluation = evaluate(shandong, statistics)
    found = evaluation.posts_per_people["administrative_posts"]
    # 三类: 66 posts for 60,000 people, 11 per 10,000; 二类 has one township
    assert found.per_ten_thousand[:3].tolist() == [9, 15, 8]
    assert found.of_class[:3].tolist() == [11, 11, 8]
    assert found.difference[:3].tolist() == [-2, 4, 0]
    assert found.ratio[:3].tolist() == pytest.approx([9 / 11, 15 / 11, 1])
    assert found.ratio[3] != found.ratio[3]


def test_limits_of_bodies_have_no_reference(shandong):
    evaluation = evaluate(shandong, townships(resident_population=[35_000]))
    assert set(evaluation.posts_per_people) == {"administrative_posts", "institution_posts"}
