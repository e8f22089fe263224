"""Who may border on whom by the seats alone."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely

from calculator.reading import read_files
from calculator.reading.borders import read_borders
from calculator.reading.borders.seats import neighbours_by_seats
from calculator.reading.borders.touching import shared_borders
from rules.statistics import Statistics
from sample_data.boundaries import SEATS
from tests.conftest import ROOT
from tests.reading.borders.making import ROUND, borders, codes, pairs, said

SHANDONG = ROOT.parent / "shared" / "data" / "shandong_townships_2010.csv"
CORNERS = {"经度": [118.0, 118.1, 118.0, 118.1], "纬度": [36.0, 36.01, 36.1, 36.1]}


def test_seats_give_neighbours_that_are_said_to_be_approximate(tmp_path):
    found = borders(tmp_path, **CORNERS)
    assert (found.source, found.approximate, found.seats_from) == ("seats", True, "columns")
    assert set(ROUND) <= set(pairs(found))
    assert "近似" in said(found, "borders-approximate")[0]
    assert found.placed.all()
    assert found.seats[0].tolist() == [118.0, 36.0]


@pytest.mark.parametrize(
    ("longitudes", "latitudes", "code", "placed"),
    [
        ([118.0, 118.1, 118.0, None], [36.0, 36.0, 36.1, None], "townships-without-place", 3),
        ([118.0, 118.1, 118.0, 118.1], [36.0, 36.0, 36.1, None], "seats-unusable", 3),
        ([118.0, 118.1, 118.0, 0], [36.0, 36.0, 36.1, 0], "seats-unusable", 3),
        ([36.0, 36.0, 36.1, 36.1], [118.0, 118.1, 118.0, 118.1], "seats-swapped", 4),
        ([118.0] * 4, [36.0] * 4, "seats-in-one-place", 0),
    ],
)
def test_seats_that_are_wrong_are_told(tmp_path, longitudes, latitudes, code, placed):
    found = borders(tmp_path, 经度=longitudes, 纬度=latitudes)
    assert code in codes(found)
    assert found.placed.sum() == placed


def test_seats_in_one_place_are_neighbours(tmp_path):
    found = borders(tmp_path, 经度=[118.0, 118.0, 118.1, 118.2], 纬度=[36.0, 36.0, 36.1, 36.0])
    assert "甲镇—乙镇" in pairs(found)


def test_islands_border_on_nobody(tmp_path):
    found = borders(tmp_path, 特殊地域=["海岛", "", "", ""], **CORNERS)
    assert not any("甲镇" in pair for pair in pairs(found))
    assert "甲镇" in said(found, "townships-without-neighbours")[0]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_seats_or_seats_in_a_line_are_no_trouble(count):
    seats = np.full((4, 2), np.nan)
    seats[:count, 0] = 118.0 + np.arange(count) / 10
    seats[:count, 1] = 36.0
    found = neighbours_by_seats(Statistics(4), seats)
    assert found.tolist() == [[step, step + 1] for step in range(count - 1)]


def test_guessed_neighbours_are_mostly_those_of_the_sample_county():
    reading = read_files([ROOT / "sample_data" / "qiyuan_county.xlsx"])
    true = {tuple(pair) for pair in read_borders(reading).pairs.tolist()}
    names = reading.statistics.text("name")
    seats = np.array([SEATS[name] for name in names]) / [90, 111] + [118.55, 36.45]
    seats[list(names).index("青螺岛乡")] = np.nan
    guessed = {tuple(p) for p in neighbours_by_seats(reading.statistics, seats).tolist()}
    assert len(guessed & true) >= 0.95 * len(true)
    assert len(guessed - true) <= 0.1 * len(guessed)


def test_all_seats_of_a_province_are_a_matter_of_a_second():
    if not SHANDONG.exists():
        pytest.skip("needs ../shared/data")
    reading = read_files([SHANDONG])
    start = time.process_time()
    found = read_borders(reading)
    assert time.process_time() - start < 3
    assert (found.source, found.placed.sum()) == ("seats", 1584)
    assert int(said(found, "townships-without-place")[0].split("个")[0].removeprefix("有")) == 325
    degrees = np.bincount(found.pairs.reshape(-1), minlength=reading.statistics.size)
    assert 5 < degrees[found.placed].mean() < 6.5
    kilometres = np.hypot(
        *((found.seats[found.pairs[:, 0]] - found.seats[found.pairs[:, 1]]) * [90, 111]).T
    )
    assert kilometres.max() < 75


@pytest.mark.parametrize(("count", "shaken"), [(2000, 0), (100, 15)])
def test_many_polygons_are_a_matter_of_seconds(count, shaken):
    random = np.random.default_rng(7)
    land = shapely.box(0, 0, 400_000, 400_000)
    seats = shapely.multipoints(random.uniform(0, 400_000, (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seats, extend_to=land))
    cells = shapely.segmentize(shapely.intersection(cells, land), 400)
    expected, _ = shared_borders(cells)
    if shaken:
        corners, of_cell = shapely.get_coordinates(cells, return_index=True)
        corners = corners + random.uniform(-shaken, shaken, corners.shape)
        ends = np.flatnonzero(np.append(of_cell[1:] != of_cell[:-1], True))
        corners[ends] = corners[np.append(0, ends[:-1] + 1)]
        cells = shapely.make_valid(shapely.polygons(shapely.linearrings(corners, indices=of_cell)))
    start = time.process_time()
    found, lengths = shared_borders(cells)
    assert time.process_time() - start < 15
    same = {tuple(pair) for pair in expected.tolist()} & {tuple(pair) for pair in found.tolist()}
    assert len(same) > 0.99 * max(len(expected), len(found))
    assert lengths.min() >= 100
