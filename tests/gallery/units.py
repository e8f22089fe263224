"""Units from the heading, the unit row, the cell or the vocabulary, converted exactly."""

from __future__ import annotations

from calculator.vocabulary import VocabularyColumn
from rules.wording import Text
from tests.gallery.ugly import TITLE, UglyFile

URBANISATION = VocabularyColumn(
    "urbanisation", "number", Text("城镇化率", "Urbanisation"), unit="percent"
)


def _in_unit(heading: str, column: str, unit: str, cell: object, value: float) -> UglyFile:
    return UglyFile(
        f"{heading} in {unit}",
        [TITLE, ["乡镇", f"{heading}（{unit}）"], ["城关镇", cell]],
        ["城关镇"],
        {column: [value]},
        ["unit-converted B2"],
        units={column: unit},
    )


FILES = (
    _in_unit("常住人口", "resident_population", "万人", 2.01, 20100),
    _in_unit("常住人口", "resident_population", "千人", 20.1, 20100),
    _in_unit("行政区域面积", "area_km2", "公顷", 3550, 35.5),
    _in_unit("行政区域面积", "area_km2", "千公顷", 3.55, 35.5),
    _in_unit("行政区域面积", "area_km2", "万公顷", 0.355, 35.5),
    _in_unit("行政区域面积", "area_km2", "亩", 53250, 35.5),
    _in_unit("行政区域面积", "area_km2", "万亩", 5.325, 35.5),
    _in_unit("建成区面积", "built_up_area_km2", "平方米", 1250000, 1.25),
    _in_unit("建成区面积", "built_up_area_km2", "万平方米", 125, 1.25),
    _in_unit("一般公共预算收入", "fiscal_revenue", "元", 12345678, 1234.5678),
    _in_unit("一般公共预算收入", "fiscal_revenue", "千元", 12345, 1234.5),
    _in_unit("一般公共预算收入", "fiscal_revenue", "亿元", 0.1234, 1234),
    _in_unit("总户数", "households", "万户", 0.41, 4100),
    UglyFile(
        "％ in the heading, in the cells, and ‰",
        [
            TITLE,
            ["乡镇", "常住人口", "城镇化率（％）"],
            ["城关镇", 12345, 51.2],
            ["河西乡", 6789, "23.5%"],
            ["马头镇", 5678, "４１．５％"],
            ["向城镇", 4567, "302‰"],
        ],
        ["城关镇", "河西乡", "马头镇", "向城镇"],
        {
            "resident_population": [12345, 6789, 5678, 4567],
            "urbanisation": [51.2, 23.5, 41.5, 30.2],
        },
        ["unit-in-cells C6"],
        options={"extra_columns": {"urbanisation": URBANISATION}},
    ),
    UglyFile(
        "a unit row below the heading",
        [TITLE, ["乡镇", "常住人口", "面积"], ["", "（万人）", "（公顷）"], ["城关镇", 2.01, 3550]],
        ["城关镇"],
        {"resident_population": [20100], "area_km2": [35.5]},
        ["unit-converted B3", "unit-converted C3"],
        units={"resident_population": "万人", "area_km2": "公顷"},
    ),
    UglyFile(
        "units in the cells",
        [
            TITLE,
            ["乡镇", "常住人口", "面积（平方公里）"],
            ["城关镇", "3.2万", "3550公顷"],
            ["河西乡", "2.01万", 70],
            ["马头镇", "1.2万人", "70 km²"],
            ["向城镇", "6789人", "105000亩"],
        ],
        ["城关镇", "河西乡", "马头镇", "向城镇"],
        {"resident_population": [32000, 20100, 12000, 6789], "area_km2": [35.5, 70, 70, 70]},
        ["unit-in-cells B3", "unit-in-cells C3"],
    ),
    UglyFile(
        "no unit anywhere",
        [TITLE, ["乡镇", "常住人口", "行政区域面积"], ["城关镇", 12345, 35.5]],
        ["城关镇"],
        {"resident_population": [12345], "area_km2": [35.5]},
        ["unit-assumed C2"],
        units={"resident_population": "人", "area_km2": "平方公里"},
    ),
    UglyFile(
        "two units that would do",
        [TITLE, ["单位：公顷、亩"], ["乡镇", "常住人口", "行政区域面积"], ["城关镇", 12345, 35.5]],
        ["城关镇"],
        {"resident_population": [12345], "area_km2": [35.5]},
        ["unit-ambiguous C3"],
    ),
)
