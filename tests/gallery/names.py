"""Names and codes as they are written."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

YEAR = ["2009年末乡镇情况"]
HEADING = ["乡镇", "常住人口"]
PEOPLE = {"resident_population": [12345, 6789]}

FILES = (
    UglyFile(
        "inner blanks in names",
        [TITLE, HEADING, ["石 家 庄 镇", 12345], ["河　西　乡", 6789]],
        ["石家庄镇", "河西乡"],
        PEOPLE,
    ),
    UglyFile(
        "inner blanks in counties",
        [YEAR, ["县", *HEADING], ["沂 河 县", "城关镇", 12345], ["沂河县", "河西乡", 6789]],
        ["城关镇", "河西乡"],
        PEOPLE,
        told="cells",
    ),
    UglyFile(
        "numbering and footnote marks in names",
        [TITLE, HEADING, ["1、城关镇①", 12345], ["（二）河西乡 [2]", 6789]],
        ["城关镇", "河西乡"],
        PEOPLE,
    ),
    UglyFile(
        "county and township in one cell",
        [YEAR, HEADING, ["双流县永安镇", 12345], ["新县新集镇", 6789]],
        ["永安镇", "新集镇"],
        PEOPLE,
        ["county-split-from-name A2"],
        county=["双流县", "新县"],
        told="cells",
    ),
    UglyFile(
        "县, 市 and 区 inside the names of counties and townships joined in one cell",
        [
            YEAR,
            HEADING,
            ["市中区泺源街道", 1001],
            ["光山县新县镇", 1002],
            ["滕州市市中街道", 1003],
            ["新市区北京路街道", 1004],
            ["城区西上庄街道", 1005],
        ],
        ["泺源街道", "新县镇", "市中街道", "北京路街道", "西上庄街道"],
        {"resident_population": [1001, 1002, 1003, 1004, 1005]},
        ["county-split-from-name A2"],
        county=["市中区", "光山县", "滕州市", "新市区", "城区"],
        told="cells",
    ),
    UglyFile(
        "the county of the title tells where joined names are split",
        [
            ["2009年末津市市乡镇情况"],
            HEADING,
            ["津市市新洲镇", 12345],
            ["津市市药山镇", 6789],
        ],
        ["新洲镇", "药山镇"],
        PEOPLE,
        ["county-split-from-name A2"],
        county="津市市",
        told="cells",
    ),
    UglyFile(
        "prefecture, county and township in one cell",
        [YEAR, HEADING, ["枣庄市市中区齐村镇", 12345], ["枣庄市峄城区古邵镇", 6789]],
        ["齐村镇", "古邵镇"],
        PEOPLE,
        ["county-split-from-name A2"],
        county=["市中区", "峄城区"],
        told="cells",
        texts={"prefecture": ["枣庄市", "枣庄市"]},
    ),
    UglyFile(
        "twelve-digit codes as numbers in one sheet, nine digits as text in the next",
        {
            "一": [
                TITLE,
                ["代码", *HEADING],
                [370123100000, "城关镇", 12345],
                [370123200000, "河西乡", 6789],
            ],
            "二": [
                TITLE,
                ["代码", "乡镇", "户籍人口"],
                ["370123100", "城关镇", 13000],
                ["370123200", "河西乡", 7000],
            ],
        },
        ["城关镇", "河西乡"],
        {**PEOPLE, "registered_population": [13000, 7000]},
        texts={"code": ["370123100000", "370123200000"]},
    ),
    UglyFile(
        "leading zeros of codes",
        [TITLE, ["代码", *HEADING], ["012", "城关镇", 12345], ["'013", "河西乡", 6789]],
        ["城关镇", "河西乡"],
        PEOPLE,
        texts={"code": ["012", "013"]},
    ),
    UglyFile(
        "codes rounded by a spreadsheet, on one row only",
        [
            TITLE,
            ["代码", *HEADING],
            [379921000000, "城关镇", 12345],
            [379921200000, "河西乡", 6789],
        ],
        ["城关镇", "河西乡"],
        PEOPLE,
        ["code-unreadable A3"],
        texts={"code": [None, "379921200000"]},
    ),
    UglyFile(
        "a rounded code beside an unusual name",
        [
            TITLE,
            ["代码", *HEADING],
            [379921100000, "城关镇", 12345],
            [379921000000, "高新区", 6789],
        ],
        ["城关镇", "高新区"],
        PEOPLE,
        ["code-unreadable A4"],
        texts={"code": ["379921100000", None]},
    ),
    UglyFile(
        "the county's six digits beside a unit with an unusual name",
        [
            TITLE,
            ["代码", *HEADING],
            ["370123", "沂河县", 19134],
            ["370123100", "城关镇", 12345],
            ["370123", "高新区", 6789],
        ],
        ["城关镇", "高新区"],
        PEOPLE,
        ["total-rows-left-out A3"],
        texts={"code": ["370123100", "370123"]},
        left_out=[3],
    ),
    UglyFile(
        "organs of the township after its name",
        {
            "一": [TITLE, HEADING, ["城关镇", 12345], ["河西乡", 6789]],
            "二": [TITLE, ["单位名称", "户籍人口"], ["城关镇人民政府", 13000], ["河西", 7000]],
        },
        ["城关镇", "河西乡"],
        {**PEOPLE, "registered_population": [13000, 7000]},
    ),
)
