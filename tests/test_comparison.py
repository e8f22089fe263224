"""Two evaluations held against each other, township by township."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calculator.comparison import compare
from calculator.counting import count
from calculator.packs import open_pack
from calculator.pairing import pair
from rules.evaluation import evaluate
from rules.statistics import Choices, Statistics
from tests.conftest import townships


def named(statistics: Statistics, **texts: list[str | None]) -> Statistics:
    """The same statistics with other codes, names and the like."""
    arrays = {name: np.array(values, dtype=object) for name, values in texts.items()}
    return replace(statistics, texts={**statistics.texts, **arrays})


def people(*counts: float | None) -> Statistics:
    return townships(resident_population=counts)


@pytest.fixture
def by_population(shandong):
    def evaluated(*counts, **texts):
        return evaluate(shandong, named(people(*counts), **texts) if texts else people(*counts))

    return evaluated


def test_a_change_of_class_changes_what_the_township_may_have(by_population):
    found = compare(by_population(85000, 52000), by_population(85000, 49999))
    (change,) = found.changes()
    assert (change.before, change.after) == (1, 1)
    assert change.values == {
        "class": ("二类", "三类"),
        "administrative_posts": (40.0, 36.0),
        "institution_posts": (40.0, 34.0),
    }


@pytest.mark.parametrize(
    ("before", "after", "values"),
    [
        (30000, 29999, {"merger": ("none", "candidate")}),
        (30000, None, {"class": ("三类", None), "merger": ("none", "undecided")}),
        (30000, 30001, {}),
        (None, None, {}),
    ],
)
def test_merger_status_and_what_is_undecided(by_population, before, after, values):
    found = compare(by_population(before), by_population(after))
    changes = [change.values for change in found.changes()]
    kept = {name: v for c in changes for name, v in c.items() if name in ("class", "merger")}
    assert kept == values
    assert found.changed.tolist() == [bool(values)]


def test_near_is_compared_only_where_a_pack_gives_a_margin(shandong, qiyuan):
    statistics = people(29500)
    assert "near" not in compare(*[evaluate(shandong, statistics)] * 2).aspects
    found = compare(evaluate(shandong, statistics), evaluate(qiyuan, statistics))
    assert next(found.changes()).values["near"] == (False, True)


def test_what_only_one_pack_decides_is_not_compared(shandong):
    statistics = people(29999, 9999)
    other = evaluate(open_pack("hunan-merger"), statistics)
    found = compare(evaluate(shandong, statistics), other)
    assert list(found.aspects) == ["merger"]
    assert [change.values for change in found.changes()] == [{"merger": ("candidate", "none")}]


def test_verdicts_of_two_standards_are_compared():
    pack = open_pack("zhejiang-town")
    statistics = townships(kind=["rural_township", "rural_township"], resident_population=[1, 2])
    found = compare(evaluate(pack, statistics), evaluate(pack, statistics))
    assert list(found.aspects) == ["verdict"]
    assert found.counts_before.verdicts == {"met": 0, "not_met": 2, "undecided": 0}


def test_transitions_are_counted(by_population):
    found = compare(by_population(85000, 52000, 52000), by_population(52000, 85000, 85000))
    assert found.aspects["class"].transitions == {("二类", "一类"): 2, ("一类", "二类"): 1}


def test_units_outside_the_classification_are_not_undecided(shandong):
    one = evaluate(shandong, townships(kind=["subdistrict"], resident_population=[50000]))
    other = evaluate(shandong, townships(kind=[None], resident_population=[50000]))
    assert next(compare(one, other).changes()).values["class"] == ("not_applicable", None)


@pytest.mark.parametrize(
    ("before", "after", "pairs", "only"),
    [
        pytest.param(
            {"code": ["1", "2"]}, {"code": ["2", "1"]}, [(0, 1), (1, 0)], ([], []), id="by code"
        ),
        pytest.param(
            {"name": ["甲镇", "乙镇"]},
            {"name": ["乙镇", "丙镇"]},
            [(1, 0)],
            ([0], [1]),
            id="by name where there is no code",
        ),
        pytest.param(
            {"code": ["1", "2"], "name": ["甲镇", "乙镇"]},
            {"code": ["9", "1"], "name": ["乙镇", "新镇"]},
            [(0, 1), (1, 0)],
            ([], []),
            id="a code wins over a name, a name serves where the code is another",
        ),
        pytest.param(
            {"prefecture": ["东市", "西市"], "county": ["市中区"] * 2, "name": ["甲镇"] * 2},
            {"prefecture": ["西市", "东市"], "county": ["市中区"] * 2, "name": ["甲镇"] * 2},
            [(0, 1), (1, 0)],
            ([], []),
            id="one county's name in two prefectures",
        ),
        pytest.param(
            {"prefecture": ["东市", "东市"]},
            {"prefecture": [None, None], "name": ["镇1", "镇0"]},
            [(0, 1), (1, 0)],
            ([], []),
            id="a table that does not name the prefecture",
        ),
        pytest.param(
            {"name": ["甲镇", "甲镇"]},
            {"name": ["甲镇", "乙镇"]},
            [],
            ([0, 1], [0, 1]),
            id="a name that stands twice pairs nothing",
        ),
        pytest.param(
            {"name": ["甲镇", "甲镇"]},
            {"name": ["甲镇", "甲镇"]},
            [(0, 0), (1, 1)],
            ([], []),
            id="but the same table pairs row by row",
        ),
        pytest.param(
            {"name": [None, "乙镇"]},
            {"name": ["乙镇", None]},
            [(1, 0)],
            ([0], [1]),
            id="without a name there is no pair",
        ),
    ],
)
def test_townships_are_paired(before, after, pairs, only):
    found = pair(named(people(1, 2), **before), named(people(1, 2), **after))
    assert list(zip(found.before.tolist(), found.after.tolist(), strict=True)) == pairs
    assert (found.only_before.tolist(), found.only_after.tolist()) == only


def test_breaches_are_counted_by_severity_and_pooled_posts_are_none(qiyuan):
    statistics = townships(
        resident_population=[65000, 65000],
        proposed_offices=[5, 4],
        proposed_administrative_posts=[44, 40],  # 42 each: pooled within the county
        proposed_leadership_posts=[9, 10],
    )
    counts = count(evaluate(qiyuan, statistics))
    assert counts.breaches == {"error": 2, "warning": 0, "note": 0}
    assert counts.allowed["administrative_posts"] == 84


def test_a_country_in_another_order_is_compared_township_by_township(shandong):
    size = 41_000
    generator = np.random.default_rng(5)

    def country(order):
        return Statistics(
            size=size,
            numbers={"resident_population": generator.integers(5000, 90000, size).astype(float)},
            choices={"kind": Choices(np.zeros(size, dtype=np.int64), [frozenset({"town"})])},
            texts={
                "code": np.array([f"{place:09}" for place in order], dtype=object),
                "county": np.array([f"{place // 15}县" for place in order], dtype=object),
                "name": np.array([f"{place}镇" for place in order], dtype=object),
            },
        )

    one = evaluate(shandong, country(generator.permutation(size)))
    other = evaluate(shandong, country(generator.permutation(size)))
    found = compare(one, other)
    changes = list(found.changes())
    assert len(found.pairs.before) == size
    assert len(changes) == found.changed.sum() > size / 4
