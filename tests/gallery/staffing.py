"""Forms of staffing offices: 编制数 beside 实有数, 其中：, column marks, what is worked out."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

TOWNS = ["城关镇", "河西乡"]
POSTS = {
    "approved_administrative_posts": [40, 36],
    "actual_administrative_staff": [43, 35],
    "approved_institution_posts": [44, 34],
    "actual_institution_staff": [44, 36],
}

FILES = (
    UglyFile(
        "posts and staff under each kind, with marks and what is over or vacant",
        [
            TITLE,
            ["单位名称", "行政编制", "", "", "事业编制", "", "", "领导职数", ""],
            ["", "编制数", "实有数", "超编", "编制数", "实有数", "空编", "核定数", "实配数"],
            ["甲", 1, 2, "3=2-1", 4, 5, 6, 7, 8],
            ["城关镇", 40, 43, 3, 44, 44, 0, 5, 5],
            ["河西乡", 36, 35, "", 34, 36, "", 4, 3],
            ["合计", 76, 78, 3, 78, 80, 0, 9, 8],
        ],
        TOWNS,
        POSTS | {"approved_leadership_posts": [5, 4], "actual_leaders": [5, 3]},
        [
            "column-by-alias B3",
            "column-by-alias E3",
            "column-by-alias I3",
            "total-rows-left-out A7",
        ],
        merged=["A2:A3", "B2:D2", "E2:G2", "H2:I2"],
        left_out=[7],
    ),
    UglyFile(
        "kinds under approved and actual",
        [
            TITLE,
            ["乡镇", "核定编制", "", "", "实有人数", "", ""],
            ["", "合计", "其中：行政", "其中：事业", "合计", "其中：行政", "其中：事业"],
            ["城关镇", 84, 40, 44, 87, 43, 44],
            ["河西乡", 70, 36, 34, 71, 35, 36],
        ],
        TOWNS,
        POSTS,
        ["columns-not-recognised B3"],
        merged=["A2:A3", "B2:D2", "E2:G2"],
    ),
    UglyFile(
        "posts beside actual staff without a word of a proposal are those approved",
        [
            TITLE,
            ["乡镇", "行政编制", "实有行政人员", "事业编制", "实有事业人员"],
            ["城关镇", 40, 43, 44, 44],
            ["河西乡", 36, 35, 34, 36],
        ],
        TOWNS,
        POSTS,
        ["column-by-alias B2", "column-by-alias D2"],
    ),
    UglyFile(
        "in a proposal they are those proposed",
        [
            ["沂河县乡镇机构编制方案（2009年末）"],
            ["乡镇", "行政编制", "实有行政人员"],
            ["城关镇", 40, 43],
            ["河西乡", 36, 35],
        ],
        TOWNS,
        {"proposed_administrative_posts": [40, 36], "actual_administrative_staff": [43, 35]},
        ["column-by-alias B2"],
    ),
    UglyFile(
        "approved, actual and proposed of one kind side by side",
        [
            TITLE,
            ["乡镇", "行政编制", "", "", "机构数", "", ""],
            ["", "核定数", "实有数", "拟定数", "现有党政机构", "拟设党政机构", ""],
            ["城关镇", 40, 43, 41, 6, 3, ""],
            ["河西乡", 36, 35, 36, 5, 3, ""],
        ],
        TOWNS,
        {
            "approved_administrative_posts": [40, 36],
            "actual_administrative_staff": [43, 35],
            "proposed_administrative_posts": [41, 36],
            "approved_offices": [6, 5],
            "proposed_offices": [3, 3],
        },
        ["column-by-alias E3"],
        merged=["A2:A3", "B2:D2", "E2:G2"],
    ),
)
