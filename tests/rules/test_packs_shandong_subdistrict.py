"""The standard of Shandong for a subdistrict: means, places, and what waives them."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships

SETTINGS = {"provincial_built_up_share": 10, "provincial_urbanisation": 55}


@pytest.fixture(scope="module")
def pack():
    return open_pack("shandong-subdistrict", settings=SETTINGS)


def prefecture(pack, coverage="prefecture", others=None, other_urbanisation=None, **changed):
    """A town on every line, nine more towns of its county, and ten of another county.

    The nine have revenues of 3,000 together and the ten of 800, so with 200 of the town's own
    the mean is (200 + 3,000 + 800) / 20 = 200. Five of the nineteen are more urban.
    """
    own = {
        "resident_population": 50_000,
        "area_km2": 100,
        "built_up_area_km2": 10,  # 10 / 100 = 10 %
        "urbanisation": 40,
        "fiscal_revenue": 200,
        "fiscal_revenue_year_before": 200,
        **changed,
    }
    revenues = others or [900, 800, 700, *[100] * 6, *[80] * 10]
    rest = {
        "resident_population": [60_000] * 19,
        "area_km2": [100] * 19,
        "built_up_area_km2": [5] * 19,
        "urbanisation": other_urbanisation or [50] * 5 + [30] * 14,
        "fiscal_revenue": revenues,
        "fiscal_revenue_year_before": revenues,
    }
    numbers = {name: [own[name], *rest[name]] for name in own}
    counties = ["甲县"] * 10 + ["乙县"] * 10
    return evaluate(pack, townships(county=counties, coverage=coverage, **numbers))


def verdict(*arguments, **named):
    return prefecture(*arguments, **named).establishment.verdict[0]


def test_a_town_on_every_line_meets_the_standard(pack):
    evaluation = prefecture(pack)
    assert evaluation.establishment.verdict[0] == "met"
    measures = evaluation.given.measures
    assert measures["built_up_share"].data[0] == 10
    assert measures["mean_revenue"].data[0] == 200
    assert measures["urbanisation_place"].data[0] == 30  # sixth of twenty


@pytest.mark.parametrize(
    ("changed", "clause"),
    [
        ({"resident_population": 49_999}, "population"),
        ({"built_up_area_km2": 9.99}, "area"),
        # mean (199 + 3,800) / 20 = 199.95; fourth of ten in the county
        ({"fiscal_revenue": 199}, "revenue"),
        ({"fiscal_revenue_year_before": 199}, "revenue"),
        ({"other_urbanisation": [50] * 6 + [30] * 13}, "urbanisation"),  # seventh: 35 %
    ],
    ids=str,
)
def test_just_below_a_line_that_clause_alone_fails(pack, changed, clause):
    establishment = prefecture(pack, **changed).establishment
    assert establishment.verdict[0] == "not_met"
    assert [name for name, truth in establishment.clauses.items() if truth[0] == 0] == [clause]


RICH_NEIGHBOUR = [400, 300, 100, 100, 100, 100, 100, 100, 100, *[1_000] * 10]
"""Revenues with which the prefecture's mean is out of reach, and 200 is third of the county."""


@pytest.mark.parametrize(
    ("this_year", "last_year", "expected"),
    [
        (200, 200, "met"),  # third of ten: 30 %
        (99, 200, "not_met"),  # tenth
        (200, 99, "not_met"),
        (300, 200, "met"),  # second and third; equal revenues share the second place
        (None, 200, "undecided"),
    ],
)
def test_a_place_in_the_top_share_of_the_county_is_enough(pack, this_year, last_year, expected):
    changed = {"fiscal_revenue": this_year, "fiscal_revenue_year_before": last_year}
    assert verdict(pack, others=RICH_NEIGHBOUR, **changed) == expected


def test_fourth_of_ten_below_the_mean_is_not_enough(pack):
    others = [400, 300, 250, *RICH_NEIGHBOUR[3:]]
    assert verdict(pack, others=others) == "not_met"


SMALL_AND_POOR = {
    "resident_population": 10_000,
    "fiscal_revenue": 1,
    "fiscal_revenue_year_before": 1,
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"built_up_area_km2": 20}, "met"),  # 20 / 100 = 20 %
        ({"built_up_area_km2": 19.99}, "not_met"),
        ({"built_up_area_km2": 20.01}, "met"),
        ({"built_up_area_km2": 5, "urbanisation": 55}, "met"),
        ({"built_up_area_km2": 5, "urbanisation": 54.99}, "not_met"),
        ({"built_up_area_km2": 5, "urbanisation": 55.01}, "met"),
        ({"built_up_area_km2": 20, "resident_population": None}, "met"),
        ({"built_up_area_km2": None, "urbanisation": 55}, "met"),
        ({"built_up_area_km2": None}, "undecided"),
    ],
    ids=str,
)
def test_an_override_waives_population_area_and_revenue(pack, changed, expected):
    assert verdict(pack, **{**SMALL_AND_POOR, **changed}) == expected


def test_an_override_does_not_waive_the_place_by_urbanisation(pack):
    changed = {"built_up_area_km2": 20, "other_urbanisation": [50] * 6 + [30] * 13}
    assert verdict(pack, **changed) == "not_met"


def test_equal_urbanisation_shares_a_place(pack):
    tied = [50] * 5 + [40] + [30] * 13
    evaluation = prefecture(pack, other_urbanisation=tied)
    assert evaluation.given.measures["urbanisation_place"].data[[0, 6]].tolist() == [30, 30]
    assert evaluation.establishment.verdict[0] == "met"


def test_without_the_provincial_means_the_verdict_is_open_unless_another_clause_decides():
    unset = open_pack("shandong-subdistrict")
    assert verdict(unset) == "undecided"
    # the share of 20 % waives what the means are for
    assert verdict(unset, built_up_area_km2=20) == "met"
    # too few people might still be waived by urbanisation, whose mean is not entered
    assert verdict(unset, resident_population=49_999) == "undecided"
    half = open_pack("shandong-subdistrict", settings={"provincial_urbanisation": 55})
    assert verdict(half, resident_population=49_999) == "not_met"


def test_a_file_of_a_county_decides_the_county_but_not_the_prefecture(pack):
    assert verdict(pack, coverage="county") == "undecided"
    assert verdict(pack, coverage="county", resident_population=49_999) == "not_met"
    evaluation = prefecture(pack, coverage="county")
    assert evaluation.given.measures["revenue_place"].data[0] == 40
