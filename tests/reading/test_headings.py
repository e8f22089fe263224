"""The heading is found wherever it is, and each column under whatever it is called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.reading.cells.matching import match
from calculator.reading.recognition.captions import is_caption
from tests.reading.building import codes, csv, found, names, numbers, read, xlsx

BODY = [["城关镇", 12345, 12000, 35.5], ["河西乡", 6789, 6500, 70]]
HEADING = ["乡镇", "户籍人口", "常住人口", "面积（平方公里）"]


def columns(reading):
    return [column.column for column in reading.tables[0].columns]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("常住人口", "resident_population"),
        ("年末\n常住 人口（万人）", "resident_population"),
        ("2009年末总人口", "total_population"),
        ("二〇〇九年末户籍人口", "registered_population"),
        ("截至2009年底总人口（人）[3]", "total_population"),
        ("行政区域面积\n(公顷)", "area_km2"),
        ("土地面积①", "area_km2"),
        ("土地总面积（亩）", "area_km2"),
        ("Resident population", "resident_population"),
        ("Area (sq km)", "area_km2"),
        ("年末总人口 Total Population", "total_population"),
        ("乡、镇", "name"),
        ("乡（镇）名称", "name"),
        ("县(市、区)", "county"),
        ("resident_population", "resident_population"),
        ("党政办事机构", "proposed_offices"),
        ("党政机构个数", "proposed_offices"),
        ("办公室数", "proposed_offices"),
        ("财政拨款事业单位", "proposed_institutions"),
        ("事业机构个数", "proposed_institutions"),
        ("站所中心数", "proposed_institutions"),
        ("Offices", "proposed_offices"),
        ("Institutions", "proposed_institutions"),
        ("Administrative posts", "proposed_administrative_posts"),
        ("Institution posts", "proposed_institution_posts"),
        ("Leadership posts", "proposed_leadership_posts"),
        ("是否山区", "terrain_mountain"),
        ("党政机构限额", None),
        ("单位数", None),
        ("常住人口增长率", None),
        ("人口密度", None),
        ("上年末总人口", None),
        ("流动人口", None),
    ],
)
def test_what_one_heading_means(heading, column):
    found_match = match((heading,))
    assert (found_match.column if found_match else None) == column


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("人口", "户籍"), "registered_population"),
        (("人口情况", "常住人口"), "resident_population"),
        (("从业人员", "合计"), "employed"),
        (("从业人员", "其中：二三产业"), "employed_secondary_tertiary"),
        (("工业企业个数", "#规模以上"), "industrial_enterprises_above_scale"),
        (("村（居）民委员会（个）", "村委会"), "villages"),
        (("村（居）民委员会（个）", "居委会"), "neighbourhood_committees"),
        (("编制", "行政编制"), "proposed_administrative_posts"),
        (("编制", "事业编制"), "proposed_institution_posts"),
        (("编制数", "行政"), "proposed_administrative_posts"),
        (("机构数", "党政机构"), "proposed_offices"),
        (("机构数", "事业机构"), "proposed_institutions"),
        (("拟设机构", "党政办公室"), "proposed_offices"),
        (("拟设机构", "事业站所"), "proposed_institutions"),
        (("机构限额", "党政"), None),
        (("机构限额", "事业"), None),
        (("编制数", "合计"), "body_posts"),
        (("拟定编制", "行政编制"), "proposed_administrative_posts"),
        (("党政工作机构", "拟设（个）"), "proposed_offices"),
        (("常住人口", "2009年"), "resident_population"),
        (("人口", "年末", "户籍人口"), "registered_population"),
        (("增长率", "常住人口"), None),
        (("实有编制", "行政编制"), "actual_administrative_staff"),
        (("核定", "事业编制"), "approved_institution_posts"),
        (("编制情况", "核定", "行政"), "approved_administrative_posts"),
        (("行政编制", "核定数"), "approved_administrative_posts"),
        (("行政编制", "实有数"), "actual_administrative_staff"),
        (("行政编制", "拟定数"), "proposed_administrative_posts"),
        (("行政编制", "超编"), None),
        (("原设机构", "党政"), "approved_offices"),
        (("实有人数", "其中：行政"), "actual_administrative_staff"),
        (("领导职数", "实配数"), "actual_leaders"),
        (("县（市、区）", "核定行政编制总额"), "county_administrative_posts"),
        (("核定编制总额", "其中：行政编制"), "county_administrative_posts"),
        (("机构", "名称"), "body_name"),
        (("男性", "人口"), None),
        (("流动", "人口"), None),
        (("比重", "2009年"), None),
    ],
)
def test_what_a_heading_of_several_rows_means(cells, column):
    found_match = match(cells)
    assert (found_match.column if found_match else None) == column


def test_titles_unit_rows_and_column_marks_around_a_heading(tmp_path):
    rows = [
        ["2009年末沂河县乡镇基本情况"],
        ["", "", "", "单位：人、公顷"],
        ["乡镇", "户籍人口", "常住人口", "面积"],
        ["甲", 1, 2, 3],
        *BODY,
    ]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡"]
    assert numbers(reading, "area_km2") == [0.355, 0.7]
    assert reading.tables[0].heading_rows == (3, 3)


def test_a_row_of_units_below_the_heading(tmp_path):
    rows = [["乡镇", "户籍人口", "常住人口", "面积"], ["", "(人)", "万人", "公顷"]]
    rows += [["城关镇", 12345, 1.2, 35.5]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "registered_population") == [12345]
    assert numbers(reading, "resident_population") == [12000]
    assert numbers(reading, "area_km2") == [0.355]


TWO_ROWS = [
    ["区划代码", "乡镇", "人口", "", "面积", "工业企业", ""],
    ["", "", "户籍人口", "常住人口", "（公顷）", "个数", "#规模以上"],
    ["370123101", "城关镇", 12345, 12000, 3550, 20, 3],
]
THREE_ROWS = [
    ["乡镇", "基本情况", "", ""],
    ["", "人口", "", "面积"],
    ["", "户籍", "常住", "公顷"],
    ["城关镇", 12345, 12000, 3550],
]


@pytest.mark.parametrize(
    "merged", [["A1:A2", "B1:B2", "C1:D1", "F1:G1"], []], ids=["merged", "not"]
)
def test_headings_of_two_rows(tmp_path, merged):
    reading = read(xlsx(tmp_path, {"s": TWO_ROWS}, merged={"s": merged}))
    assert columns(reading) == [
        "code",
        "name",
        "registered_population",
        "resident_population",
        "area_km2",
        "industrial_enterprises",
        "industrial_enterprises_above_scale",
    ]
    assert numbers(reading, "area_km2") == [35.5]
    assert reading.tables[0].heading_rows == (1, 2)


@pytest.mark.parametrize("merged", [["A1:A3", "B1:D1", "B2:C2"], []], ids=["merged", "not"])
def test_headings_of_three_rows(tmp_path, merged):
    reading = read(xlsx(tmp_path, {"s": THREE_ROWS}, merged={"s": merged}))
    assert columns(reading) == ["name", "registered_population", "resident_population", "area_km2"]
    assert names(reading) == ["城关镇"]


def test_in_delimited_text_blank_cells_inherit_the_heading_to_their_left(tmp_path):
    text = "乡镇,从业人员,,面积\n,合计,其中：二三产业,\n甲镇,900,400,35\n"
    reading = read(csv(tmp_path, text))
    assert columns(reading) == ["name", "employed", "employed_secondary_tertiary", "area_km2"]


def test_of_two_years_side_by_side_the_later_is_taken_and_said(tmp_path):
    rows = [["乡镇", "2000年末总人口", "2009年末总人口"], ["城关镇", 1000, 2000]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "total_population") == [2000]
    assert found(reading, "later-year-taken").cell == "[表.xlsx]Sheet1!C1"
    assert reading.statistics.numbers.keys() == {"total_population"}


def test_years_as_numbers_under_a_merged_heading(tmp_path):
    rows = [["乡镇", "常住人口", ""], ["", 2008, 2009], ["城关镇", 1000, 2000]]
    reading = read(xlsx(tmp_path, {"s": rows}, merged={"s": ["A1:A2", "B1:C1"]}))
    assert numbers(reading, "resident_population") == [2000]


def test_two_columns_of_one_meaning_are_a_warning(tmp_path):
    rows = [["乡镇", "常住人口", "年末常住人口"], ["城关镇", 1000, 2000]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "resident_population") == [1000]
    assert found(reading, "column-twice").severity == "warning"


def test_headings_not_recognised_are_one_note(tmp_path):
    rows = [["乡镇", "常住人口", "书记", "平均海拔（米）"], ["城关镇", 1000, "张三", 900]]
    note = found(read(xlsx(tmp_path, rows)), "columns-not-recognised")
    assert note.message.values["headings"] == ["书记", "平均海拔（米）"]
    assert note.cell == "[表.xlsx]Sheet1!C1"


def test_headings_of_offices_and_posts_that_are_not_read_are_a_warning(tmp_path):
    heading = ["乡镇", "常住人口", "机构限额", "领导职数限额", "工勤编制", "书记"]
    reading = read(xlsx(tmp_path, [heading, ["城关镇", 1000, 3, 4, 5, "张三"]]))
    warning = found(reading, "proposals-not-recognised")
    assert warning.severity == "warning"
    assert warning.cell == "[表.xlsx]Sheet1!C1"
    assert warning.message.values["headings"] == ["机构限额", "领导职数限额", "工勤编制"]
    assert found(reading, "columns-not-recognised").message.values["headings"] == ["书记"]


def test_sums_and_names_of_proposals_are_no_warning(tmp_path):
    heading = [
        ["乡镇", "常住人口", "行政事业编制合计", "拟设机构名称", "编制数", ""],
        ["", "", "", "", "合计", "行政"],
    ]
    reading = read(xlsx(tmp_path, [*heading, ["城关镇", 1000, 70, "党政办公室", 70, 40]]))
    assert "proposals-not-recognised" not in codes(reading)
    unread = found(reading, "columns-not-recognised").message.values["headings"]
    assert {"行政事业编制合计", "拟设机构名称"} <= set(unread)


def test_a_column_of_row_numbers_is_not_missed(tmp_path):
    rows = [["序号", "乡镇", "常住人口"], [1, "城关镇", 1000], ["合计", "", 1000]]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇"]
    assert "columns-not-recognised" not in codes(reading)


def test_an_alias_that_may_mean_something_else_is_a_note(tmp_path):
    rows = [["乡镇", "财政总收入（万元）", "年末常住人口"], ["城关镇", 1000, 900]]
    note = found(read(xlsx(tmp_path, rows)), "column-by-alias")
    assert note.column == "fiscal_revenue"


def test_names_are_recognised_by_their_contents_where_no_heading_says_so(tmp_path):
    rows = [["", "常住人口"], ["城关镇", 1000], ["河西乡", 900]]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡"]
    assert "names-by-contents" in codes(reading)


def test_a_heading_in_persons_is_not_a_number_of_bodies(tmp_path):
    rows = [["乡镇", "常住人口", "事业机构（人）"], ["城关镇", 1000, 30]]
    assert "proposed_institutions" not in read(xlsx(tmp_path, rows)).statistics.numbers


def test_a_continued_table_adds_rows_or_columns(tmp_path):
    rows = [
        ["2009年末沂河县乡镇情况"],
        ["", "", "单位：人、公顷"],
        ["乡镇", "常住人口", "面积"],
        ["城关镇", 1000, 100],
        [],
        ["续表"],
        ["乡镇", "常住人口", "面积"],
        ["河西乡", 2000, 200],
        ["注：面积为公顷。"],
        ["续表"],
        ["乡镇", "户籍人口"],
        ["城关镇", 1100],
        ["河西乡", 2200],
    ]
    reading = read(xlsx(tmp_path, rows))
    assert names(reading) == ["城关镇", "河西乡"]
    assert numbers(reading, "area_km2") == [1, 2]
    assert numbers(reading, "registered_population") == [1100, 2200]
    assert [table.townships for table in reading.tables] == [1, 1, 2]


def test_blocks_side_by_side(tmp_path):
    rows = [["乡镇", "常住人口", "乡镇", "常住人口"], ["甲镇", 100, "丙镇", 300]]
    reading = read(xlsx(tmp_path, [*rows, ["乙镇", 200, "", ""]]))
    assert dict(zip(names(reading), numbers(reading, "resident_population"), strict=True)) == {
        "甲镇": 100,
        "乙镇": 200,
        "丙镇": 300,
    }


def test_a_small_table_below_is_not_read_as_townships(tmp_path):
    rows = [HEADING, *BODY, [], ["类别", "个数"], ["一类", 5], ["二类", 7]]
    reading = read(xlsx(tmp_path, rows))
    assert "城关镇" in names(reading)
    assert not {"一类", "二类"} & set(names(reading))


@settings(max_examples=25, deadline=None)
@given(above=st.integers(0, 30), left=st.integers(0, 5), between=st.integers(0, 4))
def test_blank_rows_and_columns_change_nothing(tmp_path_factory, above, left, between):
    folder = tmp_path_factory.mktemp("blank")
    pad = [""] * left
    rows = [*([[]] * above), [*pad, *HEADING], *([[]] * between), *([*pad, *row] for row in BODY)]
    reading = read(xlsx(folder, rows))
    assert names(reading) == ["城关镇", "河西乡"]
    assert numbers(reading, "area_km2") == [35.5, 70]
    assert reading.origins.source(0).row == above + between + 2


@pytest.mark.parametrize("unit_at", [1, 2, 3])
def test_lines_of_labels_above_a_heading_are_no_part_of_it(tmp_path, unit_at):
    labels = ["填报单位（盖章）：沂河县编办", "", "", ""]
    labels[unit_at] = "单位：人、公顷"
    rows = [["2009年末乡镇基本情况"], labels, ["序号", "乡镇名称", "常住人口", "面积"]]
    rows += [[1, "城关镇", 50000, 3550], [2, "河西乡", 20000, 7000]]
    reading = read(xlsx(tmp_path, rows))
    assert reading.tables[0].heading_rows == (3, 3)
    assert numbers(reading, "area_km2") == [35.5, 70]
    assert list(reading.statistics.text("county")) == ["沂河县", "沂河县"]


@pytest.mark.parametrize(
    "above",
    [
        ["沂河县2009年末乡镇基本情况", "", "", "单位：人、公顷"],
        ["沂河县编办", "", "（单位：人、公顷）", ""],
        ["单位：沂河县编办（章）", "", "单位：人、公顷", "2010-03-05"],
    ],
)
def test_a_title_may_stand_beside_a_label(tmp_path, above):
    rows = [above, ["序号", "乡镇名称", "常住人口", "面积"]]
    rows += [[1, "城关镇", 50000, 3550], [2, "河西乡", 20000, 7000]]
    reading = read(xlsx(tmp_path, rows))
    assert reading.tables[0].heading_rows == (2, 2)
    assert numbers(reading, "area_km2") == [35.5, 70]


def test_years_beside_a_label_in_the_corner_are_a_heading(tmp_path):
    rows = [["单位：人", "2008年", "", "2009年", ""]]
    rows += [["乡镇", "总人口", "户数", "总人口", "户数"], ["城关镇", 900, 300, 1000, 310]]
    reading = read(xlsx(tmp_path, rows))
    assert reading.tables[0].heading_rows == (1, 2)
    assert numbers(reading, "total_population") == [1000]


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        (["填报单位：", "2010年3月5日", "单位：人"], True),
        (["表号：统基1表"], True),
        (["单位：人", "2009年末", "2008年末"], False),
        (["其中：镇区", "其中：农村"], False),
        (["乡镇：", "人口："], False),
        (["人口（单位：万人）", "面积（单位：公顷）"], False),
        (["（单位：人）"], True),
        (["乡镇名称", "常住人口 单位：人"], False),
    ],
)
def test_what_a_line_of_labels_is(texts, is_one):
    assert is_caption(texts) is is_one


@pytest.mark.parametrize("merged", [["A1:A2", "B1:C1", "D1:E1"], []], ids=["merged", "not"])
def test_a_heading_that_is_divided_below_is_never_read_without_what_divides_it(tmp_path, merged):
    rows = [
        ["乡镇", "人口（万人）", "", "行政编制", ""],
        ["", "户籍", "常住", "核定数", "实有数"],
        ["城关镇", 5.1, 5.2, 40, 41],
    ]
    reading = read(xlsx(tmp_path, {"s": rows}, merged={"s": merged}))
    assert reading.tables[0].heading_rows == (1, 2)
    assert numbers(reading, "resident_population") == [52000]
    assert "proposed_administrative_posts" not in columns(reading)
