"""Two evaluations held against each other, township by township."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calculator.change_reasons import ChangeReasons
from calculator.comparison import compare
from calculator.counting import count
from calculator.messages import messages
from calculator.packs import open_pack
from calculator.pairing import pair
from calculator.reason_atoms import crossed
from rules.evaluation import evaluate
from rules.statistics import Choices, Statistics
from rules.wording import Quantity, Sentence, Text
from tests.conftest import ROOT, townships


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
            {"code": ["1", "2"], "name": ["甲镇", "乙镇"]},
            {"code": ["2", "1"], "name": ["丙镇", "丁镇"]},
            [(0, 1), (1, 0)],
            ([], []),
            id="by code where the names are others",
        ),
        pytest.param(
            {"name": ["甲乡", "乙镇"]},
            {"name": ["乙镇", "甲镇"]},
            [(0, 1), (1, 0)],
            ([], []),
            id="by the name without its ending",
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
            id="by name where the code is another, by code what is renamed",
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


def why(one, other, language="zh"):
    """Why each township differs: its sentences."""
    found = compare(one, other)
    reasons = ChangeReasons(found)
    return [
        [messages(language).say(reason.sentence) for reason in reasons.of(change)]
        for change in found.changes()
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (49800, 50300, "常住人口由49,800人增至50,300人，达到50,000人，由三类升为二类"),
        (80000, 79999, "常住人口由80,000人减至79,999人，不满80,000人，由一类降为二类"),
        (30000, 85000, "常住人口由30,000人增至85,000人，达到80,000人，由三类升为一类"),
        (85000, 30000, "常住人口由85,000人减至30,000人，不满50,000人，由一类降为三类"),
        (None, 50000, "原判定人口空白，类别由未定变为二类"),
    ],
)
def test_why_a_class_changed(by_population, before, after, said):
    ((first, *_),) = why(by_population(before), by_population(after))
    assert first.endswith(said.split("，")[-1])
    if before is not None:
        assert first == said


def test_why_a_class_changed_with_the_population_it_was_judged_on(shandong):
    one = evaluate(shandong, townships(registered_population=[49800]))
    other = evaluate(shandong, townships(resident_population=[50300]))
    ((first, *_),) = why(one, other)
    assert first.startswith("原户籍人口49,800人，不满50,000人，现常住人口50,300人，达到50,000人")


def test_why_a_township_is_exempt_now(shandong):
    one = townships(resident_population=[20000], terrain=[None])
    other = townships(resident_population=[20000], terrain=["lake"])
    ((said,),) = why(evaluate(shandong, one), evaluate(shandong, other))
    assert said == "现特殊地域为湖区，撤并结论由“撤并研究对象”变为“豁免”"


def test_why_points_moved_is_told_down_to_the_figure():
    pack = open_pack(ROOT / "tests" / "rules" / "points.yaml")
    figures = {"area_km2": [50.0], "villages": [20.0], "fiscal_revenue": [3000.0]}
    one = evaluate(pack, townships(resident_population=[20000], **figures))
    other = evaluate(pack, townships(resident_population=[90000], **figures))
    ((first, *_),) = why(one, other)
    assert "常住人口由20,000人增至90,000人" in first


def test_a_bound_that_moved_is_named():
    relations = [
        [Sentence("rules.at_least", {"bound": Quantity(1000.0), "label": Text("平均", "mean")})],
        [Sentence("rules.less_than", {"bound": Quantity(1200.0), "label": Text("平均", "mean")})],
    ]
    one, other = (
        Sentence("rules.compared", {"measure": "收入", "value": Quantity(1100.0), "relations": r})
        for r in relations
    )
    (said,) = crossed(one, other)
    assert messages("zh").say(said) == "平均由1,000增至1,200，收入1,100，不满1,200"


def test_proposals_are_compared(qiyuan):
    one = townships(resident_population=[65000], proposed_administrative_posts=[44])
    other = townships(resident_population=[65000], proposed_administrative_posts=[42])
    found = compare(evaluate(qiyuan, one), evaluate(qiyuan, other))
    (change,) = found.changes()
    assert change.values == {"proposed_administrative_posts": (44.0, 42.0)}
    assert (found.counts_before.proposed["administrative_posts"]) == 44
