"""What a division of posts says of itself, and why there is none, word by word."""

from __future__ import annotations

import pytest

from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from rules.allocation import allocate, allocation_figures
from rules.division import whole_parts
from rules.evaluation import evaluate
from tests.conftest import ROOT, townships
from tests.rules.test_allocation import BOUNDS, PEOPLE, divided

QIYUAN = ROOT / "sample_data" / "qiyuan_county.yaml"


def bounded(write_pack, least, most):
    return open_pack(write_pack(BOUNDS.format(base=QIYUAN, least=least, most=most)))


def said(pack, county):
    return [Messages("zh", pack_names(pack)).say(problem) for problem in county.problems]


@pytest.mark.parametrize(
    ("least", "most", "total", "kept", "words"),
    [
        (
            30,
            60,
            160,
            {0: 61},
            ["镇0保留61名，高于其上限60名。请改正--keep。"],
        ),
        (
            30,
            60,
            130,
            {0: 50},
            [
                "行政编制总数130名，除保留的50名外余80名；其余3个乡镇下限合计90名，不够分。"
                "请增加总数，或降低下限、减少保留数。"
            ],
        ),
        (
            30,
            60,
            240,
            {0: 50},
            [
                "行政编制总数240名，除保留的50名外余190名；其余3个乡镇上限合计180名，分不完。"
                "请减少总数，或提高上限。"
            ],
        ),
        (
            0,
            90,
            100,
            {0: 50, 1: 60},
            ["行政编制：保留的乡镇合计110名，超过总数100名。请减少保留数，或改正总数。"],
        ),
        (
            0,
            90,
            100,
            {0: 20, 1: 20, 2: 20, 3: 20},
            ["行政编制：全部乡镇都保留，合计80名，与总数100名不等。请少保留一个，或改正总数。"],
        ),
    ],
)
def test_what_leaves_no_division_is_said_with_its_numbers(
    write_pack, least, most, total, kept, words
):
    pack = bounded(write_pack, least, most)
    assert said(pack, divided(pack, total, kept)) == words


@pytest.mark.parametrize(
    ("people", "marks", "words"),
    [
        (
            [60_000, None],
            [0, 1],
            "1个乡镇没有分配权数（镇1），不能分配。请补填有关数据，或用--keep写明保留的名数。",
        ),
        (
            [0, 0],
            [0, 0],
            "行政编制总数与标准合计不等，差额要按分配权数分摊，但各乡镇的分配权数都是0。"
            "请检查权数或总数。",
        ),
    ],
)
def test_the_weight_is_named_where_there_is_none(qiyuan, people, marks, words):
    assert said(qiyuan, divided(qiyuan, 99, people=people, central_town=marks)) == [words]


def test_a_township_without_a_name_is_counted_without_one(qiyuan):
    county = divided(qiyuan, 99, people=[60_000, None], names=["甲镇", ""])
    assert county.problems[0].values["names"] == [""]


def test_a_division_bears_the_name_and_entry_of_its_quota_and_its_total(qiyuan):
    evaluation = evaluate(qiyuan, townships(resident_population=PEOPLE))
    found = allocate(evaluation, "administrative_posts", {0: 170}, {})
    assert found.name == "administrative_posts"
    assert found.quota is qiyuan.quotas["administrative_posts"]
    assert [county.total for county in found.counties] == [170]


def test_a_division_rests_on_its_bounds(write_pack):
    pack = bounded(write_pack, 30, 60)
    names = {f.name for f in allocation_figures(pack, pack.quotas["administrative_posts"])}
    assert {"least", "most", "people_weight"} <= names


@pytest.mark.parametrize(
    ("least", "most", "total", "allocated"),
    [(0, 60, 6, [0, 0, 6, 0]), (30, 30, 120, [30, 30, 30, 30])],
)
def test_bounds_may_be_none_and_may_be_one_number(write_pack, least, most, total, allocated):
    county = divided(bounded(write_pack, least, most), total)
    assert (county.problems, county.allocated.tolist()) == ((), allocated)


@pytest.mark.parametrize(
    ("total", "at_least", "at_most"),
    [(10, [6, 0], [5, 10]), (10, [0, 0], [4, 5]), (10, [6, 5], [9, 9])],
)
def test_bounds_that_leave_no_division_are_refused(total, at_least, at_most):
    with pytest.raises(ValueError, match="no division"):
        whole_parts(total, [5, 5], at_least, at_most)
