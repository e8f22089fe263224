"""Delimited text that is not quite right is read all the same, and what is wrong is named."""

from __future__ import annotations

import pytest

from calculator.reading.grids import column_letters
from tests.reading.containers.building import one

TEXT = "乡镇,人口\n城关镇,1\n河西乡,2\n"


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        (TEXT.encode().replace("西".encode(), b"\xff"), "A3"),
        (TEXT.encode("utf-8-sig").replace("西".encode(), b"\xff"), "A3"),
        (TEXT.encode("gb18030").replace("西".encode("gb18030"), b"\xff"), "A3"),
        (TEXT.encode("utf-16") + b"\0", "A4"),
        ("乡镇,人口\n城关镇,1\n河�乡,2\n".encode(), "A3"),
        (TEXT.encode().replace("西".encode(), b"\0"), "A3"),
        (TEXT.encode("gb18030").replace("西".encode("gb18030"), b"\x1a"), "A3"),
    ],
)
def test_a_byte_of_no_encoding_does_not_refuse_the_file(data, cell):
    grid, (found,) = one(data, "表.csv")
    assert grid.cells[1] == ["城关镇", "1"]
    assert (found.code, found.cell) == ("letters-unreadable", f"[表.csv]{cell}")


def test_a_line_with_a_cell_far_right_does_not_widen_the_others():
    text = TEXT + "".join(f"镇{n},3\n" for n in range(60)) + "南山镇,3" + "," * 9000 + "远\n"
    grid, (found,) = one(text.encode(), "表.csv")
    assert (grid.height, grid.width) == (64, 2)
    assert (found.code, found.cell) == ("stray-cells-left-out", f"[表.csv]{column_letters(9001)}64")
