"""Who borders on whom by a column of the statistics."""

from __future__ import annotations

import pytest

from calculator.reading import read_files
from calculator.reading.borders import read_borders
from tests.reading.borders.making import borders, codes, pairs, said, statistics
from tests.reading.building import xlsx

WHOLE = ["乙镇、丙乡", "甲镇、丁乡", "甲镇、丁乡", "乙镇、丙乡"]
ROUND = ["甲镇—乙镇", "甲镇—丙乡", "乙镇—丁乡", "丙乡—丁乡"]


@pytest.mark.parametrize(
    "cell",
    [
        "乙镇、丙乡",
        "乙镇，丙乡",
        "乙镇,丙乡。",
        "乙镇；丙乡",
        "乙镇; 丙乡",
        "乙镇 丙乡",
        "乙镇\n丙乡",
        "乙/丙",
        "沂河县乙镇、沂河县丙乡",
        "东邻乙镇，北接丙乡",
        "东面是乙镇，北面与丙乡接壤",
        "与乙镇、丙乡相邻",
        "东：乙镇；北：丙乡",
        "371321101、371321102000",
        "乙镇人民政府、丙乡",
    ],
)
def test_names_are_told_apart_however_they_are_written(tmp_path, cell):
    found = borders(tmp_path, 毗邻乡镇=[cell, *WHOLE[1:]])
    assert (found.source, found.approximate, pairs(found)) == ("column", False, ROUND)
    assert codes(found) == set()
    assert found.placed.all()


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        (["乙镇、丙乡、戊镇", *WHOLE[1:]], "neighbour-unknown", "“戊镇”"),
        (["乙镇、丙乡、丙镇", *WHOLE[1:]], "neighbour-unknown", "最接近的是“丙乡”"),
        (["乙镇、丙乡、甲镇", *WHOLE[1:]], "neighbour-of-itself", "[统计.xlsx]Sheet1!E2：甲镇"),
        (["乙镇、丙乡、乙镇", *WHOLE[1:]], "neighbour-twice", "乙镇写了两次"),
        (["乙镇、丙乡、临河县王楼乡", *WHOLE[1:]], "neighbours-elsewhere", "临河县王楼乡"),
        (["乙镇、丙乡、丁乡", *WHOLE[1:]], "neighbour-one-sided", "（[统计.xlsx]Sheet1!E5）"),
        (["乙镇", "甲镇", "丁乡", ""], "neighbour-one-sided", "丁乡没有写丙乡，"),
        (["乙镇", "甲镇", "无", ""], "townships-without-neighbours", "丙乡"),
        (["乙镇", "甲镇", "无", ""], "townships-without-place", "毗邻乡镇一列中没有"),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(tmp_path, cells, code, words):
    found = borders(tmp_path, 毗邻乡镇=cells)
    (sentence,) = said(found, code)
    assert words in sentence
    if code.startswith("neighbour-"):
        (finding,) = [finding for finding in found.findings if finding.code == code]
        assert (finding.column, finding.township is not None) == ("neighbours", True)
        assert finding.cell.startswith("[统计.xlsx]Sheet1!E")


def test_a_pair_that_one_side_names_counts(tmp_path):
    found = borders(tmp_path, 毗邻乡镇=["乙镇", "", "", ""])
    assert pairs(found) == ["甲镇—乙镇"]
    assert found.placed.tolist() == [True, True, False, False]


def test_without_anything_nothing_is_known(tmp_path):
    found = borders(tmp_path)
    assert (found.source, found.approximate, len(found.pairs)) == (None, False, 0)
    assert not found.placed.any()
    assert (found.seats_from, found.outlines, found.areas) == (None, None, None)


def test_a_namesake_of_the_own_county_is_meant(tmp_path):
    rows = [
        ["县", "乡镇", "人口", "毗邻乡镇"],
        ["沂河县", "城关镇", 1000, "王楼乡"],
        ["沂河县", "王楼乡", 1000, "城关镇"],
        ["临河县", "城关镇", 1000, "王楼乡、沂河县城关镇"],
        ["临河县", "王楼乡", 1000, "城关镇"],
        ["新河县", "马头镇", 1000, "王楼乡"],
    ]
    found = read_borders(read_files([xlsx(tmp_path, rows)]))
    assert found.pairs.tolist() == [[0, 1], [0, 2], [2, 3]]
    assert "沂河县王楼乡、临河县王楼乡" in said(found, "neighbour-ambiguous")[0]


@pytest.mark.parametrize(
    ("cells", "pairs_wanted", "codes_wanted"),
    [
        (["乙镇", "甲镇", "", ""], [[0, 1]], set()),
        (["", "甲镇", "否", "无"], [[0, 1]], set()),
        (["是", "", "", ""], [], {"shared-seat-without-name"}),
        (["戊镇", "", "", ""], [], {"neighbour-unknown"}),
    ],
)
def test_a_seat_shared_names_the_other_township(tmp_path, cells, pairs_wanted, codes_wanted):
    found = borders(tmp_path, 毗邻乡镇=WHOLE, 一地两府=cells)
    assert found.shared_seats.tolist() == pairs_wanted
    assert codes(found) == codes_wanted


def test_statistics_have_no_column_of_shared_seats_by_chance(tmp_path):
    assert "shared_seat" not in statistics(tmp_path, 毗邻乡镇=WHOLE).statistics.texts
