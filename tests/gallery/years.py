"""Years in headings, sheets and titles."""

from __future__ import annotations

from datetime import date

from tests.gallery.ugly import TITLE, YEAR_END, UglyFile

COUNTY = ["沂河县乡镇情况"]
TOWNS = ["城关镇", "河西乡"]

FILES = (
    UglyFile(
        "a year in the heading",
        [COUNTY, ["乡镇", "2009年末总人口"], ["城关镇", 12345], ["河西乡", 6789]],
        TOWNS,
        {"total_population": [12345, 6789]},
    ),
    UglyFile(
        "a year in Chinese figures in the title",
        [["沂河县二〇〇九年底乡镇情况"], ["乡镇", "常住人口"], ["城关镇", 12345], ["河西乡", 6789]],
        TOWNS,
        {"resident_population": [12345, 6789]},
    ),
    UglyFile(
        "two years side by side",
        [
            COUNTY,
            ["乡镇", "2008年末总人口", "2009年末总人口"],
            ["城关镇", 12000, 12345],
            ["河西乡", 6700, 6789],
        ],
        TOWNS,
        {"total_population": [12345, 6789], "total_population_year_before": [12000, 6700]},
        ["year-before-read B2"],
    ),
    UglyFile(
        "two years under a merged heading, the years as numbers",
        [
            TITLE,
            ["乡镇", "常住人口", ""],
            ["", 2008, 2009],
            ["城关镇", 12000, 12345],
            ["河西乡", 6700, 6789],
        ],
        TOWNS,
        {"resident_population": [12345, 6789], "resident_population_year_before": [12000, 6700]},
        ["year-before-read B3"],
        merged=["A2:A3", "B2:C2"],
    ),
    UglyFile(
        "two years far apart side by side",
        [
            COUNTY,
            ["乡镇", "2000年末总人口", "2009年末总人口"],
            ["城关镇", 12000, 12345],
            ["河西乡", 6700, 6789],
        ],
        TOWNS,
        {"total_population": [12345, 6789]},
        ["later-year-taken C2"],
    ),
    UglyFile(
        "上年 without a year beside the column of this year",
        [
            TITLE,
            ["乡镇", "上年总人口", "总人口", "去年常住人口"],
            ["城关镇", 12000, 12345, 11000],
            ["河西乡", 6700, 6789, 6000],
        ],
        TOWNS,
        {"total_population": [12345, 6789], "total_population_year_before": [12000, 6700]},
        ["columns-not-recognised D2"],
    ),
    UglyFile(
        "本年 and 上年 under a merged heading",
        [
            TITLE,
            ["乡镇", "财政收入（万元）", ""],
            ["", "本年", "上年"],
            ["城关镇", 1234, 1100],
            ["河西乡", 678, 600],
        ],
        TOWNS,
        {"fiscal_revenue": [1234, 678], "fiscal_revenue_year_before": [1100, 600]},
        ["column-by-alias B3", "column-by-alias C3"],
        merged=["A2:A3", "B2:C2"],
    ),
    UglyFile(
        "growth on the year before is another measure",
        [
            TITLE,
            ["乡镇", "总人口", "比上年增长（%）", "比上年增加（人）"],
            ["城关镇", 12345, 1.2, 345],
            ["河西乡", 6789, 0.8, 89],
        ],
        TOWNS,
        {"total_population": [12345, 6789]},
        ["columns-not-recognised C2"],
    ),
    UglyFile(
        "different populations of different years in one table",
        [
            COUNTY,
            ["乡镇", "2008年末户籍人口", "2009年末常住人口"],
            ["城关镇", 13000, 12345],
            ["河西乡", 7000, 6789],
        ],
        TOWNS,
        {"registered_population": [13000, 7000], "resident_population": [12345, 6789]},
        ["years-side-by-side B2"],
    ),
    UglyFile(
        "a heading of an earlier year than the title",
        [
            TITLE,
            ["乡镇", "户籍人口", "2008年常住人口"],
            ["城关镇", 13000, 12345],
            ["河西乡", 7000, 6789],
        ],
        TOWNS,
        {"registered_population": [13000, 7000], "resident_population": [12345, 6789]},
        ["years-side-by-side C2"],
    ),
    UglyFile(
        "two years on two sheets",
        {
            "2008": [["2008年末沂河县"], ["乡镇", "常住人口"], ["城关镇", 12000], ["河西乡", 6700]],
            "2009": [["2009年末沂河县"], ["乡镇", "常住人口"], ["城关镇", 12345], ["河西乡", 6789]],
        },
        TOWNS,
        {"resident_population": [12345, 6789], "resident_population_year_before": [12000, 6700]},
        ["year-before-table"],
        day=YEAR_END,
    ),
    UglyFile(
        "a census day that is no year-end",
        [
            ["沂河县2010年11月1日常住人口"],
            ["乡镇", "常住人口"],
            ["城关镇", 12345],
            ["河西乡", 6789],
        ],
        TOWNS,
        {"resident_population": [12345, 6789]},
        ["date-not-year-end"],
        day=date(2010, 11, 1),
    ),
    UglyFile(
        "no date anywhere",
        [COUNTY, ["乡镇", "常住人口"], ["城关镇", 12345], ["河西乡", 6789]],
        TOWNS,
        {"resident_population": [12345, 6789]},
        day=None,
    ),
)
