"""township rules sheet: a pack's figures written, and taken wherever rules are named."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.reporting.test_figures_sheet import changed

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"


@pytest.fixture
def sheet(township, tmp_path):
    """The figures of the default pack, with one changed."""
    path = tmp_path / "figures.xlsx"
    assert township("rules", "sheet", "shandong", "-o", path).status == 0
    return changed(path, {"minimum_population": 20000, "first_class_population": "6万"})


def test_it_says_where_it_is_and_how_to_check_it(township, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = township("rules", "sheet", "shandong").out
    assert "已写入：shandong-规则数字.xlsx" in out
    assert "township rules check shandong-规则数字.xlsx" in out
    out = township("rules", "sheet", SAMPLE_PACK, "--lang", "en").out
    assert 'township rules check "qiyuan_county figures.xlsx"' in out
    assert openpyxl.load_workbook(tmp_path / "qiyuan_county figures.xlsx").sheetnames == ["Figures"]


def test_a_file_that_is_there_is_replaced_only_when_asked(township, tmp_path):
    path = tmp_path / "f.xlsx"
    path.write_text("mine")
    refused = township("rules", "sheet", "shandong", "-o", path)
    assert (refused.status, path.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert township("rules", "sheet", "shandong", "-o", path, "--force").status == 0


def test_the_pack_itself_is_never_written_over(township, sheet):
    before = sheet.read_bytes()
    assert township("rules", "sheet", sheet, "-o", sheet, "--force").status == 1
    assert sheet.read_bytes() == before


def test_a_report_by_the_sheet_is_the_report_with_the_figures_set(township, tmp_path, sheet):
    arguments = ("report", SAMPLE, "--json", "-", "--output", tmp_path / "r.xlsx", "--force")
    by_sheet = json.loads(township(*arguments, "--rules", sheet).out)
    set_figures = ("--set", "minimum_population=20000", "--set", "first_class_population=60000")
    by_setting = json.loads(township(*arguments, *set_figures).out)
    for unit, other in zip(by_sheet["townships"], by_setting["townships"], strict=True):
        assert (unit["class"], unit["merger"]["status"]) == (
            other["class"],
            other["merger"]["status"],
        )
        assert unit["measures"] == other["measures"]
    figures = {figure["name"]: figure for figure in by_sheet["rules"]["figures"]}
    assert figures["minimum_population"]["status"] == "entered"
    assert "某编〔2020〕3号" in json.dumps(figures["minimum_population"], ensure_ascii=False)
    assert by_sheet["rules"]["id"] == "shandong"
    assert by_sheet["rules"]["based_on"] == ["shandong"]


def test_the_report_names_the_sheet_and_the_document(township, tmp_path, sheet):
    path = tmp_path / "r.xlsx"
    assert township("report", SAMPLE, "--rules", sheet, "--output", path).status == 0
    book = openpyxl.load_workbook(path)
    texts = [str(cell.value) for each in book for row in each for cell in row if cell.value]
    assert any("figures.xlsx" in text and "某编〔2020〕3号" in text for text in texts)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rules", "check", "{sheet}"), "可以使用"),
        (("rules", "show", "{sheet}"), "不满20,000人"),
        (("rules", "compare", "shandong", "{sheet}"), "乙（用户填入）：某编〔2020〕3号"),
        (("check", SAMPLE, "--rules", "{sheet}"), "可以计算"),
        (("explain", SAMPLE, "--rules", "{sheet}", "--township", "石桥镇"), "某编〔2020〕3号"),
        (("whatif", SAMPLE, "--rules", "{sheet}", "--set", "minimum_population=30000"), "20,000人"),
        (("template", "--rules", "{sheet}", "--output", "{folder}/t.xlsx"), "--rules"),
        (("rules", "check", "{sheet}", "--lang", "en"), "entered"),
    ],
)
def test_it_is_taken_wherever_rules_are_named(township, tmp_path, sheet, arguments, words):
    places = {"sheet": sheet, "folder": tmp_path}
    outcome = township(*(str(argument).format(**places) for argument in arguments))
    assert (outcome.status, outcome.err) == (0, "")
    assert words in outcome.out


def test_the_command_line_sets_figures_over_those_of_the_sheet(township, tmp_path, sheet):
    arguments = ("--rules", sheet, "--set", "minimum_population=1万", "--json", "-")
    out = township("report", SAMPLE, *arguments, "--output", tmp_path / "r.xlsx").out
    figures = {figure["name"]: figure for figure in json.loads(out)["rules"]["figures"]}
    assert figures["minimum_population"]["value"] == 10000
    assert figures["first_class_population"]["value"] == 60000


def test_mistakes_are_counted_and_named_by_cell(township, sheet):
    changed(sheet, {"minimum_population": "两万左右", "pooling": "也许"})
    outcome = township("rules", "check", sheet)
    assert outcome.status == 1
    assert outcome.err.count("[figures.xlsx]规则数字!C") == 2
    assert "共2处错误" in outcome.err


@pytest.mark.parametrize("name", ["nowhere.xlsx", "nowhere.ods"])
def test_a_workbook_that_there_is_not_is_named(township, name):
    outcome = township("rules", "check", name)
    assert outcome.status == 1
    assert name in outcome.err


def test_a_workbook_without_figures_is_told(township):
    outcome = township("rules", "check", SAMPLE)
    assert outcome.status == 1
    assert "没有规则数字表" in outcome.err


def test_a_folder_is_no_pack(township, tmp_path):
    assert township("rules", "check", tmp_path).status == 1


def test_a_workbook_is_known_by_its_content_too(township, tmp_path, sheet):
    renamed = sheet.rename(tmp_path / "我的规则")
    assert township("rules", "check", renamed).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", SAMPLE, "--rules", "{sheet}", "--output", "{sheet}"),
        ("template", "--rules", "{sheet}", "--output", "{sheet}"),
    ],
)
def test_what_is_written_never_replaces_the_sheet_it_goes_by(township, sheet, arguments):
    before = sheet.read_bytes()
    outcome = township(*(str(argument).format(sheet=sheet) for argument in arguments), "--force")
    assert outcome.status == 1
    assert sheet.read_bytes() == before
