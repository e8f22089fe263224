"""Which county a township belongs to, wherever the file says it."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile

YEAR = ["2009年末乡镇情况"]
HEADING = ["乡镇", "常住人口"]
BODY = [["城关镇", 12345], ["河西乡", 6789]]
TOWNS = ["城关镇", "河西乡"]
PEOPLE = {"resident_population": [12345, 6789]}

FILES = (
    UglyFile("county known only from the title", [TITLE, HEADING, *BODY], TOWNS, PEOPLE),
    UglyFile(
        "county known only from the sheet's name", {"沂河县": [YEAR, HEADING, *BODY]}, TOWNS, PEOPLE
    ),
    UglyFile(
        "county known only from the file's name",
        [YEAR, HEADING, *BODY],
        TOWNS,
        PEOPLE,
        file="3.沂河县（报送稿）.xlsx",
    ),
    UglyFile(
        "nothing tells the county",
        [YEAR, HEADING, *BODY],
        TOWNS,
        PEOPLE,
        county=None,
        told="nothing",
    ),
    UglyFile(
        "merged county cells down the rows",
        [
            YEAR,
            ["县", *HEADING],
            ["沂河县", "城关镇", 12345],
            ["", "河西乡", 6789],
            ["临河县", "城关镇", 20000],
            ["", "河东镇", 30000],
        ],
        ["城关镇", "河西乡", "城关镇", "河东镇"],
        {"resident_population": [12345, 6789, 20000, 30000]},
        county=["沂河县", "沂河县", "临河县", "临河县"],
        told="cells",
        merged=["A3:A4", "A5:A6"],
    ),
    UglyFile(
        "a bare line of the county above its townships",
        [
            YEAR,
            HEADING,
            ["沂河县"],
            ["城关镇", 12345],
            ["河西乡", 6789],
            ["临河县"],
            ["城关镇", 20000],
        ],
        ["城关镇", "河西乡", "城关镇"],
        {"resident_population": [12345, 6789, 20000]},
        ["county-from-lines A3"],
        county=["沂河县", "沂河县", "临河县"],
        told="cells",
    ),
    UglyFile(
        "lines of districts with their sums above their townships, the prefecture's first",
        [
            ["2009年末济南市各区乡镇情况"],
            HEADING,
            ["济南市", 69134],
            ["市中区", 19134],
            ["泺源街道", 12345],
            ["河西乡", 6789],
            ["历下区", 50000],
            ["甸柳街道", 50000],
        ],
        ["泺源街道", "河西乡", "甸柳街道"],
        {"resident_population": [12345, 6789, 50000]},
        ["county-from-lines A4", "total-rows-left-out A3"],
        county=["市中区", "市中区", "历下区"],
        told="cells",
        texts={"prefecture": ["济南市"] * 3},
        left_out=[3, 4, 7],
    ),
    UglyFile(
        "sums of the counties below their townships",
        [
            YEAR,
            HEADING,
            ["城关镇", 12345],
            ["河西乡", 6789],
            ["沂河县小计", 19134],
            ["城关镇", 20000],
            ["临河县小计", 20000],
        ],
        ["城关镇", "河西乡", "城关镇"],
        {"resident_population": [12345, 6789, 20000]},
        ["county-from-lines A5", "total-rows-left-out A5"],
        county=["沂河县", "沂河县", "临河县"],
        told="cells",
    ),
    UglyFile(
        "the same name in two counties",
        [YEAR, ["县（市、区）", *HEADING], ["沂河县", *BODY[0]], ["临河县", "城关镇", 6789]],
        ["城关镇", "城关镇"],
        PEOPLE,
        county=["沂河县", "临河县"],
        told="cells",
    ),
    UglyFile(
        "a county that has become a district, renamed from the user's list",
        {
            "一": [YEAR, ["县", *HEADING], ["沂河县", "城关镇", 12345], ["沂河县", "河西乡", 6789]],
            "二": [
                YEAR,
                ["区", "乡镇", "户籍人口"],
                ["沂河区", "城关镇", 13000],
                ["沂河区", "河西乡", 7000],
            ],
        },
        TOWNS,
        {**PEOPLE, "registered_population": [13000, 7000]},
        ["county-renamed 一!A3"],
        county="沂河区",
        told="cells",
        options={"renames": {"沂河县": "沂河区"}},
    ),
    UglyFile(
        "blanks in a county column that is written on most rows",
        [
            YEAR,
            ["县", *HEADING],
            ["沂河县", "城关镇", 12345],
            ["沂河县", "河西乡", 6789],
            ["", "马头镇", 30000],
        ],
        [*TOWNS, "马头镇"],
        {"resident_population": [12345, 6789, 30000]},
        ["county-missing A5"],
        county=["沂河县", "沂河县", None],
        told="cells",
    ),
    UglyFile(
        "the same county's name in two prefectures",
        [
            YEAR,
            ["市", "县区", *HEADING],
            ["济南市", "市中区", "城关街道", 12345],
            ["济宁市", "市中区", "城关街道", 6789],
        ],
        ["城关街道", "城关街道"],
        PEOPLE,
        county="市中区",
        told="cells",
        texts={"prefecture": ["济南市", "济宁市"]},
    ),
)
