"""Templates of one's own: their fields, their mistakes, and what they may not do."""

import io
import zipfile

import pytest
from docx import Document

from calculator.errors import CalculatorError
from calculator.reporting.forms import open_template, shipped_templates
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.filling import fill
from calculator.reporting.forms.templates import FormTemplate
from tests.conftest import ROOT
from tests.reporting.forms.building import (
    document,
    own,
    refused,
)


def test_a_template_of_ones_own_is_filled(sample):
    template = own(
        "{{ county }}：{% for t in townships %}{% if t.proposed_class %}{{ t.name }}{% endif %}"
        "{% if not loop.last %}；{% endif %}{% endfor %}",
        "{{ townships|length }}，{{ townships[0].name }}，{{ townships[3].figures|join('/') }}",
    )
    made = document(fill(template, FormWriter(sample, "zh").of_county(0)))
    assert "石桥镇" in made.paragraphs[0].text
    assert made.paragraphs[1].text == "21，崇文街道，47,865/是"


def test_a_tag_that_word_has_cut_into_pieces_is_one_tag(sample):
    made = Document()
    paragraph = made.add_paragraph("县：")
    for piece in ("{{ cou", "nty", " }}", "。"):
        paragraph.add_run(piece).bold = piece == "nty"
    out = io.BytesIO()
    made.save(out)
    data = fill(FormTemplate("本县.docx", out.getvalue()), FormWriter(sample, "zh").of_county(0))
    assert document(data).paragraphs[0].text == "县：齐原县。"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("{{ county }}", None), ("{{ ''.__class__ }}", "不能用"), ("{{ contry }}", "contry")],
)
def test_fields_in_headers_and_footers_are_fields_too(sample, tag, expected):
    made = Document()
    made.sections[0].header.paragraphs[0].text = tag
    out = io.BytesIO()
    made.save(out)
    template, fields = (
        FormTemplate("本县.docx", out.getvalue()),
        FormWriter(sample, "zh").of_county(0),
    )
    if expected is None:
        filled_in = document(fill(template, fields))
        assert filled_in.sections[0].header.paragraphs[0].text == "齐原县"
        return
    with pytest.raises(CalculatorError, match=expected):
        fill(template, fields)


@pytest.mark.parametrize(
    ("paragraph", "named"),
    [
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ ''['__class__'] }}", "__class__"),
        ("{{ townships.__init__.__globals__ }}", "__"),
        ("{{ county|attr('__class__') }}", "attr"),
        ("{{ county.upper() }}", "upper()"),
        ("{{ cycler('a') }}", "cycler()"),
        ("{% import 'os' as os %}", "import"),
        ("{% include '/etc/passwd' %}", "include"),
        ("{% set x = county %}", "x"),
        ("{% macro m() %}{% endmacro %}", "m"),
        ("{{ 9 ** 9 ** 9 }}", "pow"),
        ("{{ 'a' * 999999999 }}", "mul"),
        ("{{ county|safe }}", "safe"),
        ("{% autoescape false %}{{ county }}{% endautoescape %}", "scope"),
        ("{% for t in townships recursive %}{{ loop(t.bodies) }}{% endfor %}", ""),
    ],
)
def test_a_template_runs_no_code(sample, paragraph, named):
    said = refused(sample, paragraph)
    assert "本县.docx" in said
    assert named in said


def test_fields_that_there_are_not_are_named_with_those_that_there_are(sample):
    said = refused(sample, "{{ contry }}{{ raiting }}")
    assert "contry、raiting" in said
    assert "county" in said
    said = refused(sample, "{% for t in townships %}{{ t.nmae }}{% endfor %}")
    assert "nmae" in said
    assert "computed_class" in said


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("{% for t in townships %}{{ t.name }}", "标记没有写对"),
        ("{{ county", "标记没有写对"),
        ("{{ county name }}", "标记没有写对"),
        ("{% for c in county %}{{ c }}{% endfor %}", "for只能用于列表"),
        ("{{ township.name }}", "--by township"),
        ("{{ county.name }}", "不是一组字段"),
        ("{{ county|float }}", "float"),
        ("{% if townships < 3 %}x{% endif %}", "填不进去"),
    ],
)
def test_a_wrong_tag_is_said_with_the_template(sample, paragraph, expected):
    said = refused(sample, paragraph)
    assert "本县.docx" in said
    assert expected in said


def test_loops_come_to_an_end(sample):
    names = "abcdefg"
    loops = "".join(f"{{% for {name} in townships %}}" for name in names)
    assert "循环太多" in refused(sample, loops + "{% endfor %}" * len(names))


def test_a_tag_that_crosses_rows_is_refused_rather_than_half_written(sample):
    assert "同一层" in refused(
        sample, "{%p for t in townships %}", "a", "{% endfor %} {{ county }}"
    )


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("t.doc", b"x", "另存为.docx"),
        ("t.docx", b"x", "不是能打开的Word文档"),
        ("t.docx", b"", "不是能打开的Word文档"),
        ("t.docx", None, "读不出模板"),
    ],
)
def test_a_file_that_is_no_template_is_refused(tmp_path, name, data, expected):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CalculatorError) as error:
        open_template(path)
    assert expected in error.value.text()


def test_a_workbook_or_a_bomb_called_docx_is_refused(tmp_path):
    workbook = tmp_path / "a.docx"
    workbook.write_bytes((ROOT / "sample_data" / "qiyuan_county.xlsx").read_bytes())
    bomb = tmp_path / "b.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 61_000_000)
    for path, expected in ((workbook, "不是能打开的Word文档"), (bomb, "太大")):
        with pytest.raises(CalculatorError) as error:
            open_template(path)
        assert expected in error.value.text()


def test_a_broken_document_is_said_so(sample, tmp_path):
    template = shipped_templates("zh")["staffing"]
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(io.BytesIO(template.data)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    with pytest.raises(CalculatorError, match="不是能打开的Word文档"):
        fill(open_template(broken), FormWriter(sample, "zh").of_county(0))
