"""Files that lie under other names than their owner's are called by their owner's."""

from __future__ import annotations

import zipfile

from calculator.reading import ReadingOptions, read_files

TABLE = "乡镇名称,常住人口（人）,乡镇类型\n东河镇,abc,镇\n"


def test_findings_call_a_file_as_it_is_said_to_be_called(tmp_path):
    path = tmp_path / "1.csv"
    path.write_text(TABLE, encoding="utf-8")
    read = read_files([path], ReadingOptions(names={path: "甲县.csv"}))
    assert read.files[0].name == "甲县.csv"
    assert any(found.cell == "[甲县.csv]B2" for found in read.findings)


def test_a_zip_lends_its_name_to_what_is_in_it(tmp_path):
    path = tmp_path / "1.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲县.csv", TABLE)
    read = read_files([path], ReadingOptions(names={path: "全市.zip"}))
    assert read.files[0].name == "全市.zip/甲县.csv"
