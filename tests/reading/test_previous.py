"""This year's file held against last year's: who came and went, and what changed much."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.reading.checks.previous import compare_with_previous
from rules.statistics import Statistics
from rules.status import Severity
from tests.reading.building import read, said, xlsx

HEADING = ["代码", "县", "乡镇", "总人口", "面积（平方公里）"]
BEFORE = [
    ["370102101", "甲县", "甲镇", 30000, 80.5],
    ["370102102", "甲县", "乙镇", 31000, 61.2],
    ["370102201", "甲县", "丙乡", 32000, 99.8],
    ["370102202", "甲县", "丁乡", 21000, 120.4],
]


def compared(tmp_path, now, before=BEFORE, heading=HEADING):
    readings = [
        read(xlsx(tmp_path, [heading, *rows], name))
        for rows, name in ((now, "今年.xlsx"), (before, "去年.xlsx"))
    ]
    now_, before_ = readings
    return compare_with_previous(now_.statistics, now_.origins, before_.statistics, before_.origins)


def without_codes(rows):
    return [["", *row[1:]] for row in rows]


def changed(place, **cells):
    rows = [list(row) for row in BEFORE]
    for letter, value in cells.items():
        rows[place]["ABCDE".index(letter)] = value
    return rows


def seen(findings):
    return [(found.code, found.cell) for found in findings]


def test_the_same_file_has_no_findings(tmp_path):
    assert compared(tmp_path, BEFORE) == []
    assert compared(tmp_path, without_codes(BEFORE)) == []
    assert compared(tmp_path, list(reversed(BEFORE))) == []


def test_new_and_missing_townships_are_one_warning_each(tmp_path):
    now = [*BEFORE[:3], ["370102103", "甲县", "新镇", 9000, 20]]
    found = compared(tmp_path, now)
    assert seen(found) == [
        ("appeared", "[今年.xlsx]Sheet1!C5"),
        ("vanished", "[去年.xlsx]Sheet1!C5"),
    ]
    assert [f.township for f in found] == [3, None]
    assert "甲县新镇" in said(found[0])
    assert "甲县丁乡" in said(found[1])


def test_whole_counties_are_one_note(tmp_path):
    more = [["370103101", "乙县", "戊镇", 9000, 20], ["370104101", "丙县", "己镇", 9000, 20]]
    (gone,) = compared(tmp_path, BEFORE, [*BEFORE, *more])
    assert (gone.code, gone.severity) == ("counties-vanished", Severity.NOTE)
    assert "乙县、丙县等2个县" in said(gone)
    (new,) = compared(tmp_path, [*BEFORE, *more])
    assert new.code == "counties-appeared"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (changed(0, C="新名镇"), "renamed"),
        (changed(2, C="丙镇"), "ending-changed"),
        (changed(2, C="丙镇", A="370102103"), "ending-changed"),
        (changed(2, C="丙镇", A=""), "ending-changed"),
        (changed(0, A="370102109"), "code-changed"),
        (changed(0, B="甲区"), None),
        (changed(0, C="甲镇人民政府"), None),
        (changed(0, A="370102101000"), None),
    ],
)
def test_another_name_ending_or_code_is_a_warning(tmp_path, now, code):
    place = next(i for i, row in enumerate(now) if row != BEFORE[i])
    found = compared(tmp_path, now)
    letter = "A" if code == "code-changed" else "C"
    expected = [(code, f"[今年.xlsx]Sheet1!{letter}{place + 2}")] if code else []
    assert seen(found) == expected
    for warning in found:
        assert "[去年.xlsx]Sheet1" in said(warning)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"D": 32900}, None),
        ({"D": 33100}, "33,100人，上年为30,000人（[去年.xlsx]Sheet1!D2），增加10.3%，超过10%"),
        ({"D": 20000}, "减少33.3%"),
        ({"E": 80.6}, None),
        ({"E": 82}, "增加1.9%，超过1%"),
        ({"D": ""}, None),
    ],
)
def test_a_change_above_the_share_of_its_column_is_a_warning(tmp_path, cells, says):
    found = compared(tmp_path, changed(0, **cells))
    letter = next(iter(cells))
    assert [w.cell for w in found] == ([f"[今年.xlsx]Sheet1!{letter}2"] if says else [])
    assert all(says in said(warning) for warning in found)
    assert all("the year before it was" in said(warning, "en") for warning in found)


def test_few_of_something_may_change_by_one(tmp_path):
    heading = [*HEADING[:4], "村委会个数"]
    before = [[*row[:4], 3] for row in BEFORE]
    one, two = ([[*before[0][:4], n], *before[1:]] for n in (4, 5))
    assert compared(tmp_path, one, before, heading) == []
    assert seen(compared(tmp_path, two, before, heading)) == [
        ("rose-since-year-before", "[今年.xlsx]Sheet1!E2")
    ]


def test_from_zero_there_is_no_share(tmp_path):
    heading = [*HEADING[:4], "村委会个数"]
    before = [[*row[:4], 0] for row in BEFORE]
    now = [[*before[0][:4], 9], *before[1:]]
    assert seen(compared(tmp_path, now, before, heading)) == [
        ("changed-from-zero", "[今年.xlsx]Sheet1!E2")
    ]


@pytest.mark.parametrize(
    ("factor", "says"), [(100, "约为上年的100倍"), (0.01, "约为上年的100分之一")]
)
def test_another_unit_throughout_is_one_warning(tmp_path, factor, says):
    now = [[*row[:4], round(row[4] * factor * 1.01, 4)] for row in BEFORE]
    (warning,) = compared(tmp_path, now)
    assert says in said(warning)
    assert "可能单位不同" in said(warning)


def test_a_column_that_differs_throughout_is_one_warning(tmp_path):
    now = [
        [*row[:3], row[3] * share, row[4]]
        for row, share in zip(BEFORE, (1.3, 0.7, 1.5, 0.5), strict=True)
    ]
    (warning,) = compared(tmp_path, now)
    assert warning.code == "years-differ-widely"
    assert "有4个乡镇可与上年比较“总人口”，其中4个增减超过10%" in said(warning)


def test_namesakes_in_several_counties_are_told_apart(tmp_path):
    before = [["", county, "城关镇", 30000 + n, 50] for n, county in enumerate(("甲县", "乙县"))]
    now = [["", county, "城关镇", 30000 + n, 50] for n, county in enumerate(("乙县", "甲县"))]
    assert compared(tmp_path, now, before) == []


def test_files_with_nothing_in_common_are_one_warning(tmp_path):
    (warning,) = compared(tmp_path, BEFORE, [["520102101", "贵县", "贵镇", 30000, 50]])
    assert warning.code == "nothing-in-common"
    assert "贵镇" in said(warning)


class NoOrigins:
    def cell(self, township, column):
        return f"{column}{township}"


def test_forty_thousand_townships_are_paired_together():
    size = 41_000
    texts = {
        "county": [f"第{place // 15}县" for place in range(size)],
        "name": [f"第{place}镇" for place in range(size)],
        "code": [f"{100000 + place // 15}1{place % 15:02}" for place in range(size)],
    }
    arrays = {column: np.array(values, dtype=object) for column, values in texts.items()}
    years = [Statistics(size, {"total_population": np.full(size, 3e4)}, {}, arrays)] * 2
    assert compare_with_previous(years[0], NoOrigins(), years[1], NoOrigins()) == []
