"""Web pages, web archives, Excel's XML and .ods: what else than cells is in them."""

from __future__ import annotations

import datetime

import pytest

from calculator.errors import CalculatorError
from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Block
from tests.reading.containers.building import (
    ROWS,
    cells,
    html,
    one,
    open_document,
    open_document_cell,
    spreadsheet_xml,
    web_archive,
)

TEXTS = [[str(cell) for cell in row] for row in ROWS]
GB = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
ENCODINGS = {
    "declared gb2312 with letters of GB18030": html([["乡镇", "㛃镇"]], GB).encode("gb18030"),
    "declared shortly": html([["乡镇", "㛃镇"]], "<meta charset=GBK>").encode("gb18030"),
    "not declared, GB18030": html([["乡镇", "㛃镇"]], "").encode("gb18030"),
    "not declared, UTF-8": html([["乡镇", "㛃镇"]], "").encode(),
    "byte order mark against what is declared": html([["乡镇", "㛃镇"]], GB).encode("utf-8-sig"),
    "UTF-16": html([["乡镇", "㛃镇"]], "").encode("utf-16"),
    "XML declaration": (
        '<?xml version="1.0" encoding="gbk"?>' + html([["乡镇", "㛃镇"]], "")
    ).encode("gb18030"),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_the_encoding_of_a_page_is_found_as_browsers_find_it(data):
    assert cells(data) == [["乡镇", "㛃镇"]]


def page(body: str) -> bytes:
    return f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode()


PAGES = {
    "spans": (
        "<table><tr><td rowspan=2>乡镇<td colspan=2>人口<tr><td>户籍<td>常住<tr><td>甲<td>1<td>2</table>",
        [["乡镇", "人口", ""], ["", "户籍", "常住"], ["甲", "1", "2"]],
    ),
    "line breaks and blanks": (
        "<table><tr><td>常住<br>人口\n (人)&nbsp;</td><td><p>甲</p><p>乙</p></td></tr></table>",
        [["常住\n人口 (人)", "甲\n乙"]],
    ),
    "what is not shown": (
        "<table><tr><td>甲<span style='display: none'>x</span><td style='display:none'>y<td>1"
        "<script>document.write('<td>')</script></table>",
        [["甲", "1"]],
    ),
    "the number behind what is shown": (
        '<table><tr><td x:num="12345.678">1.2E+04<td x:num>7</table>',
        [[12345.678, "7"]],
    ),
    "a title above": (
        "<h1>2009年末\n情况</h1><table><tr><td>甲<td>1</table>",
        [["2009年末 情况", ""], ["甲", "1"]],
    ),
    "a caption": ("<table><caption>情况</caption><tr><td>甲</table>", [["情况"], ["甲"]]),
    "a table only for layout": (
        "<table><tr><td>情况<tr><td><table><tr><td>甲<td>1</table></table>",
        [["情况", ""], ["甲", "1"]],
    ),
    "nothing closed": ("<table><tr><td>甲<td>1<tr><td>乙", [["甲", "1"], ["乙", ""]]),
    "entities": ("<table><tr><td>&lt;甲&gt;<td>&#20057;</table>", [["<甲>", "乙"]]),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES)
def test_a_table_of_a_page(body, expected):
    assert cells(page(body)) == expected


def test_merged_and_hidden_cells_of_a_page():
    body = (
        "<table><col><col style='display:none'><tr><td rowspan=2>甲<td>1<tr style='display:none'>"
    )
    grid, (found,) = one(page(body + "<td>2</table>"))
    assert list(grid.merged) == [Block(0, 0, 1, 0)]
    assert (grid.hidden_rows, grid.hidden_columns, found.code) == ((1,), (1,), "hidden-cells-read")


NAMED = "<x:ExcelWorksheet><x:Name>情况</x:Name></x:ExcelWorksheet>"
TWO = "<table><tr><td>甲</table><table><tr><td></table><table><tr><td>乙</table>"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (page("<table><tr><td>甲</table>"), [None]),
        (
            page(f"<!--[if gte mso 9]><xml>{NAMED}</xml><![endif]--><table><tr><td>甲</table>"),
            ["情况"],
        ),
        (page(TWO), ["表1", "表2"]),
        (web_archive(), [None]),
        (web_archive(f"<!--{NAMED}--><table><tr><td>甲</table>"), ["情况"]),
        (web_archive(TWO), ["表1", "表2"]),
    ],
)
def test_the_tables_of_a_page_have_names(data, names):
    assert [grid.sheet for grid in read_grids("表.xls", data)[0]] == names


def test_a_web_archive_reads():
    assert cells(web_archive()) == TEXTS


@pytest.mark.parametrize("body", ["<p>通知</p>", "<table><tr><td></table>"])
def test_a_page_without_a_table_is_no_spreadsheet(body):
    with pytest.raises(CalculatorError) as raised:
        one(page(body))
    assert raised.value.sentences[0].key == "reading.not_a_spreadsheet"


def test_letters_that_no_encoding_has_are_replaced_and_named():
    data = html(ROWS, GB).encode("gb18030").replace("西".encode("gb18030"), b"\xff")
    grid, (found,) = one(data)
    assert grid.cells[2][0] == "河�乡"
    assert (found.code, found.cell) == ("letters-unreadable", "[表.xls]A3")


SHEET = """<Column ss:Index="2" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>
<Cell><Data ss:Type="String">末</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:MergeDown="1"><ss:Data ss:Type="String"
 xmlns="http://www.w3.org/TR/REC-html40"><B>甲</B>镇</ss:Data><Comment><ss:Data>注</ss:Data></Comment></Cell>
<Cell ss:Index="2"><Data ss:Type="Number">7.5</Data></Cell>
<Cell ss:Formula="=RC[-1]"><Data ss:Type="Error">#REF!</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:Formula="=R[-1]C"/><Cell><Data ss:Type="DateTime">2009-12-31T00:00:00.000</Data>
</Cell></Row><Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>"""


def test_a_workbook_in_the_xml_of_excel():
    grid, found = one(spreadsheet_xml(SHEET))
    assert grid.cells == [
        ["标题", "", "末"],
        ["", "", ""],
        ["", "", ""],
        ["甲镇", 7.5, "#REF!"],
        ["", "=R[-1]C", datetime.date(2009, 12, 31)],
    ]
    assert list(grid.merged) == [Block(0, 0, 0, 1), Block(3, 0, 4, 0)]
    assert (grid.sheet, grid.hidden_rows, grid.hidden_columns) == ("表", (3,), (1,))
    assert [finding.code for finding in found] == ["stray-cells-left-out", "hidden-cells-read"]


def test_the_xml_of_excel_in_gbk():
    data = spreadsheet_xml(sheet="㛃").decode().replace('"1.0"', '"1.0" encoding="gb2312"')
    assert one(data.encode("gb18030"))[0].sheet == "㛃"


BOMB = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(20)
)


def test_entities_of_xml_are_not_expanded():
    row = '<Row><Cell><Data ss:Type="String">甲&a19;</Data></Cell></Row>'
    try:
        found = cells(spreadsheet_xml(row, head=BOMB + "]>"))
    except CalculatorError as error:
        found = [[error.sentences[0].key]]
    assert found in ([["甲"]], [["reading.file_damaged"]])


OPEN_ROWS = """
<table:table-row table:visibility="collapse"><table:table-cell table:number-columns-spanned="2"
 table:number-rows-spanned="2" office:value-type="string"><text:p>南<text:s text:c="2"/>山</text:p>
<text:p>镇</text:p><office:annotation><text:p>注</text:p></office:annotation></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="date" office:date-value="2009-12-31"/>
<table:table-cell office:value-type="percentage" office:value="0.35"/></table:table-row>
<table:table-row><table:table-cell table:formula="of:=[.A1]"/>
<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">
<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>"""


def test_an_open_document_has_merged_hidden_and_repeated_cells_and_errors():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    far = f"<table:table-row>{open_document_cell('远')}</table:table-row>"
    grid, found = one(open_document(more=OPEN_ROWS + far, columns=columns))
    day = datetime.date(2009, 12, 31)
    assert grid.cells[3:] == [
        ["南  山\n镇", "", "", ""],
        ["", "", day, 0.35],
        ["", "", day, 0.35],
        ["=[.A1]", "#DIV/0!", "", ""],
    ]
    assert list(grid.merged) == [Block(3, 0, 4, 1)]
    assert (grid.hidden_rows, grid.hidden_columns) == ((3,), (1,))
    assert [finding.code for finding in found] == ["stray-cells-left-out", "hidden-cells-read"]


def test_a_hidden_sheet_of_an_open_document():
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    assert one(open_document(styles=styles))[0].is_hidden
    assert not one(open_document())[0].is_hidden


COSTLY = {
    "tables in tables": b"<table><tr><td>x" * 20_000,
    "merged cells like stairs": b"<table>" + b"<tr><td colspan=1000 rowspan=60000>x" * 2_000,
    "rows in rows": spreadsheet_xml("<Row>" * 20_000),
}


@pytest.mark.parametrize("data", COSTLY.values(), ids=COSTLY)
def test_a_page_that_only_costs_time_is_refused(data):
    with pytest.raises(CalculatorError) as raised:
        one(data)
    assert raised.value.sentences[0].key == "reading.file_damaged"
