"""The standard of Sichuan for a town: people by terrain, urbanisation, and what is not known."""

from dataclasses import replace

import numpy as np
import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from rules.statistics import Choices
from tests.conftest import townships

MEAN = 30
"""Last year's mean registered urbanisation of all towns, as a user would enter it."""


@pytest.fixture(scope="module")
def pack():
    return open_pack("sichuan-town", settings={"town_mean_urbanisation": MEAN})


def applicant(pack, terrain=None, registered=None, actual=None, urbanisation=MEAN, kind=None):
    return evaluate(
        pack,
        townships(
            kind=[kind or "rural_township"],
            terrain=[terrain],
            registered_population=[registered],
            resident_population=[actual],
            registered_urbanisation=[urbanisation],
        ),
    )


def verdict(*arguments, **named):
    return applicant(*arguments, **named).establishment.verdict[0]


@pytest.mark.parametrize(
    ("terrain", "least"),
    [("plain", 60_000), ("hill", 30_000), ("mountain", 15_000), ("plateau", 10_000)],
)
@pytest.mark.parametrize(
    ("more", "expected"), [(0, "met"), (-1, "not_met"), (1, "met")], ids=["on", "below", "above"]
)
def test_the_least_population_depends_on_the_terrain_and_is_included(
    pack, terrain, least, more, expected
):
    people = least + more
    assert verdict(pack, terrain, registered=people, actual=people) == expected


@pytest.mark.parametrize(
    ("registered", "actual", "expected"),
    [
        (30_000, 12_000, "met"),  # registered alone is enough
        (12_000, 30_000, "met"),  # actual alone is enough
        (29_999, 29_999, "not_met"),
        (30_000, None, "met"),  # only one is known, and it decides
        (None, 30_000, "met"),
        (29_999, None, "not_met"),
        (None, None, "undecided"),
    ],
)
def test_either_population_is_enough(pack, registered, actual, expected):
    assert verdict(pack, "hill", registered, actual) == expected


def test_a_blank_population_that_the_other_stands_in_for_is_said(pack):
    evaluation = applicant(pack, "hill", registered=None, actual=30_000)
    found = [f for f in evaluation.findings if f.code == "population-fallback"]
    assert [f.column for f in found] == ["registered_population"]


@pytest.mark.parametrize(
    ("urbanisation", "expected"),
    [(30, "met"), (29.99, "not_met"), (30.01, "met"), (None, "undecided")],
)
def test_urbanisation_must_reach_the_mean_that_the_user_entered(pack, urbanisation, expected):
    assert verdict(pack, "hill", 30_000, urbanisation=urbanisation) == expected


def test_too_few_people_decide_even_where_urbanisation_is_blank(pack):
    assert verdict(pack, "hill", 29_999, urbanisation=None) == "not_met"


@pytest.mark.parametrize("terrain", [None, "lake", "island", "floodplain"])
def test_terrain_that_the_text_does_not_know_is_undecided_until_its_figure_is_entered(
    pack, terrain
):
    assert verdict(pack, terrain, 90_000) == "undecided"
    entered = open_pack(
        "sichuan-town", settings={"town_mean_urbanisation": MEAN, "other_population": 60_000}
    )
    assert verdict(entered, terrain, 60_000) == "met"
    assert verdict(entered, terrain, 59_999) == "not_met"


def test_of_several_kinds_of_terrain_the_one_that_asks_most_counts(pack):
    statistics = townships(
        kind=["rural_township"] * 2,
        registered_population=[59_999, 60_000],
        registered_urbanisation=[MEAN, MEAN],
    )
    both = Choices(np.array([0, 0]), [frozenset({"mountain", "plain"})])
    statistics = replace(statistics, choices={**statistics.choices, "terrain": both})
    assert evaluate(pack, statistics).establishment.verdict.tolist() == ["not_met", "met"]


def test_without_the_mean_the_verdict_is_open_and_a_finding_names_the_figure():
    evaluation = applicant(open_pack("sichuan-town"), "hill", 30_000)
    assert evaluation.establishment.verdict[0] == "undecided"
    labels = [
        f.message.values["name"] for f in evaluation.findings if f.code == "figure-not-entered"
    ]
    assert "town_mean_urbanisation" in labels
    assert verdict(open_pack("sichuan-town"), "hill", 29_999) == "not_met"


@pytest.mark.parametrize("kind", ["town", "subdistrict", "other"])
def test_only_rural_townships_apply(pack, kind):
    assert verdict(pack, "hill", 30_000, kind=kind) == "not_applicable"
