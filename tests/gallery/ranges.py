"""Figures that do not fit their unit: a finding with the likely unit, nothing corrected."""

from __future__ import annotations

from tests.gallery.ugly import TITLE, UglyFile


def _area(
    phrase: str, heading: str, areas: list[float], kept: list[float | None], *findings: str
) -> UglyFile:
    towns = ["城关镇", "河西乡", "马头镇", "向城镇"]
    people = [32345, 16789, 41000, 28000]
    return UglyFile(
        phrase,
        [
            TITLE,
            ["乡镇", "常住人口", heading],
            *([town, count, area] for town, count, area in zip(towns, people, areas, strict=True)),
        ],
        towns,
        {"resident_population": people, "area_km2": kept},
        findings,
    )


FILES = (
    UglyFile(
        "a township of 3 people",
        [TITLE, ["乡镇", "常住人口"], ["城关镇", 12345], ["河西乡", 3.2]],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, None]},
        ["unit-probably-other B4"],
    ),
    UglyFile(
        "a column of 万人 that says 人",
        [
            TITLE,
            ["乡镇", "常住人口（人）"],
            ["城关镇", 3.2],
            ["河西乡", 1.2],
            ["马头镇", 2.2],
            ["向城镇", 5.2],
        ],
        ["城关镇", "河西乡", "马头镇", "向城镇"],
        {"resident_population": [None] * 4},
        ["unit-probably-other B3"],
    ),
    _area(
        "a township of 900,000 km²",
        "面积（平方公里）",
        [35.5, 70, 900000, 50],
        [35.5, 70, None, 50],
        "unit-probably-other C5",
    ),
    _area(
        "公顷 read as 平方公里",
        "面积（平方公里）",
        [3550, 7000, 4100, 5000],
        [3550, 7000, 4100, 5000],
        "unit-doubtful C2",
    ),
    _area(
        "平方公里 read as 公顷",
        "面积（公顷）",
        [35.5, 70, 41, 50],
        [0.355, 0.7, 0.41, 0.5],
        "unit-converted C2",
        "unit-doubtful C2",
    ),
    UglyFile(
        "元 under 万元",
        [
            TITLE,
            ["乡镇", "常住人口", "一般公共预算收入（万元）"],
            ["城关镇", 12345, 12345678],
            ["河西乡", 6789, 6789012],
        ],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "fiscal_revenue": [None, None]},
        ["unit-probably-other C3", "unit-probably-other C4"],
    ),
    UglyFile(
        "亿元 under 万元",
        [
            TITLE,
            ["乡镇", "常住人口", "一般公共预算收入（万元）"],
            ["城关镇", 12345, 0.35],
            ["河西乡", 6789, 0.12],
        ],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "fiscal_revenue": [None, None]},
        ["unit-probably-other C3", "unit-probably-other C4"],
    ),
    UglyFile(
        "元 of output under 万元",
        [
            TITLE,
            ["乡镇", "常住人口", "工业总产值（万元）"],
            ["城关镇", 12345, 1234567890],
            ["河西乡", 6789, 0],
        ],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "industrial_output": [None, 0]},
        ["unit-probably-other C3"],
    ),
    UglyFile(
        "平方米 of built-up area under 公顷",
        [
            TITLE,
            ["乡镇", "常住人口", "建成区面积（公顷）"],
            ["城关镇", 12345, 1250000],
            ["河西乡", 6789, 800000],
        ],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "built_up_area_km2": [None, None]},
        ["unit-converted C2", "unit-probably-other C3", "unit-probably-other C4"],
    ),
    UglyFile(
        "万户 under 户",
        [TITLE, ["乡镇", "常住人口", "总户数"], ["城关镇", 12345, 0.41], ["河西乡", 6789, 0.23]],
        ["城关镇", "河西乡"],
        {"resident_population": [12345, 6789], "households": [None, None]},
        ["unit-probably-other C3", "unit-probably-other C4"],
    ),
    UglyFile(
        "negative figures, halves and nobody",
        [
            TITLE,
            ["乡镇", "常住人口", "户籍人口", "村委会个数"],
            ["城关镇", -12345, 13000, 20],
            ["河西乡", 6789, 0, 3.5],
        ],
        ["城关镇", "河西乡"],
        {
            "resident_population": [None, 6789],
            "registered_population": [13000, None],
            "villages": [20, None],
        },
        ["negative-number B3", "nobody-there C4", "not-whole D4"],
    ),
)
