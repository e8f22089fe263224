"""The merger standards of Henan and Hunan: who is a candidate, on the line and beside it."""

import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships


@pytest.fixture(scope="module")
def henan():
    return open_pack("henan-merger")


@pytest.fixture(scope="module")
def hunan():
    return open_pack("hunan-merger")


@pytest.mark.parametrize(
    ("terrain", "people", "area", "expected"),
    [
        ("plain", 29_999, 150, "candidate"),
        ("plain", 30_000, 20, "none"),
        ("hill", 29_999, 150, "candidate"),
        ("hill", 30_000, 150, "none"),
        (None, 29_999, 150, "candidate"),  # blank terrain is judged as plain
        ("mountain", 19_999, 99.99, "candidate"),
        ("mountain", 20_000, 99.99, "none"),
        ("mountain", 19_999, 100, "none"),  # below 20,000, but not below 100 km²
        ("mountain", 29_999, 50, "none"),
        ("mountain", 19_999, None, "undecided"),
        ("mountain", 20_000, None, "none"),  # enough people: the area no longer matters
        ("mountain", None, 100, "none"),  # large enough: the people no longer matter
        ("mountain", None, 50, "undecided"),
        ("plain", None, 50, "undecided"),
        ("plain", 29_999, None, "candidate"),
    ],
)
def test_henan_asks_mountain_units_for_people_or_area(henan, terrain, people, area, expected):
    statistics = townships(terrain=[terrain], resident_population=[people], area_km2=[area])
    assert evaluate(henan, statistics).mergers.status.tolist() == [expected]


def test_henan_without_a_terrain_column_says_that_it_was_not_judged(henan):
    statistics = townships(resident_population=[29_999], area_km2=[50])
    evaluation = evaluate(henan, statistics)
    assert evaluation.mergers.status.tolist() == ["candidate"]
    assert "exemption-not-judged" in [f.code for f in evaluation.findings]


@pytest.mark.parametrize(
    ("ethnic", "people", "expected"),
    [
        (0, 9_999, "candidate"),
        (0, 10_000, "none"),
        (0, 10_001, "none"),
        (0, 4_999, "candidate"),
        (1, 9_999, "none"),
        (1, 5_000, "none"),
        (1, 4_999, "candidate"),
        (None, 4_999, "candidate"),  # below both figures
        (None, 5_000, "undecided"),
        (None, 10_000, "none"),  # below neither
        (0, None, "undecided"),
        (1, None, "undecided"),
    ],
)
def test_hunan_asks_ethnic_townships_for_half(hunan, ethnic, people, expected):
    statistics = townships(
        kind=["rural_township"], ethnic_township=[ethnic], resident_population=[people]
    )
    assert evaluate(hunan, statistics).mergers.status.tolist() == [expected]


@pytest.mark.parametrize("name", ["henan-merger", "hunan-merger"])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("town", "candidate"),
        ("rural_township", "candidate"),
        ("subdistrict", "not_applicable"),
        ("other", "not_applicable"),
        (None, "undecided"),
    ],
)
def test_towns_and_rural_townships_are_studied(name, kind, expected):
    statistics = townships(kind=[kind], resident_population=[4_000], area_km2=[50])
    assert evaluate(open_pack(name), statistics).mergers.status.tolist() == [expected]


@pytest.mark.parametrize("name", ["henan-merger", "hunan-merger"])
def test_registered_population_stands_in_for_a_blank_and_is_said(name):
    statistics = townships(
        resident_population=[40_000, None], registered_population=[1_000, 4_000], area_km2=[50, 50]
    )
    evaluation = evaluate(open_pack(name), statistics)
    assert evaluation.mergers.status.tolist() == ["none", "candidate"]
    found = [f for f in evaluation.findings if f.code == "population-fallback"]
    assert [f.township for f in found] == [1]


def test_a_pack_that_only_merges_classifies_nobody(henan):
    evaluation = evaluate(henan, townships(resident_population=[1_000]))
    assert evaluation.classification.classes.tolist() == [None]
    assert evaluation.establishment is None
