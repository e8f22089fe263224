"""Townships are told from totals, county lines, footnotes and blank rows."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.reading import require_any
from tests.reading.building import codes, csv, found, kinds, names, numbers, read, xlsx

HEADING = ["乡镇", "常住人口", "面积（公顷）"]
TOWNS = [["城关镇", 1000, 100], ["河西乡", 900, 90]]


@pytest.mark.parametrize(
    "total",
    [
        "合计",
        "总 计",
        "小计",
        "全县合计",
        "本页小计",
        "沂河县",
        "沂河县合计",
        "全县",
        "镇",
        "乡小计",
        "其中：镇",
        "27个乡镇",
        "全市总计",
        "Total",
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
def test_a_total_row_is_left_out_and_said(tmp_path, total, first):
    line = [[total, 1900, 190]]
    rows = [["沂河县2009年末情况"], HEADING, *(line + TOWNS if first else TOWNS + line)]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡"]
    note = found(reading, "total-rows-left-out")
    assert note.message.values["rows"] == [3 if first else 5]


def test_total_rows_among_several_counties_are_one_note(tmp_path):
    rows = [
        ["县", "乡镇", "常住人口"],
        ["甲县", "小计", 30],
        ["甲县", "城关镇", 10],
        ["甲县", "河西乡", 20],
        ["乙县", "", 50],
        ["乙县", "城关镇", 50],
        ["总计", "", 80],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡", "城关镇"]
    assert found(reading, "total-rows-left-out").message.values["rows"] == [2, 5, 7]


def test_codes_of_counties_are_totals(tmp_path):
    rows = [["代码", "名称", "常住人口"], ["370123", "沂河县", 30], ["370123000000", "沂河", 30]]
    rows += [["370123100", "城关镇", 30], ["370123400", "工业园", 5]]
    reading = read(xlsx(tmp_path, rows))
    assert [row.row for row in reading.tables[0].left_out] == [2, 3]
    assert names(reading) == ["城关镇", "工业园"]


@pytest.mark.parametrize(
    "footnote",
    [
        "注：本表数据为年末数。",
        "[1]本公报数据均为初步汇总数据。",
        "①含开发区。",
        "说明：不含街道",
        "资料来源：县统计局",
        "填表人：张三",
        "审核：李四",
        "（此表一式两份）",
        "*为扩权强镇",
        "带“*”的为中心镇",
        "▲表示经济发达镇",
    ],
)
def test_footnotes_below_are_left_out_without_a_finding(tmp_path, footnote):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, [], [footnote]]))
    assert names(reading) == ["城关镇", "河西乡"]
    assert reading.tables[0].left_out[-1].reason == "footnote"
    assert not [finding for finding in reading.findings if finding.severity != "note"]


def test_blank_rows_inside_a_table_are_passed_over(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, TOWNS[0], [], ["  "], TOWNS[1]]))
    assert names(reading) == ["城关镇", "河西乡"]
    assert reading.origins.source(1).row == 5


def test_figures_without_a_name_are_a_warning(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, ["", 500, 50]]))
    assert reading.statistics.size == 2
    assert found(reading, "row-without-name").cell == "[表.xlsx]Sheet1!A4"


def test_a_township_whose_figures_are_all_blank_is_kept(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, ["南山镇", "", ""]]))
    assert names(reading)[-1] == "南山镇"
    assert numbers(reading, "resident_population")[-1] is None
    assert reading.origins.cell(2, "resident_population") == "[表.xlsx]Sheet1!B4"


def test_a_unit_with_a_code_but_no_name_is_an_error_and_shown_by_its_code(tmp_path):
    rows = [["代码", "乡镇", "常住人口"], ["370123100", "城关镇", 1], ["370123101", "", 2]]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "370123101"]
    assert found(reading, "name-missing").severity == "error"


def test_a_name_cell_that_is_blank_shows_the_pinyin(tmp_path):
    reading = read(csv(tmp_path, "乡镇,拼音,常住人口\n城关镇,ChengGuan,1\n,HeXiXiang,2\n"))
    assert names(reading) == ["城关镇", "HeXiXiang"]
    assert kinds(reading) == ["town", "rural_township"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("城关镇", "town"),
        ("回族乡", "rural_township"),
        ("解放路街道", "subdistrict"),
        ("人民街街道办事处", "subdistrict"),
        ("马头镇人民政府", "town"),
        ("Xishan Township", "rural_township"),
        ("古现街道（开发区）", "subdistrict"),
        ("南川工业园区", "other"),
        ("经济开发区", "other"),
        ("广北农场", "other"),
        ("某某", ""),
    ],
)
def test_the_kind_is_told_by_the_names_ending(tmp_path, name, kind):
    assert kinds(read(xlsx(tmp_path, [HEADING, *TOWNS, [name, 1, 1]])))[-1] == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("370102001", "subdistrict"),
        ("370102101", "town"),
        ("370102201", "rural_township"),
        ("370102301", "rural_township"),
        ("370102400", "other"),
        ("370102500000", "other"),
    ],
)
def test_the_code_tells_the_kind_before_the_name_does(tmp_path, code, kind):
    rows = [["代码", "乡镇", "常住人口"], [code, "某某镇", 1]]
    assert kinds(read(xlsx(tmp_path, rows))) == [kind]


def test_the_kinds_own_column_comes_first(tmp_path):
    rows = [["代码", "乡镇", "类型", "常住人口"], ["370102101", "甲镇", "街道", 1]]
    rows += [["370102102", "乙镇", "", 2], ["370102103", "丙镇", "村", 3]]
    reading = read(xlsx(tmp_path, rows))
    assert kinds(reading) == ["subdistrict", "town", "town"]
    assert found(reading, "unknown-word").value == "村"


def test_a_kind_that_no_column_tells_has_the_cell_of_the_name(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS]))
    assert reading.origins.cell(1, "kind") == "[表.xlsx]Sheet1!A3"
    with_kind = read(xlsx(tmp_path, [["乡镇", "类型", "常住人口"], ["城关", "", 1000]]))
    assert with_kind.origins.cell(0, "kind") == "[表.xlsx]Sheet1!B2"


def test_sections_of_kinds_are_no_townships(tmp_path):
    rows = [HEADING, ["一、镇"], ["1.城关镇", 1000, 100], ["二、乡"], ["河西乡", 900, 90]]
    rows += [["三、街道"], ["红旗街道", 800, 10], ["四、开发区"], ["高新区", 31000, 9]]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡", "红旗街道", "高新区"]
    assert kinds(reading)[-1] == "other"
    assert "total-rows-left-out" not in codes(reading)


@pytest.mark.parametrize(
    "total", ["一、镇", "其中：山区乡", "其中：山区乡镇", "其中:建制镇", "其中：城区", "其中：城镇"]
)
def test_a_section_or_part_with_figures_is_a_total(tmp_path, total):
    reading = read(xlsx(tmp_path, [HEADING, [total, 1000, 100], *TOWNS]))
    assert names(reading) == ["城关镇", "河西乡"]
    assert found(reading, "total-rows-left-out").message.values["texts"] == [total]


def test_the_first_township_after_of_which_is_a_township(tmp_path):
    rows = [HEADING, ["合计", 1900, 190], ["其中：城关镇", 1000, 100], ["河西乡", 900, 90]]
    assert names(read(xlsx(tmp_path, rows))) == ["城关镇", "河西乡"]


def test_a_note_with_figures_is_left_out_with_a_warning(tmp_path):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, ["注：丁镇已撤销", 500, 50]]))
    assert names(reading) == ["城关镇", "河西乡"]
    assert found(reading, "row-without-name").cell == "[表.xlsx]Sheet1!A4"


@pytest.mark.parametrize("stranger", ["县直", "123", 123, "其他", "县直机关"])
def test_rows_of_no_township_are_left_out_with_a_warning(tmp_path, stranger):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, [stranger, 5000, 50]]))
    assert names(reading) == ["城关镇", "河西乡"]
    warning = found(reading, "strangers-left-out")
    assert (warning.severity, warning.message.values["texts"]) == ("warning", [str(stranger)])


@pytest.mark.parametrize("unit", ["高新区", "开发区", "农场", "林场"])
def test_a_park_or_farm_is_a_unit_of_another_kind(tmp_path, unit):
    reading = read(xlsx(tmp_path, [HEADING, *TOWNS, [unit, 31000, 50]]))
    assert names(reading)[-1] == unit
    assert kinds(reading)[-1] == "other"
    assert "total-rows-left-out" not in codes(reading)


def test_a_sheet_without_townships_is_skipped_and_said(tmp_path):
    sheets = {"说明": [["填表说明"], ["请如实填写"]], "数据": [HEADING, *TOWNS], "Sheet3": []}
    note = found(read(xlsx(tmp_path, sheets)), "table-skipped")
    assert note.message.values["place"] == "[表.xlsx]说明"


def test_a_caller_can_insist_on_a_population(tmp_path):
    reading = read(xlsx(tmp_path, [["乡镇", "面积（公顷）", "书记"], ["城关镇", 100, "张三"]]))
    require_any(reading, ["area_km2", "resident_population"])
    with pytest.raises(CalculatorError) as raised:
        require_any(reading, ["resident_population", "registered_population", "total_population"])
    sentence = messages("zh").say(raised.value.sentences[0])
    assert "常住人口、户籍人口、总人口" in sentence
    assert "乡镇、面积（公顷）、书记" in sentence


def test_an_unclear_name_that_looks_like_markup_stays_text(tmp_path):
    reading = read(csv(tmp_path, '乡镇,常住人口\n"=HYPERLINK(1)",1\n城关镇,2\n'))
    assert names(reading)[0] == "=HYPERLINK(1)"
    assert "table-skipped" not in codes(reading)


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with a table that is filled in"])
def test_a_form_that_nobody_filled_in_is_a_warning_unless_the_file_has_another_table(
    tmp_path, beside
):
    form = [["临河县"], [], ["乡镇＊", "常住人口※"], ["", ""]]
    sheets = {"表1": form} | ({"表2": [HEADING, *TOWNS]} if beside else {})
    blank = xlsx(tmp_path, sheets, "甲.xlsx")
    reading = read(blank, xlsx(tmp_path, [HEADING, ["东关镇", 30000]], "乙.xlsx"))
    empty = found(reading, "heading-without-townships")
    assert empty.severity == ("note" if beside else "warning")
    assert empty.cell == "[甲.xlsx]表1!A3"


def test_a_form_alone_that_nobody_filled_in_says_so(tmp_path):
    with pytest.raises(CalculatorError, match=r"Sheet1!A1：有标题，下面没有一个乡镇"):
        read(xlsx(tmp_path, [["乡镇名称", "常住人口"]]))
