"""Old workbooks (.xls, .et) and binary ones (.xlsb): errors, hidden and stray cells, passwords."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from calculator.errors import CalculatorError
from calculator.reading.containers.compound import compound_file
from calculator.reading.grids import Block
from tests.reading.containers.building import (
    ROWS,
    binary_row,
    binary_workbook,
    cells,
    one,
    record,
)


def saved(book: xlwt.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_errors_of_an_old_workbook_keep_their_text():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "甲镇")
    sheet.row(0).set_cell_error(1, "#REF!")
    sheet.row(1).set_cell_error(1, "#N/A!")
    assert cells(saved(book)) == [["甲镇", "#REF!"], ["", "#N/A"]]


def test_hidden_and_merged_cells_of_an_old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 1, 0, 1, "标题")
    sheet.write(2, 0, "甲镇")
    sheet.row(2).hidden = True
    sheet.col(0).hidden = True
    grid, (found,) = one(saved(book))
    assert list(grid.merged) == [Block(0, 0, 1, 1)]
    assert (grid.hidden_rows, grid.hidden_columns) == ((2,), (0,))
    assert found.code == "hidden-cells-read"


def test_a_stray_cell_of_an_old_workbook_is_left_out():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "甲镇")
    sheet.write(65535, 255, 1)
    grid, (found,) = one(saved(book))
    assert grid.cells == [["甲镇"]]
    assert (found.code, found.cell) == ("stray-cells-left-out", "[表.xls]表!IV65536")


def biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def formula(row: int, result: bytes, options: int = 0) -> bytes:
    return biff(0x06, struct.pack("<3H8sH", row, 0, 0, result, options) + bytes(6))


def excel_5(
    text: bytes = "乡镇".encode("gbk"), between: bytes = b"", formulas: bytes = b""
) -> bytes:
    """A workbook of Excel 5, its texts in GBK."""
    name = "表".encode("gbk")
    begin = biff(0x809, struct.pack("<4H", 0x500, 5, 0, 0))
    head = begin + biff(0x42, struct.pack("<H", 936)) + between
    sheet = biff(0x809, struct.pack("<4H", 0x500, 16, 0, 0))
    sheet += biff(0x204, struct.pack("<4H", 0, 0, 0, len(text)) + text)
    sheet += biff(0x203, struct.pack("<3Hd", 1, 0, 0, 5.5)) + formulas + biff(0x0A)
    start = len(head) + 4 + 7 + len(name) + 4
    entry = struct.pack("<IBBB", start, 0, 0, len(name)) + name
    return compound_file("Book", head + biff(0x85, entry) + biff(0x0A) + sheet)


def test_a_workbook_of_excel_5_reads():
    grid, _ = one(excel_5())
    assert (grid.sheet, grid.cells) == ("表", [["乡镇"], [5.5]])


def test_formulas_of_an_old_workbook_give_their_results_or_say_that_there_is_none():
    text = "甲镇".encode("gbk")
    grid, _ = one(
        excel_5(
            formulas=formula(2, bytes(6) + b"\xff\xff")
            + biff(0x207, struct.pack("<H", len(text)) + text)
            + formula(3, bytes(6) + b"\xff\xff")
            + formula(4, b"\2\0\x17\0\0\0\xff\xff")
            + formula(5, bytes(8), options=3)
            + formula(6, struct.pack("<d", 7.5))
        )
    )
    assert grid.cells[2:] == [["甲镇"], ["=…"], ["#REF!"], ["=…"], [7.5]]


BROKEN = {
    "a password": (excel_5(between=biff(0x2F, bytes(6))), "file_locked"),
    "more texts than fit": (
        excel_5(between=biff(0xFC, struct.pack("<II", 1, 0x7FFFFFFF))),
        "file_damaged",
    ),
    "a stream that breaks off": (compound_file("Workbook", biff(0x809, bytes(8))), "file_damaged"),
    "no stream of records": (compound_file("Other", bytes(9)), "file_damaged"),
    "a text document": (compound_file("WordDocument", bytes(9)), "not_a_spreadsheet"),
    "a text that is not there": (
        binary_workbook(more=record(0, bytes(16)) + record(7, struct.pack("<III", 0, 0, 9))),
        "file_damaged",
    ),
    "a column outside of any sheet": (
        binary_workbook(more=binary_row(5, {1 << 30: 1.0})),
        "file_damaged",
    ),
}


@pytest.mark.parametrize(("data", "key"), BROKEN.values(), ids=BROKEN)
def test_what_can_not_be_read_says_why(data, key, capfd):
    with pytest.raises(CalculatorError) as raised:
        one(data)
    assert raised.value.sentences[0].key == f"reading.{key}"
    assert capfd.readouterr() == ("", "")


def test_a_binary_workbook_has_errors_hidden_and_merged_cells():
    data = binary_workbook(
        [*ROWS, ["南山镇", "#REF!"]],
        binary_row(4, {0: "北山镇"}, is_hidden=True),
        hidden_columns=[1],
        merged=[(0, 0, 0, 1)],
    )
    grid, (found,) = one(data)
    assert grid.cells[3:] == [["南山镇", "#REF!"], ["北山镇", ""]]
    assert (grid.hidden_rows, grid.hidden_columns) == ((4,), (1,))
    assert list(grid.merged) == [Block(0, 0, 0, 1)]
    assert found.code == "hidden-cells-read"


@pytest.mark.parametrize(("row", "column"), [(1048575, 16383), (1048575, 0), (3, 16383)])
def test_a_stray_cell_of_a_binary_workbook_is_left_out(row, column):
    rows = [*ROWS, *[["镇", 1.0]] * 20]
    grid, (found,) = one(binary_workbook(rows, binary_row(max(row, 30), {column: 1.0})))
    assert (grid.height, grid.width) == (23, 2)
    assert found.code == "stray-cells-left-out"
