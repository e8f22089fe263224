"""Out of each ugly file comes what must, and nothing that was not expected."""

from __future__ import annotations

import pytest

from tests.gallery import (
    continued,
    counties,
    headings,
    names,
    ranges,
    rows,
    staffing,
    units,
    values,
    whole,
    years,
)
from tests.gallery.ugly import UglyFile

ROOMS = (headings, continued, rows, counties, names, years, units, values, ranges, staffing, whole)
GALLERY = [
    pytest.param(ugly, id=f"{room.__name__.rsplit('.', 1)[-1]}: {ugly.phrase}")
    for room in ROOMS
    for ugly in room.FILES
]


@pytest.mark.parametrize("ugly", GALLERY)
def test_what_must_come_out_of_an_ugly_file_comes_out(ugly: UglyFile, tmp_path):
    reading = ugly.read(tmp_path)
    expected = ugly.must_come_out()
    came_out = ugly.came_out(reading)
    assert came_out == expected


def test_no_two_files_of_a_room_are_about_the_same():
    for room in ROOMS:
        phrases = [ugly.phrase for ugly in room.FILES]
        assert len(phrases) == len(set(phrases))
