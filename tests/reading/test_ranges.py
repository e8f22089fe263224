"""Figures that cannot be right are errors at their cells and count as missing."""

from __future__ import annotations

import pytest

from rules.wording import Term
from tests.reading.building import codes, found, numbers, read, said, xlsx


def one(tmp_path, heading, cell, *more):
    """A table with one figure under a heading, beside usual ones."""
    columns = ["乡镇", "总人口", heading]
    rows = [columns, ["甲镇", 32000, cell], *(["乙镇", 40000, other] for other in more)]
    return read(xlsx(tmp_path, rows))


def test_a_column_in_another_unit_is_one_error_and_missing(tmp_path):
    figures = [3.2, 2.1, 4, 1.5, 2]
    rows = [
        ["乡镇", "常住人口"],
        *([f"{n}镇", f] for n, f in zip("甲乙丙丁戊", figures, strict=True)),
    ]
    reading = read(xlsx(tmp_path, rows))
    error = found(reading, "unit-probably-other")
    assert numbers(reading, "resident_population") == [None] * 5
    assert (error.severity, error.township, error.column) == ("error", 0, "resident_population")
    assert error.message.values["likely"] == Term("written_unit", "万人")
    assert error.message.values["count"] == 5
    assert error.message.values["cells"][-1] == "[表.xlsx]Sheet1!B6"
    assert "万人" in said(error)
    assert "10,000 people" in said(error, "en")


@pytest.mark.parametrize("cell", [3, 4.64, "3.2", "46.400"])
def test_a_township_of_three_people_is_an_error_at_its_cell_and_missing(tmp_path, cell):
    reading = one(tmp_path, "常住人口", cell, 40000)
    error = found(reading, "unit-probably-other")
    assert (error.severity, error.cell) == ("error", "[表.xlsx]Sheet1!C2")
    assert numbers(reading, "resident_population") == [None, 40000]


@pytest.mark.parametrize(
    "heading", ["常住人口", "户数", "面积", "拟设党政工作机构", "拟核行政编制"]
)
def test_a_negative_figure_is_an_error_and_missing(tmp_path, heading):
    reading = one(tmp_path, heading, -5)
    error = found(reading, "negative-number")
    assert (error.severity, error.cell, error.township) == ("error", "[表.xlsx]Sheet1!C2", 0)
    assert numbers(reading, error.column) == [None]


@pytest.mark.parametrize(
    ("heading", "cell"), [("拟设党政工作机构", 3.5), ("拟核行政编制", "40.5"), ("村委会", 3.5)]
)
def test_half_an_office_is_an_error_and_missing(tmp_path, heading, cell):
    reading = one(tmp_path, heading, cell)
    error = found(reading, "not-whole")
    assert (error.severity, error.cell) == ("error", "[表.xlsx]Sheet1!C2")
    assert numbers(reading, error.column) == [None]


def test_no_people_where_there_are_others_is_an_error_and_missing(tmp_path):
    reading = one(tmp_path, "常住人口", 0)
    error = found(reading, "nobody-there")
    assert (error.severity, error.cell) == ("error", "[表.xlsx]Sheet1!C2")
    assert numbers(reading, "resident_population") == [None]
    assert "总人口”是32,000人" in said(error)


def test_an_unusual_figure_without_a_likely_unit_is_a_warning_and_used(tmp_path):
    reading = read(xlsx(tmp_path, [["乡镇", "常住人口"], ["甲镇", 0], ["乙镇", 40000]]))
    assert found(reading, "outside-usual-range").severity == "warning"
    assert numbers(reading, "resident_population") == [0, 40000]


def test_a_figure_that_is_not_used_may_stand_in_another_table(tmp_path):
    sheets = {
        "一": [["乡镇", "常住人口"], ["甲镇", -5]],
        "二": [["乡镇", "常住人口"], ["甲镇", 32000]],
    }
    reading = read(xlsx(tmp_path, sheets))
    assert numbers(reading, "resident_population") == [32000]
    assert reading.origins.cell(0, "resident_population") == "[表.xlsx]二!B2"
    assert "values-contradict" not in codes(reading)


def test_text_where_a_figure_should_be_names_township_and_column(tmp_path):
    error = found(one(tmp_path, "常住人口", "约3万"), "not-a-number")
    assert (error.severity, error.township, error.column) == ("error", 0, "resident_population")
    assert error.cell == "[表.xlsx]Sheet1!C2"
