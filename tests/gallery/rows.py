"""Rows that are no townships, and rows that are in spite of their looks."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

HEADING = ["乡镇", "常住人口"]
PEOPLE = {"resident_population": [12345, 6789]}
TOWNS = ["城关镇", "河西乡"]

FILES = (
    UglyFile(
        "totals and subtotals at every level",
        [
            TITLE,
            HEADING,
            ["总  计", 19134],
            ["一、镇小计", 12345],
            ["  城关镇", 12345],
            ["二、乡小计", 6789],
            ["  河西乡", 6789],
            ["本页小计", 19134],
            ["全县合计", 19134],
        ],
        TOWNS,
        PEOPLE,
        ["total-rows-left-out A3"],
        left_out=[3, 4, 6, 8, 9],
    ),
    UglyFile(
        "a prefecture's, a county's and a code's line among the townships",
        [
            ["2009年末全市乡镇情况"],
            ["代码", "乡镇", "常住人口"],
            ["371300", "临沂市", 19134],
            ["371323", "沂河县", 19134],
            ["371323100", "城关镇", 12345],
            ["371323200", "河西乡", 6789],
        ],
        TOWNS,
        PEOPLE,
        ["county-from-lines B4", "total-rows-left-out A3"],
        told="cells",
        texts={"prefecture": ["临沂市", "临沂市"]},
        left_out=[3, 4],
    ),
    UglyFile(
        "footnotes below",
        [
            TITLE,
            HEADING,
            ["城关镇", 12345],
            ["河西乡", 6789],
            ["注：1.常住人口为年末数。"],
            ["    2.户籍人口由公安局提供。"],
            ["资料来源：沂河县统计局"],
            ["填表人：张三", "审核人：李四"],
        ],
        TOWNS,
        PEOPLE,
        left_out=[5, 6, 7, 8],
    ),
    UglyFile(
        "blank and indented rows",
        [TITLE, [], HEADING, [], ["　　城关镇", 12345], [], [], ["    河西乡", 6789], []],
        TOWNS,
        PEOPLE,
        left_out=[],
    ),
    UglyFile(
        "a county's own departments among the townships",
        [TITLE, HEADING, ["城关镇", 12345], ["河西乡", 6789], ["县直", 300]],
        TOWNS,
        PEOPLE,
        ["strangers-left-out A5"],
    ),
    UglyFile(
        "figures without a name",
        [TITLE, HEADING, ["城关镇", 12345], ["", 999], ["河西乡", 6789]],
        TOWNS,
        PEOPLE,
        ["row-without-name A4"],
    ),
    UglyFile(
        "a park that is no township, and the kinds by the names' endings",
        [TITLE, HEADING, ["城关街道办事处", 12345], ["沂河经济开发区", 6789]],
        ["城关街道办事处", "沂河经济开发区"],
        PEOPLE,
        marks={"kind": ["subdistrict", "other"]},
    ),
    UglyFile(
        "a township twice",
        [TITLE, HEADING, ["城关镇", 12345], ["河西乡", 6789], ["城关镇", 12345]],
        TOWNS,
        PEOPLE,
        ["township-twice A5"],
    ),
)
