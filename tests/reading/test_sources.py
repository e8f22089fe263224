"""Folders and zips stand for the spreadsheets in them; one bad file does not stop the others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from calculator.calculation import report
from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.reading import sources
from rules.status import Severity
from tests.reading.building import codes, csv, found, names, read, said, workbook_bytes, xlsx

HEADING = ["县", "乡镇", "常住人口"]
JIA = [HEADING, ["甲县", "城关镇", 50000], ["甲县", "河西乡", 20000]]
YI = [HEADING, ["乙县", "东关镇", 60000], ["乙县", "河东乡", 21000]]


def county_folder(folder: Path) -> Path:
    inside = folder / "各县"
    (inside / "甲县").mkdir(parents=True)
    (inside / "乙县").mkdir()
    xlsx(inside / "甲县", JIA)
    xlsx(inside / "乙县", YI)
    return inside


class NamedInGbk(zipfile.ZipInfo):
    """A member whose name is in GBK, without saying so, as Windows writes it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def test_a_folder_stands_for_the_spreadsheets_in_it_and_below_it(tmp_path):
    inside = county_folder(tmp_path)
    (inside / "说明.docx").write_bytes(b"PK")
    (inside / "~$表.xlsx").write_bytes(b"locked by Excel")
    (inside / ".hidden.csv").write_text("x", "utf-8")
    reading = read(inside)
    assert names(reading) == ["东关镇", "河东乡", "城关镇", "河西乡"]
    assert [file.name for file in reading.files] == ["乙县/表.xlsx", "甲县/表.xlsx"]
    assert found(reading, "files-passed-over").message.values["names"] == ["说明.docx"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    inside = county_folder(tmp_path)
    reading = read(inside / "甲县" / "表.xlsx", inside / "乙县" / "表.xlsx")
    assert [file.name for file in reading.files] == ["甲县/表.xlsx", "乙县/表.xlsx"]
    assert reading.origins.cell(2, "resident_population") == "[乙县/表.xlsx]Sheet1!C2"


def test_a_file_given_twice_is_read_once(tmp_path):
    path = xlsx(tmp_path, JIA)
    assert names(read(path, path, tmp_path)) == ["城关镇", "河西乡"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_zip_stands_for_the_spreadsheets_in_it(tmp_path, encoding):
    members = {
        "甲县/统计表.xlsx": workbook_bytes({"Sheet1": JIA}),
        "乙县/统计表.csv": "县,乡镇,常住人口\n乙县,东关镇,60000\n".encode("gb18030"),
        "__MACOSX/甲县/._统计表.xlsx": b"x",
        "读我.txt": b"x",
    }
    path = tmp_path / "各县.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr((NamedInGbk if encoding == "gbk" else zipfile.ZipInfo)(name), data)
    reading = read(path)
    assert sorted(names(reading)) == ["东关镇", "城关镇", "河西乡"]
    assert [file.name for file in reading.files] == [
        "各县.zip/乙县/统计表.csv",
        "各县.zip/甲县/统计表.xlsx",
    ]
    assert found(reading, "files-passed-over").message.values["names"] == ["读我.txt"]


def test_one_broken_file_does_not_stop_the_others(tmp_path):
    good, broken = xlsx(tmp_path, JIA, "甲.xlsx"), tmp_path / "乙.xlsx"
    broken.write_bytes(workbook_bytes({"Sheet1": YI})[:900])
    empty = csv(tmp_path, "", "空.csv")
    reading = read(good, broken, empty)
    assert names(reading) == ["城关镇", "河西乡"]
    unread = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert [finding.code for finding in unread] == ["file-damaged", "file-empty"]
    assert "乙.xlsx" in said(unread[0])
    problems = {file.name: file.problem is not None for file in reading.files}
    assert problems == {"甲.xlsx": False, "乙.xlsx": True, "空.csv": True}


def test_a_broken_zip_is_listed_among_the_files(tmp_path):
    broken = tmp_path / "坏.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    whole = csv(tmp_path, "县,乡镇,常住人口\n甲县,东河镇,30000", name="甲.csv")
    files = read(whole, broken).files
    assert [(file.name, file.problem and file.problem.key) for file in files] == [
        ("甲.csv", None),
        ("坏.zip", "reading.file_damaged"),
    ]


def test_a_file_that_is_named_and_not_there_stops_the_run(tmp_path):
    with pytest.raises(CalculatorError, match="没有找到这个文件"):
        read(xlsx(tmp_path, JIA), tmp_path / "没有.xlsx")


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_folder_or_zip_without_spreadsheets_is_a_sentence(tmp_path, kind):
    path = tmp_path / "空"
    if kind == "folder":
        path.mkdir()
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "x")
    with pytest.raises(CalculatorError) as raised:
        read(path)
    (sentence,) = raised.value.sentences
    assert sentence.key == "reading.folder_without_files"
    assert "空" in messages("zh").say(sentence)


@pytest.mark.parametrize(
    ("bound", "value"), [("_MOST_UNPACKED", 3 << 20), ("_MOST_FILES", 2)], ids=["bytes", "files"]
)
def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch, bound, value):
    monkeypatch.setattr(sources, bound, value)
    path = tmp_path / "各县.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.csv", bytes(2 << 20))
    with pytest.raises(CalculatorError, match="请分成几个压缩包"):
        read(path)


def test_a_report_of_ours_in_a_folder_is_not_read_as_statistics(tmp_path):
    county = xlsx(tmp_path, JIA)
    report(county).save(tmp_path / "表-分类报告.xlsx")
    reading = read(tmp_path)
    assert names(reading) == ["城关镇", "河西乡"]
    assert "report-passed-over" in codes(reading)
    with pytest.raises(CalculatorError, match="本程序写出的报告"):
        read(tmp_path / "表-分类报告.xlsx")


def test_a_workbook_whose_properties_are_damaged_is_read_for_its_figures(tmp_path):
    """They only tell whether it is a report of ours."""
    path = xlsx(tmp_path, [["乡镇名称", "常住人口"], ["东河镇", 85000]])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("docProps/core.xml")
        start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + entry.compress_size] = b"\xff" * entry.compress_size
    path.write_bytes(data)
    assert names(read(path)) == ["东河镇"]


def test_progress_is_told_before_each_file_and_at_the_end(tmp_path):
    told: list[tuple[int, int, str]] = []
    read(county_folder(tmp_path), progress=lambda *said: told.append(said))
    assert told == [(0, 2, "乙县/表.xlsx"), (1, 2, "甲县/表.xlsx"), (2, 2, "")]


def test_zips_in_a_folder_are_read_and_other_archives_named_in_a_warning(tmp_path):
    inside = tmp_path / "报送"
    inside.mkdir()
    inner = tmp_path / "乙县.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("表.xlsx", workbook_bytes({"Sheet1": YI}))
    with zipfile.ZipFile(inside / "甲县.zip", "w") as archive:
        archive.writestr("表.xlsx", workbook_bytes({"Sheet1": JIA}))
        archive.writestr("乙县.zip", inner.read_bytes())
    (inside / "丙县.rar").write_bytes(b"Rar!\x1a\x07\x00")
    reading = read(inside)
    assert names(reading) == ["城关镇", "河西乡"]
    passed = [f for f in reading.findings if f.code == "archives-not-opened"]
    assert [f.message.values["names"] for f in passed] == [["丙县.rar"], ["乙县.zip"]]
    assert {f.severity for f in passed} == {Severity.WARNING}


def test_an_archive_that_cannot_be_opened_is_to_be_unpacked(tmp_path):
    path = tmp_path / "各县.rar"
    path.write_bytes(b"Rar!\x1a\x07\x00")
    with pytest.raises(CalculatorError, match="请先解压"):
        read(path)


def test_a_file_that_may_not_be_opened_says_so_in_the_users_language(tmp_path, monkeypatch):
    path = xlsx(tmp_path, JIA)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CalculatorError) as raised:
        read(path)
    assert "没有权限，或文件正在使用" in raised.value.text("zh")
    assert "not permitted" in raised.value.text("en")
