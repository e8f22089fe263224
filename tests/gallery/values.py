"""Cells as they are filled in."""

from __future__ import annotations

from typing import Any

from tests.gallery.ugly import TITLE, UglyFile


def _cells(phrase: str, cells: dict[Any, float | None], *findings: str) -> UglyFile:
    """The population of as many townships, whose cells are read so."""
    towns = [f"{stem}镇" for stem in "甲乙丙丁戊己庚辛壬癸"[: len(cells)]]
    return UglyFile(
        phrase,
        [
            TITLE,
            ["乡镇", "常住人口", "户籍人口"],
            *([town, cell, 30000] for town, cell in zip(towns, cells, strict=True)),
        ],
        towns,
        {
            "resident_population": list(cells.values()),
            "registered_population": [30000] * len(cells),
        },
        findings,
    )


FILES = (
    _cells(
        "full-width digits", {"１２３４５": 12345, "１２，３４５": 12345, "１２３４５．０": 12345}
    ),
    _cells(
        "thousands separators",
        {"12,345": 12345, "12，345": 12345, "12 345": 12345, "1,234,567": 1234567},
    ),
    _cells("numbers as text", {"12345": 12345, " 6789 ": 6789, "'6790": 6790, "12345.0": 12345}),
    _cells(
        "blanks and dashes",
        {
            "": None,
            "-": None,
            "—": None,
            "——": None,
            "…": None,
            "/": None,
            "　": None,
            "缺": None,
            "不详": None,
            12345: 12345,
        },
    ),
    _cells(
        "footnote marks in values",
        {"12,345①": 12345, "12345 [1]": 12345, "6789*": 6789, "6789（注1）": 6789},
    ),
    _cells(
        "trailing notes",
        {
            "32000（含农场）": 32000,
            "3.2万(含农场)": 32000,
            "32001 （不含林场）": 32001,
            12345: 12345,
        },
        "note-in-cell B3",
        "unit-in-cells B4",
    ),
    UglyFile(
        "a unit in brackets after the figure is no note",
        [TITLE, ["乡镇", "常住人口"], ["城关镇", "3.2（万人）"], ["河西乡", "6789（人）"]],
        ["城关镇", "河西乡"],
        {"resident_population": [32000, 6789]},
        ["unit-in-cells B3"],
    ),
    _cells(
        "figures that are only about right",
        {"约3万": None, "32000左右": None, "3-4万": None, 12345: 12345},
        "not-a-number B3",
        "not-a-number B4",
        "not-a-number B5",
    ),
    _cells(
        "error values",
        {"#REF!": None, "#DIV/0!": None, "#N/A": None, 12345: 12345},
        "not-a-number B3",
        "not-a-number B4",
        "not-a-number B5",
    ),
    UglyFile(
        "yes and no in every way",
        [
            TITLE,
            ["乡镇", "常住人口", "中心镇"],
            *(
                [f"{stem}镇", 30000, cell]
                for stem, cell in zip(
                    "甲乙丙丁戊己", ["是", "√", "否", "", "×", "待定"], strict=True
                )
            ),
        ],
        [f"{stem}镇" for stem in "甲乙丙丁戊己"],
        {"resident_population": [30000] * 6, "central_town": [1, 1, 0, 0, 0, None]},
        ["not-a-flag C8"],
    ),
)
