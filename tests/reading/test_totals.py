"""Totals that are not the sums of their rows are warnings at their cells."""

from __future__ import annotations

import pytest

from calculator.reading.checks.ranges import check_figures
from calculator.reading.checks.totals import total_findings
from calculator.reading.grids import Grid
from calculator.reading.recognition.parts import read_part
from calculator.reading.recognition.tables import find_tables
from rules.status import Severity
from rules.wording import Quantity
from tests.reading.building import said

HEADING = ["乡镇", "总人口（人）", "户数（户）", "面积（平方公里）"]
A = ["甲镇", 46400, 15012, 83.41]
B = ["乙镇", 31250, 10477, 61.07]
C = ["丙乡", 18933, 6021, 120.5]
D = ["丁乡", 22718, 7409, 99.26]


def summed(name, *rows, **wrong):
    """A total of some rows, with wrong figures by column letter."""
    figures = [round(sum(row[at] for row in rows), 6) for at in (1, 2, 3)]
    return [
        name,
        *(wrong.get(letter, figure) for letter, figure in zip("BCD", figures, strict=True)),
    ]


def grids(sheets):
    """Sheets as they are read from 表.xlsx."""
    for name, rows in sheets.items():
        width = max(map(len, rows))
        cells = [
            [float(cell) if isinstance(cell, int) else cell for cell in (*row, *[""] * width)]
            for row in rows
        ]
        yield Grid("表.xlsx", name, [row[:width] for row in cells])


def totals(sheets):
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    tables = [table for grid in grids(named) for table in find_tables(grid)]
    parts = [part for table in tables if (part := read_part(table)) is not None]
    for part in parts:
        check_figures(part)
    return [found for part in parts for found in total_findings(part, parts)]


ALL = (A, B, C, D)


@pytest.mark.parametrize(
    "rows",
    [
        [*ALL, summed("合计", *ALL)],
        [summed("全县合计", *ALL), *ALL],
        [summed("一、镇", A, B), A, B, summed("二、乡", C, D), C, D],
        [A, B, summed("小计", A, B), C, D, summed("小计", C, D), summed("总计", *ALL)],
        [A, B, summed("本页小计", A, B), C, D, summed("累计", *ALL)],
        [summed("全县", *ALL), summed("其中：镇", A, B), summed("乡", C, D), *ALL],
        [A, C, B, D, summed("合计", *ALL), summed("2个镇", A, B)],
        [*ALL, summed("其中：山区乡", C), summed("合计", *ALL)],
        [*ALL, ["平均", 29825, 9730, 91.06]],
        [*ALL, ["合计", "", "", ""]],
        [*ALL, ["县直", 900, 300, ""], ["合计", 120201, 39219, 364.24]],
        [*ALL, ["县直", 900, 300, ""], summed("合计", *ALL)],
    ],
)
def test_totals_that_sum_their_rows_are_no_findings(rows):
    assert totals([HEADING, *rows]) == []


def test_a_total_that_differs_names_its_cell_the_sum_and_the_difference():
    (warning,) = totals([HEADING, *ALL, summed("合计", *ALL, B=120000)])
    assert (warning.code, warning.severity) == ("total-differs", Severity.WARNING)
    assert (warning.cell, warning.column) == ("[表.xlsx]Sheet1!B6", "total_population")
    assert warning.message.values["expected"] == Quantity(119301, "people")
    assert said(warning) == (
        "[表.xlsx]Sheet1!B6：“合计”的“总人口”应为所属各行（第2行至第5行中的4行）之和119,301人，"
        "实为120,000人，多699人。请核对合计和各行数字。"
    )
    assert "699 people more" in said(warning, "en")


@pytest.mark.parametrize(
    ("found", "slip"),
    [
        (119301 + 46400, "Sheet1!B2，该行可能加了两次"),
        (119301 - 18933, "Sheet1!B4，该行可能漏加"),
        (119301 + 9 * 31250, "Sheet1!B3如少写了一位数"),
        (119301 * 2, "两倍"),
        (1193010, "10倍"),
        (11.93, "10,000分之一"),
        (113901, "写颠倒"),
    ],
)
def test_a_likely_slip_is_named(found, slip):
    (warning,) = totals([HEADING, *ALL, summed("合计", *ALL, B=found)])
    assert slip in said(warning)


def test_a_slip_in_a_row_is_one_warning_for_subtotal_and_total():
    wrong = ["乙镇", 312500, 10477, 61.07]
    rows = [A, wrong, summed("小计", A, B), C, D, summed("小计", C, D), summed("总计", *ALL)]
    (warning,) = totals([HEADING, *rows])
    assert warning.cell == "[表.xlsx]Sheet1!B4"
    assert "[表.xlsx]Sheet1!B8也相差同样的数" in said(warning)
    assert "[表.xlsx]Sheet1!B3如多写了一位数" in said(warning)


def test_a_subtotal_is_held_against_its_own_rows():
    rows = [A, B, summed("小计", A, B), C, D, summed("小计", C, D, C=13431), summed("总计", *ALL)]
    (warning,) = totals([HEADING, *rows])
    assert warning.cell == "[表.xlsx]Sheet1!C7"
    assert warning.message.values["rows"].values == {"first": 5, "last": 6, "count": 2}


@pytest.mark.parametrize(
    ("line", "where"), [(["甲县", "小计"], 2), (["甲县", "合计"], 8), (["甲县合计", ""], 8)]
)
def test_a_county_line_sums_the_rows_of_its_county(line, where):
    heading = ["县", *HEADING]
    rows = [
        ["甲县", *A],
        ["甲县", *B],
        ["乙县", *C],
        ["乙县", *D],
        ["甲县", "戊镇", 20111, 7001, 55.5],
        ["全市", *summed("", *ALL, ["", 20111, 7001, 55.5])[0:1], 139412, 45920, 419.74],
    ]
    rows.insert(where - 2, [*line, 97761, 32490, 199.0])
    (warning,) = totals([heading, *rows])
    assert warning.cell == f"[表.xlsx]Sheet1!E{where}"
    assert warning.message.values["expected"] == Quantity(199.98, "km2")


def test_a_county_line_with_a_code_sums_the_codes_under_it():
    rows = [
        ["代码", *HEADING],
        ["370000", *summed("山东省", *ALL)],
        ["370100", *summed("济南", A, B, C)],
        ["370102", *summed("历下", A, C, B=65000)],
        ["370102101", *A],
        ["370103", *summed("市中", B)],
        ["370103101", *B],
        ["370102201", *C],
        ["370202201", *D],
    ]
    (warning,) = totals(rows)
    assert warning.cell == "[表.xlsx]Sheet1!C4"
    assert warning.message.values["expected"] == Quantity(65333, "people")


@pytest.mark.parametrize(
    ("total", "is_wrong"), [(11.93, False), (11.95, False), (12.03, True), (13, True)]
)
def test_rounding_to_the_unit_shown_is_no_difference(total, is_wrong):
    rows = [["甲镇", 4.64], ["乙镇", 3.13], ["丙乡", 1.89], ["丁乡", 2.27], ["合计", total]]
    assert bool(totals([["乡镇", "总人口（万人）"], *rows])) is is_wrong


def test_a_missing_figure_leaves_its_column_out_unless_the_rows_exceed_the_total():
    rows = [A, ["乙镇", "", "缺", -3], C, D]
    right = summed("合计", *ALL)
    assert totals([HEADING, *rows, right]) == []
    (warning,) = totals([HEADING, *rows, [*right[:2], 20000, right[3]]])
    assert warning.cell == "[表.xlsx]Sheet1!C6"


def test_what_is_wrong_with_a_row_is_not_said_again_at_the_total():
    negative = ["乙镇", -5, 10477, 61.07]
    assert totals([HEADING, A, negative, C, summed("合计", A, negative, C)]) == []
    assert totals([HEADING, A, B, A, C, summed("合计", A, B, C)]) == []
    assert totals([HEADING, A, B, A, C, summed("合计", A, B, A, C)]) == []
    in_ten_thousands = ["乙镇", 3.125, 10477, 61.07]
    assert totals([HEADING, A, in_ten_thousands, C, summed("合计", A, B, C)]) == []


def test_a_total_that_fits_no_rows_is_one_warning():
    (warning,) = totals([HEADING, *ALL, ["合计", 120000, 40000, 370]])
    assert (warning.code, warning.cell) == ("total-of-no-rows", "[表.xlsx]Sheet1!B6")
    assert warning.message.values["count"] == 3
    assert "3列不符" in said(warning)


def test_totals_that_all_fit_no_rows_are_one_warning():
    rows = [row for _ in range(5) for row in (A, B, ["小计", 70000, 20000, 100])]
    (warning,) = totals([HEADING, *rows])
    assert "（共5处：" in said(warning)


def test_a_part_that_nothing_but_its_figures_tells_is_not_guessed():
    assert totals([HEADING, *ALL, ["其中：山区乡", 1200, 400, 37]]) == []
    (warning,) = totals([HEADING, *ALL, ["其中：镇", 77000, 25489, 144.48]])
    assert warning.message.values["expected"] == Quantity(77650, "people")


def test_a_total_below_a_continued_table_sums_the_whole_sheet():
    rows = [HEADING, A, B, ["续表", "", "", ""], HEADING, C, D]
    assert totals([*rows, summed("合计", *ALL)]) == []
    (warning,) = totals([*rows, summed("合计", *ALL, B=119300)])
    assert warning.message.values["rows"].values["count"] == 4
    assert "[表.xlsx]Sheet1!B2至[表.xlsx]Sheet1!B7" in said(warning)


def test_a_total_on_the_last_sheet_sums_the_sheets_of_the_file():
    sheets = {"甲县": [HEADING, A, B], "乙县": [HEADING, C, D, summed("全市总计", *ALL)]}
    assert totals(sheets) == []


def test_thousands_of_totals_find_their_own_rows():
    heading = ["县", "乡镇", "总人口", "户数", "面积"]
    rows = []
    for county in range(1000):
        name = f"第{county}县"
        rows += [["", f"{name}合计", 119301, 38919, 364.24], *([name, *row] for row in ALL)]
    path = [heading, *rows]
    assert totals(path) == []
