"""Lists of offices and institutions, one row for each."""

from __future__ import annotations

import math

import pytest

from tests.reading.building import codes, found, names, read, said, xlsx

STATISTICS = [
    ["2009年末沂河县乡镇基本情况"],
    ["乡镇", "常住人口"],
    ["马头镇", 30000],
    ["河西乡", 20000],
]
HEADING = ["乡镇", "机构名称", "机构类别", "经费形式", "行政编制", "事业编制", "领导职数"]
OFFICE = ["党政办公室", "党政机构", "财政拨款", 8, "", 1]
CENTRE = ["农业服务中心", "事业单位", "差额补贴", "", 10, 1]
STATION = ["文化站", "事业站所", "自收自支", "", 3, ""]
LIST = [
    HEADING,
    ["马头镇", *OFFICE],
    ["马头镇", *CENTRE],
    ["河西乡", *OFFICE],
    ["河西乡", *STATION],
]
FORMS = {
    "named on each row": (LIST, ()),
    "named on the first row of each group": (
        [HEADING, LIST[1], ["", *CENTRE], LIST[3], ["", *STATION]],
        (),
    ),
    "merged down": (
        [HEADING, LIST[1], ["", *CENTRE], LIST[3], ["", *STATION]],
        ("A2:A3", "A4:A5"),
    ),
    "in lines of their own": (
        [
            HEADING[1:],
            ["一、马头镇", "", "", 8, 10, 2],
            OFFICE,
            CENTRE,
            ["小计", "", "", 8, 10, 2],
            ["二、河西乡", "", "", "", "", ""],
            OFFICE,
            STATION,
            ["填表人：张三"],
        ],
        (),
    ),
    "numbered, with a title, a total and a footnote": (
        [
            ["沂河县乡镇机构清单"],
            ["序号", *HEADING],
            *([number, *row] for number, row in enumerate(LIST[1:], start=1)),
            ["", "合计", "", "", "", 16, 13, 3],
            ["注：含拟设机构。"],
        ],
        (),
    ),
    "with 拟定编制 over the kinds": (
        [
            ["乡镇", "机构名称", "类别", "经费来源", "拟定编制", "", "领导职数"],
            ["", "", "", "", "行政", "事业", ""],
            *LIST[1:],
        ],
        ("A1:A2", "B1:B2", "E1:F1"),
    ),
}


def bodies(reading):
    assert reading.statistics.bodies is not None
    return reading.statistics.bodies


def listed(tmp_path, rows, *others, merged=()):
    paths = [xlsx(tmp_path, rows, "清单.xlsx", {"Sheet1": merged})]
    paths += [xlsx(tmp_path, other, f"清单{n}.xlsx") for n, other in enumerate(others)]
    return read(xlsx(tmp_path, STATISTICS), *paths)


def texts(column):
    return [None if isinstance(v, float) and math.isnan(v) else v for v in column.tolist()]


@pytest.mark.parametrize("form", FORMS)
def test_a_list_is_read_in_any_of_the_usual_forms(tmp_path, form):
    rows, merged = FORMS[form]
    reading = listed(tmp_path, rows, merged=merged)
    read_here = bodies(reading)
    assert names(reading) == ["马头镇", "河西乡"]
    assert read_here.townships.tolist() == [0, 0, 1, 1]
    assert list(read_here.names) == ["党政办公室", "农业服务中心", "党政办公室", "文化站"]
    assert list(read_here.kinds) == ["office", "institution", "office", "institution"]
    assert list(read_here.funding) == ["fiscal", "partly", "fiscal", "own"]
    assert texts(read_here.number("administrative_posts")) == [8, None, 8, None]
    assert texts(read_here.number("institution_posts")) == [None, 10, None, 3]
    assert texts(read_here.number("leadership_posts")) == [1, 1, 1, None]
    assert not [f for f in reading.findings if f.severity in ("error", "warning")]


def test_a_list_alone_tells_its_townships(tmp_path):
    reading = read(xlsx(tmp_path, LIST))
    assert names(reading) == ["马头镇", "河西乡"]
    assert bodies(reading).size == 4
    (table,) = reading.tables
    assert (table.sort, table.townships, table.bodies) == ("bodies", 2, 4)


def test_posts_in_one_column_go_by_their_kind_or_else_by_the_body_s(tmp_path):
    rows = [
        ["乡镇", "机构名称", "机构类别", "编制数", "编制性质"],
        ["马头镇", "党政办公室", "党政机构", 8, "行政编制"],
        ["马头镇", "农业服务中心", "事业机构", 10, "行政"],
        ["马头镇", "文化站", "事业机构", 3, ""],
        ["马头镇", "联合会", "", 2, ""],
    ]
    reading = listed(tmp_path, rows)
    assert texts(bodies(reading).number("administrative_posts")) == [8, 10, None, None]
    assert texts(bodies(reading).number("institution_posts")) == [None, None, 3, None]
    assert found(reading, "posts-by-body-kind").cell == "[清单.xlsx]Sheet1!D4"
    assert found(reading, "body-posts-of-no-kind").cell == "[清单.xlsx]Sheet1!D5"
    assert bodies(reading).kinds[3] is None
    assert reading.origins.body_cell(1, "proposed_institution_posts") == "[清单.xlsx]Sheet1!D3"
    assert reading.origins.body_cell(1, "nameplate") == "[清单.xlsx]Sheet1!B3"


def test_kinds_are_told_by_the_ends_of_names_with_a_note_and_by_lines_without(tmp_path):
    by_name = listed(tmp_path, [["乡镇", "机构名称", "领导职数"], ["马头镇", "党政办公室", 1]])
    assert list(bodies(by_name).kinds) == ["office"]
    assert found(by_name, "body-kinds-by-name").cell == "[清单.xlsx]Sheet1!B2"
    rows = [
        ["机构名称", "领导职数"],
        ["马头镇", ""],
        ["（一）党政机构", ""],
        ["党建工作部", 1],
        ["（二）事业单位", ""],
        ["综合执法队", 1],
    ]
    by_line = listed(tmp_path, rows)
    assert list(bodies(by_line).kinds) == ["office", "institution"]
    assert "body-kinds-by-name" not in codes(by_line)


@pytest.mark.parametrize(
    "name",
    [
        "党政办公室（挂综治办、信访办牌子）",
        "党政办公室（加挂综治办、信访办）",
        "党政办公室加挂综治办、信访办牌子",
    ],
)
def test_name_plates_in_a_name_are_listed_as_such(tmp_path, name):
    reading = listed(tmp_path, [["乡镇", "机构名称", "行政编制"], ["马头镇", name, 8]])
    assert list(bodies(reading).names) == ["党政办公室", "综治办", "信访办"]
    assert bodies(reading).nameplate.tolist() == [False, True, True]
    assert reading.origins.body_cell(2, "nameplate") == "[清单.xlsx]Sheet1!B2"
    assert "综治办、信访办" in said(found(reading, "nameplates-read"))


def test_name_plates_dispatched_bodies_and_what_bodies_were_formed_from(tmp_path):
    rows = [
        ["乡镇", "机构名称", "机构类别", "加挂牌子", "是否派驻", "由何机构组建"],
        ["马头镇", "党政办公室", "党政机构", "综治办", "否", "党委办，政府办和信访办"],
        ["马头镇", "司法所", "派驻机构", "", "", ""],
        ["马头镇", "派出所", "", "", "是", ""],
        ["马头镇", "农技推广站", "事业机构", "是", "", ""],
    ]
    read_here = bodies(listed(tmp_path, rows))
    assert list(read_here.names) == ["党政办公室", "综治办", "司法所", "派出所", "农技推广站"]
    assert read_here.nameplate.tolist() == [False, True, False, False, True]
    assert read_here.dispatched.tolist() == [False, False, True, True, False]
    assert read_here.formed_from[0] == ("党委办", "政府办", "信访办")


def test_every_mistake_in_a_list_is_named_and_the_rest_is_read(tmp_path):
    rows = [
        HEADING,
        ["马头镇", "党政办公室", "党政机构", "", -8, "", 1.5],
        ["马头镇", "", "事业单位", "", "", 10, 1],
        ["马头镇", "文化站", "事业站所", "众筹", "", 3, ""],
        ["", "水利站", "事业站所", "", "", "三", ""],
        ["河溪乡", *OFFICE],
    ]
    reading = listed(tmp_path, rows)
    at = {f.code: f.cell for f in reading.findings if f.severity in ("error", "warning")}
    assert at == {
        "negative-number": "[清单.xlsx]Sheet1!E2",
        "not-whole": "[清单.xlsx]Sheet1!G2",
        "body-without-name": "[清单.xlsx]Sheet1!B3",
        "unknown-word": "[清单.xlsx]Sheet1!D4",
        "body-without-township": "[清单.xlsx]Sheet1!B5",
        "not-in-statistics": "[清单.xlsx]Sheet1!A6",
    }
    assert "河西乡" in said(found(reading, "not-in-statistics"))
    assert "马头镇党政办公室" in said(found(reading, "negative-number"))
    assert list(bodies(reading).names) == ["党政办公室", "文化站"]


def test_offices_and_institutions_may_stand_in_lists_of_their_own(tmp_path):
    offices = [HEADING, ["马头镇", *OFFICE], ["河西乡", *OFFICE]]
    institutions = [HEADING, ["马头镇", *CENTRE], ["河西乡", *STATION]]
    reading = listed(tmp_path, offices, institutions)
    assert bodies(reading).size == 4
    assert {"lists-contradict", "list-repeated"}.isdisjoint(codes(reading))


def test_of_two_versions_of_a_list_the_first_is_taken(tmp_path):
    again = [*LIST[:2], ["马头镇", "农业服务中心", "事业单位", "差额补贴", "", 12, 1], *LIST[3:]]
    reading = listed(tmp_path, LIST, again)
    error = found(reading, "lists-contradict")
    assert error.cell == "[清单0.xlsx]Sheet1!B3"
    assert error.township == 0
    assert found(reading, "list-repeated").message.values["count"] == 1
    assert bodies(reading).size == 4
    assert texts(bodies(reading).number("institution_posts"))[1] == 10


def test_a_table_of_townships_under_机构名称_is_no_list(tmp_path):
    rows = [["机构名称", "行政编制"], ["马头镇人民政府", 40], ["河西乡人民政府", 36]]
    reading = read(xlsx(tmp_path, STATISTICS), xlsx(tmp_path, rows, "方案.xlsx"))
    assert reading.statistics.bodies is None
    assert reading.statistics.number("proposed_administrative_posts").tolist() == [40, 36]
