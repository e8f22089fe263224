"""The heading wherever it is (and whatever it looks like)."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, YEAR_END, UglyFile

PEOPLE = {"resident_population": [12345, 6789]}
BODY = [["城关镇", 12345], ["河西乡", 6789]]
TOWNS = ["城关镇", "河西乡"]

FILES = (
    UglyFile(
        "title rows above",
        [["附件2"], [], TITLE, ["沂河县统计局编"], [], ["乡镇", "常住人口"], *BODY],
        TOWNS,
        PEOPLE,
    ),
    UglyFile(
        "a title merged over the table",
        [[*TITLE, ""], ["乡镇", "常住人口"], *BODY],
        TOWNS,
        PEOPLE,
        merged=["A1:B1"],
    ),
    UglyFile(
        "unit row 单位：公顷、人 above",
        [TITLE, ["", "", "单位：公顷、人"], ["乡镇", "常住人口", "面积"], ["城关镇", 12345, 3550]],
        ["城关镇"],
        {"resident_population": [12345], "area_km2": [35.5]},
        ["unit-converted C3"],
        units={"area_km2": "公顷", "resident_population": "人"},
    ),
    UglyFile(
        "heading with line breaks and blanks",
        [TITLE, ["乡 镇\n名 称", "年 末\n常住\n人口\n（人）"], *BODY],
        TOWNS,
        PEOPLE,
    ),
    UglyFile(
        "two rows with merged cells",
        [TITLE, ["乡镇", "人口", ""], ["", "户籍人口", "常住人口"], ["城关镇", 13000, 12345]],
        ["城关镇"],
        {"registered_population": [13000], "resident_population": [12345]},
        merged=["A2:A3", "B2:C2"],
    ),
    UglyFile(
        "three rows with merged cells",
        [
            TITLE,
            ["乡镇", "基本情况", "", ""],
            ["", "人口（人）", "", "行政区域\n面积"],
            ["", "户籍", "常住", "（公顷）"],
            ["城关镇", 13000, 12345, 3550],
        ],
        ["城关镇"],
        {"registered_population": [13000], "resident_population": [12345], "area_km2": [35.5]},
        ["unit-converted D4"],
        merged=["A2:A4", "B2:D2", "B3:C3"],
    ),
    UglyFile(
        "column marks 甲 乙 1 2",
        [
            TITLE,
            ["区划代码", "乡镇", "常住人口", "户籍人口"],
            ["甲", "乙", 1, 2],
            ["370123100", "城关镇", 12345, 13000],
        ],
        ["城关镇"],
        {"resident_population": [12345], "registered_population": [13000]},
    ),
    UglyFile(
        "column marks with a sum (3)=(1)+(2), a unit row below them",
        [
            TITLE,
            ["乡镇", "户籍人口", "常住人口", "总户数"],
            ["甲", "(1)", "(2)", "(3)"],
            ["计量单位", "人", "人", "户"],
            ["城关镇", 13000, 12345, 4100],
        ],
        ["城关镇"],
        {"registered_population": [13000], "resident_population": [12345], "households": [4100]},
    ),
    UglyFile(
        "其中： under a merged heading",
        [
            TITLE,
            ["乡镇", "年末从业人员", ""],
            ["", "合计", "其中：\n二三产业"],
            ["城关镇", 7000, 3000],
        ],
        ["城关镇"],
        {"employed": [7000], "employed_secondary_tertiary": [3000]},
        merged=["A2:A3", "B2:C2"],
    ),
    UglyFile(
        "#规模以上 under a merged heading",
        [TITLE, ["乡镇", "工业企业个数", ""], ["", "", "#规模以上"], ["城关镇", 20, 3]],
        ["城关镇"],
        {"industrial_enterprises": [20], "industrial_enterprises_above_scale": [3]},
        merged=["A2:A3", "B2:C2"],
    ),
    UglyFile(
        "其中： beside its whole in a heading of one row",
        [TITLE, ["乡镇", "工业企业个数", "其中：规模以上工业企业"], ["城关镇", 20, 3]],
        ["城关镇"],
        {"industrial_enterprises": [20], "industrial_enterprises_above_scale": [3]},
    ),
    UglyFile(
        "footnote marks in headings",
        [
            TITLE,
            ["乡镇", "常住人口①", "行政区域面积 [2]（平方公里）", "备注 [1]"],
            ["城关镇", 12345, 35.5, "山区"],
            ["河西乡", 6789, 70, ""],
            ["[1] 备注填特殊地域。"],
            ["①年末数。"],
        ],
        TOWNS,
        {**PEOPLE, "area_km2": [35.5, 70]},
        marks={"terrain": ["mountain", ""]},
        left_out=[5, 6],
    ),
    UglyFile(
        "English headings",
        [
            ["Yihe County: townships at year-end 2009"],
            ["Township", "Resident population (10,000 persons)", "Area (sq km)", "Villages"],
            ["Chengguan Town", 1.2345, 35.5, 20],
            ["Hexi Township", 0.6789, 70, 31],
            ["Total", 1.9134, 105.5, 51],
            ["Source: Statistical Bureau"],
        ],
        ["Chengguan Town", "Hexi Township"],
        {**PEOPLE, "area_km2": [35.5, 70], "villages": [20, 31]},
        ["unit-converted B2", "total-rows-left-out A5"],
        county="Yihe County",
        marks={"kind": ["town", "rural_township"]},
    ),
    UglyFile(
        "Chinese and English in one heading",
        [TITLE, ["乡镇\nTownship", "常住人口\nResident population"], *BODY],
        TOWNS,
        PEOPLE,
    ),
    UglyFile(
        "terrain under its usual headings",
        [TITLE, ["乡镇", "常住人口", "地貌"], ["城关镇", 12345, "丘陵"], ["河西乡", 6789, "山区"]],
        TOWNS,
        PEOPLE,
        findings=["column-by-alias C2"],
        marks={"terrain": ["hill", "mountain"]},
    ),
    *(
        UglyFile(
            f"terrain {word} in 备注",
            [TITLE, ["乡镇", "常住人口", "备注"], ["城关镇", 12345, ""], ["河西乡", 6789, word]],
            TOWNS,
            PEOPLE,
            marks={"terrain": ["", name]},
        )
        for word, name in (
            ("山区", "mountain"),
            ("滩区乡镇", "floodplain"),
            ("湖区", "lake"),
            ("海岛", "island"),
        )
    ),
    UglyFile(
        "a column that asks for one terrain, with a cell that says neither yes nor no",
        [
            TITLE,
            ["乡镇", "常住人口", "是否山区"],
            ["城关镇", 12345, "是"],
            ["河西乡", 6789, "部分"],
            ["马头镇", 5678, "否"],
        ],
        [*TOWNS, "马头镇"],
        {"resident_population": [12345, 6789, 5678]},
        ["not-a-flag C4"],
        marks={"terrain": ["mountain", "unreadable", ""]},
    ),
    UglyFile(
        "registered population is never taken as resident",
        [TITLE, ["乡镇", "年末户籍人口"], *BODY],
        TOWNS,
        {"registered_population": [12345, 6789]},
    ),
    UglyFile(
        "headings that are not recognised",
        [
            TITLE,
            ["乡镇", "常住人口", "党委书记", "人口密度"],
            [*BODY[0], "张三", 300],
            [*BODY[1], "李四", 100],
        ],
        TOWNS,
        PEOPLE,
        ["columns-not-recognised C2"],
    ),
    UglyFile(
        "two columns of one terrain that say neither yes nor no",
        [
            TITLE,
            ["乡镇", "常住人口", "山区", "是否山区"],
            [*BODY[0], "北部", 3],
            [*BODY[1], "南部", 5],
        ],
        TOWNS,
        PEOPLE,
        ["columns-not-recognised C2"],
    ),
    UglyFile(
        "a heading that only the user knows",
        [TITLE, ["乡镇", "在册人头"], *BODY],
        TOWNS,
        PEOPLE,
        ["column-by-user B2"],
        options={"columns": {"在册人头": "常住人口"}},
    ),
    UglyFile(
        "terrain in 备注 among other words, which does not count",
        [TITLE, ["乡镇", "常住人口", "备注"], [*BODY[0], "非山区"], [*BODY[1], "湖区、山区"]],
        TOWNS,
        PEOPLE,
        ["remark-unclear C3"],
        marks={"terrain": ["", "lake、mountain"]},
    ),
    UglyFile(
        "what is approved or actual is no proposal",
        [
            TITLE,
            ["乡镇", "常住人口", "核定行政编制", "实有行政编制"],
            [*BODY[0], 40, 43],
            [*BODY[1], 36, 36],
        ],
        TOWNS,
        PEOPLE
        | {"approved_administrative_posts": [40, 36], "actual_administrative_staff": [43, 36]},
    ),
    UglyFile(
        "townships of two counties in columns, units in the measures' names",
        [
            ["2009年末各乡镇情况"],
            ["县", "沂河县", "", "临河县"],
            ["乡镇", "城关镇", "河西乡", "城关镇"],
            ["常住人口（万人）", 1.2345, 0.6789, "2.01万"],
            ["行政区域面积（公顷）", 3550, "", 7000],
        ],
        ["城关镇", "河西乡", "城关镇"],
        {"resident_population": [12345, 6789, 20100], "area_km2": [35.5, None, 70]},
        ["table-turned-over A2", "unit-converted A4", "unit-converted A5"],
        county=["沂河县", "沂河县", "临河县"],
        told="cells",
        merged=["B2:C2"],
    ),
    UglyFile(
        "townships in columns and measures in rows",
        [
            [*TITLE, "", "", "", ""],
            ["指标", "单位", "城关镇", "河西乡", "合计"],
            ["常住人口", "人", 12345, 6789, 19134],
            ["行政区域面积", "公顷", 3550, 7000, 10550],
            ["村民委员会个数", "个", 20, "三十一", 51],
            ["注：面积为公顷。"],
        ],
        TOWNS,
        {**PEOPLE, "area_km2": [35.5, 70], "villages": [20, None]},
        [
            "not-a-number D5",
            "table-turned-over A2",
            "total-rows-left-out E2",
            "unit-converted B4",
        ],
        day=YEAR_END,
        merged=["A1:E1"],
    ),
)
