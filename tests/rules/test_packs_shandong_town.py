"""The standard of Shandong for a town: bounds, and the top 30 % of revenue two years running."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships

PLACE = 2
"""The township that the tests look at: third of ten, on the line of 30 %."""

REVENUES = [1_000, 900, 800, 700, 600, 500, 400, 300, 200, 100]
PEOPLE = [30_000] * 10


@pytest.fixture(scope="module")
def pack():
    return open_pack("shandong-town")


def prefecture(pack, coverage="prefecture", kind=None, **changed):
    """Ten rural townships of equal population, by falling revenue; single values are of PLACE."""
    numbers = {
        "resident_population": PEOPLE,
        "resident_population_year_before": PEOPLE,
        "built_up_population": [5_000] * 10,
        "built_up_area_km2": [1.5] * 10,
        "fiscal_revenue": REVENUES,
        "fiscal_revenue_year_before": REVENUES,
    }
    for name, value in changed.items():
        if isinstance(value, list):
            numbers[name] = value
        else:
            numbers[name] = [*numbers[name][:PLACE], value, *numbers[name][PLACE + 1 :]]
    kinds = kind or ["rural_township"] * 10
    return evaluate(pack, townships(kind=kinds, coverage=coverage, **numbers))


def verdict(*arguments, **named):
    return prefecture(*arguments, **named).establishment.verdict[PLACE]


def test_three_of_ten_are_in_the_top_30_percent(pack):
    evaluation = prefecture(pack)
    places = evaluation.given.measures["revenue_place"].data
    assert places.tolist() == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert evaluation.establishment.verdict.tolist() == ["met"] * 3 + ["not_met"] * 7


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"resident_population": 30_000}, "met"),
        ({"resident_population": 29_999}, "not_met"),
        ({"resident_population": 30_001}, "met"),
        ({"built_up_population": 4_999}, "not_met"),
        ({"built_up_population": 5_001}, "met"),
        ({"built_up_area_km2": 1.49}, "not_met"),
        ({"built_up_area_km2": 1.51}, "met"),
        ({"built_up_area_km2": None}, "undecided"),
        ({"built_up_area_km2": None, "built_up_population": 4_999}, "not_met"),
    ],
    ids=str,
)
def test_people_and_built_up_area_must_reach_their_bounds(pack, changed, expected):
    assert verdict(pack, **changed) == expected


@pytest.mark.parametrize(
    ("this_year", "last_year", "expected"),
    [
        (800, 800, "met"),  # third in both years
        (800, 699, "not_met"),  # fourth last year
        (699, 800, "not_met"),  # fourth this year
        (1_500, 1_500, "met"),
        (800, None, "undecided"),
        (None, 800, "undecided"),
    ],
)
def test_revenue_must_be_in_the_top_share_two_years_running(pack, this_year, last_year, expected):
    changed = {"fiscal_revenue": this_year, "fiscal_revenue_year_before": last_year}
    assert verdict(pack, **changed) == expected


def test_revenue_per_head_is_enough_as_well(pack):
    # 350 of 30,000 people is 0.0117 a head; 1,000 of 100,000 is 0.01: seventh in total, first a head
    people = [100_000, 100_000, 30_000, *[100_000] * 7]
    changed = {"fiscal_revenue": 350, "fiscal_revenue_year_before": 350}
    populations = {"resident_population": people, "resident_population_year_before": people}
    evaluation = prefecture(pack, **changed, **populations)
    assert evaluation.given.measures["revenue_place"].data[PLACE] == 70
    assert evaluation.given.measures["per_head_place"].data[PLACE] == 10
    assert evaluation.establishment.verdict[PLACE] == "met"


def test_total_this_year_and_per_head_last_year_are_not_two_years_running(pack):
    many, few = [30_000] * 10, [100_000, 100_000, 30_000, *[100_000] * 7]
    evaluation = prefecture(
        pack,
        fiscal_revenue=[1_000, 900, 800, *[790] * 7],
        resident_population=[30_000, 30_000, 60_000, *many[3:]],  # 800 / 60,000: last a head
        fiscal_revenue_year_before=350,  # seventh in total, first a head
        resident_population_year_before=few,
    )
    measures = evaluation.given.measures
    names = ("revenue_place", "per_head_place", "revenue_place_before", "per_head_place_before")
    assert [measures[name].data[PLACE] for name in names] == [30, 100, 70, 10]
    assert evaluation.establishment.verdict[PLACE] == "not_met"


def test_of_equal_revenues_the_higher_per_head_goes_first(pack):
    # 800 each: 800 / 30,000 = 0.0267 goes before 800 / 40,000 = 0.02
    tied = [1_000, 900, 800, 800, 600, 500, 400, 300, 200, 100]
    people = [*PEOPLE[:3], 40_000, *PEOPLE[4:]]
    evaluation = prefecture(
        pack,
        fiscal_revenue=tied,
        fiscal_revenue_year_before=tied,
        resident_population=people,
        resident_population_year_before=people,
    )
    assert evaluation.given.measures["revenue_place"].data[2:4].tolist() == [30, 40]
    assert evaluation.establishment.verdict[2:4].tolist() == ["met", "not_met"]


def test_what_ties_in_total_and_per_head_shares_its_place(pack):
    tied = [1_000, 900, 800, 800, 600, 500, 400, 300, 200, 100]
    evaluation = prefecture(pack, fiscal_revenue=tied, fiscal_revenue_year_before=tied)
    assert evaluation.given.measures["revenue_place"].data[2:5].tolist() == [30, 30, 50]
    assert evaluation.establishment.verdict[2:4].tolist() == ["met", "met"]


def test_towns_are_not_compared_and_do_not_apply(pack):
    # with the first two as towns the third is first of eight: 1 / 8 = 12.5 %
    kinds = ["town", "town", *["rural_township"] * 8]
    evaluation = prefecture(pack, kind=kinds)
    assert evaluation.given.measures["revenue_place"].data[PLACE] == 12.5
    verdicts = evaluation.establishment.verdict.tolist()
    # second of eight is 25 %, third of eight 37.5 %
    assert verdicts[:5] == ["not_applicable", "not_applicable", "met", "met", "not_met"]


def test_a_file_of_a_county_does_not_decide_a_place_in_the_prefecture(pack):
    evaluation = prefecture(pack, coverage="county")
    assert evaluation.establishment.verdict[PLACE] == "undecided"
    assert "coverage-lacking" in [f.code for f in evaluation.findings]
    assert verdict(pack, coverage="county", resident_population=29_999) == "not_met"


def test_a_revenue_missing_anywhere_leaves_the_places_open(pack):
    revenues = [*REVENUES[:9], None]
    assert verdict(pack, fiscal_revenue=revenues) == "undecided"


def test_what_statistics_cannot_decide_is_listed(pack):
    assert len(pack.establishment.untested) == 5
