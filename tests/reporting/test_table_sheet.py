"""Tables that are written by column are as XlsxWriter writes them cell by cell."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.escape import unescape

from calculator.reporting.workbook.fitting import lines_needed, most_lines, number_format
from calculator.reporting.workbook.formulas import own
from calculator.reporting.workbook.opening import blank_workbook
from calculator.reporting.workbook.styles import Style, Styles
from calculator.reporting.workbook.tables import Table, TableColumn, write_table, write_value
from rules.status import Severity

FIRST = 3
"""The row of the first value, counted from 1."""

texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('<>&"%\0\1\x0b\r\n\t _x0009\ufffe'),
    max_size=12,
) | st.sampled_from(["", " 前", "后 ", "=1+1", "_x0041_", "%s", "</c>", "#N/A", "1"])
numbers = st.integers(-(10**9), 10**9) | st.floats(-1e12, 1e12) | st.just(math.nan)
values = st.none() | texts | numbers | st.booleans() | st.dates(date(1950, 1, 1))

many = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(folder: Path, column: TableColumn) -> Path:
    """A workbook with a table of one column."""
    path = folder / "written.xlsx"
    with blank_workbook(path) as book:
        table = Table("题", "副题", [column])
        write_table(book.add_worksheet("表"), table, Styles(book), "")
    return path


def cell_by_cell(folder: Path, column: TableColumn) -> Path:
    """The same cells by XlsxWriter."""
    path = folder / "cells.xlsx"
    book = xlsxwriter.Workbook(path)
    styles, sheet = Styles(book), book.add_worksheet("表")
    numbers = number_format(column.values) if column.style is Style.NUMBER else ""
    for row, value in enumerate(column.values, FIRST):
        mark = column.marks[row - FIRST] if column.marks else None
        link = column.links[row - FIRST] if column.links else None
        look = styles.cell(column.style, mark=mark, numbers=numbers, is_link=link is not None)
        if link is not None and value is not None and value == value:
            sheet.write_url(row, 0, link, look, "shown")
        write_value(sheet, row, 0, value, look)
    book.close()
    return path


def cells(path: Path) -> list[tuple[object, ...]]:
    """What openpyxl reads in the rows of the table, the look included."""
    sheet = openpyxl.load_workbook(path)["表"]
    return [
        (
            cell.value,
            cell.data_type if cell.value is not None else None,
            cell.number_format,
            cell.font.b,
            cell.font.i,
            cell.font.u,
            cell.alignment.wrap_text,
            cell.hyperlink and (cell.hyperlink.ref, cell.hyperlink.location),
        )
        for (cell,) in sheet.iter_rows(FIRST + 1, sheet.max_row, 1, 1)
    ]


@many
@given(
    rows=st.lists(
        st.tuples(
            values,
            st.sampled_from([None, Severity.ERROR, Severity.WARNING]),
            st.sampled_from([None, "internal:'表'!A1", "internal:'\"<&>'!A1"]),
        ),
        min_size=1,
    ),
    style=st.sampled_from(Style),
    has_marks=st.booleans(),
    has_links=st.booleans(),
)
@example([("_x0000_", None, None)], Style.WRAPPED, False, False)
def test_cells_are_what_xlsxwriter_writes(tmp_path, rows, style, has_marks, has_links):
    found, marks, links = (list(each) for each in zip(*rows, strict=True))
    column = TableColumn(
        "列", found, style, marks=marks if has_marks else None, links=links if has_links else None
    )
    assert cells(written(tmp_path, column)) == cells(cell_by_cell(tmp_path, column))


@many
@given(results=st.lists(st.none() | texts | numbers | st.booleans(), min_size=1), data=st.data())
def test_formulas_are_kept_with_their_results(tmp_path, results, data):
    fixed = data.draw(st.sets(st.integers(0, len(results) - 1)))
    column = TableColumn(
        "列", results, key="key", formula=f'IF({own("key")}<>"%s&",1,2)', fixed=frozenset(fixed)
    )
    path = written(tmp_path, column)
    rows = range(FIRST + 1, FIRST + 1 + len(results))
    formulas = openpyxl.load_workbook(path)["表"]
    shown = openpyxl.load_workbook(path, data_only=True)["表"]
    for row, result in zip(rows, results, strict=True):
        if row - FIRST - 1 in fixed:
            assert formulas.cell(row, 1).data_type != "f"
            continue
        assert formulas.cell(row, 1).value == f'=IF($A{row}<>"%s&",1,2)'
        stored = shown.cell(row, 1).value
        if isinstance(result, str) and result:
            assert unescape(stored) == result
        elif result is None or result == "" or result != result:
            assert stored is None
        else:
            assert stored == result


def test_a_result_that_is_no_number_is_kept_as_none(tmp_path):
    results = [math.inf, -math.inf, math.nan, 1.5]
    path = written(tmp_path, TableColumn("列", results, key="key", formula=f"{own('key')}*2"))
    shown = openpyxl.load_workbook(path, data_only=True)["表"]
    rows = range(FIRST + 1, FIRST + 1 + len(results))
    assert [shown.cell(row, 1).value for row in rows] == [None, None, None, 1.5]


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_any_text_leaves_the_parts_whole(tmp_path, name):
    hostile = ["".join(map(chr, range(256))), "<r>粗</r>", "]]>", "\ufffe\uffff", "a" * 40_000]
    column = TableColumn("列", hostile, Style.WRAPPED, links=["internal:'\"<\n>'!A1"] * 5)
    with ZipFile(written(tmp_path, column)) as package:
        etree.fromstring(package.read(name))


def test_a_sheet_has_no_more_links_than_spreadsheets_take(tmp_path):
    count = 65_531
    column = TableColumn("列", ["镇"] * count, links=["internal:'表'!A1"] * count)
    with ZipFile(written(tmp_path, column)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<hyperlink ") == 65_530
    assert sheet.count(b"<row ") == count + 3


def test_a_workbook_that_cannot_be_written_leaves_nothing_open(tmp_path):
    folder = tmp_path / "missing"
    with pytest.raises(OSError, match="missing"):
        written(folder, TableColumn("列", ["镇"]))


@given(
    text=st.text(st.sampled_from("镇人口，。（）《年月日0123,. ab%\n“”"), max_size=150),
    width=st.floats(5, 100),
)
def test_quickly_found_heights_are_never_too_low(text, width):
    assert lines_needed(text, width) <= most_lines(text, width)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "#,##0"),
        ([1, 2.0, None, math.nan], "#,##0"),
        ([1.5, 2.25], "#,##0.00"),
        ([0.1 + 0.2], "#,##0.0"),
        ([1 / 3], "#,##0.0000"),
        (["无", 0.5], "#,##0.0"),
    ],
)
def test_numbers_have_as_many_decimals_as_they_need(found, expected):
    assert number_format(found) == expected
