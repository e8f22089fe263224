"""Who borders on whom by polygons."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from calculator.errors import CalculatorError
from calculator.reading import read_files
from calculator.reading.borders import read_borders
from tests.conftest import ROOT
from tests.reading.borders.making import (
    NAMES,
    ROUND,
    SQUARES,
    borders,
    codes,
    geojson,
    geopackage,
    moved,
    pairs,
    said,
)

BOW_TIE = Polygon([(118, 36.1), (118.1, 36.2), (118.1, 36.1), (118, 36.2)])
# Seen as one line: 丙 and 丁 are north of a zigzag that 甲 and 乙 have drawn otherwise.
ZIGZAG = [(118.1 - step / 100, 36.1 + (step % 2) * 0.0003) for step in range(11)]


def test_polygons_that_share_a_line_border_and_corners_do_not(tmp_path):
    found = borders(tmp_path, boundaries=geojson(tmp_path, SQUARES))
    assert (found.source, found.approximate, pairs(found)) == ("boundaries", False, ROUND)
    assert found.lengths == pytest.approx([11.1, 9.0, 9.0, 11.1], rel=0.01)
    assert found.areas == pytest.approx([100, 100, 99.8, 99.8], rel=0.01)
    assert found.placed.all()
    assert codes(found) == set()
    assert (found.seats_from, found.seats[0].round(2).tolist()) == ("boundaries", [118.05, 36.05])
    assert [len(rings) for rings in found.outlines] == [1, 1, 1, 1]
    assert found.outlines[0][0].shape == (5, 2)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"乙镇": moved(SQUARES["乙镇"], east=40)}, []),
        ({"乙镇": moved(SQUARES["乙镇"], east=-40)}, []),
        (
            {
                "乙镇": moved(SQUARES["乙镇"], east=40),
                "丁乡": moved(SQUARES["丁乡"], east=-40, north=30),
            },
            [],
        ),
        ({"乙镇": moved(SQUARES["乙镇"], east=300)}, ["甲镇—乙镇"]),
        ({"乙镇": SQUARES["乙镇"].segmentize(0.003)}, []),
        ({"丙乡": Polygon([*ZIGZAG, (118.0, 36.2), (118.1, 36.2)])}, []),
        ({"丁乡": moved(SQUARES["丁乡"], east=-60)}, []),
    ],
)
def test_slivers_and_gaps_are_tolerated(tmp_path, changed, missing):
    found = borders(tmp_path, boundaries=geojson(tmp_path, {**SQUARES, **changed}))
    assert set(ROUND) - set(pairs(found)) == set(missing)
    assert set(pairs(found)) <= set(ROUND)


@pytest.mark.parametrize(("metres", "bordering"), [(60, False), (200, True)])
def test_a_short_line_is_a_corner(tmp_path, metres, bordering):
    polygons = {**SQUARES, "丁乡": box(118.1 - metres / 90000, 36.1, 118.2, 36.2)}
    polygons["丙乡"] = box(118.0, 36.1, 118.1 - metres / 90000, 36.2)
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons))
    assert ("甲镇—丁乡" in pairs(found)) == bordering


def test_an_enclave_drawn_over_its_surroundings_borders_on_them(tmp_path):
    polygons = {**SQUARES, "丁乡": box(118.03, 36.03, 118.06, 36.06)}
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons))
    assert "甲镇—丁乡" in pairs(found)
    assert "100%" in said(found, "polygons-overlap")[0]


@pytest.mark.parametrize("epsg", [4547, 4527, 32650, 3857])
@pytest.mark.parametrize("named", [True, False])
def test_projected_coordinates_are_recognised(tmp_path, epsg, named):
    pyproj = pytest.importorskip("pyproj")
    project = pyproj.Transformer.from_crs(4326, epsg, always_xy=True)
    polygons = {
        name: shapely.transform(
            polygon.segmentize(0.01), lambda c: np.column_stack(project.transform(*c.T))
        )
        for name, polygon in SQUARES.items()
    }
    crs = f"urn:ogc:def:crs:EPSG::{epsg}" if named else None
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons, crs=crs))
    assert pairs(found) == ROUND
    if named or epsg == 4527:
        assert codes(found) == {"boundaries-projected"}
        assert found.seats[0] == pytest.approx([118.05, 36.05], abs=0.01)
    else:
        assert codes(found) == {"boundaries-projected-unknown"}
        assert np.abs(found.seats).max() < 1
    scale = 1 if named or epsg != 3857 else 1.53
    assert found.areas[0] == pytest.approx(100 * scale, rel=0.02)


def test_projected_coordinates_without_what_converts_them(tmp_path, monkeypatch):
    from calculator.reading.borders import coordinates

    monkeypatch.setattr(coordinates, "if_installed", lambda _: None)
    polygons = {
        name: shapely.transform(p, lambda c: (c - [117, 0]) * [90000, 111000] + [39_500_000, 0])
        for name, p in SQUARES.items()
    }
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons))
    assert pairs(found) == ROUND
    assert (
        'pip install "township-calculator[maps]"'
        in said(found, "boundaries-projected-unconverted")[0]
    )


@pytest.mark.parametrize("metres", [False, True])
def test_coordinates_the_wrong_way_round_are_swapped(tmp_path, metres):
    def turned(corners):
        if metres:
            corners = (corners - [117, 0]) * [90000, 111000] + [500_000, 0]
        return corners[:, ::-1]

    polygons = {name: shapely.transform(p, turned) for name, p in SQUARES.items()}
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons))
    assert pairs(found) == ROUND
    assert "boundaries-swapped" in codes(found)


def test_coordinates_of_several_kinds_are_refused(tmp_path):
    for wrong in (
        box(500_000, 4_000_000, 510_000, 4_010_000),
        box(36.0, 118.0, 36.1, 118.1),
    ):
        path = geojson(tmp_path, {**SQUARES, "丁乡": wrong})
        with pytest.raises(CalculatorError, match=r"\[边界.geojson\]4：同一文件的坐标应为一种"):
            borders(tmp_path, boundaries=path)


def test_coordinates_of_no_place_are_refused(tmp_path):
    path = geojson(tmp_path, {"甲镇": box(0, 0, 1e9, 1e9), "乙镇": box(1e9, 0, 2e9, 1e9)})
    with pytest.raises(CalculatorError, match="两者都不像"):
        borders(tmp_path, boundaries=path)


def test_invalid_polygons_are_repaired(tmp_path):
    found = borders(tmp_path, boundaries=geojson(tmp_path, {**SQUARES, "丙乡": BOW_TIE}))
    assert "丙乡" in said(found, "polygons-repaired")[0]
    assert "甲镇—丙乡" not in pairs(found)
    assert found.areas[2] == pytest.approx(50, rel=0.01)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[118, 36.1], [float("nan"), 36.2], [118.1, 36.1]]]},
        {"type": "Polygon", "coordinates": [[["东", 36.1], [118, 36.2], [118.1, 36.1]]]},
        {"type": "Polygon", "coordinates": [[[118, 36.1], [118.1, 36.2]]]},
        {"type": "Polygon", "coordinates": [[118, 36.1, 118.1, 36.2]]},
        {"type": "Polygon", "coordinates": [[[118], [118.1], [118.2], [118]]]},
        {"type": "Polygon", "coordinates": "118,36"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": {"a": 1}},
        {"type": "Polygon"},
        {"kind": "Polygon"},
        {"type": "Polygon", "coordinates": [[[118, 36], [118.1, 36], [118.2, 36], [118, 36]]]},
        {"type": "Polygon", "coordinates": [[[10**400, 36], [118.1, 36], [118.2, 36.1]]]},
    ],
)
def test_hopeless_polygons_are_named(tmp_path, geometry):
    found = borders(tmp_path, boundaries=geojson(tmp_path, {**SQUARES, "丙乡": geometry}))
    assert "“丙乡”" in said(found, "polygon-unreadable")[0]
    assert "丙乡" in said(found, "townships-without-polygon")[0]
    assert np.isnan(found.areas[2])
    assert found.outlines[2] == ()


def test_polygons_and_townships_that_lack_each_other_are_named(tmp_path):
    polygons = {**SQUARES, "戊镇": box(118.2, 36.0, 118.3, 36.1)}
    del polygons["丁乡"]
    found = borders(tmp_path, boundaries=geojson(tmp_path, polygons))
    assert "戊镇" in said(found, "polygons-of-no-township")[0]
    assert "丁乡" in said(found, "townships-without-polygon")[0]
    assert found.placed.tolist() == [True, True, True, False]


def test_polygons_of_one_township_are_put_together(tmp_path):
    halves = [box(118.1, 36.1, 118.15, 36.2), box(118.15, 36.1, 118.2, 36.2)]
    told = {"丁": halves[0], "丁乡": halves[1]}
    path = geojson(tmp_path, {**{n: SQUARES[n] for n in NAMES[:3]}, **told})
    found = borders(tmp_path, boundaries=path)
    assert pairs(found) == ROUND
    assert "丁乡" in said(found, "polygons-united")[0]
    assert found.areas[3] == pytest.approx(99.8, rel=0.01)


@pytest.mark.parametrize(
    "told",
    [
        {"code": {name: f"37132110{place}" for place, name in enumerate(NAMES)}},
        {"XZQDM": {name: int(f"37132110{place}000") for place, name in enumerate(NAMES)}},
        {"区划代码": {name: float(f"37132110{place}") for place, name in enumerate(NAMES)}},
        {"乡": {name: name for name in NAMES}, "QXMC": dict.fromkeys(NAMES, "沂河县")},
        {"乡镇名称": {name: f"沂河县{name}" for name in NAMES}},
    ],
)
def test_townships_are_known_by_what_properties_say(tmp_path, told):
    path = geojson(tmp_path, SQUARES, **told)
    data = json.loads(path.read_text(encoding="utf-8"))
    for feature in data["features"]:
        del feature["properties"]["name"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert pairs(borders(tmp_path, boundaries=path)) == ROUND


def test_a_polygon_of_another_county_is_not_taken(tmp_path):
    path = geojson(tmp_path, SQUARES, county={**dict.fromkeys(NAMES, "沂河县"), "丁乡": "临河县"})
    found = borders(tmp_path, boundaries=path)
    assert "丁乡" in said(found, "polygons-of-no-township")[0]


def test_a_code_and_a_name_that_differ_are_told(tmp_path):
    told = {name: f"37132110{place}" for place, name in enumerate(NAMES)}
    path = geojson(tmp_path, SQUARES, code={**told, "丁乡": told["甲镇"], "甲镇": told["丁乡"]})
    assert len(said(borders(tmp_path, boundaries=path), "polygon-name-differs")) == 2


def test_areas_are_held_against_the_statistics(tmp_path):
    path = geojson(tmp_path, SQUARES)
    found = borders(tmp_path, boundaries=path, **{"行政区域面积（平方公里）": [100, 100, 100, 150]})
    assert "丁乡" in said(found, "polygon-area-differs")[0]
    found = borders(tmp_path, boundaries=path, **{"行政区域面积（平方公里）": [66] * 4})
    assert "1.51倍" in said(found, "polygon-areas-differ")[0]


def test_seats_far_outside_their_polygon_are_told(tmp_path):
    place = {"经度": [118.05, 118.15, 118.05, 118.05], "纬度": [36.05, 36.05, 36.15, 36.05]}
    found = borders(tmp_path, boundaries=geojson(tmp_path, SQUARES), **place)
    assert found.seats_from == "columns"
    assert "丁乡" in said(found, "seats-outside-polygons")[0]


def test_pairs_say_who_borders_and_boundaries_how_long(tmp_path):
    table = tmp_path / "毗邻.csv"
    table.write_text("甲镇,乙镇\n甲镇,丁乡\n", encoding="utf-8")
    found = borders(tmp_path, neighbours=table, boundaries=geojson(tmp_path, SQUARES))
    assert (found.source, pairs(found)) == ("pairs", ["甲镇—乙镇", "甲镇—丁乡"])
    assert found.lengths[0] == pytest.approx(11.1, rel=0.01)
    assert np.isnan(found.lengths[1])
    assert codes(found) >= {"borders-only-here", "borders-only-there"}
    assert found.outlines is not None


def test_the_sample_boundaries_say_what_its_column_says():
    reading = read_files([ROOT / "sample_data" / "qiyuan_county.xlsx"])
    by_column = read_borders(reading)
    by_boundaries = read_borders(
        reading, boundaries=ROOT / "sample_data" / "qiyuan_boundaries.geojson"
    )
    assert (by_column.source, by_boundaries.source) == ("column", "boundaries")
    assert by_column.pairs.tolist() == by_boundaries.pairs.tolist()
    assert by_boundaries.areas == pytest.approx(reading.statistics.number("area_km2"), rel=0.003)
    assert codes(by_boundaries) == {"townships-without-neighbours"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_is_read(tmp_path, encoding):
    path = geojson(tmp_path, SQUARES, encoding=encoding)
    assert pairs(borders(tmp_path, boundaries=path)) == ROUND


@pytest.mark.parametrize("epsg", [4326, 4547])
def test_a_geopackage_is_read(tmp_path, epsg):
    polygons = SQUARES
    if epsg != 4326:
        project = pytest.importorskip("pyproj").Transformer.from_crs(4326, epsg, always_xy=True)
        polygons = {
            name: shapely.transform(p, lambda c: np.column_stack(project.transform(*c.T)))
            for name, p in SQUARES.items()
        }
    found = borders(tmp_path, boundaries=geopackage(tmp_path, polygons, epsg))
    assert pairs(found) == ROUND
    assert found.seats[0] == pytest.approx([118.05, 36.05], abs=0.01)


def shapefile(folder: Path, encoding: str) -> None:
    library = pytest.importorskip("shapefile")
    with library.Writer(str(folder / "界"), encoding=encoding) as writer:
        writer.field("XZQMC", "C", 40)
        for name, polygon in SQUARES.items():
            writer.poly([[list(corner) for corner in polygon.exterior.coords][::-1]])
            writer.record(name)


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "UTF-8"), ("gbk", None), ("gbk", "936")])
@pytest.mark.parametrize("packed", [False, True])
def test_a_shapefile_is_read(tmp_path, encoding, named, packed):
    shapefile(tmp_path, encoding)
    if named is not None:
        (tmp_path / "界.CPG").write_text(named)
    path = tmp_path / "界.shp"
    if packed:
        path = tmp_path / "界.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("界.*"):
                if part != path:
                    archive.write(part, f"沂河县/{part.name}")
    assert pairs(borders(tmp_path, boundaries=path)) == ROUND


def test_a_shapefile_without_its_table_is_refused(tmp_path):
    shapefile(tmp_path, "utf-8")
    (tmp_path / "界.dbf").unlink()
    with pytest.raises(CalculatorError, match=r"同名的\.dbf"):
        borders(tmp_path, boundaries=tmp_path / "界.shp")


def test_without_the_extra_the_command_that_installs_it_is_said(tmp_path, monkeypatch):
    from calculator.reading.borders import extra

    shapefile(tmp_path, "utf-8")
    monkeypatch.setattr(extra, "if_installed", lambda _: None)
    with pytest.raises(CalculatorError, match="pip install"):
        borders(tmp_path, boundaries=tmp_path / "界.shp")
