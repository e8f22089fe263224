"""Forms to hand in: filled Word templates, read back with python-docx."""

import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from docx import Document
from docx.oxml.ns import qn

import calculator
from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES
from calculator.messages.speaking import format_number
from calculator.reporting.forms import FormRequest, open_template, shipped_templates, write_forms
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.filling import fill, forms_of
from calculator.reporting.forms.make_templates import TEMPLATES
from calculator.reporting.forms.templates import FormTemplate
from calculator.reporting.forms.texts import file_name
from rules.bodies import Bodies
from tests.conftest import ROOT, need_tool
from tests.office import convert_all

SAMPLE = ROOT / "sample_data"


@pytest.fixture(scope="module")
def sample():
    return calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=SAMPLE / "qiyuan_county.yaml")


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


# ---- what the shipped forms hold -------------------------------------------------------------


def test_the_classification_form_has_each_township_once_with_what_the_report_says(sample):
    rows = cells(document(filled(sample, "classification_review")).tables[0])
    data = sample.as_dict("zh")["townships"]
    assert [row[1] for row in rows[1:]] == [township["name"] for township in data]
    for row, township in zip(rows[1:], data, strict=True):
        population = township["measures"]["population"]
        assert row[3] == ("" if population is None else format_number(population))
        expected = township["class"] or ("不纳入分类", "未定")[township["kind"] != "subdistrict"]
        assert row[5] == expected
        assert row[6].startswith(township["proposed_class"] or "")
        assert row[7].startswith(township["class_reason"] or "")


def test_a_proposed_class_that_differs_is_marked_beside_it(sample):
    rows = cells(document(filled(sample, "classification_review")).tables[0])
    assert next(row for row in rows if row[1] == "张家集镇")[5:7] == [
        "三类",
        "二类（与测算不一致）",
    ]


def test_the_staffing_form_has_limits_and_proposals_as_the_report_has_them(sample):
    rows = cells(document(filled(sample, "staffing")).tables[0])
    checks = sample.evaluation.quotas
    assert rows[0][3:-1] == [
        "党政工作机构（个）",
        "财政拨款事业机构（个）",
        "行政编制（名）",
        "事业编制（名）",
        "领导职数（名）",
    ]
    body = rows[2:-1]
    for position, row in enumerate(body):
        offices, posts = checks["offices"], checks["administrative_posts"]
        expected = [offices.allowed, offices.approved, offices.proposed]
        expected += [posts.allowed, posts.approved, posts.actual, posts.proposed]
        said = ["" if v[position] != v[position] else format_number(v[position]) for v in expected]
        assert [*row[3:6], *row[9:13]] == said
    assert rows[-1][1] == "合计"
    for column in range(3, len(rows[-1]) - 1):
        numbers = [int(row[column]) for row in body if row[column]]
        assert rows[-1][column] == (format_number(sum(numbers)) if numbers else "")


def test_every_row_has_as_many_columns_as_the_table_and_fills_its_width(sample):
    for name in ("classification_review", "staffing", "township_staffing"):
        for table in document(filled(sample, name)).tables:
            grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
            whole = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
            assert abs(sum(grid) - whole) <= len(grid)
            for row in table.rows:
                spans = [cell.tcPr.gridSpan for cell in row._tr.tc_lst]
                assert sum(1 if s is None else s.val for s in spans) == len(grid)


def test_headings_are_repeated_and_rows_are_not_split(sample):
    table = document(filled(sample, "classification_review")).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("classification_review", {"县（市、区）编办意见", "市编办意见", "省编办意见"}),
        ("staffing", {"县（市、区）编办意见", "市编办意见", "省编办意见"}),
        ("township_staffing", {"县（市、区）编办意见", "市编办意见", "省编办意见"}),
    ],
)
def test_each_form_ends_with_opinions_seals_and_who_filled_it_in(sample, name, expected):
    made = document(filled(sample, name))
    rows = cells(made.tables[-1])
    assert {row[0] for row in rows} == expected
    assert all("盖章" in row[1] and "年" in row[1] for row in rows)
    last = "".join(paragraph.text for paragraph in made.paragraphs[-2:])
    for word in ("填报单位（盖章）", "填表人", "审核人", "联系电话", "填表日期"):
        assert word in last


def test_stages_deadlines_and_what_is_unconfirmed_stand_in_the_form(tmp_path):
    report = report_of(tmp_path, "乡镇名称,户籍人口\n东河镇,85000\n西河镇,\n")
    made = document(filled(report, "classification_review"))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "一类乡镇人口下限：80,000人（先例）" in text
    assert "统计时点：　　　　年　　月　　日" in text
    assert [row[2] for row in cells(made.tables[1])[2:4]] == ["9月底前", "10月底前（未核实）"]
    rows = cells(made.tables[0])
    assert "户籍人口" in rows[0][3]
    assert rows[1][4] == "一类（未核实）"
    assert rows[1][6].endswith("未核实）")
    assert rows[2][4] == "未定"


def test_a_proposal_that_is_not_there_leaves_blanks_and_is_said_not_to_be_checked(tmp_path):
    report = report_of(tmp_path, "乡镇名称,常住人口\n东河镇,85000\n西河镇,52000\n")
    made = document(filled(report, "staffing"))
    rows = cells(made.tables[0])
    headings = rows[1][3:-1]
    for row in rows[2:]:
        given = {heading for heading, text in zip(headings, row[3:-1], strict=True) if text}
        assert given <= {"限额", "标准"}
    assert "方案未填，没有核对" in "".join(paragraph.text for paragraph in made.paragraphs)


def test_listed_offices_stand_in_the_staffing_forms(sample):
    report = with_bodies(sample)
    expected = [
        ["党政办公室", "党政工作机构", "", "", "12", "", "", ""],
        ["农业综合服务中心", "事业机构", "财政拨款", "农技站、水利站", "", "", "", ""],
        ["信访办", "", "", "", "", "", "", "挂牌"],
    ]
    of_county = cells(document(filled(report, "staffing")).tables[1])
    assert [row[2:] for row in of_county[1:]] == expected
    assert {row[1] for row in of_county[1:]} == {"临渡镇"}
    of_township = cells(document(filled(report, "township_staffing", unit=4)).tables[2])
    assert [row[1:] for row in of_township[1:]] == expected


def test_a_township_form_without_a_list_has_empty_rows_to_fill_in(sample):
    made = document(filled(sample, "township_staffing", unit=12))
    assert made.paragraphs[0].text == "齐原县龙湾镇机构编制核定表"
    assert [set(row) for row in cells(made.tables[2])[1:]] == [{""}] * 5
    posts = {row[0]: row for row in cells(made.tables[1])}
    assert posts["事业编制（名）"][1:] == ["30", "34", "34", "33", "+3", "事业编制超标准3"]
    assert "龙湾镇：" in "\n".join(paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("name", TEMPLATES)
def test_english_forms_are_in_english_but_for_names(sample, name):
    unit = 5 if name == "township_staffing" else 0
    text = re.sub(r"<[^>]+>", " ", everything(filled(sample, name, "en", unit)))
    statistics = sample.evaluation.statistics
    names = {*statistics.text("name").tolist(), "齐原县", "齐编"}
    names |= {
        *statistics.bodies.names,
        *(n for from_ in statistics.bodies.formed_from for n in from_),
    }
    for known in sorted(names, key=len, reverse=True):
        text = text.replace(known, "")
    assert not re.findall(r"[\u4e00-\u9fff]+", text)


@pytest.mark.parametrize("pack", ["tests/rules/points.yaml", "calculator/starting_pack.yaml"])
def test_columns_come_from_the_pack(tmp_path, pack):
    text = "乡镇名称,常住人口,户籍人口,总人口,行政区域面积（平方公里）,村民委员会个数,财政收入（万元）\n"
    text += "东河镇,85000,80000,85000,120,40,5000\n"
    report = report_of(tmp_path, text, rules=ROOT / pack)
    for form in forms_of(report, FormRequest(), "zh"):
        made = document(fill(form.template, FormWriter(report, "zh").of_county(0)))
        fields = FormWriter(report, "zh").of_county(0)
        if "分类" in form.name:
            assert cells(made.tables[0])[0][3:-4] == [c["heading"] for c in fields["columns"]]


# ---- text from input --------------------------------------------------------------------------


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


# ---- which forms --------------------------------------------------------------------------------

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


# ---- templates of one's own ---------------------------------------------------------------------


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
    workbook.write_bytes((SAMPLE / "qiyuan_county.xlsx").read_bytes())
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


# ---- the shipped templates ----------------------------------------------------------------------


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


# ---- the documentation --------------------------------------------------------------------------


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
def test_the_sums_of_the_staffing_form_say_which_townships_have_no_standard(sample, language):
    fields = FormWriter(sample, language).of_county(0)
    assert fields["sums_without"] == ["盐滩镇"]  # its class is undecided
    document = Document(io.BytesIO(fill(shipped_templates(language)["staffing"], fields)))
    [said] = [p.text for p in document.paragraphs if "盐滩镇" in p.text and "1" in p.text][:1]
    assert said.startswith(("注：没有限额、标准的乡镇1个", "Note: 1 without a limit or standard"))


def test_each_sum_of_the_staffing_form_is_that_of_the_numbers_above_it(sample):
    fields = FormWriter(sample, "zh").of_county(0)
    columns = zip(*(t["posts"] for t in fields["townships"]), strict=True)
    sums = [sum(float(text.replace(",", "")) for text in column if text) for column in columns]
    assert [float(text.replace(",", "")) for text in fields["posts_sums"]] == sums


@pytest.mark.parametrize("language", LANGUAGES)
def test_writer_opens_the_forms_and_prints_them_on_few_pages(sample, language, tmp_path):
    need_tool("lowriter")
    paths = write_forms(sample, FormRequest(), tmp_path, language)
    for printed in convert_all(paths, "pdf", tmp_path):
        pages = len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
        assert 2 <= pages <= 8
