"""The statistics of units that townships would become."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.packs import open_pack
from calculator.planning.merged import Joining, Merging
from tests.conftest import townships


def joining(*groups):
    return Joining(groups, np.array([group[-1] for group in groups], dtype=np.int64))


def merged(statistics, *groups, pack="shandong"):
    alone = sorted(set(range(statistics.size)) - {m for group in groups for m in group})
    merging = Merging(open_pack(pack), statistics)
    kinds, names = ["town"] * len(groups), ["新镇"] * len(groups)
    return merging.after(np.array(alone, dtype=np.int64), joining(*groups), kinds, names)


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("resident_population", [1, 2, 4], [4, 3]),
        ("area_km2", [1.5, 2.25, 4], [4, 3.75]),
        ("approved_administrative_posts", [30, 31, 1], [1, 61]),
        ("resident_population_year_before", [1, 2, 4], [4, 3]),
        ("villages", [1, None, 4], [4, None]),
        ("central_town", [0, 1, 0], [0, 1]),
        ("central_town", [0, 0, 1], [1, 0]),
        ("central_town", [None, 1, 1], [1, 1]),
        ("central_town", [None, 0, 1], [1, None]),
        ("longitude", [118.0, 119.0, 120.0], [120.0, 119.0]),
    ],
)
def test_counts_add_up_marks_hold_for_any_and_the_place_is_the_seats(column, values, expected):
    found = merged(townships(**{column: values}), (0, 1)).numbers[column]
    assert [None if v != v else v for v in found.tolist()] == expected


def test_the_units_left_alone_come_first_and_keep_their_names():
    statistics = townships(resident_population=[1, 2, 4, 8], names=["甲镇", "乙镇", "丙镇", "丁镇"])
    found = merged(statistics, (0, 2))
    assert found.text("name").tolist() == ["乙镇", "丁镇", "新镇"]
    assert found.numbers["resident_population"].tolist() == [2, 8, 5]


def test_terrain_is_that_of_all_members_and_the_kind_is_given():
    statistics = townships(
        resident_population=[1, 2, 4],
        kind=["rural_township", "rural_township", "town"],
        terrain=["mountain", "lake", None],
    )
    found = merged(statistics, (0, 1))
    assert [found.choices["terrain"].at(place) for place in range(2)] == [
        frozenset(),
        {"mountain", "lake"},
    ]
    assert [found.choices["kind"].at(place) for place in range(2)] == [{"town"}, {"town"}]


def test_proposals_are_left_out():
    statistics = townships(
        resident_population=[1, 2], proposed_offices=[1, 2], proposed_class=["一类", "二类"]
    )
    found = merged(statistics, (0, 1))
    assert "proposed_offices" not in found.numbers
    assert "proposed_class" not in found.choices


def test_joining_nothing_leaves_the_statistics_as_they_are():
    statistics = townships(resident_population=[1, 2], terrain=["mountain", None])
    found = merged(statistics)
    assert found.numbers["resident_population"].tolist() == [1, 2]
    assert found.choices["terrain"].at(0) == {"mountain"}
