"""Limits of merger plans in packs: what they may be, and that they are shown."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.packs import known_names, open_pack
from rules.errors import PackError
from rules.loading import load_pack
from rules.planning import PlanningEntry
from rules.status import Status


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("planning: {kinds: exempt_terrain}\n", "packs.wrong_list"),
        ("planning: {result_kinds: minimum_population}\n", "packs.wrong_list"),
        ("planning: {most_members: pooling}\n", "packs.no_number"),
        ("planning: {most_people: plan_kinds}\n", "packs.no_number"),
        ("planning: {county_seat_kept: minimum_population}\n", "packs.not_yes_or_no"),
        ("planning: {most_area: no_such_figure}\n", "packs.no_figure"),
    ],
)
def test_a_limit_of_the_wrong_sort_is_refused(write_pack, text, key):
    head = "id: own\nextends: shandong\ntitle: {zh: 甲, en: A}\n"
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(head + text), known_names())
    assert [problem.sentence.key for problem in refused.value.problems] == [key]


@pytest.mark.parametrize("value", [1, 0])
def test_fewer_than_two_never_become_one(value):
    with pytest.raises(CalculatorError, match=r"plan_most_members.*不得小于2"):
        open_pack("shandong", {"plan_most_members": value})


def test_a_pack_that_gives_its_merger_rule_anew_keeps_the_limits(write_pack):
    head = "id: own\nextends: shandong\ntitle: {zh: 甲, en: A}\n"
    rule = "mergers: {applies_to: merger_kinds, population: population, minimum: second_class"
    pack = load_pack(write_pack(f"{head}{rule}_population}}\n"), known_names())
    assert pack.planning == open_pack("shandong").planning


@pytest.mark.parametrize("pack", ["shandong", "henan-merger", "hunan-merger"])
def test_no_published_text_limits_the_members(pack):
    found = open_pack(pack)
    assert found.planning is not None
    assert found.figures[found.planning.most_members].status is Status.PLACEHOLDER


def test_packs_without_a_merger_rule_have_no_limits():
    assert open_pack("zhejiang-town").planning is None
    assert set(PlanningEntry().model_dump().values()) == {None}


def test_limits_change_the_digest():
    assert open_pack("shandong").digest != open_pack("shandong", {"plan_most_members": 3}).digest
