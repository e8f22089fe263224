"""Text folded by the width it takes on a terminal."""

import pytest
from hypothesis import given
from hypothesis.strategies import characters, one_of, text
from wcwidth import width

from calculator.reporting.wrapping import NO_LINE_END, NO_LINE_START, columns, fold, hanging

TEXT = (
    "机构：齐原县古槐镇（[qiyuan_county.xlsx]机构编制方案!C10），限额30,000个（按2009年12月31日），"
    "拟设1,234,567个；超1.25%。Words such as minimum_population=20000 stay whole, too."
)


@pytest.mark.parametrize("room", range(30, 101))
def test_no_line_is_too_wide_and_nothing_is_lost(room):
    lines = fold(TEXT, room)
    assert max(map(width, lines)) <= room
    assert "".join("".join(lines).split()) == "".join(TEXT.split())


@pytest.mark.parametrize("room", range(30, 101))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(room):
    for line in fold(TEXT, room):
        assert line[0] not in NO_LINE_START
        assert line[-1] not in NO_LINE_END


@pytest.mark.parametrize("room", range(30, 101))
@pytest.mark.parametrize("whole", ["30,000", "1,234,567", "2009年12月31日", "1.25%", "20000"])
def test_numbers_and_dates_are_never_split(room, whole):
    assert any(whole in line for line in fold(TEXT, room))


@pytest.mark.parametrize("whole", [".xlsx", ".csv", "--set", "minimum_population=20000"])
@pytest.mark.parametrize("room", range(25, 60))
def test_suffixes_and_options_are_never_split(room, whole):
    text = "Tables such as .xlsx, .csv and others; --set minimum_population=20000"
    assert any(whole in line for line in fold(text, room))


def test_a_word_wider_than_a_line_is_split():
    assert fold("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_further_lines_hang_below_the_first():
    assert hanging("错误  ", "甲乙丙丁戊己", 12) == ["错误  甲乙丙", "      丁戊己"]


def test_line_ends_of_the_text_are_kept():
    assert fold("甲\n\n乙", 10) == ["甲", "", "乙"]


LATIN, CHINESE, FULL_WIDTH = ("\x20", "\u024f"), ("\u2e80", "\ua4cf"), ("\uff01", "\uff60")
WRITTEN = [
    characters(min_codepoint=ord(first), max_codepoint=ord(last), categories=["L", "N", "P", "Zs"])
    for first, last in (LATIN, CHINESE, FULL_WIDTH)
]


@given(text(one_of(WRITTEN)))
def test_latin_and_chinese_are_as_wide_as_terminals_show_them(said):
    assert columns(said) == width(said)


@pytest.mark.parametrize(
    ("said", "wide"),
    [
        ("石桥镇", 6),
        ("1,234人", 7),
        ("㎡", 2),
        ("e\u0301", 1),  # an accent of its own upon the letter
        ("\u200b\ufeff", 0),
        ("", 0),
    ],
)
def test_columns_of_a_text(said, wide):
    assert columns(said) == wide
