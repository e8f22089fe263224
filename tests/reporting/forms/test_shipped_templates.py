"""The shipped templates: as the script makes them, as the docs list them, as Writer prints them."""

import io
import re
import zipfile

import pytest

from calculator.messages import LANGUAGES
from calculator.reporting.forms import FormRequest, shipped_templates, write_forms
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.make_templates import TEMPLATES
from tests.conftest import ROOT, need_tool
from tests.office import convert_all
from tests.reporting.forms.building import (
    document,
    report_of,
    with_bodies,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_shipped_templates_are_what_the_script_makes(language, name):
    shipped = shipped_templates(language)[name].data
    made = TEMPLATES[name](language)
    with zipfile.ZipFile(io.BytesIO(shipped)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        assert [old.read(part) for part in old.namelist()] == [
            new.read(part) for part in new.namelist()
        ]


def test_paper_and_margins_are_those_of_official_papers():
    for name, template in shipped_templates("zh").items():
        section = document(template.data).sections[0]
        sides = {round(section.page_width.mm), round(section.page_height.mm)}
        assert sides == {210, 297}
        margins = [section.top_margin, section.bottom_margin, section.left_margin]
        upright = name == "township_staffing"
        expected = [37, 35, 28, 26] if upright else [28, 26, 35, 37]
        assert [round(margin.mm) for margin in (*margins, section.right_margin)] == expected


def keys(fields, above=""):
    for name, value in fields.items():
        if not isinstance(value, dict):
            yield above + name
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            yield from keys(inner, f"{above}{name}.")


def test_the_documentation_lists_exactly_the_fields(sample, tmp_path):
    text = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_.]+)` \|", text, re.M)
    report = with_bodies(sample)
    fields = dict(FormWriter(report, "zh").of_county(0))
    plain = report_of(tmp_path, "乡镇名称,常住人口\n东河镇,85000\n")
    fields["unconfirmed"] = FormWriter(plain, "zh").of_county(0)["unconfirmed"]
    fields["townships"] = fields["townships"][4:]
    given = [key for key in keys(fields) if not key.startswith("townships.bodies.")]
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_writer_opens_the_forms_and_prints_them_on_few_pages(sample, language, tmp_path):
    need_tool("lowriter")
    paths = write_forms(sample, FormRequest(), tmp_path, language)
    for printed in convert_all(paths, "pdf", tmp_path):
        pages = len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
        assert 2 <= pages <= 8
