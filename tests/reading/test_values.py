"""Cells become exact numbers in the vocabulary's units, or findings; nothing is guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.reading.cells.units import Unit
from calculator.reading.cells.values import parse_number, read_numbers, scaled
from tests.reading.building import codes, csv, found, names, numbers, read, said, xlsx

PERSONS = Unit("人", Fraction(1), "people")
TEN_THOUSANDS = Unit("万人", Fraction(10000), "people")
HECTARES = Unit("公顷", Fraction(1, 100), "km2")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12345", PERSONS, 12345),
        ("12,345", PERSONS, 12345),
        ("１２，３４５", PERSONS, 12345),
        ("12 345", PERSONS, 12345),
        ("2.01", TEN_THOUSANDS, 20100),
        ("3.2万", PERSONS, 32000),
        ("3.2万人", TEN_THOUSANDS, 32000),
        ("3.2万", TEN_THOUSANDS, 32000),
        ("12345人", TEN_THOUSANDS, 12345),
        ("12,345.6", HECTARES, Fraction("123.456")),
        ("1500亩", HECTARES, 1),
        ("30000[2]", PERSONS, 30000),
        ("30000①", PERSONS, 30000),
        ("'30000", PERSONS, 30000),
        ("-5", PERSONS, -5),
        (".5", TEN_THOUSANDS, 5000),
    ],
)
def test_written_numbers(text, unit, value):
    assert parse_number(text, unit)[0] == value


@pytest.mark.parametrize(
    "text", ["", " ", "　", "-", "—", "——", "…", "……", "...", "/", "N/A", "n.a.", "缺"]
)
def test_marks_that_say_there_is_no_figure(text):
    assert parse_number(text, PERSONS) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "约3万多",
        "#REF!",
        "1,23",
        "1.2.3",
        "三万",
        "1-2",
        "3.2万户",
        "12%",
        "nan",
        "inf",
        "1e",
        "甲",
    ],
)
def test_what_is_not_a_number(text):
    assert parse_number(text, PERSONS) is None


def test_a_value_that_is_not_a_number_is_an_error_at_its_cell_and_missing(tmp_path):
    rows = [
        ["乡镇", "常住人口"],
        ["甲镇", "约3万多"],
        ["乙镇", 5000],
        ["丙镇", datetime.date(2009, 1, 1)],
    ]
    reading = read(xlsx(tmp_path, rows))
    errors = [finding for finding in reading.findings if finding.code == "not-a-number"]
    assert numbers(reading, "resident_population")[:2] == [None, 5000]
    assert (errors[0].severity, errors[0].cell) == ("error", "[表.xlsx]Sheet1!B2")
    assert (errors[0].township, errors[0].column) == (0, "resident_population")
    assert said(errors[0]).startswith("[表.xlsx]Sheet1!B2：甲镇的“常住人口”应为数字，实为“约3万多”")


@pytest.mark.parametrize("word", ["nan", "inf", "NaN", "Infinity"])
def test_words_that_computers_take_for_numbers_are_not(tmp_path, word):
    reading = read(csv(tmp_path, f"乡镇,常住人口\n甲镇,5000\n乙镇,{word}\n"))
    assert numbers(reading, "resident_population") == [5000, None]
    assert found(reading, "not-a-number").value == word


def test_blanks_are_missing_without_a_finding(tmp_path):
    reading = read(
        csv(tmp_path, "乡镇,常住人口,户籍人口\n甲镇,,1\n乙镇,—,2\n丙镇,…,3\n丁镇,5000,4\n")
    )
    assert numbers(reading, "resident_population") == [None, None, None, 5000]
    assert "not-a-number" not in codes(reading)


def test_a_unit_is_converted_with_one_note_a_column(tmp_path):
    rows = [
        ["乡镇", "常住人口（万人）", "面积(公顷)"],
        ["甲镇", 2.01, "12,345.6"],
        ["乙镇", 1.15, 100],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "resident_population") == [20100, 11500]
    assert numbers(reading, "area_km2") == [123.456, 1]
    notes = [finding for finding in reading.findings if finding.code == "unit-converted"]
    assert [note.cell for note in notes] == ["[表.xlsx]Sheet1!B1", "[表.xlsx]Sheet1!C1"]


def test_a_unit_in_a_cell_is_converted_with_one_note(tmp_path):
    rows = [["乡镇", "常住人口"], ["甲镇", "2.01万"], ["乙镇", "1.2万人"], ["丙镇", 900]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "resident_population") == [20100, 12000, 900]
    assert found(reading, "unit-in-cells").message.values["count"] == 2


def test_an_area_without_any_unit_is_a_note_and_not_converted(tmp_path):
    reading = read(xlsx(tmp_path, [["乡镇", "面积"], ["甲镇", 120.5], ["乙镇", 60]]))
    assert numbers(reading, "area_km2") == [120.5, 60]
    assert "面积（平方公里）" in said(found(reading, "unit-assumed"))
    assert "面积 (km²)" in said(found(reading, "unit-assumed"), "en")


def test_two_units_of_one_kind_are_ambiguous(tmp_path):
    rows = [["单位：人、万人"], ["乡镇", "常住人口"], ["甲镇", 5000]]
    assert found(read(xlsx(tmp_path, rows)), "unit-ambiguous").severity == "warning"


def test_codes_stay_text_whether_written_as_number_or_text(tmp_path):
    rows = [
        ["代码", "乡镇", "常住人口"],
        [370102001, "甲街道", 1000],
        ["370102102000", "乙镇", 900],
    ]
    assert list(read(xlsx(tmp_path, rows)).statistics.texts["code"]) == [
        "370102001",
        "370102102000",
    ]


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("是", 1.0),
        ("是的", 1.0),
        ("√", 1.0),
        (1, 1.0),
        (True, 1.0),
        ("否", 0.0),
        ("", 0.0),
        ("×", 0.0),
        (0, 0.0),
    ],
)
def test_flags(tmp_path, cell, flag):
    rows = [["乡镇", "常住人口", "中心镇"], ["甲镇", 1000, cell], ["乙镇", 900, "是"]]
    assert numbers(read(xlsx(tmp_path, rows)), "central_town") == [flag, 1.0]


def test_an_unknown_word_in_a_flag_column_is_an_error_and_missing(tmp_path):
    rows = [["乡镇", "常住人口", "中心镇"], ["甲镇", 1000, "待定"]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "central_town") == [None]
    assert found(reading, "not-a-flag").cell == "[表.xlsx]Sheet1!C2"


def test_proposed_classes_are_handed_on_as_written(tmp_path):
    rows = [
        ["乡镇", "常住人口", "拟定类别"],
        ["甲镇", 1000, " 一类 "],
        ["乙镇", 900, "二类"],
        ["丙镇", 5],
    ]
    proposed = read(xlsx(tmp_path, rows)).statistics.choices["proposed_class"]
    assert [proposed.at(township) for township in range(3)] == [{"一类"}, {"二类"}, set()]


def test_names_lose_inner_blanks_numbering_and_footnote_marks(tmp_path):
    rows = [
        ["乡镇", "常住人口"],
        ["石 家 庄 镇", 1],
        ["　　城　关镇", 2],
        ["1、河西乡[2]", 3],
        ["New  Town", 4],
    ]
    assert names(read(xlsx(tmp_path, rows)))[:3] == ["石家庄镇", "城关镇", "河西乡"]


@given(st.decimals(0, 10**7, places=4, allow_nan=False), st.sampled_from([PERSONS, HECTARES]))
def test_a_number_survives_being_written_with_separators(number: Decimal, unit: Unit):
    value = float(Fraction(number) * unit.factor)
    full_width = str.maketrans("0123456789,", "０１２３４５６７８９，")
    for text in (str(number), f"{number:,}", f"{number:,}".translate(full_width)):
        assert read_numbers([text, ""], unit).values[0] == value
    assert parse_number(f"{number:,}", unit) == (Fraction(number) * unit.factor, None)


@given(
    st.lists(st.floats(0, 1e9), min_size=1), st.sampled_from(["10000", "0.01", "1/1500", "20/3"])
)
def test_scaling_a_column_is_exact_decimal_arithmetic_rounded_once(values, factor):
    expected = [float(Fraction(repr(value)) * Fraction(factor)) for value in values]
    assert scaled(np.array(values), Fraction(factor)).tolist() == expected


def test_a_flag_column_may_repeat_its_own_name(tmp_path):
    cells = ["✔", "✔\ufe0f", "省级中心镇", "中心镇", "一般镇", "重点镇"]
    rows = [[f"{name}镇", 5000, cell] for name, cell in zip("甲乙丙丁戊己", cells, strict=True)]
    reading = read(xlsx(tmp_path, [["乡镇", "常住人口", "中心镇"], *rows]))
    assert numbers(reading, "central_town") == [1, 1, 1, 1, 0, None]
    assert found(reading, "not-a-flag").value == "重点镇"


@pytest.mark.parametrize("text", ["Class II", "II", "二类"])
def test_classes_stay_as_written(tmp_path, text):
    reading = read(csv(tmp_path, f"乡镇,常住人口,拟定类别\n甲镇,5000,{text}\n"))
    assert reading.statistics.choices["proposed_class"].at(0) == {text}
