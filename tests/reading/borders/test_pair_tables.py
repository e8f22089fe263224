"""Who borders on whom by a table of pairs."""

from __future__ import annotations

import numpy as np
import pytest

from calculator.errors import CalculatorError
from tests.reading.borders.making import borders, codes, pairs, said
from tests.reading.building import csv, xlsx

ROUND = ["甲镇—乙镇", "甲镇—丙乡", "乙镇—丁乡", "丙乡—丁乡"]
PAIRS = [["甲镇", "乙镇"], ["甲镇", "丙乡"], ["乙镇", "丁乡"], ["丙乡", "丁乡"]]


@pytest.mark.parametrize(
    "rows",
    [
        PAIRS,
        [["乡镇1", "乡镇2"], *PAIRS],
        [["乡镇", "毗邻乡镇"], *PAIRS],
        [["乡镇", "相邻乡镇名称"], *PAIRS],
        [["name_a", "name_b"], *PAIRS],
        [["from", "to"], *PAIRS],
        [["毗邻关系表"], ["乡镇甲", "乡镇乙"], *PAIRS, ["合计", 4], ["注：依据勘界资料"]],
        [["乡镇", "毗邻乡镇"], ["甲镇", "乙镇、丙乡"], ["丁乡", "乙镇、丙乡"]],
        [["乡镇", "毗邻乡镇"], ["甲镇", "乙镇"], ["", "丙乡"], ["丁乡", "乙镇"], ["", "丙乡"]],
        [
            ["代码1", "代码2"],
            *(
                [f"37132110{'甲乙丙丁'.index(a[0])}", f"37132110{'甲乙丙丁'.index(b[0])}000"]
                for a, b in PAIRS
            ),
        ],
        [["县1", "乡镇1", "县2", "乡镇2"], *(["沂河县", a, "沂河", b] for a, b in PAIRS)],
        [
            ["代码1", "名称1", "代码2", "名称2"],
            *([f"37132110{'甲乙丙丁'.index(a[0])}", "?", "", b] for a, b in PAIRS),
        ],
    ],
)
def test_a_table_is_understood_however_it_is_laid_out(tmp_path, rows):
    width = max(map(len, rows))
    table = xlsx(tmp_path, [[*row, *[""] * (width - len(row))] for row in rows], "毗邻.xlsx")
    found = borders(tmp_path, neighbours=table)
    assert (found.source, pairs(found)) == ("pairs", ROUND)
    assert codes(found) <= {"pairs-filled-down"}


@pytest.mark.parametrize(("unit", "factor"), [("公里", 1), ("km", 1), ("米", 0.001)])
def test_lengths_are_read_in_their_unit(tmp_path, unit, factor):
    text = f"乡镇1,乡镇2,边界长度（{unit}）\n甲镇,乙镇,1200\n丙乡,甲镇,\n丙乡,丁乡,多\n"
    found = borders(tmp_path, neighbours=csv(tmp_path, text))
    assert found.lengths[0] == pytest.approx(1200 * factor)
    assert np.isnan(found.lengths[1:]).all()
    assert codes(found) == {"border-length-odd"}


def test_lengths_without_a_unit_are_not_used(tmp_path):
    found = borders(tmp_path, neighbours=csv(tmp_path, "乡镇1,乡镇2,长度\n甲镇,乙镇,1200\n"))
    assert np.isnan(found.lengths).all()
    assert "border-length-without-unit" in codes(found)


def test_gbk_text_is_read(tmp_path):
    table = csv(tmp_path, "乡镇1,乡镇2\n甲镇,乙镇\n", encoding="gb18030")
    assert pairs(borders(tmp_path, neighbours=table)) == ["甲镇—乙镇"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("甲镇,乙镇\n甲镇,戊镇\n", "neighbour-unknown", "[表.csv]B2"),
        ("甲镇,乙镇\n甲镇,甲镇\n", "neighbour-of-itself", "甲镇"),
        ("甲镇,乙镇\n甲镇,乙镇\n", "neighbour-twice", "乙镇"),
        ("甲镇,乙镇\n子镇,丑镇\n", "pairs-elsewhere", "子镇—丑镇"),
        ("甲镇,乙镇\n乙镇,甲镇\n丙乡,丁乡\n", "neighbour-one-sided", "丁乡没有写丙乡"),
        ("甲镇,乙镇\n", "townships-without-place", "丙乡、丁乡"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, code, words):
    found = borders(tmp_path, neighbours=csv(tmp_path, text))
    assert words in said(found, code)[0]


def test_what_the_column_says_otherwise_is_told(tmp_path):
    table = csv(tmp_path, "甲镇,乙镇\n丙乡,丁乡\n甲镇,丁乡\n")
    column = ["乙镇、丙乡", "甲镇", "甲镇、丁乡", "丙乡"]
    found = borders(tmp_path, neighbours=table, 毗邻乡镇=column)
    assert (found.source, len(found.pairs)) == ("pairs", 3)
    assert "甲镇—丁乡" in said(found, "borders-only-here")[0]
    assert "甲镇—丙乡" in said(found, "borders-only-there")[0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("没有.csv", None, "没有找到这个文件"),
        ("空.csv", b"", "应有毗邻关系表.*空文件"),
        ("只有标题.csv", "乡镇1,乡镇2\n".encode(), "应有毗邻关系表.*没有一行写着两个乡镇"),
        ("图.csv", b"\x89PNG\r\n", "图片"),
        ("别的.csv", "子镇,丑镇\n".encode(), "没有一行能对上"),
        ("一列.csv", "甲镇\n乙镇\n".encode(), "没有一行写着两个乡镇"),
    ],
)
def test_a_file_that_is_no_table_of_pairs_is_refused(tmp_path, name, data, words):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CalculatorError, match=words):
        borders(tmp_path, neighbours=path)
