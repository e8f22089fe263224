"""Whole files as offices have them, ugly in every way at once."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

YEARBOOK = UglyFile(
    "a yearbook's page",
    [
        ["附表3"],
        ["2009 年末沂河县各乡镇基本情况（一）", *[""] * 8],
        ["", "", "", "", "", "", "计量单位：公顷、人、个、万元"],
        [
            "乡  镇\n（街道）",
            "行政区域\n面积①",
            "村（居）民委员会",
            "",
            "年末人口",
            "",
            "工业企业\n个数",
            "",
            "工业总\n产值",
        ],
        ["", "", "居委会", "村委会", "户籍人口", "常住人口", "", "#规模以上", ""],
        ["甲", 1, 2, 3, 4, 5, 6, 7, 8],
        ["全 县 总 计", 28050, 6, 71, 102000, "99，134", 60, 9, "１２３，４５６"],
        ["一、街道小计", 3550, 6, 0, 33000, 32345, 20, 3, 60000],
        ["　城关街道", 3550, 6, 0, 33000, "32,345②", 20, 3, 60000],
        ["二、镇小计", 17500, "-", 40, 52000, 50000, 30, 5, 60000],
        ["　马 头 镇", 10000, "-", 25, 30000, 29000, 20, 3, 40000],
        ["　向 城 镇", 7500, "…", 15, 22000, 21000, 10, 2, 20000],
        ["三、乡小计", 7000, "", 31, 17000, 16789, 10, 1, 3456],
        ["　河 西 乡", 7000, "", 31, 17000, "16789", 10, 1, "3,456"],
        ["注：①行政区域面积为国土部门数字；②含流动人口。"],
        ["资料来源：《沂河县统计年鉴2010》"],
    ],
    ["城关街道", "马头镇", "向城镇", "河西乡"],
    {
        "area_km2": [35.5, 100, 75, 70],
        "neighbourhood_committees": [6, None, None, None],
        "villages": [0, 25, 15, 31],
        "registered_population": [33000, 30000, 22000, 17000],
        "resident_population": [32345, 29000, 21000, 16789],
        "industrial_enterprises": [20, 20, 10, 10],
        "industrial_enterprises_above_scale": [3, 3, 2, 1],
        "industrial_output": [60000, 40000, 20000, 3456],
    },
    ["column-by-alias C5", "column-by-alias D5", "total-rows-left-out A7", "unit-converted B4"],
    units={"area_km2": "公顷", "industrial_output": "万元"},
    marks={"kind": ["subdistrict", "town", "town", "rural_township"]},
    left_out=[7, 8, 10, 13, 15, 16],
    merged=["A2:I2", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:H4", "I4:I5"],
)

PREFECTURE = UglyFile(
    "a prefecture's summary: a sheet of people by county, another of areas with joined names",
    {
        "人口": [
            ["临沂市2009年末各县区乡镇人口"],
            ["", "", "", "单位：人"],
            ["县区", "乡镇", "2008年末户籍人口", "2009年末户籍人口", "2009年末常住人口", "备注"],
            ["合计", "", 108000, 110000, 107000, ""],
            ["沂河县", "小计", 49000, 50000, 48500, ""],
            ["", "城关镇", 32000, 33000, 32000, ""],
            ["", "河西乡", 17000, 17000, 16500, "山区"],
            ["市中区", "小计", 59000, 60000, 58500, ""],
            ["", "城关街道", 33000, 34000, 33000, ""],
            ["", "马头镇", 26000, 26000, 25500, "湖区"],
        ],
        "面积": [
            ["临沂市各乡镇面积（2009年末）"],
            ["乡镇名称", "面积（亩）"],
            ["沂河县城关镇", 53250],
            ["沂河县河西乡", 105000],
            ["市中区城关街道", 15000],
            ["市中区马头镇", "112,500"],
        ],
    },
    ["城关镇", "河西乡", "城关街道", "马头镇"],
    {
        "registered_population": [33000, 17000, 34000, 26000],
        "registered_population_year_before": [32000, 17000, 33000, 26000],
        "resident_population": [32000, 16500, 33000, 25500],
        "area_km2": [35.5, 70, 10, 75],
    },
    [
        "county-split-from-name 面积!A2",
        "filled-down 人口!A3",
        "total-rows-left-out 人口!A4",
        "unit-converted 面积!B2",
        "year-before-read 人口!C3",
    ],
    county=["沂河县", "沂河县", "市中区", "市中区"],
    told="cells",
    marks={"terrain": ["", "mountain", "", "lake"]},
    merged={"人口": ["A6:A7", "A9:A10"]},
)

FORM = UglyFile(
    "a staffing office's form with a proposal, beside the statistics",
    {
        "统计": [TITLE, ["乡镇", "常住人口（万人）"], ["城关镇", 3.2], ["河西乡", "1.68万"]],
        "方案": [
            ["沂河县乡镇机构设置方案"],
            ["填报单位：沂河县编办", "", "", "填报日期：2010年9月20日"],
            ["单位名称", "拟设机构", "", "拟定编制", "", "实有编制", "", "备注"],
            ["", "党政", "事业", "行政", "事业", "行政", "事业", ""],
            ["甲", 1, 2, 3, 4, 5, 6, 7],
            ["合计", 6, 9, 76, 78, 79, 80, ""],
            ["城关镇人民政府", 3, 5, 40, 44, 43, 44, ""],
            ["河西乡人民政府", 3, 4, 36, 34, 36, 36, "山区"],
            ["单位负责人：", "", "填表人："],
        ],
    },
    ["城关镇", "河西乡"],
    {
        "resident_population": [32000, 16800],
        "proposed_offices": [3, 3],
        "proposed_institutions": [5, 4],
        "proposed_administrative_posts": [40, 36],
        "proposed_institution_posts": [44, 34],
        "actual_administrative_staff": [43, 36],
        "actual_institution_staff": [44, 36],
    },
    [
        "total-rows-left-out 方案!A6",
        "unit-converted 统计!B2",
    ],
    marks={"terrain": ["", "mountain"]},
    merged={"方案": ["A3:A4", "B3:C3", "D3:E3", "F3:G3", "H3:H4"]},
)

FILES = (YEARBOOK, PREFECTURE, FORM)
