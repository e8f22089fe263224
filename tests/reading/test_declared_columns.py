"""A pack may declare columns of its own; they are known for that reading only."""

from __future__ import annotations

import pytest

from calculator.vocabulary import VocabularyColumn, load_vocabulary, with_columns
from rules.wording import Text
from tests.reading.building import codes, found, numbers, read, said, xlsx

GREEN = VocabularyColumn(
    "green_area_km2", "number", Text("绿地面积", "Green area"), unit="km2", aliases=("公园绿地",)
)
TOURIST = VocabularyColumn("tourist_town", "flag", Text("旅游镇", "Tourist town"))
EXTRA = {column.name: column for column in (GREEN, TOURIST)}


def table(tmp_path, heading="绿地面积（公顷）", cell: object = 250):
    rows = [["乡镇", "常住人口", heading, "旅游镇"], ["甲镇", 40000, cell, "是"]]
    return xlsx(tmp_path, rows)


@pytest.mark.parametrize("heading", ["绿地面积（公顷）", "Green area (ha)", "公园绿地(公顷)"])
def test_a_declared_column_is_read_with_its_unit(tmp_path, heading):
    reading = read(table(tmp_path, heading), extra_columns=EXTRA)
    assert numbers(reading, "green_area_km2") == [2.5]
    assert numbers(reading, "tourist_town") == [1]
    assert reading.origins.cell(0, "green_area_km2") == "[表.xlsx]Sheet1!C2"


def test_it_is_unknown_before_and_after(tmp_path):
    path = table(tmp_path)
    for extra in (None, EXTRA, None, {}):
        reading = read(path, extra_columns=extra)
        assert ("green_area_km2" in reading.statistics.numbers) == bool(extra)
        assert ("columns-not-recognised" in codes(reading)) != bool(extra)
    assert "green_area_km2" not in load_vocabulary().columns


def test_a_mistake_in_it_is_said_by_its_label(tmp_path):
    error = found(read(table(tmp_path, cell="很多"), extra_columns=EXTRA), "not-a-number")
    assert "绿地面积" in said(error)
    assert "Green area" in said(error, "en")


def test_its_headings_come_before_those_of_the_vocabulary(tmp_path):
    own = VocabularyColumn("own_revenue", "number", Text("财政收入", "Revenue"), unit="wan_yuan")
    rows = [["乡镇", "常住人口", "财政收入（万元）"], ["甲镇", 40000, 250]]
    reading = read(xlsx(tmp_path, rows), extra_columns={"own_revenue": own})
    assert numbers(reading, "own_revenue") == [250]
    assert "fiscal_revenue" not in reading.statistics.numbers


def test_the_extended_vocabulary_has_the_columns_of_the_shipped_one():
    extended = with_columns(EXTRA)
    assert extended.columns.keys() - load_vocabulary().columns.keys() == EXTRA.keys()
    assert extended.label("column", "green_area_km2") == GREEN.label
