"""Where a heading leaves open what a column is, its cells tell."""

from __future__ import annotations

import pytest

from tests.reading.building import codes, found, kinds, read, xlsx

CLASSES = [
    ["一类", "二类"],
    ["I", "III"],
    [1, 3],
    ["一", "三"],
    ["Ⅱ类", "甲类"],
    ["Class 1", "Class 2"],
]


@pytest.mark.parametrize("classes", CLASSES)
def test_a_column_of_kinds_that_holds_classes_is_the_proposed_class(tmp_path, classes):
    rows = [["乡镇", "类别", "常住人口"], ["城关镇", classes[0], 900], ["河西乡", classes[1], 800]]
    reading = read(xlsx(tmp_path, rows))
    proposed = reading.statistics.choices["proposed_class"]
    assert [proposed.at(township) for township in range(2)] == [{str(c)} for c in classes]
    assert found(reading, "column-by-contents").cell == "[表.xlsx]Sheet1!B1"
    assert "unknown-word" not in codes(reading)
    assert kinds(reading) == ["town", "rural_township"]
    assert reading.origins.cell(0, "proposed_class") == "[表.xlsx]Sheet1!B2"


def test_a_column_of_classes_that_holds_kinds_is_the_kind(tmp_path):
    rows = [["乡镇", "乡镇类别", "常住人口"], ["城关", "镇", 900], ["河西", "乡", 800]]
    reading = read(xlsx(tmp_path, rows))
    assert kinds(reading) == ["town", "rural_township"]
    assert "proposed_class" not in reading.statistics.choices


def test_kind_and_class_side_by_side_are_told_by_their_cells(tmp_path):
    rows = [
        ["乡镇", "类型", "类别", "常住人口"],
        ["城关镇", "镇", "一类", 900],
        ["河西乡", "乡", "三类", 8],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert reading.statistics.choices["proposed_class"].at(1) == {"三类"}
    assert "column-twice" not in codes(reading)


def test_a_column_of_kinds_stays_one(tmp_path):
    rows = [
        ["乡镇", "类别", "常住人口"],
        ["城关", "镇", 900],
        ["河西", "三类乡", 800],
        ["河东", "乡", 80],
    ]
    assert "column-by-contents" not in codes(read(xlsx(tmp_path, rows)))
