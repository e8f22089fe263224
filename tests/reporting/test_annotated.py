"""The user's own workbook back with the findings in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from calculator.errors import CalculatorError
from calculator.own_sheets import FORM_MARKER, is_our_sheet
from calculator.reading.grids import Block, Grid
from calculator.reporting.annotated import annotate, package, write_annotated
from calculator.reporting.finding_lines import FindingLine
from tests.reading.building import names, read, workbook_bytes

SHEET = "甲县 '表' 1"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def line(*cells, severity="error", said="应为数字", code="not-a-number", file="表.xlsx", **more):
    addresses = tuple(f"[{file}]{cell}" for cell in cells)
    given = {"township": None, "county": None, "value": None, "limit": None, **more}
    return FindingLine(
        code=code,
        severity=severity,
        cell=addresses[0] if addresses else None,
        status=None,
        source=None,
        message=said,
        statement=said,
        cells=addresses,
        **given,
    )


def workbook(*, macros=False):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, ["乡镇名称", "常住人口", "户数", "和"])
        sheet.write_row(1, 0, ["东河镇", "不详", 20])
        sheet.write_row(2, 0, ["西河镇", 30, 40])
        sheet.write_formula("D2", "=C2*2", None, 40)
        sheet.write_formula("D3", "=C3*2", None, 80)
        sheet.write_array_formula("E2:E3", "{=C2:C3*3}", None, 60)
        sheet.write_number("E3", 120)
        sheet.write_datetime(
            "F2", date(2009, 12, 31), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        sheet.write_comment("B2", "我的批注", {"author": "张三"})
        sheet.merge_range("A5:C5", "注：合并")
        sheet.data_validation("C2:C3", {"validate": "integer", "criteria": ">", "value": 0})
        sheet.conditional_format(
            "C2:C3",
            {
                "type": "cell",
                "criteria": ">",
                "value": 5,
                "format": book.add_format({"bold": True}),
            },
        )
        sheet.set_column("A:A", 33)
        sheet.set_row(3, None, None, {"hidden": True})
        other = book.add_worksheet("其他")
        other.write("A1", "x")
        other.activate()
        book.define_name("'其他'!本地", "='其他'!$A$1")
    data = target.getvalue()
    return with_parts(data, {"xl/vbaProject.bin": b"macros"}, {PLAIN: MACROS}) if macros else data


def with_parts(data, added=(), replaced=()):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            for old, new in dict(replaced).items():
                content = content.replace(old.encode(), new.encode())
            copy.writestr(name, content)
        for name, content in dict(added).items():
            copy.writestr(name, content)
    return target.getvalue()


def grids_of(data, file="表.xlsx"):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        Grid(file, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    ]


def annotated(*lines, data=None, language="zh", grids=None):
    data = workbook() if data is None else data
    return annotate("表.xlsx", data, lines, language, grids_of(data) if grids is None else grids)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def coloured(sheet):
    return {
        f"{openpyxl.utils.get_column_letter(column)}{row}"
        for formatting in sheet.conditional_formatting
        for rule in formatting.rules
        if "township-calculator" in str(rule.formula)
        for area in formatting.sqref.ranges
        for row, column in (
            (r, c)
            for r in range(area.min_row, area.max_row + 1)
            for c in range(area.min_col, area.max_col + 1)
        )
    }


def listed(data):
    return [[cell.value for cell in row] for row in opened(data).worksheets[0].iter_rows(min_row=4)]


BAD = line(f"{SHEET}!B2", township="东河镇", value="不详")


def test_the_cell_of_a_finding_is_coloured_and_commented_below_the_users_comment():
    sheet = opened(annotated(BAD, line(f"{SHEET}!B2", severity="note", said="按别名读取")))[SHEET]
    assert coloured(sheet) == {"B2"}
    assert sheet["B2"].comment.text == "我的批注\n【核对结果】\n错误：应为数字\n提示：按别名读取"
    assert sheet["B2"].comment.author == "张三"


def test_a_cell_inside_merged_cells_is_marked_where_they_are_seen():
    sheet = opened(annotated(line(f"{SHEET}!B5"), line(f"{SHEET}!A5", said="另一个")))[SHEET]
    assert coloured(sheet) == {"A5"}
    assert set(sheet["A5"].comment.text.split("\n")[1:]) == {"错误：应为数字", "错误：另一个"}


def test_all_cells_of_a_finding_are_marked():
    sheet = opened(annotated(line(f"{SHEET}!B2", f"{SHEET}!C3", f"{SHEET}!Z9")))[SHEET]
    assert coloured(sheet) == {"B2", "C3", "Z9"}
    assert sheet["Z9"].comment.text == "【核对结果】\n错误：应为数字"


def test_severities_differ_by_fill_and_frame():
    lines = [
        line(f"{SHEET}!A{n}", severity=s) for n, s in ((1, "error"), (2, "warning"), (3, "note"))
    ]
    rules = [
        r
        for f in opened(annotated(*lines))[SHEET].conditional_formatting
        for r in f.rules
        if r.type == "expression"
    ]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == 3
    assert {rule.dxf.border.left.style for rule in rules} == {"thin", "dashed", "dotted"}


def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell():
    data = annotated(BAD, line(said="统计日期未知", severity="note"))
    sheet = opened(data).worksheets[0]
    assert (sheet.title, opened(data).active.title) == ("问题清单", "问题清单")
    assert listed(data) == [
        [1, "错误", SHEET, "B2", 1, "东河镇", "应为数字", "不详"],
        [2, "提示", None, None, 1, None, "统计日期未知", None],
    ]
    assert sheet["D4"].hyperlink.location == "'甲县 ''表'' 1'!B2"
    assert sheet["D5"].hyperlink is None
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.auto_filter.ref == "A3:H5"


def test_it_speaks_english():
    data = annotated(BAD, language="en")
    assert opened(data).worksheets[0].title == "Findings"
    assert opened(data)[SHEET]["B2"].comment.text.endswith("[Findings]\nerror: 应为数字")


def test_a_repeated_cause_is_one_line_with_a_count():
    lines = [line(f"{SHEET}!B{row}", township=f"{row}镇", value="不详") for row in range(2, 9)]
    (only,) = listed(annotated(*lines))
    assert only[3:6] == ["B2、B3、B4、B5、B6等", 7, "2镇、3镇、4镇、5镇、6镇等"]


def test_what_looks_like_a_formula_stays_text():
    data = annotated(line(f"{SHEET}!B2", value='=HYPERLINK("http://x")'))
    cell = opened(data).worksheets[0]["H4"]
    assert (cell.value, cell.data_type) != (None, "f")
    assert cell.quotePrefix


def test_formulas_and_their_stored_results_and_all_else_are_kept():
    before, after = workbook(), annotated(BAD)
    old, new = grids_of(before), grids_of(after)
    assert [grid.cells for grid in new[1:]] == [grid.cells for grid in old]
    sheet = opened(after)[SHEET]
    assert (sheet["D2"].value, sheet["E2"].value.text) == ("=C2*2", "=C2:C3*3")
    assert sheet.column_dimensions["A"].width == pytest.approx(33, abs=1)
    assert sheet.row_dimensions[4].hidden
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:C5"]
    assert len(sheet.data_validations.dataValidation) == 1
    assert opened(after)["其他"].defined_names["本地"].value == "'其他'!$A$1"
    assert not opened(after)["其他"].sheet_view.tabSelected


def test_shared_formulas_are_kept_as_they_are():
    shared = {
        "<f>C2*2</f>": '<f t="shared" ref="D2:D3" si="0">C2*2</f>',
        "<f>C3*2</f>": '<f t="shared" si="0"/>',
    }
    data = with_parts(workbook(), replaced=shared)
    copy = annotated(BAD, data=data)
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert b'<f t="shared" si="0"/><v>80</v>' in package.read("xl/worksheets/sheet1.xml")


def test_annotating_a_copy_again_replaces_what_was_ours():
    first = annotated(BAD, line(f"{SHEET}!C3"))
    again = annotated(line(f"{SHEET}!C2", severity="warning"), data=first)
    book = opened(again)
    assert book.sheetnames == ["问题清单", SHEET, "其他"]
    assert coloured(book[SHEET]) == {"C2"}
    assert book[SHEET]["B2"].comment.text == "我的批注"
    assert book[SHEET]["C3"].comment is None
    clean = annotated(data=again)
    assert coloured(opened(clean)[SHEET]) == set()
    assert opened(clean)[SHEET]["B2"].comment.text == "我的批注"


def test_a_list_of_the_users_own_is_not_taken_for_ours():
    data = with_parts(
        workbook(), replaced={'name="其他"': 'name="问题清单"', "'其他'": "'问题清单'"}
    )
    assert opened(annotated(BAD, data=data)).sheetnames == ["问题清单 (2)", SHEET, "问题清单"]


def test_our_sheet_is_known_again_by_its_first_cell():
    assert [is_our_sheet(grid) for grid in grids_of(annotated(BAD))] == [True, False, False]


def test_the_instructions_of_a_form_are_kept_beside_the_list():
    form = workbook_bytes(
        {"填表说明": [[f"填表说明（{FORM_MARKER}）"]], "表": [["乡镇"], ["东河镇"]]}
    )
    first = annotated(line("表!A2"), data=form)
    again = opened(annotated(line("表!A2"), data=first))
    assert again.sheetnames == ["问题清单", "填表说明", "表"]
    assert FORM_MARKER in again["填表说明"]["A1"].value


def test_macros_are_kept():
    copy = annotated(BAD, data=workbook(macros=True))
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert package.read("xl/vbaProject.bin") == b"macros"
        assert MACROS.encode() in package.read("[Content_Types].xml")


def test_other_formats_come_back_with_their_values_in_the_same_cells():
    cells = [["表题", "", ""], ["代码", "镇", "=1+1"], ["003", 370102001001, 2.5]]
    grid = Grid("表.xls", "一/二", cells, [Block(0, 0, 0, 2)])
    copy = annotate("表.xls", b"\xd0\xcf\x11\xe0", [line("一/二!C3", file="表.xls")], "zh", [grid])
    sheet = opened(copy)["一_二"]
    assert [sheet[at].value for at in ("A1", "C2", "A3", "B3", "C3")] == [
        "表题",
        "=1+1",
        "003",
        370102001001,
        2.5,
    ]
    assert sheet["C2"].data_type != "f"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert coloured(sheet) == {"C3"}


@pytest.mark.parametrize(
    ("macros", "name"), [(True, "a.xlsx"), (False, "a.xlsm"), (False, "a.xls")]
)
def test_the_suffix_of_the_copy_must_fit(tmp_path, macros, name):
    with pytest.raises(CalculatorError):
        write_annotated([], {"表.xlsx": workbook(macros=macros)}, [], tmp_path / name, "zh")
    assert list(tmp_path.iterdir()) == []


def test_several_files_go_into_a_folder_and_never_outside_it(tmp_path):
    sources = {"甲县/表.xls": b"\xd0\xcf", "../乙.xlsx": workbook()}
    grids = [Grid("甲县/表.xls", "S", [["x"]])]
    folder = tmp_path / "copies"
    written = write_annotated([], sources, grids, folder, "zh")
    assert [path.parent for path in written] == [folder, folder]
    assert [path.name for path in written] == ["甲县_表.xlsx", "乙.xlsx"]
    with pytest.raises(CalculatorError):
        write_annotated([], sources, grids, folder, "zh")
    write_annotated([], sources, grids, folder, "zh", replace=True)


def test_a_folder_takes_the_copy_of_the_only_file_that_could_be_read(tmp_path):
    written = write_annotated(
        [], {"表.xls": b"\xd0\xcf"}, [Grid("表.xls", "S", [["x"]])], tmp_path, "zh"
    )
    assert [path.name for path in written] == ["表.xlsx"]


def test_an_input_is_never_written_over(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook())
    with pytest.raises(CalculatorError):
        write_annotated(
            [], {"表.xlsx": path.read_bytes()}, [], path, "zh", inputs=[path], replace=True
        )
    assert path.read_bytes()[:2] == b"PK"


def test_a_workbook_that_cannot_be_annotated_is_said_so():
    broken = with_parts(workbook(), replaced={"<sheetView ": "<sheetView <"})
    with pytest.raises(CalculatorError, match="表"):
        annotated(BAD, data=broken, grids=[])


def test_a_workbook_with_parts_too_large_to_be_read_is_not_copied(monkeypatch):
    monkeypatch.setattr(package, "APART", replace(package.APART, unpacked=1000))
    with pytest.raises(CalculatorError, match="表"):
        annotated(BAD, grids=[])


def test_a_copy_that_is_corrected_is_read_without_a_finding_about_our_sheet(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        annotated(
            BAD,
            data=workbook_bytes(
                {"Sheet1": [["乡镇名称", "常住人口"], ["东河镇", 52000], ["西河镇", 41000]]}
            ),
        )
    )
    reading = read(path)
    assert names(reading) == ["东河镇", "西河镇"]
    assert not [found for found in reading.findings if "问题清单" in str(found)]
