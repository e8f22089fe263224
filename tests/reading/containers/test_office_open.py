"""What python-calamine does not tell about an .xlsx file, and files it must not be given."""

from __future__ import annotations

import io
import struct
import zipfile

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from calculator.reading.containers import limits
from tests.fuzzing.readers import outcome
from tests.reading.building import workbook_bytes
from tests.reading.containers.building import ROWS, archive, cells, members, one, with_member

SHEET = "xl/worksheets/sheet1.xml"
WHOLE = workbook_bytes({"表": ROWS})


def changed(old: bytes, new: bytes, data: bytes = WHOLE) -> bytes:
    return with_member(data, SHEET, old, new)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (b'<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
        (b'<c t="e" r="B2"><f>C4</f><v>#N/A</v></c>', "#N/A"),
        (b'<c r="B2"><f>C4&amp;D4</f></c>', "=C4&D4"),
        (b'<c r="B2"><f>C4</f><v/></c>', "=C4"),
        (b'<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>', ""),
        (b'<c r="B2"><f>C4</f><v>7</v></c>', 7.0),
    ],
)
def test_errors_and_formulas_without_a_value_keep_their_text(cell, shown):
    assert cells(changed(b'<c r="B2"><v>12345</v></c>', cell))[1][1] == shown


def test_a_column_and_row_with_nothing_but_formulas_without_a_value_are_there():
    row = b'<row r="4"><c r="C4"><f>SUM(C2:C3)</f></c></row></sheetData>'
    assert cells(changed(b"</sheetData>", row))[3] == ["", "", "=SUM(C2:C3)"]


def test_hidden_rows_and_columns_are_read_and_named():
    data = changed(b'<row r="2"', b'<row r="2" hidden="1"')
    data = changed(
        b"<sheetData>", b'<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>', data
    )
    grid, (found,) = one(data)
    assert grid.cells[1] == ["城关镇", 12345.0]
    assert (grid.hidden_rows, grid.hidden_columns) == ((1,), (1,))
    assert found.code == "hidden-cells-read"
    assert (
        messages("en")
        .say(found.message)
        .startswith("[表.xls]表: what is hidden was read all the same: rows (2), columns (B).")
    )


def test_only_what_is_hidden_is_named():
    _, (found,) = one(changed(b'<row r="2"', b'<row r="2" hidden="1"'))
    said = {language: messages(language).say(found.message) for language in LANGUAGES}
    assert "有隐藏的行（2），" in said["zh"]
    assert "rows (2)." in said["en"]


def test_hidden_rows_without_content_are_not_named():
    data = changed(b"</sheetData>", b'<row r="4" hidden="1"/></sheetData>')
    assert one(data)[1] == []


def prefixed(data: bytes) -> bytes:
    parts = members(data)
    for name in (SHEET, "xl/workbook.xml"):
        text = parts[name].decode()
        text = text.replace(' xmlns="', ' xmlns:x="').replace("</", "</x:")
        text = text.replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
        parts[name] = text.encode()
    return archive(parts)


UNUSUAL = {
    "with a prefix": prefixed(WHOLE),
    "other quotes": changed(b'<c r="B2">', b"<c r='B2'>"),
    "no references": changed(b'<c r="B2">', b"<c>"),
    "another attribute first": changed(b'<c r="B2">', b'<c s="0" r="B2">'),
    "comments": changed(b"<sheetData>", b"<!-- x --><sheetData>"),
    "backslashes in names": archive(
        {name.replace("/", "\\"): content for name, content in members(WHOLE).items()}
    ),
}


@pytest.mark.parametrize("data", UNUSUAL.values(), ids=UNUSUAL)
def test_a_package_written_otherwise_than_usual_reads_alike(data):
    assert cells(data) == [list(row) for row in ROWS]


def test_errors_stray_and_hidden_cells_are_seen_in_a_package_with_prefixes():
    data = changed(b'<c r="B2"><v>12345</v></c>', b'<c r="B2" t="e"><v>#REF!</v></c>')
    data = changed(b'<row r="2"', b'<row r="2" hidden="1"', data)
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    grid, found = one(prefixed(changed(b"</sheetData>", stray, data)))
    assert grid.cells[1:] == [["城关镇", "#REF!"], ["河西乡", 6789.5]]
    assert [finding.code for finding in found] == ["stray-cells-left-out", "hidden-cells-read"]
    assert found[0].cell == "[表.xls]表!XFD1048576"


STRAY = {
    "far corner": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "far below": b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    "far right": b'<row r="4"><c r="XFD4"><v>1</v></c></row>',
    "a reference that contradicts its row": b'<row r="4"><c r="XFD1048576"><v>1</v></c></row>',
    "other quotes": b"<row r='4'><c r='XFD1048576'><v>1</v></c></row>",
}


@pytest.mark.parametrize("stray", STRAY.values(), ids=STRAY)
def test_stray_cells_are_left_out_cheaply_and_named(stray):
    filler = b'<row r="300"><c r="A300"><v>1</v></c></row>'
    data = changed(b"</sheetData>", stray + b"</sheetData>")
    data = changed(b'<row r="2"', filler.replace(b"300", b"1") + b'<row r="2"', data)
    grid, found = one(data)
    assert (grid.height, grid.width) == (3, 2)
    assert [finding.code for finding in found] == ["stray-cells-left-out"]


def test_a_cell_without_content_far_away_is_no_stray_cell():
    row = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    grid, found = one(changed(b"</sheetData>", row))
    assert (grid.height, found) == (3, [])


@pytest.mark.parametrize("where", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_entities_are_never_expanded(where):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    for number in range(20):
        name, before = f"a{number}".encode(), f"a{number - 1}".encode() if number else b"a"
        bomb += b'<!ENTITY %s "%s">' % (name, (b"&" + before + b";") * 10)
    data = with_member(WHOLE, where, b'standalone="yes"?>', b"?>" + bomb + b"]>")
    data = with_member(data, where, b"</", b"&a19;</")
    assert outcome(data) in ("read", "reading.file_damaged")


def test_a_workbook_with_a_real_password_is_locked():
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(WHOLE)).encrypt("秘密", target)
    assert msoffcrypto.OfficeFile(target).is_encrypted()
    with pytest.raises(CalculatorError) as raised:
        one(target.getvalue())
    assert raised.value.sentences[0].key == "reading.file_locked"


def lying(data: bytes) -> bytes:
    """A package whose directory declares less than its sheet unpacks to."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo(SHEET).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 100))


def test_a_package_that_lies_about_its_sizes_is_damaged():
    with pytest.raises(CalculatorError) as raised:
        one(lying(changed(b"</sheetData>", b" " * 100_000 + b"</sheetData>")))
    assert raised.value.sentences[0].key == "reading.file_damaged"


def test_a_sheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "APART", limits.Allowance(1 << 20, 1 << 20, limits.TooLarge))
    data = changed(b"</sheetData>", b" " * (2 << 20) + b"</sheetData>")
    with pytest.raises(CalculatorError) as raised:
        one(data)
    assert raised.value.sentences[0].key == "reading.file_too_large"
