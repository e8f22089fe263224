"""Packs of other shapes: deputies by full steps with a cap, sections by bands."""

from pathlib import Path

import numpy as np
import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from tests.conftest import townships

PACKS = Path(__file__).parent.parent / "packs"


def values(name, measure, column, amounts):
    evaluation = evaluate(open_pack(PACKS / f"{name}.yaml"), townships(**{column: amounts}))
    return evaluation.given.measures[measure].data.tolist()


DEPUTIES = {
    0: 45,
    1_499: 45,  # no full step
    1_500: 46,  # 45 + 1
    1_501: 46,
    2_999: 46,
    3_000: 47,  # 45 + 2
    50_000: 78,  # 50,000 / 1,500 = 33.3: 45 + 33
    171_000: 159,  # 45 + 114
    172_499: 159,
    172_500: 160,  # 45 + 115
    174_000: 160,  # capped
    500_000: 160,
}


@pytest.mark.parametrize(("people", "deputies"), DEPUTIES.items())
def test_deputies_are_45_and_one_for_every_full_1500_people_up_to_160(people, deputies):
    assert values("congress-deputies", "deputies", "resident_population", [people]) == [deputies]


@pytest.mark.parametrize(("people", "fewer"), [(0, 1), (1_999, 1), (2_000, 0), (2_001, 0)])
def test_below_2000_people_there_may_be_fewer_than_45(people, fewer):
    assert values("congress-deputies", "may_be_fewer", "resident_population", [people]) == [fewer]


@pytest.mark.parametrize("measure", ["deputies", "may_be_fewer"])
def test_without_a_population_deputies_are_not_reckoned(measure):
    assert np.isnan(values("congress-deputies", measure, "resident_population", [None, 5_000])[0])


SECTIONS = {
    0: 6,
    4_999: 6,
    5_000: 7,
    9_999: 7,
    10_000: 8,
    29_999: 8,
    30_000: 9,
    99_999: 9,
    100_000: 10,
    149_999: 10,
    150_000: 11,
    299_999: 11,
    300_000: 12,
    499_999: 12,
    500_000: 13,
    2_000_000: 13,
}


@pytest.mark.parametrize(("people", "sections"), SECTIONS.items())
def test_sections_follow_the_band_and_a_bound_belongs_to_the_higher_one(people, sections):
    assert values("taiwan-sections", "sections", "registered_population", [people]) == [sections]


def test_without_a_population_there_is_no_number_of_sections():
    assert np.isnan(values("taiwan-sections", "sections", "registered_population", [None])[0])
