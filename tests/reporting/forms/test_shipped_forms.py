"""What the shipped forms hold once they are filled."""

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from calculator.messages import LANGUAGES
from calculator.messages.speaking import format_number
from calculator.reporting.forms import FormRequest, shipped_templates
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.filling import fill, forms_of
from calculator.reporting.forms.make_templates import TEMPLATES
from tests.conftest import ROOT
from tests.reporting.forms.building import (
    cells,
    document,
    everything,
    filled,
    report_of,
    with_bodies,
)


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
