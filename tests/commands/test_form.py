"""township form: the forms to hand in."""

import pytest
from docx import Document

from tests.conftest import ROOT

TWO_COUNTIES = "县,乡镇名称,常住人口\n甲县,东河镇,85000\n乙县,西河镇,52000\n"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_forms_go_into_a_folder_beside_the_first_file(township, table):
    outcome = township("form", table)
    assert outcome.status == 0
    folder = table.parent / "甲县乡镇统计-上报表"
    assert names(folder) == ["甲县-乡镇分类审核表.docx", "甲县-乡镇机构编制核定表.docx"]
    assert str(folder / "甲县-乡镇分类审核表.docx") in outcome.out


def test_one_form_can_be_given_a_name(township, table, tmp_path):
    path = tmp_path / "审核.docx"
    assert township("form", table, "--kind", "classification", "--output", path).status == 0
    assert Document(path).paragraphs[0].text == "甲县乡镇分类审核表"


def test_several_forms_cannot_be_one_file(township, tmp_path):
    table = tmp_path / "两县.csv"
    table.write_text(TWO_COUNTIES, encoding="utf-8")
    outcome = township("form", table, "--output", tmp_path / "表.docx")
    assert outcome.status == 1
    assert "共有4份表" in outcome.err
    assert names(tmp_path) == ["两县.csv"]


def test_forms_by_township_are_staffing_forms(township, table, tmp_path):
    outcome = township("form", table, "--by", "township", "--output", tmp_path / "表")
    assert outcome.status == 0
    assert names(tmp_path / "表") == sorted(
        f"甲县{name}-乡镇机构编制核定表.docx" for name in ("东河镇", "西河镇", "南河乡", "北河乡")
    )


def test_forms_that_are_there_are_replaced_only_when_asked(township, table, tmp_path):
    folder = tmp_path / "表"
    folder.mkdir()
    there = folder / "甲县-乡镇机构编制核定表.docx"
    there.write_text("mine")
    refused = township("form", table, "--output", folder)
    assert (refused.status, there.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert names(folder) == [there.name]
    assert township("form", table, "--output", folder, "--force").status == 0
    assert len(names(folder)) == 2


def test_templates_are_copied_edited_and_used(township, table, tmp_path):
    templates = tmp_path / "模板"
    assert township("form", "--copy-templates", templates).status == 0
    path = templates / "乡镇分类审核表模板.docx"
    document = Document(path)
    document.paragraphs[0].add_run("（报市编办）")
    document.save(path)
    outcome = township("form", table, "--template", path, "--output", tmp_path / "表")
    assert outcome.status == 0
    made = Document(tmp_path / "表" / "甲县-乡镇分类审核表模板.docx")
    assert made.paragraphs[0].text == "甲县乡镇分类审核表（报市编办）"
    assert len(made.tables[0].rows) == 5
    refused = township("form", "--copy-templates", templates)
    assert refused.status == 1
    assert "--force" in refused.err


def test_a_wrong_template_is_a_sentence_and_nothing_is_written(township, table, tmp_path):
    template = tmp_path / "本县.docx"
    document = Document()
    document.add_paragraph("{{ ''.__class__ }}")
    document.save(template)
    outcome = township("form", table, "--template", template, "--output", tmp_path / "表")
    assert outcome.status == 1
    assert "本县.docx" in outcome.err
    assert "Traceback" not in outcome.err
    assert not (tmp_path / "表").exists()


def test_it_speaks_english(township, table, tmp_path):
    outcome = township("form", table, "--output", tmp_path / "forms", "--lang", "en")
    assert outcome.status == 0
    assert names(tmp_path / "forms") == [
        "甲县-classification review form.docx",
        "甲县-staffing form.docx",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "FILE"),
        (("{table}", "--copy-templates", "x"), "不用写文件"),
        (("{table}", "--kind", "staffing", "--template", "a.docx"), "--kind"),
        (("{table}", "--kind", "classification", "--by", "township"), "--by township"),
        (("{table}", "--kind", "x"), "classification"),
    ],
)
def test_wrong_usage_is_said(township, table, arguments, said):
    outcome = township("form", *(text.replace("{table}", str(table)) for text in arguments))
    assert outcome.status == 2
    assert said in outcome.err


@pytest.mark.parametrize(
    ("pack", "kind", "said"),
    [
        ("henan-merger", "classification", "不给乡镇分类"),
        ("henan-merger", "staffing", "没有限额和标准"),
        ("henan-merger", "all", "没有可出的表"),
    ],
)
def test_rules_that_fill_no_form_are_said_so(township, tmp_path, pack, kind, said):
    table = tmp_path / "甲县.csv"
    table.write_text(
        "县,乡镇名称,总人口,常住人口,户籍人口,特殊地域\n甲县,东镇,5,5,5,山区\n".replace(
            ",5", ",50000"
        ),
        encoding="utf-8",
    )
    outcome = township("form", table, "--rules", pack, "--kind", kind)
    assert outcome.status == 1
    assert said in outcome.err


def test_the_templates_are_named_as_data_of_the_package():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool = project["tool"]["setuptools"]
    assert "calculator.reporting.forms" in tool["packages"]
    assert tool["package-data"]["calculator.reporting.forms"] == ["templates/*/*.docx"]
