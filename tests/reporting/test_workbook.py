"""The report workbook: what its sheets say, and how they are set up to be printed."""

from __future__ import annotations

import subprocess
import zipfile

import openpyxl
import pytest

import calculator
from calculator.errors import CalculatorError
from calculator.reporting.workbook.tables import COLUMNS_A_PAGE
from tests.conftest import ROOT, need_tool

FOLDER = ROOT / "sample_data"
SHEETS = {
    "zh": [
        "摘要",
        "乡镇分类",
        "机构编制核对",
        "在编与核定",
        "分县编制总额",
        "编制统筹",
        "机构清单核对",
        "综合设置建议",
        "经济发达镇等",
        "编制参考",
        "撤并研究",
        "问题清单",
        "规则数字",
        "统计数据",
        "测算",
        "数据读取说明",
        "图表数据",
    ],
    "en": [
        "Summary",
        "Classification",
        "Offices and posts",
        "Staff and posts",
        "Totals of posts",
        "Pooled posts",
        "Offices listed",
        "Comprehensive set-up",
        "Marked units",
        "For reference",
        "Below minimum",
        "Findings",
        "Figures",
        "Statistics",
        "Calculation",
        "What was read",
        "Chart data",
    ],
}

UPRIGHT = ("摘要", "图表数据", "Summary", "Chart data")
"""The page with charts, and the cells that these show."""


@pytest.fixture(scope="module")
def report():
    return calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def path(report, language, tmp_path_factory):
    return report.save(tmp_path_factory.mktemp("report") / f"{language}.xlsx", language)


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def texts(sheet):
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def rows_below_heading(sheet, heading):
    """The rows of a table as dictionaries, given one of its headings."""
    start = next(c.row for row in sheet.iter_rows() for c in row if c.value == heading)
    headings = [c.value for c in sheet[start]]
    for row in sheet.iter_rows(min_row=start + 1, values_only=True):
        if row[0] is None or not isinstance(row[0], int):
            return
        yield dict(zip(headings, row, strict=True))


def test_the_sheets_are_there_in_order(book, language):
    assert book.sheetnames == SHEETS[language]


def test_every_sheet_is_a4_one_page_wide_with_pages_numbered_and_tables_are_landscape(book):
    for sheet in book:
        turned = "portrait" if sheet.title in UPRIGHT else "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, turned)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        is_wide = sheet.max_column > COLUMNS_A_PAGE
        assert sheet.page_setup.fitToWidth in (None, 1) or is_wide
        assert "&P" in sheet.oddFooter.center.text


def test_every_table_has_frozen_repeated_headings_and_a_filter(book):
    for sheet in book.worksheets[1:]:
        if sheet.title in ("规则数字", "Figures", *UPRIGHT):
            continue
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.print_title_rows is not None, sheet.title
        assert sheet.auto_filter.ref is not None, sheet.title


def test_plain_values_have_no_formula_and_no_link(report, language, tmp_path):
    book = openpyxl.load_workbook(report.save(tmp_path / "v.xlsx", language, values=True))
    assert [name for name in SHEETS[language] if name not in book.sheetnames] == (
        ["统计数据", "测算"] if language == "zh" else ["Statistics", "Calculation"]
    )
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_the_classification_sheet_has_every_unit_with_its_reason(report, tmp_path):
    book = openpyxl.load_workbook(report.save(tmp_path / "r.xlsx"), data_only=True)
    rows = list(rows_below_heading(book["乡镇分类"], "类别"))
    assert len(rows) == 21
    by_name = {row["乡镇"]: row for row in rows}
    assert by_name["安和镇"]["类别"] == "一类"
    assert by_name["安和镇"]["理由"] == "是中心镇，列为一类"
    assert (
        by_name["官道镇"]["理由"]
        == "不是中心镇；常住人口58,714人，达到40,000人、不满60,000人，列为二类"
    )
    assert by_name["盐滩镇"]["类别"] == "未定"
    assert by_name["崇文街道"]["类别"] == "不纳入分类"
    assert by_name["官道镇"]["数据来源"] == "乡镇基本情况 第11行"


def test_the_merger_sheet_names_candidates_exempt_units_and_why(report, tmp_path):
    book = openpyxl.load_workbook(report.save(tmp_path / "r.xlsx"), data_only=True)
    rows = {row["乡镇"]: row for row in rows_below_heading(book["撤并研究"], "结论")}
    assert rows["何家洼乡"]["结论"] == "撤并研究对象"
    assert rows["何家洼乡"]["是否接近下限"] == "接近"
    assert rows["青螺岛乡"]["结论"] == "豁免"
    assert rows["青螺岛乡"]["理由"].endswith("但特殊地域为海岛，不受限制")
    assert rows["龙湾镇"]["结论"] == "不低于下限"


def test_the_posts_sheet_adds_up_what_is_counted(report, tmp_path):
    sheet = openpyxl.load_workbook(report.save(tmp_path / "r.xlsx"), data_only=True)["机构编制核对"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "合计")
    assert [v for v in total if isinstance(v, (int, float))][6:12] == [570, 550, -20, 587, 590, 3]


def test_what_is_not_confirmed_stands_on_the_first_sheet(tmp_path):
    saved = calculator.report(FOLDER / "qiyuan_county.xlsx").save(tmp_path / "r.xlsx")
    first = " ".join(texts(openpyxl.load_workbook(saved)["摘要"]))
    for said in ("尚未核实的数字", "占位", "先例", "推断", "行政编制标准", "请用--set"):
        assert said in first


def test_every_figure_stands_on_the_sheet_of_figures_with_source_and_status(report, tmp_path):
    book = openpyxl.load_workbook(report.save(tmp_path / "r.xlsx"))
    sheet = book["规则数字"]
    start = next(row for row in sheet.iter_rows() if row[0].value == "数字")
    headings = [cell.value for cell in start]
    rows = list(sheet.iter_rows(min_row=start[0].row + 1, values_only=True))
    assert len(rows) == len(list(report.pack.all_figures))
    for row in rows:
        named = dict(zip(headings, row, strict=True))
        assert all(named[heading] for heading in ("状态", "出处", "条款", "名称")), named


@pytest.mark.parametrize(
    "name", ["=甲1+1乙镇", '=HYPERLINK("http://x")镇', "+甲镇", "@乙镇", "-丙镇"]
)
def test_a_name_that_looks_like_a_formula_stays_text(tmp_path, name):
    path = tmp_path / "t.csv"
    quoted = '"' + name.replace('"', '""') + '"'
    rows = f"{quoted},镇,20000\n东河镇,镇,20000\n西河镇,镇,20000\n"
    path.write_text(f"乡镇名称,类型,常住人口\n{rows}", encoding="utf-8")
    saved = calculator.report(path).save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(saved)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not any(name in str(c.value) for c in cells if c.data_type == "f")
    assert any(c.value == name for c in cells)


def test_a_report_is_written_whole_or_not_at_all(report, tmp_path, monkeypatch):
    import xlsxwriter

    def fails(_book):
        raise OSError(28, "No space left on device")

    target = tmp_path / "r.xlsx"
    target.write_text("somebody's work")
    monkeypatch.setattr(xlsxwriter.Workbook, "close", fails)
    with pytest.raises(CalculatorError):
        report.save(target, replace=True)
    assert target.read_text() == "somebody's work"
    assert list(tmp_path.iterdir()) == [target]


def test_every_part_of_the_package_parses(path):
    from xml.etree import ElementTree

    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))


def test_libreoffice_opens_it_and_prints_each_sheet(path, language, tmp_path):
    office = need_tool("soffice")
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    info = subprocess.run(
        [need_tool("pdftotext"), "-layout", str(tmp_path / f"{language}.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    pages = info.stdout.split("\f")[:-1]
    footers = [page.rstrip().splitlines()[-1] for page in pages]
    printed = [
        sheet for line in footers for sheet in SHEETS[language] if line.strip().startswith(sheet)
    ]
    assert list(dict.fromkeys(printed)) == SHEETS[language]
    assert len(printed) == len(pages)
