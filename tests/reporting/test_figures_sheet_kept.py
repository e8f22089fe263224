"""Sheets of figures that were taken apart, moved, saved elsewhere, or amend one another."""

import pytest

from calculator.amendments.sheet import read_figures_sheet
from calculator.packs import open_pack
from calculator.reporting.figures_sheet import (
    write_figures_workbook,
)
from rules.status import Status
from tests.conftest import ROOT
from tests.office import convert
from tests.reporting.figures_sheets import (
    address,
    cell_of_name,
    changed,
    edited,
    mistakes,
    rewritten,
    row_of,
    written,
)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda s, _: s.delete_rows(row_of(s, "pooling")), "（pooling）这一行不见了"),
        (lambda s, _: setattr(cell_of_name(s, "pooling"), "value", "poling"), "没有名为“poling”"),
        (lambda s, _: setattr(cell_of_name(s, "pooling"), "value", None), "没有名称"),
        (
            lambda s, _: setattr(cell_of_name(s, "pooling"), "value", "merger_kinds"),
            "“merger_kinds”有几行",
        ),
        (lambda s, _: setattr(cell_of_name(s, "名称"), "value", "代号"), "应有一行列标题"),
        (lambda s, _: setattr(cell_of_name(s, "日期"), "value", "年月"), "应有日期"),
        (lambda s, _: setattr(cell_of_name(s, "shandong"), "value", "省办法.yaml"), "省办法.yaml"),
        (lambda s, b: b.copy_worksheet(s), "几张规则数字表"),
        (lambda s, _: setattr(s["A1"], "value", "数字表"), "没有规则数字表"),
    ],
)
def test_a_sheet_that_was_taken_apart_is_told(tmp_path, edit, words):
    path = edited(written(tmp_path, "shandong"), edit)
    assert any(words in line for line in mistakes(path))


def test_the_sheet_is_found_by_its_mark_wherever_it_stands(tmp_path):
    def moved(sheet, book):
        book.create_sheet("别的", 0)["A1"] = "数值"
        sheet.title = "改过名"
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)

    path = written(tmp_path, "hunan-merger")
    assert open_pack(edited(path, moved)).digest == open_pack("hunan-merger").digest


def test_a_pack_of_ones_own_is_found_from_the_folder_of_the_sheet(tmp_path):
    folder = tmp_path / "一" / "二"
    folder.mkdir(parents=True)
    own = tmp_path / "own.yaml"
    source = (ROOT / "sample_data" / "qiyuan_county.yaml").read_text(encoding="utf-8")
    own.write_text(source, encoding="utf-8")
    sheet = write_figures_workbook(open_pack(own), folder / "f.xlsx", "zh", rules=str(own))
    assert read_figures_sheet(sheet).origin["pack"] == "../../own.yaml"
    assert open_pack(sheet).digest == open_pack(own).digest
    own.rename(folder / "own.yaml")
    assert open_pack(sheet).id == "qiyuan"
    (folder / "own.yaml").unlink()
    (line,) = mistakes(sheet)
    assert line.startswith(read_figures_sheet(sheet).cells["pack"])
    assert "请把“own.yaml”放到与本表同一文件夹" in line


def test_a_sheet_may_amend_a_sheet(tmp_path):
    first = changed(written(tmp_path, "shandong"), {"minimum_population": 20000})
    second = tmp_path / "second.xlsx"
    write_figures_workbook(open_pack(first), second, "en", rules=str(first))
    assert open_pack(second).digest == open_pack(first).digest
    back = open_pack(changed(second, {"office_limit.一类": 4}, language="en"))
    assert back.figures["minimum_population"].value == 20000
    assert back.based_on == ("shandong", "shandong")


def test_sheets_that_amend_each_other_are_told(tmp_path):
    path = written(tmp_path, "shandong")
    edited(path, lambda s, _: setattr(cell_of_name(s, "shandong"), "value", "figures.xlsx"))
    assert "成环" in mistakes(path)[0]


def test_a_sheet_of_another_version_of_its_pack_keeps_to_what_was_changed(tmp_path):
    text = (ROOT / "sample_data" / "qiyuan_county.yaml").read_text(encoding="utf-8")
    own = rewritten(tmp_path, text)
    path = changed(written(tmp_path, own), {"first_class_population": 65000})
    rewritten(tmp_path, text.replace("value: 40000", "value: 45000"))
    back = open_pack(path)
    assert back.figures["first_class_population"].value == 65000
    assert back.figures["second_class_population"].value == 45000
    assert back.figures["second_class_population"].source.name == "document"
    assert "另一版本" in back.notes[-1].zh
    rewritten(tmp_path, text.replace("value: 60000", "value: 62000"))
    (line,) = mistakes(path)
    assert line.startswith(address(path, "first_class_population"))
    assert "60000" in line
    assert "62,000人" in line


def test_the_day_whose_figures_were_taken_is_kept(tmp_path, write_pack):
    from datetime import date

    from tests.commands.test_rules import VERSIONS

    own, day = str(write_pack(VERSIONS)), date(2005, 6, 30)
    given = open_pack(own, as_of=day)
    path = write_figures_workbook(given, tmp_path / "f.xlsx", "zh", rules=own, as_of=day)
    assert open_pack(path).figures["least"].value == 20000
    assert open_pack(path).digest == given.digest
    newer = open_pack(path, as_of=date(2015, 1, 1))
    assert newer.figures["least"].value == 30000
    assert "另一版本" in newer.notes[-1].zh


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_saved_by_another_program_it_says_the_same(tmp_path, suffix):
    path = convert(written(tmp_path, "shandong"), suffix, tmp_path)
    assert open_pack(path).digest == open_pack("shandong").digest
    path = written(tmp_path, "yunnan-town", "en")
    changed(path, {"least_population": 12345.5, "provincial_farmers_income": 9000}, language="en")
    back = open_pack(convert(path, suffix, tmp_path))
    entered = {name: f.value for name, f in back.figures.items() if f.status is Status.ENTERED}
    assert entered == {"least_population": 12345.5, "provincial_farmers_income": 9000}
    assert back.figures["least_population"].source.date.en == "2020-03-01"
