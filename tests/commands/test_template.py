"""township template: an empty workbook to fill in."""

import openpyxl


def test_the_workbook_is_named_after_the_county(township, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = township("template", "--county", "临河县")
    assert outcome.status == 0
    assert "township report 临河县乡镇填报表.xlsx --rules shandong" in outcome.out
    sheet = openpyxl.load_workbook(tmp_path / "临河县乡镇填报表.xlsx")["填报表"]
    assert sheet["A1"].value == "临河县乡镇填报表"


def test_it_speaks_english(township, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = township("template", "--rules", "yunnan-town", "--lang", "en")
    assert outcome.status == 0
    assert 'township report "township form.xlsx" --rules yunnan-town' in outcome.out
    assert openpyxl.load_workbook(tmp_path / "township form.xlsx").sheetnames == [
        "How to fill in",
        "Form",
    ]


def test_a_file_that_is_there_is_replaced_only_when_asked(township, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_text("mine")
    refused = township("template", "--output", path)
    assert (refused.status, path.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert township("template", "--output", path, "--force").status == 0


def test_a_name_that_is_no_workbook_is_refused(township, tmp_path):
    outcome = township("template", "--output", tmp_path / "form.csv")
    assert outcome.status == 1
    assert ".xlsx" in outcome.err


def test_rules_that_there_are_not_are_named(township, tmp_path):
    outcome = township("template", "--rules", "nowhere", "--output", tmp_path / "form.xlsx")
    assert outcome.status == 1
    assert "nowhere" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_county_name_is_only_text(township, tmp_path):
    path = tmp_path / "form.xlsx"
    assert township("template", "--county", "=1+1{x}县", "--output", path).status == 0
    sheet = openpyxl.load_workbook(path)["填报表"]
    assert sheet["A1"].data_type == "s"
    assert sheet["B5"].value == "=1+1{x}县"
    assert sheet["B5"].data_type == "s"
