"""Every figure of the shipped standards: its value, and how sure it is."""

import re

import pytest

from calculator.packs import open_pack
from rules.status import Status

REPORTED, CONFIRMED = Status.REPORTED, Status.CONFIRMED
INFERRED, PLACEHOLDER = Status.INFERRED, Status.PLACEHOLDER
ASKED = "asked of the user"
RURAL = ["rural_township"]
ANY_POPULATION = ["resident_population", "registered_population", "total_population"]

PLANNING = {
    "plan_kinds": (["town", "rural_township"], INFERRED),
    "plan_most_members": (4, PLACEHOLDER),
    "plan_result_kinds": (["town", "rural_township"], INFERRED),
    "plan_county_seat_kept": (True, PLACEHOLDER),
    "plan_shared_seats_joined": (True, PLACEHOLDER),
}
FIGURES = {
    "shandong-town": {
        "applicants": (RURAL, INFERRED),
        "compared_kinds": (RURAL, REPORTED),
        "least_population": (30_000, REPORTED),
        "least_built_up_population": (5_000, REPORTED),
        "least_built_up_area": (1.5, REPORTED),
        "top_share": (30, REPORTED),
        "head_basis": (["resident_population"], INFERRED),
        "head_basis_before": (["resident_population_year_before"], INFERRED),
    },
    "shandong-subdistrict": {
        "applicants": (["town"], INFERRED),
        "compared_kinds": (["town"], REPORTED),
        "least_population": (50_000, REPORTED),
        "provincial_built_up_share": (ASKED, PLACEHOLDER),
        "revenue_top_share": (30, REPORTED),
        "urbanisation_top_share": (30, REPORTED),
        "override_built_up_share": (20, REPORTED),
        "provincial_urbanisation": (ASKED, PLACEHOLDER),
    },
    "sichuan-town": {
        "applicants": (RURAL, INFERRED),
        "plains": (["plain"], CONFIRMED),
        "hills": (["hill"], CONFIRMED),
        "mountains": (["mountain"], CONFIRMED),
        "plateaus": (["plateau"], CONFIRMED),
        "plain_population": (60_000, CONFIRMED),
        "hill_population": (30_000, CONFIRMED),
        "mountain_population": (15_000, CONFIRMED),
        "plateau_population": (10_000, CONFIRMED),
        "other_population": (ASKED, PLACEHOLDER),
        "town_mean_urbanisation": (ASKED, PLACEHOLDER),
        "registered_basis": (["registered_population", "resident_population"], INFERRED),
        "actual_basis": (["resident_population", "registered_population"], INFERRED),
    },
    "zhejiang-town": {
        "applicants": (RURAL, INFERRED),
        "registered_basis": (["registered_population", "resident_population"], INFERRED),
        "resident_basis": (["resident_population", "registered_population"], INFERRED),
        "least_population": (25_000, REPORTED),
        "least_employment_share": (75, REPORTED),
        "least_built_up_population": (4_000, REPORTED),
        "least_area": (40, INFERRED),  # whether the bound itself counts is not stated
        "greatest_area": (200, INFERRED),
        "area_exempt_terrain": (["mountain", "island"], REPORTED),
        "least_value_added_share": (85, REPORTED),
    },
    "yunnan-town": {
        "applicants": (RURAL, INFERRED),
        "population_basis": (ANY_POPULATION, INFERRED),
        "least_population": (20_000, REPORTED),
        "least_seat_share": (20, REPORTED),
        "compared_kinds": (["town"], REPORTED),
        "provincial_farmers_income": (ASKED, PLACEHOLDER),
        "provincial_farmers_income_before": (ASKED, PLACEHOLDER),
        "relaxed_share": (0.8, REPORTED),
    },
    "henan-merger": {
        "merger_kinds": (["town", "rural_township"], INFERRED),
        "population_basis": (ANY_POPULATION, INFERRED),
        "mountain_terrain": (["mountain"], INFERRED),
        "plain_minimum": (30_000, REPORTED),
        "mountain_minimum": (20_000, REPORTED),
        "mountain_minimum_area": (100, REPORTED),
        **PLANNING,
    },
    "hunan-merger": {
        "merger_kinds": (["town", "rural_township"], INFERRED),
        "population_basis": (ANY_POPULATION, INFERRED),
        "minimum": (10_000, REPORTED),
        "ethnic_minimum": (5_000, REPORTED),
        **PLANNING,
    },
}
STANDARDS = [name for name in FIGURES if not name.endswith("merger")]


@pytest.mark.parametrize("name", FIGURES)
def test_the_figures_of_a_pack_are_those_that_are_known_with_their_status(name):
    found = {
        figure.name: (figure.value if figure.is_entered else ASKED, figure.status)
        for figure in open_pack(name).figures.values()
    }
    assert found == FIGURES[name]


@pytest.mark.parametrize("name", STANDARDS)
def test_a_standard_for_setting_up_a_unit_does_not_classify_or_merge(name):
    pack = open_pack(name)
    assert pack.establishment is not None
    assert pack.classification is None
    assert pack.mergers is None


UNTESTED = {
    "shandong-town": 5,
    "shandong-subdistrict": 0,
    "sichuan-town": 1,
    "zhejiang-town": 1,
    "yunnan-town": 4,
}


@pytest.mark.parametrize(("name", "count"), UNTESTED.items())
def test_what_statistics_cannot_decide_is_listed_in_both_languages(name, count):
    untested = open_pack(name).establishment.untested
    assert len(untested) == count
    assert all(re.search("[一-龥]", entry.text.zh) for entry in untested)
    assert not any(re.search("[一-龥]", entry.text.en) for entry in untested)


def test_only_sichuan_says_that_it_does_not_know_what_follows():
    (entry,) = open_pack("sichuan-town").establishment.untested
    assert entry.status is INFERRED


def test_the_default_pack_has_the_stages_of_the_bulletin():
    stages = open_pack("shandong").stages
    assert [(stage.deadline.zh, stage.status) for stage in stages] == [
        ("9月上旬", CONFIRMED),
        ("9月底前", CONFIRMED),
        ("10月底前", INFERRED),
        ("年底前", CONFIRMED),
    ]
