"""What must hold for any statistics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from rules.evaluation import evaluate
from rules.statistics import Choices, Statistics
from rules.wording import ClassName, Quantity
from tests.conftest import ROOT
from tests.formulas.random_statistics import random_statistics

SHAPES = open_pack(ROOT / "tests" / "formulas" / "shapes.yaml")
POINTS = open_pack(ROOT / "tests" / "rules" / "points.yaml")
SEEDS = st.integers(0, 10_000)


def reordered(statistics: Statistics, order) -> Statistics:
    return replace(
        statistics,
        numbers={name: values[order] for name, values in statistics.numbers.items()},
        choices={
            name: Choices(column.codes[order], column.sets)
            for name, column in statistics.choices.items()
        },
        texts={name: values[order] for name, values in statistics.texts.items()},
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS, SEEDS)
def test_the_order_of_rows_changes_nothing(seed, shuffle):
    statistics = random_statistics(seed, 40, SHAPES)
    order = np.random.default_rng(shuffle).permutation(statistics.size)
    before = evaluate(SHAPES, statistics).given.measures
    after = evaluate(SHAPES, reordered(statistics, order)).given.measures
    for name, values in before.items():
        wanted = values.data[order]
        assert [str(v) for v in after[name].data] == [str(v) for v in wanted], name


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_shares_that_must_add_up_do(seed):
    statistics = random_statistics(seed, 30, SHAPES, blanks=0)
    given_ = evaluate(SHAPES, statistics).given
    for name, pool in (("shared", 47), ("shared_towns", 30)):
        parts = given_.numbers(name)
        for county in range(len(statistics.counties)):
            here = parts[(statistics.county_codes == county) & ~np.isnan(parts)]
            assert here.size == 0 or here.sum() == pool
            assert (here == np.floor(here)).all()


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 60_000))
def test_more_people_never_lower_the_class_where_points_only_rise(seed, more):
    statistics = random_statistics(seed, 30, POINTS, blanks=0)
    people = statistics.numbers["resident_population"]
    larger = replace(
        statistics, numbers={**statistics.numbers, "resident_population": people + more}
    )
    order = POINTS.class_names
    before = evaluate(POINTS, statistics).given.measures["class"].data
    after = evaluate(POINTS, larger).given.measures["class"].data
    for low, high in zip(before, after, strict=True):
        assert order.index(high) <= order.index(low)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_a_blank_is_never_taken_for_zero(seed):
    statistics = random_statistics(seed, 20, POINTS, blanks=0)
    blanked = np.full(statistics.size, np.nan)
    without = replace(statistics, numbers={**statistics.numbers, "villages": blanked})
    assert np.isnan(evaluate(POINTS, without).given.numbers("points")).all()


@pytest.mark.parametrize("pack", [SHAPES, POINTS], ids=lambda pack: pack.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_explanation_can_be_said_and_names_the_value_computed(pack, language):
    evaluation = evaluate(pack, random_statistics(5, 40, pack))
    speaker = Messages(language, pack_names(pack))
    for name in pack.measures:
        for township in range(evaluation.statistics.size):
            reason = evaluation.why(name, township)
            said = speaker.say(reason.sentence)
            assert said
            assert "{" not in said
            value = evaluation.given.measures[name].data[township]
            key = {"rules.ranked": "position", "rules.ranked_share": "share"}
            named = reason.sentence.values.get(key.get(reason.sentence.key, "value"))
            if isinstance(named, ClassName):
                assert named.name == value
            elif isinstance(named, Quantity) and value == value:
                assert named.value == pytest.approx(value)
