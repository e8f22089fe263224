"""Tables of who borders on whom, and columns of neighbours and seats, of any content."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from calculator.reading.borders import read_borders
from tests.fuzzing.breaking import ANYTHING, Trial, broken, said, say_all
from tests.reading.borders.making import NAMES, statistics
from tests.reading.building import workbook_bytes

HEADINGS = (
    "乡镇",
    "乡镇1",
    "乡镇2",
    "相邻乡镇",
    "毗邻乡镇",
    "区划代码",
    "对方代码",
    "县",
    "相邻县",
    "边界长度（公里）",
    "长度(米)",
    "备注",
)
CELLS = (
    *NAMES,
    "沂河县",
    "沂河县/甲镇",
    "371321100",
    371321101,
    "甲镇、乙镇,丙乡；丁乡",
    "东邻：乙镇 南接丙乡",
    "无",
    "甲",
    "3.5",
    "1,234.5公里",
    "∞",
    "合计",
    *(value for value in ANYTHING if isinstance(value, (str, float))),
)
DEGREES = (118.05, "118°3′", "36.05N", "东经118度", -1, 400, "118,05", *CELLS)
COLUMNS = ("毗邻乡镇", "经度", "纬度", "驻地")


def ready(folder: Path) -> Trial:
    """Tables put together at random, some of them with bytes changed."""
    whole = statistics(folder)

    def trial(seed: int) -> str:
        chance = random.Random(seed)
        path = folder / "相邻.xlsx"
        path.write_bytes(_table(chance))
        reading = whole
        try:
            if chance.random() < 0.2:
                names = chance.sample(COLUMNS, chance.randrange(1, len(COLUMNS)))
                reading = statistics(folder, **{name: _column(name, chance) for name in names})
            found = read_borders(reading, neighbours=path if chance.random() < 0.9 else None)
        except CalculatorError as error:
            return said(error)
        assert found.pairs.shape == (len(found.lengths), 2)
        say_all(found.findings)
        return f"read {found.source}"

    return trial


def _table(chance: random.Random) -> bytes:
    width = chance.randrange(1, 7)
    rows = [[_cell(chance) for _ in range(width)] for _ in range(chance.randrange(8))]
    if chance.random() < 0.9:
        rows.insert(0, [chance.choice(HEADINGS) for _ in range(width)])
    if chance.random() < 0.2:
        return "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8", "replace")
    data = workbook_bytes({"表": rows})
    return broken(data, chance) if chance.random() < 0.2 else data


def _cell(chance: random.Random) -> Any:
    cell = chance.choice(NAMES if chance.random() < 0.6 else CELLS)
    return "" if isinstance(cell, float) and not abs(cell) < 1e300 else cell


def _column(name: str, chance: random.Random) -> list[Any]:
    values = DEGREES if name in ("经度", "纬度") else CELLS
    cells = [chance.choice(values) for _ in NAMES]
    return ["" if isinstance(c, float) and not abs(c) < 1e300 else c for c in cells]
