"""Tables that go on: below, beside, on other sheets and in other files."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

FILES = (
    UglyFile(
        "续表 repeats the heading for more rows",
        [
            TITLE,
            ["", "", "单位：人、公顷"],
            ["乡镇", "常住人口", "面积"],
            ["城关镇", 12345, 3550],
            [],
            ["续表"],
            ["", "", "单位：人、公顷"],
            ["乡镇", "常住人口", "面积"],
            ["河西乡", 6789, 7000],
        ],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "area_km2": [35.5, 70]},
        ["unit-converted C3"],
    ),
    UglyFile(
        "续表 below with more columns of the same townships",
        [
            TITLE,
            ["乡镇", "常住人口"],
            ["城关镇", 12345],
            ["河西乡", 6789],
            ["合计", 19134],
            ["续表1"],
            ["乡镇", "工业总产值（亿元）", "行政区域面积（平方公里）"],
            ["城关镇", 5.2, 35.5],
            ["河西乡", 0.81, 70],
            ["合计", 6.01, 105.5],
        ],
        ["城关镇", "河西乡"],
        {
            "resident_population": [12345, 6789],
            "industrial_output": [52000, 8100],
            "area_km2": [35.5, 70],
        },
        ["total-rows-left-out A5", "total-rows-left-out A10", "unit-converted B7"],
    ),
    UglyFile(
        "续表 beside with more columns of the same townships",
        [
            TITLE,
            ["乡镇", "常住人口", "", "乡镇", "户籍人口", "村委会个数"],
            ["城关镇", 12345, "", "城关镇", 13000, 20],
            ["河西乡", 6789, "", "河西乡", 7000, 31],
        ],
        ["城关镇", "河西乡"],
        {
            "resident_population": [12345, 6789],
            "registered_population": [13000, 7000],
            "villages": [20, 31],
        },
    ),
    UglyFile(
        "blocks side by side, the second one shorter",
        [
            TITLE,
            ["序号", "乡镇", "常住人口", "", "序号", "乡镇", "常住人口"],
            [1, "城关镇", 12345, "", 3, "马头镇", 30000],
            [2, "河西乡", 6789],
        ],
        ["城关镇", "河西乡", "马头镇"],
        {"resident_population": [12345, 6789, 30000]},
    ),
    UglyFile(
        "three blocks side by side under a heading of two rows",
        [
            TITLE,
            ["乡镇", "人口", "", "乡镇", "人口", "", "乡镇", "人口", ""],
            ["", "户籍", "常住", "", "户籍", "常住", "", "户籍", "常住"],
            ["城关镇", 13000, 12345, "河西乡", 7000, 6789, "马头镇", 31000, 30000],
        ],
        ["城关镇", "河西乡", "马头镇"],
        {
            "registered_population": [13000, 7000, 31000],
            "resident_population": [12345, 6789, 30000],
        },
        merged=["A2:A3", "B2:C2", "D2:D3", "E2:F2", "G2:G3", "H2:I2"],
    ),
    UglyFile(
        "one sheet per indicator, joined by township",
        {
            "常住人口": [
                ["2009年末沂河县常住人口"],
                ["乡镇", "常住人口（万人）"],
                ["城关镇", 2.01],
                ["河西乡", 0.6789],
            ],
            "面积": [
                ["2009年末沂河县面积"],
                ["乡镇", "面积（亩）"],
                ["河西乡", 105000],
                ["城关镇", 53250],
            ],
        },
        ["城关镇", "河西乡"],
        {"resident_population": [20100, 6789], "area_km2": [35.5, 70]},
        ["unit-converted 常住人口!B2", "unit-converted 面积!B2"],
        units={"resident_population": "万人", "area_km2": "亩"},
    ),
    UglyFile(
        "one sheet per county, each named after it",
        {
            "沂河县": [["2009年末"], ["乡镇", "常住人口"], ["城关镇", 12345]],
            "临河县": [["2009年末"], ["乡镇", "常住人口"], ["城关镇", 6789]],
        },
        ["城关镇", "城关镇"],
        {"resident_population": [12345, 6789]},
        county=["沂河县", "临河县"],
    ),
    UglyFile(
        "one file per county, each named after it",
        [["2009年末"], ["乡镇", "常住人口"], ["城关镇", 12345]],
        ["城关镇", "城关镇"],
        {"resident_population": [12345, 6789]},
        county=["沂河县", "临河县"],
        file="沂河县.xlsx",
        files={"02_临河县.xlsx": [["2009年末"], ["乡镇", "常住人口"], ["城关镇", 6789]]},
    ),
    UglyFile(
        "万人 in one sheet and 人 in the next, the same townships",
        {
            "一": [TITLE, ["乡镇", "常住人口（万人）"], ["城关镇", 2.01], ["河西乡", 0.6789]],
            "二": [TITLE, ["乡镇", "常住人口（人）"], ["城关镇", 20100], ["河西乡", 6798]],
        },
        ["城关镇", "河西乡"],
        {"resident_population": [20100, 6789]},
        ["unit-converted 一!B2", "values-contradict 二!B4"],
    ),
    UglyFile(
        "a name without 镇 or 乡 that two townships could be",
        {
            "统计": [TITLE, ["乡镇", "常住人口"], ["李集镇", 12345], ["李集乡", 6789]],
            "方案": [["沂河县方案"], ["乡镇", "拟设党政工作机构"], ["李集", 3], ["李集乡", 3]],
        },
        ["李集镇", "李集乡"],
        {"resident_population": [12345, 6789], "proposed_offices": [None, 3]},
        ["township-ambiguous 方案!A3"],
    ),
)
