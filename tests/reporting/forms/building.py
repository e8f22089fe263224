"""Reports to be filled into forms, forms read back, and templates of one's own."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from docx import Document
from docx.oxml.ns import qn

import calculator
from calculator.errors import CalculatorError
from calculator.reporting.forms import shipped_templates
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.filling import fill
from calculator.reporting.forms.templates import FormTemplate
from rules.bodies import Bodies


def report_of(tmp_path, text, **options):
    path = tmp_path / "统计.csv"
    path.write_text(text, encoding="utf-8")
    return calculator.report(path, **options)


def with_bodies(report):
    """The same report, with a list of two offices and a name-plate for its fifth township."""
    statistics = report.evaluation.statistics
    bodies = Bodies(
        townships=np.array([4, 4, 4]),
        names=np.array(["党政办公室", "农业综合服务中心", "信访办"], dtype=object),
        kinds=np.array(["office", "institution", None], dtype=object),
        funding=np.array([None, "fiscal", None], dtype=object),
        posts={"administrative_posts": np.array([12.0, np.nan, np.nan])},
        formed_from=((), ("农技站", "水利站"), ()),
        nameplate=np.array([False, False, True]),
        dispatched=np.array([False, False, False]),
    )
    given = replace(report.evaluation.given, statistics=replace(statistics, bodies=bodies))
    return replace(report, evaluation=replace(report.evaluation, given=given))


def document(data):
    return Document(io.BytesIO(data))


def cells(table):
    """The texts of a table, each merged cell once."""
    rows = []
    for row in table.rows:
        texts = []
        for cell in row._tr.tc_lst:
            texts.append("".join(t.text or "" for t in cell.iter(qn("w:t"))))
        rows.append(texts)
    return rows


def everything(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def filled(report, name, language="zh", unit=0):
    writer = FormWriter(report, language)
    of_unit = writer.of_township if name == "township_staffing" else writer.of_county
    return fill(shipped_templates(language)[name], of_unit(unit))


def own(*paragraphs):
    """A template of one's own with some paragraphs."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return FormTemplate("本县.docx", out.getvalue())


def refused(report, *paragraphs):
    with pytest.raises(CalculatorError) as error:
        fill(own(*paragraphs), FormWriter(report, "zh").of_county(0))
    return error.value.text()
