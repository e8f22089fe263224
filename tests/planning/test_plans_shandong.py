"""All counties of Shandong at the census of 2010, neighbours estimated from the seats."""

from __future__ import annotations

import time
from collections import Counter

import pytest

import calculator
from tests.conftest import need_shared_data

LIMIT = 30.0
"""Seconds for reading and planning all of it."""


@pytest.fixture(scope="module")
def plans():
    source = need_shared_data("shandong_townships_2010.csv")
    began = time.perf_counter()
    found = calculator.report(source).plan()
    assert time.perf_counter() - began < LIMIT
    return found


def test_every_county_with_a_candidate_is_planned_and_proven_best(plans):
    assert len(plans.counties) == 94
    assert sum(len(county.candidates) for county in plans.counties) == 309
    assert {county.status for county in plans.counties} == {"optimal"}
    assert all(county.is_proven for county in plans.counties)


def test_every_candidate_is_in_a_group_or_has_a_reason(plans):
    joined = {unit for group in plans.groups for unit in group.candidates}
    stay = [one.township for county in plans.counties for one in county.unresolved]
    assert len(joined) + len(stay) == 309
    assert not joined & set(stay)
    assert Counter(one.code for c in plans.counties for one in c.unresolved)["no_location"] == 77


def test_every_group_reaches_the_minimum_inside_its_county_over_borders(plans):
    statistics = plans.report.evaluation.statistics
    people = statistics.number("resident_population")
    near = {tuple(pair) for pair in plans.borders.pairs.tolist()}
    for group in plans.groups:
        assert people[list(group.members)].sum() == group.people >= 30_000
        assert 2 <= len(group.members) <= 4
        assert len({statistics.text("county")[unit] for unit in group.members}) == 1
        assert any(unit in group.candidates for unit in group.members)
        reached, todo = {group.members[0]}, [group.members[0]]
        while todo:
            unit = todo.pop()
            new = {
                other
                for other in group.members
                if tuple(sorted((unit, other))) in near and other not in reached
            }
            reached |= new
            todo += new
        assert reached == set(group.members)


def test_the_objectives_are_the_sums_of_the_groups(plans):
    for county in plans.counties:
        moved = sum(round(group.moved_kilometres) for group in county.groups)
        abolished = sum(len(group.members) - 1 for group in county.groups)
        assert county.objective == (len(county.unresolved), abolished, moved)


def test_everything_is_approximate_and_distances_weigh(plans):
    assert plans.is_approximate
    assert all(county.is_by_distance for county in plans.counties if county.groups)
