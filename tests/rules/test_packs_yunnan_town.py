"""The standard of Yunnan for a town: share of the seat, means of two years, and 80 %."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships

INCOME, INCOME_BEFORE = 13_000, 12_000
KINDS = [
    "minority_unit",
    "remote_unit",
    "transport_node",
    "scenic_area",
    "development_zone",
    "border_port",
]
TOWNS = {
    # two towns of the same county: means of 2,000, 1,800, 500 and 400
    "resident_population": [50_000, 30_000],
    "seat_population": [20_000, 9_000],
    "gdp": [1_000, 3_000],
    "gdp_year_before": [900, 2_700],
    "fiscal_revenue": [400, 600],
    "fiscal_revenue_year_before": [300, 500],
    "farmers_income": [12_000, 15_000],
    "farmers_income_year_before": [11_000, 14_000],
}
ON_THE_LINE = {
    "resident_population": 20_000,
    "seat_population": 4_000,  # 4,000 / 20,000 = 20 %
    "gdp": 2_000,
    "gdp_year_before": 1_800,
    "fiscal_revenue": 100,
    "fiscal_revenue_year_before": 100,
    "farmers_income": 9_000,
    "farmers_income_year_before": 9_000,
}


@pytest.fixture(scope="module")
def pack():
    settings = {
        "provincial_farmers_income": INCOME,
        "provincial_farmers_income_before": INCOME_BEFORE,
    }
    return open_pack("yunnan-town", settings=settings)


def applicant(pack, **changed):
    """A rural township and the two towns of its county; flags are those of the township."""
    flags = {kind: [changed.pop(kind, 0), 0, 0] for kind in KINDS}
    own = {**ON_THE_LINE, **changed}
    numbers = {name: [own[name], *TOWNS[name]] for name in TOWNS}
    kinds = ["rural_township", "town", "town"]
    return evaluate(pack, townships(kind=kinds, **numbers, **flags))


def verdict(pack, **changed):
    return applicant(pack, **changed).establishment.verdict[0]


def test_a_unit_on_every_line_meets_the_tested_conditions(pack):
    evaluation = applicant(pack)
    assert evaluation.establishment.verdict.tolist() == ["met", "not_applicable", "not_applicable"]
    measures = evaluation.given.measures
    assert measures["seat_share"].data[0] == 20
    assert measures["mean_gdp"].data[0] == 2_000  # (1,000 + 3,000) / 2: towns only
    assert measures["mean_revenue_before"].data[0] == 400  # (300 + 500) / 2


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"resident_population": 19_999}, "not_met"),
        ({"resident_population": 20_001}, "not_met"),  # 4,000 / 20,001 = 19.999 %
        ({"resident_population": 20_001, "seat_population": 4_001}, "met"),
        ({"seat_population": 3_999}, "not_met"),
        ({"gdp": 1_999}, "not_met"),
        ({"gdp_year_before": 1_799}, "not_met"),  # not two years running
        ({"gdp": 2_001}, "met"),
    ],
    ids=str,
)
def test_each_bound_is_included(pack, changed, expected):
    assert verdict(pack, **changed) == expected


POOR = {"gdp": 100, "gdp_year_before": 100}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"fiscal_revenue": 500, "fiscal_revenue_year_before": 400}, "met"),
        ({"fiscal_revenue": 499, "fiscal_revenue_year_before": 400}, "not_met"),
        ({"farmers_income": 13_000, "farmers_income_year_before": 12_000}, "met"),
        ({"farmers_income": 12_999, "farmers_income_year_before": 12_000}, "not_met"),
        ({"farmers_income": 13_000, "farmers_income_year_before": 11_999}, "not_met"),
        # revenue this year and income last year are not the same measure two years running
        ({"fiscal_revenue": 500, "farmers_income_year_before": 12_000}, "not_met"),
    ],
    ids=str,
)
def test_one_of_three_measures_of_the_economy_is_enough_two_years_running(pack, changed, expected):
    assert verdict(pack, **{**POOR, **changed}) == expected


EASED = {
    "resident_population": 16_000,  # 20,000 x 0.8
    "seat_population": 2_560,  # 2,560 / 16,000 = 16 % = 20 % x 0.8
    "gdp": 1_600,  # 2,000 x 0.8
    "gdp_year_before": 1_440,  # 1,800 x 0.8
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_named_kind_needs_80_percent_of_every_figure(pack, kind):
    assert verdict(pack, **EASED) == "not_met"
    assert verdict(pack, **EASED, **{kind: 1}) == "met"


@pytest.mark.parametrize(
    "changed",
    [
        {"resident_population": 15_999},
        {"seat_population": 2_559},
        {"gdp": 1_599},
        {"gdp_year_before": 1_439},
    ],
    ids=str,
)
def test_a_named_kind_just_below_80_percent_does_not_meet_it(pack, changed):
    assert verdict(pack, **{**EASED, **changed}, border_port=1) == "not_met"


def test_farmers_income_is_eased_too(pack):
    eased = {"farmers_income": 10_400, "farmers_income_year_before": 9_600}  # x 0.8
    assert verdict(pack, **POOR, **eased, minority_unit=1) == "met"
    assert verdict(pack, **POOR, **eased) == "not_met"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"remote_unit": None, "resident_population": 18_000}, "undecided"),
        ({"remote_unit": None}, "met"),  # met with or without easing
        ({"remote_unit": None, "resident_population": 15_999}, "not_met"),
        ({"seat_population": None}, "undecided"),
        ({"gdp": None}, "undecided"),
        ({"gdp": None, "resident_population": 19_999}, "not_met"),
        ({"gdp": None, "farmers_income": 13_000, "farmers_income_year_before": 12_000}, "met"),
    ],
    ids=str,
)
def test_what_is_not_known_is_open_only_where_it_matters(pack, changed, expected):
    assert verdict(pack, **changed) == expected


def test_without_the_provincial_means_only_farmers_income_is_open():
    unset = open_pack("yunnan-town")
    assert verdict(unset) == "met"
    assert verdict(unset, **POOR) == "undecided"


def test_a_county_without_towns_has_no_mean_to_compare_with(pack):
    numbers = {name: [value] for name, value in ON_THE_LINE.items()}
    evaluation = evaluate(pack, townships(kind=["rural_township"], **numbers))
    assert evaluation.establishment.verdict.tolist() == ["undecided"]
