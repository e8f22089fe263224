"""Names of the wrong sort, and numbers that nothing can be reckoned with, are refused."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.packs import known_names, open_pack
from rules.errors import PackError
from rules.evaluation import evaluate
from rules.loading import load_pack
from rules.status import Severity, Status
from tests.conftest import townships
from tests.rules.test_loading import HEAD, measure

STEPS = "    kind: steps\n    of: population\n    each: 1\n"
SHARE = "    kind: share\n    of: population\n    within: county\n    whole: adds_up\n"
BROKEN = {
    "steps of no length": (STEPS + "    per: 0\n", "packs.above_zero"),
    "steps downwards": (STEPS + "    per: -5\n", "packs.above_zero"),
    "a cap below the base": (
        STEPS + "    per: 5\n    base: 20\n    cap: 10\n",
        "packs.cap_below_floor",
    ),
    "half a post to share": (SHARE + "    pool: 7.5\n", "packs.not_a_pool"),
    "less than nothing to share": (SHARE + "    pool: -7\n", "packs.not_a_pool"),
    "a class summed": (
        "    kind: sum\n    terms: [{of: class, weight: 2}]\n",
        "packs.gives_no_numbers",
    ),
    "a class divided": (
        "    kind: ratio\n    of: class\n    by: population\n",
        "packs.gives_no_numbers",
    ),
    "a list for a number": (STEPS + "    per: exempt_terrain\n", "packs.no_number"),
}


@pytest.mark.parametrize(("text", "key"), BROKEN.values(), ids=BROKEN)
def test_a_measure_of_the_wrong_sort_is_refused(write_pack, text, key):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(measure(text)), known_names())
    assert [p.sentence.key for p in refused.value.problems] == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "classification: {measure: population, applies_to: classified_kinds}\n",
            "packs.gives_no_classes",
        ),
        ("classification: {measure: class, applies_to: exempt_terrain}\n", "packs.wrong_list"),
        (
            "mergers: {applies_to: merger_kinds, population: class, minimum: minimum_population}\n",
            "packs.gives_no_numbers",
        ),
    ],
)
def test_a_decision_by_the_wrong_sort_is_refused(write_pack, text, key):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(HEAD + text), known_names())
    assert [p.sentence.key for p in refused.value.problems] == [key]


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [("second_class_population", "90000", "packs.unreachable_row")],
)
def test_a_setting_is_checked_against_the_rest_of_the_pack(name, value, key):
    with pytest.raises(CalculatorError) as refused:
        open_pack("shandong", {name: value})
    assert refused.value.sentences[0].values["problem"].key == key


INCREMENTS = (
    measure(STEPS + "    per: 100000\n").replace("status: confirmed", "status: placeholder")
    + "  allowed:\n    kind: sum\n    label: {zh: 甲, en: a}\n"
    + "    terms: [{of: administrative_posts_standard}, {of: points}]\n"
    + "quotas:\n  administrative_posts: {label: {zh: 甲, en: a}, kind: standard, unit: posts, "
    + "allowed: allowed, proposed: proposed_administrative_posts, county_total: true}\n"
)


def test_a_breach_of_a_sum_weighs_as_the_least_sure_of_its_numbers(write_pack):
    statistics = townships(resident_population=[35_000], proposed_administrative_posts=[90])
    pack = open_pack(write_pack(INCREMENTS))
    found = [f for f in evaluate(pack, statistics).findings if "posts-over-standard" in f.code]
    assert [f.severity for f in found] == [Severity.NOTE, Severity.NOTE]
    assert {f.status for f in found} == {Status.PLACEHOLDER}
    assert all(f.source is not None for f in found)
