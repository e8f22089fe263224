"""Spreadsheets of townships, made at random from a seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import xlsxwriter

TOWNSHIPS = 16
"""So many a county."""
HEADINGS = [
    "区划代码",
    "设区的市",
    "县（市、区）",
    "乡镇",
    "类型",
    "常住人口（人）",
    "户籍人口（人）",
    "总人口（人）",
    "户数",
    "行政区域面积（公顷）",
    "建成区面积（公顷）",
    "建成区人口",
    "居民委员会个数",
    "村民委员会个数",
    "从业人员",
    "二三产业从业人员",
    "企业个数",
    "工业企业个数",
    "规模以上工业企业个数",
    "工业总产值（万元）",
    "财政收入（万元）",
    "经度",
    "纬度",
    "特殊地域",
    "中心镇",
    "经济发达镇",
    "县城驻地",
    "拟设党政工作机构",
    "拟核行政编制",
    "拟核事业编制",
]


def township(rng: random.Random, number: int, county: int) -> list[Any]:
    """One row of thirty cells that contradicts nothing."""
    kind = rng.choice(["镇", "镇", "乡"])
    people = rng.randint(8_000, 90_000)
    employed = people // 2
    code = f"{110101 + county % 700_000:06d}{100 if kind == '镇' else 200 + number % 99:03d}"
    return [
        f"{code[:6]}{'1' if kind == '镇' else '2'}{number % 100:02d}",
        f"第{county // 10}市",
        f"第{county}县",
        f"第{number}{kind}",
        kind,
        people,
        people + rng.randint(-500, 500),
        people,
        people // 3,
        rng.randint(3_000, 20_000),
        rng.randint(50, 900),
        people // 5,
        rng.randint(0, 9),
        rng.randint(10, 60),
        employed,
        employed // 2,
        rng.randint(60, 90),
        rng.randint(20, 50),
        rng.randint(0, 19),
        rng.randint(100, 99_000),
        rng.randint(100, 9_900),
        115 + rng.random(),
        35 + rng.random(),
        rng.choice(["", "", "", "山区"]),
        rng.choice(["", "是"]),
        "",
        "",
        3,
        rng.randint(30, 45),
        rng.randint(30, 45),
    ]


def write(path: Path, rows: int, first_county: int = 0) -> Path:
    """A workbook of so many townships, sixteen a county, with a title."""
    rng = random.Random(first_county)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("统计表")
        sheet.write(0, 0, "2009年末乡镇基本情况")
        sheet.write_row(1, 0, HEADINGS)
        for row in range(rows):
            county = first_county + row // TOWNSHIPS
            sheet.write_row(row + 2, 0, township(rng, row % TOWNSHIPS, county))
    return path
