"""Which forms are written, how they are named, and what text from input becomes in them."""

import pytest
from docx import Document

from calculator.errors import CalculatorError
from calculator.reporting.forms import FormRequest, write_forms
from calculator.reporting.forms.filling import forms_of
from calculator.reporting.forms.texts import file_name
from tests.reporting.forms.building import cells, document, filled, own, report_of


def test_text_from_input_is_only_text(tmp_path):
    name = "<w:t>{{ rules }}&镇\x0b"
    text = f'县,乡镇名称,常住人口\n"=甲{{%县","{name}",85000\n甲县,"西\n河镇",52000\n'
    report = report_of(tmp_path, text)
    for unit in range(len(report.evaluation.statistics.counties)):
        for template in ("classification_review", "staffing"):
            made = document(filled(report, template, unit=unit))
            assert cells(made.tables[0])[-1 if template[0] == "c" else 2][1] in {
                "<w:t>{{ rules }}&镇",
                "西河镇",
                "西 河镇",
            }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沂河县-乡镇分类审核表", "沂河县-乡镇分类审核表"),
        ("../../甲/县:*?", ".._甲_县___".lstrip("._") or "_"),
        ("con", "con_"),
        ("NUL.甲", "NUL_.甲"),
        ("", "_"),
        ("甲\u202e县", "甲_县"),
        ("-表", "表"),
    ],
)
def test_a_file_name_is_safe_everywhere(text, expected):
    made = file_name(text)
    assert not set(made) & set('<>:"/\\|?*')
    assert made.lstrip("._") == expected.lstrip("._")


def test_a_long_name_is_cut():
    assert len(file_name("县" * 500)) <= 60


TWO = "设区的市,县,乡镇名称,常住人口\n甲市,市中区,东镇,85000\n乙市,市中区,西镇,52000\n乙市,丙县,南镇,1000\n"


def test_counties_of_one_name_are_told_apart_by_their_prefecture(tmp_path):
    report = report_of(tmp_path, TWO)
    names = [form.name for form in forms_of(report, FormRequest("classification"), "zh")]
    assert names == [
        "甲市市中区-乡镇分类审核表.docx",
        "乙市市中区-乡镇分类审核表.docx",
        "丙县-乡镇分类审核表.docx",
    ]


def test_forms_of_one_name_are_numbered(tmp_path):
    report = report_of(tmp_path, "县,乡镇名称,常住人口\n甲/县,东镇,85000\n甲:县,西镇,52000\n")
    names = [form.name for form in forms_of(report, FormRequest("staffing"), "zh")]
    assert len(set(names)) == len(report.evaluation.statistics.counties)


def test_each_county_has_its_own_townships_only(tmp_path):
    report = report_of(tmp_path, TWO)
    paths = write_forms(report, FormRequest("classification"), tmp_path / "表", "zh")
    listed = [[row[1] for row in cells(Document(path).tables[0])[1:]] for path in paths]
    assert listed == [["东镇"], ["西镇"], ["南镇"]]


def test_nothing_is_written_where_one_form_cannot_be(sample, tmp_path):
    with pytest.raises(CalculatorError):
        write_forms(sample, FormRequest(template=own("{{ nothing }}")), tmp_path / "表", "zh")
    assert list(tmp_path.iterdir()) == []
