"""Files are told by their content, and a file that cannot be read says why."""

from __future__ import annotations

import io
import subprocess
import zipfile
from types import SimpleNamespace

import pytest
import python_calamine

from calculator.errors import CalculatorError
from calculator.messages import messages
from tests.conftest import need_tool
from tests.reading.building import codes, csv, found, names, numbers, read, workbook_bytes, xlsx

TEXT = '乡镇名称,常住人口\n城关镇,"12,345"\n河西乡,6789\n'
ROWS = [["乡镇名称", "常住人口"], ["城关镇", 12345], ["河西乡", 6789]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_delimited_text_in_any_encoding(tmp_path, encoding):
    reading = read(csv(tmp_path, TEXT, encoding=encoding))
    assert names(reading) == ["城关镇", "河西乡"]
    assert numbers(reading, "resident_population") == [12345, 6789]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found_out(tmp_path, delimiter):
    text = "\n".join(
        delimiter.join(cells)
        for cells in (
            ["乡镇", "总人口", "面积（公顷）"],
            ["甲镇", "20000", "35.5"],
            ["乙乡", "9000", "70"],
        )
    )
    reading = read(csv(tmp_path, text))
    assert numbers(reading, "total_population") == [20000, 9000]
    assert numbers(reading, "area_km2") == [0.355, 0.7]


@pytest.mark.parametrize("name", ["表.xls", "表.csv", "表.et", "表"])
def test_a_workbook_with_a_wrong_suffix_reads(tmp_path, name):
    assert names(read(xlsx(tmp_path, ROWS, name))) == ["城关镇", "河西乡"]


def test_text_with_the_suffix_of_a_workbook_reads(tmp_path):
    assert names(read(csv(tmp_path, TEXT, "表.xlsx"))) == ["城关镇", "河西乡"]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    office = need_tool("soffice")
    folder = tmp_path_factory.mktemp("converted")
    rows = [["2009年末城关县乡镇情况"], ["乡镇", "人口", ""], ["", "户籍人口", "常住人口"]]
    rows += [["城关镇", 12345, 12000.5], ["河西乡", 6789, 6500]]
    source = xlsx(folder, {"情况": rows}, "表.xlsx", {"情况": ["A2:A3", "B2:C2"]})
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in ("xls", "ods"):
        command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_older_formats_read_alike(converted, suffix):
    reading = read(converted / f"表.{suffix}")
    assert numbers(reading, "registered_population") == [12345, 6789]
    assert numbers(reading, "resident_population") == [12000.5, 6500]
    assert reading.origins.cell(1, "resident_population") == f"[表.{suffix}]情况!C5"
    assert str(reading.statistics.date) == "2009-12-31"


def archive(**members: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return target.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
BAD_FILES = {
    "empty": (b"", "file_empty"),
    "blank lines": (b"\r\n \r\n", "file_empty"),
    "locked with a password": (LOCKED, "file_locked"),
    "PDF": (b"%PDF-1.4 ...", "not_a_spreadsheet"),
    "boundaries": (b'{\n "type": "FeatureCollection", "features": []}', "not_a_spreadsheet"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not_a_spreadsheet"),
    "text document": (archive(word__document="<x/>"), "not_a_spreadsheet"),
    "archive": (archive(a="b"), "folder_without_files"),
    "bytes of no format": (bytes(range(256)) * 9, "not_a_spreadsheet"),
    "truncated workbook": (workbook_bytes({"a": ROWS})[:3000], "file_damaged"),
    "damaged old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "file_damaged"),
    "web page": ("<html><body>乡镇</body></html>".encode(), "not_a_spreadsheet"),
    "blank sheets": (workbook_bytes({"a": [], "b": []}), "file_empty"),
    "no township": (workbook_bytes({"a": [["姓名", "电话"], ["张三", 1]]}), "no_township_row"),
    "prose": ("关于召开会议的通知，请各单位\n按时参加。".encode(), "no_township_row"),
}


@pytest.mark.parametrize(("content", "key"), BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, key, language):
    path = tmp_path / "报表.xlsx"
    path.write_bytes(content)
    with pytest.raises(CalculatorError) as raised:
        read(path)
    assert [sentence.key for sentence in raised.value.sentences] == [f"reading.{key}"]
    assert "报表.xlsx" in messages(language).say(raised.value.sentences[0])


def test_a_panic_of_the_library_is_a_damaged_file(tmp_path, monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(*_):
        raise PanicException("index out of range")

    library = SimpleNamespace(from_filelike=panic)
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", library)
    with pytest.raises(CalculatorError) as raised:
        read(xlsx(tmp_path, ROWS))
    assert raised.value.sentences[0].key == "reading.file_damaged"


def test_all_bad_files_are_named_at_once(tmp_path):
    empty = csv(tmp_path, "", "空.csv")
    with pytest.raises(CalculatorError) as raised:
        read(tmp_path / "没有.xlsx", empty, xlsx(tmp_path, ROWS))
    assert [sentence.key.removeprefix("reading.") for sentence in raised.value.sentences] == [
        "file_missing",
        "file_empty",
    ]


def test_a_sentence_about_a_missing_table_shows_what_was_found(tmp_path):
    with pytest.raises(CalculatorError) as raised:
        read(xlsx(tmp_path, [["通讯录"], ["姓名", "电话"], ["张三", 5]], "通讯录.xlsx"))
    sentence = messages("zh").say(raised.value.sentences[0])
    assert sentence.startswith("[通讯录.xlsx]Sheet1：")
    assert "姓名、电话" in sentence


def with_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(old, new) if name == part else content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("stray", "cell"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "A1048576"),
        (b'<row r="900"><c r="B900"><v>1</v></c><c r="XFD900"><v>1</v></c></row>', "XFD900"),
    ],
    ids=["far corner", "far below", "far right"],
)
def test_stray_cells_far_away_are_left_out_and_named(tmp_path, stray, cell):
    path = tmp_path / "表.xlsx"
    data = workbook_bytes({"Sheet1": ROWS})
    path.write_bytes(with_part(data, SHEET, b"</sheetData>", stray + b"</sheetData>"))
    reading = read(path)
    assert names(reading) == ["城关镇", "河西乡"]
    assert found(reading, "stray-cells-left-out").cell == f"[表.xlsx]Sheet1!{cell}"


@pytest.mark.parametrize("cell", ["XFD1048576", "C1048576"])
def test_a_cell_far_away_that_is_only_coloured_is_no_stray_cell(tmp_path, cell):
    path = tmp_path / "表.xlsx"
    row = f'<row r="1048576"><c r="{cell}" s="0"/></row>'.encode()
    data = workbook_bytes({"Sheet1": ROWS})
    path.write_bytes(with_part(data, SHEET, b"</sheetData>", row + b"</sheetData>"))
    reading = read(path)
    assert names(reading) == ["城关镇", "河西乡"]
    assert "stray-cells-left-out" not in codes(reading)


def test_error_values_and_formulas_without_a_result_are_findings(tmp_path):
    path = tmp_path / "表.xlsx"
    data = workbook_bytes({"Sheet1": [*ROWS, ["南山镇", 777], ["北山镇", 888]]})
    data = with_part(data, SHEET, b'<c r="B2"><v>12345</v>', b'<c r="B2" t="e"><v>#REF!</v>')
    data = with_part(data, SHEET, b'<c r="B4"><v>777</v>', b'<c r="B4"><f>C4+D4</f><v></v>')
    path.write_bytes(data)
    reading = read(path)
    assert numbers(reading, "resident_population") == [None, 6789, None, 888]
    error, formula = found(reading, "not-a-number"), found(reading, "formula-without-value")
    assert (error.cell, error.value, error.township) == ("[表.xlsx]Sheet1!B2", "#REF!", 0)
    assert (formula.cell, formula.value) == ("[表.xlsx]Sheet1!B4", "=C4+D4")
