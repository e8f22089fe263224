"""The standard of Zhejiang for a town: bounds, the range of area, and exemptions."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships

ON_EVERY_LINE = {
    "registered_population": 25_000,
    "resident_population": 25_000,
    "employed": 10_000,
    "employed_secondary_tertiary": 7_500,  # 7,500 / 10,000 = 75 %
    "built_up_population": 4_000,
    "area_km2": 40,
    "gdp": 20_000,
    "secondary_value_added": 9_000,
    "tertiary_value_added": 8_000,  # (9,000 + 8,000) / 20,000 = 85 %
    "agricultural_unit": 0,
    "ecological_unit": 0,
}


@pytest.fixture(scope="module")
def pack():
    return open_pack("zhejiang-town")


def applicant(pack, terrain="plain", **changed):
    numbers = {name: [value] for name, value in {**ON_EVERY_LINE, **changed}.items()}
    return evaluate(pack, townships(kind=["rural_township"], terrain=[terrain], **numbers))


def test_a_unit_on_every_line_meets_the_tested_conditions(pack):
    evaluation = applicant(pack)
    assert evaluation.establishment.verdict.tolist() == ["met"]
    assert evaluation.given.measures["employment_share"].data.tolist() == [75]
    assert evaluation.given.measures["value_added_share"].data.tolist() == [85]


@pytest.mark.parametrize(
    ("changed", "clause"),
    [
        ({"registered_population": 24_999, "resident_population": 24_999}, "population"),
        ({"employed_secondary_tertiary": 7_499}, "employment"),  # 74.99 %
        ({"built_up_population": 3_999}, "built_up_population"),
        ({"area_km2": 39.99}, "area"),
        ({"area_km2": 200.01}, "area"),
        ({"tertiary_value_added": 7_999}, "value_added"),  # 16,999 / 20,000 = 84.995 %
    ],
)
def test_just_beyond_a_bound_that_clause_alone_fails(pack, changed, clause):
    establishment = applicant(pack, **changed).establishment
    assert establishment.verdict[0] == "not_met"
    assert [name for name, truth in establishment.clauses.items() if truth[0] == 0] == [clause]


@pytest.mark.parametrize(
    "changed",
    [
        {"registered_population": 25_000, "resident_population": 18_000},
        {"registered_population": 18_000, "resident_population": 25_000},
        {"registered_population": None},
        {"resident_population": None},
        {"area_km2": 200},
        {"area_km2": 120},
        {"employed_secondary_tertiary": 7_501},
        {"built_up_population": 4_001},
    ],
    ids=str,
)
def test_on_or_inside_the_bounds_the_conditions_are_met(pack, changed):
    assert applicant(pack, **changed).establishment.verdict[0] == "met"


@pytest.mark.parametrize(
    ("terrain", "area", "expected"),
    [
        ("mountain", 300, "met"),
        ("island", 8, "met"),
        ("mountain", None, "met"),
        ("hill", 300, "not_met"),
        (None, 300, "not_met"),
        ("plain", None, "undecided"),
    ],
)
def test_mountain_and_island_units_have_no_limits_of_area(pack, terrain, area, expected):
    assert applicant(pack, terrain, area_km2=area).establishment.verdict[0] == expected


@pytest.mark.parametrize(
    ("agricultural", "ecological", "expected"),
    [(1, 0, "met"), (0, 1, "met"), (1, 1, "met"), (0, 0, "not_met"), (None, 0, "undecided")],
)
def test_agriculture_and_ecology_units_need_no_share_of_value_added(
    pack, agricultural, ecological, expected
):
    half = {"secondary_value_added": 5_000, "tertiary_value_added": 5_000}  # 50 %
    changed = {**half, "agricultural_unit": agricultural, "ecological_unit": ecological}
    assert applicant(pack, **changed).establishment.verdict[0] == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"gdp": None}, "undecided"),
        ({"secondary_value_added": None}, "undecided"),
        ({"employed": 0}, "undecided"),
        ({"registered_population": None, "resident_population": None}, "undecided"),
        ({"gdp": None, "built_up_population": 3_999}, "not_met"),
    ],
    ids=str,
)
def test_a_missing_value_leaves_it_open_unless_another_clause_fails(pack, changed, expected):
    assert applicant(pack, **changed).establishment.verdict[0] == expected


def test_being_among_the_leading_is_listed_as_untested(pack):
    assert len(pack.establishment.untested) == 1
    assert "前列" in pack.establishment.untested[0].text.zh
