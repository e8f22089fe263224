"""Groups judged by packs whose merger rule is more than one minimum."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.packs import open_pack
from calculator.planning.judging import judge_of, least_people
from calculator.planning.limits import plan_limits
from calculator.planning.merged import Merging
from rules.evaluation import evaluate
from tests.conftest import townships


def passes(pack_id, **columns):
    """Whether all the townships given would be no candidate as one unit."""
    pack = open_pack(pack_id)
    statistics = townships(**columns)
    limits = plan_limits(pack, include_exempt=False, whole_prefecture=None)
    units = np.arange(statistics.size)
    judge = judge_of(Merging(pack, statistics), pack, limits, units)
    return bool(judge([tuple(range(statistics.size))])[0])


@pytest.mark.parametrize(
    ("people", "area", "terrain", "expected"),
    [
        ([15_000, 14_999], [10, 10], [None, None], False),
        ([15_000, 15_000], [10, 10], [None, None], True),
        ([9_000, 9_000], [60, 39], ["mountain", "mountain"], False),
        ([9_000, 9_000], [60, 40], ["mountain", "mountain"], True),
        ([10_000, 10_000], [10, 10], ["mountain", "mountain"], True),
        # one on the plain is not helped by the lower limit of the mountain unit
        ([10_000, 10_000], [60, 60], ["mountain", None], False),
        ([15_000, 15_000], [10, 10], ["mountain", None], True),
        ([9_000, 9_000], [60, None], ["mountain", "mountain"], False),
        ([10_000, None], [60, 60], ["mountain", "mountain"], True),  # 120 km² is enough
        ([10_000, None], [60, 60], [None, None], False),
    ],
)
def test_henan_asks_less_of_mountains(people, area, terrain, expected):
    given = {"resident_population": people, "area_km2": area, "terrain": terrain}
    assert passes("henan-merger", **given) is expected


@pytest.mark.parametrize(
    ("people", "ethnic", "expected"),
    [
        ([3_000, 1_999], [1, 1], False),
        ([3_000, 2_000], [1, 1], True),
        ([3_000, 2_000], [1, 0], False),
        ([5_000, 5_000], [1, 0], True),
        ([5_000, 4_999], [0, 0], False),
    ],
)
def test_hunan_asks_less_of_ethnic_townships(people, ethnic, expected):
    given = {"resident_population": people, "ethnic_township": ethnic}
    assert passes("hunan-merger", **given) is expected


@pytest.mark.parametrize(
    ("pack", "expected"), [("shandong", 30_000), ("henan-merger", None), ("hunan-merger", None)]
)
def test_one_minimum_is_told_from_other_rules(pack, expected):
    assert least_people(open_pack(pack)) == expected


def test_groups_are_judged_as_the_rule_judges_single_units():
    people = [12_000, 25_000, 40_000]
    given = {"area_km2": [50, 150, 90], "terrain": ["mountain", None, "mountain"]}
    single = evaluate(open_pack("henan-merger"), townships(resident_population=people, **given))
    assert single.mergers.status.tolist() == ["candidate", "candidate", "none"]
    for place, expected in enumerate(single.mergers.status):
        one = {name: [values[place]] for name, values in given.items()}
        found = passes("henan-merger", resident_population=[people[place]], **one)
        assert found is (expected == "none")
