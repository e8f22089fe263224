"""Files that are no boundaries, or mean harm, are refused with a sentence."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from calculator.reading.borders import boundary_files, read_borders
from calculator.reading.borders import geopackage as geopackage_files
from calculator.reading.borders.settings import border_settings
from tests.reading.borders.making import SQUARES, borders, geojson, geopackage, statistics

REFUSED = {
    "没有.geojson": (None, "没有找到"),
    "空.geojson": (b"", "空文件"),
    "白.geojson": (b"  \n", "空文件"),
    "字.geojson": ("甲镇".encode(), "应为边界文件"),
    "二进制.geojson": (bytes(range(256)) * 20, "应为边界文件"),
    "断.geojson": (b'{"type": "FeatureCollection", "features": [', "第1行起不合JSON格式"),
    "深.geojson": (b"[" * 200_000, "不合JSON格式|层层嵌套"),
    "深深.geojson": (
        b'{"type":"GeometryCollection","geometries":[' * 900 + b"]}" * 900,
        "没有图形|层层嵌套",
    ),
    "数.geojson": (b"[1, 2, 3]", "没有写明类型"),
    "别的.json": (b'{"a": 1}', "没有写明类型"),
    "无名.geojson": (
        b'{"type":"Polygon","coordinates":[[[118,36],[119,36],[119,37],[118,36]]]}',
        "图形的属性有：没有；名称有：没有",
    ),
    "拓扑.json": (b'{"type": "Topology", "objects": {}}', "“Topology”"),
    "无.geojson": (b'{"type": "FeatureCollection", "features": []}', "没有图形"),
    "错.geojson": (b'{"type": "FeatureCollection", "features": {"a": 1}}', "没有图形"),
    "点.geojson": (
        b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}',
        "没有一个可用的多边形",
    ),
    "假.gpkg": (b"SQLite format 3\0" + bytes(5000), "不完整或已损坏|没有图层"),
    "假.shp": (b"\x00\x00\x27\x0a" + bytes(200), r"\.dbf"),
    "假.zip": (b"PK\x03\x04" + bytes(200), "损坏"),
    "图.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "应为边界文件"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_boundaries_file_is_refused(tmp_path, name):
    data, words = REFUSED[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CalculatorError, match=words) as raised:
        borders(tmp_path, boundaries=path)
    for language in LANGUAGES:
        assert name in raised.value.text(language)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(CalculatorError, match="文件夹"):
        borders(tmp_path, boundaries=tmp_path)


def test_a_file_that_has_none_of_the_townships_is_refused(tmp_path):
    path = geojson(tmp_path, {"子镇": SQUARES["甲镇"], "丑镇": SQUARES["乙镇"]})
    with pytest.raises(CalculatorError, match="属性有：name；名称有：子镇、丑镇"):
        borders(tmp_path, boundaries=path)


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    small = replace(border_settings(), files=replace(border_settings().files, most_bytes=5000))
    monkeypatch.setattr(boundary_files, "border_settings", lambda: small)
    path = tmp_path / "大.geojson"
    path.write_bytes(b"{" + b" " * 5000)
    packed = tmp_path / "大.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path)
    for large in (path, packed):
        with pytest.raises(CalculatorError, match="256MB"):
            borders(tmp_path, boundaries=large)


def test_a_zip_without_boundaries_is_refused(tmp_path):
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "无")
    with pytest.raises(CalculatorError, match="没有边界文件"):
        borders(tmp_path, boundaries=path)


@pytest.mark.parametrize("script", ["drop table gpkg_geometry_columns", 'drop table "乡镇界"'])
def test_a_database_without_layers_is_refused(tmp_path, script):
    path = geopackage(tmp_path, SQUARES)
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()
    with pytest.raises(CalculatorError):
        borders(tmp_path, boundaries=path)


def test_a_database_that_a_map_program_has_open_still_is_read(tmp_path):
    path = geopackage(tmp_path, SQUARES)
    database = sqlite3.connect(path)
    database.execute("pragma journal_mode = wal")
    database.close()
    assert len(borders(tmp_path, boundaries=path).pairs)


def test_a_query_without_an_end_is_stopped(tmp_path, monkeypatch):
    path = geopackage(tmp_path, SQUARES)
    database = sqlite3.connect(path)
    database.executescript(
        'drop table "乡镇界"; create view "乡镇界" as with recursive n(geom) as'
        " (select 1 union all select geom + 1 from n where geom > 0)"
        " select geom from n where geom < 0;"
    )
    database.close()
    short = replace(border_settings(), files=replace(border_settings().files, seconds=0.2))
    monkeypatch.setattr(geopackage_files, "border_settings", lambda: short)
    with pytest.raises(CalculatorError):
        borders(tmp_path, boundaries=path)


@pytest.mark.parametrize("cut", [20, 200, 1000, 4097, 9000])
def test_damaged_geopackages_are_refused_or_read(tmp_path, cut):
    path = geopackage(tmp_path, SQUARES)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(CalculatorError):
        borders(tmp_path, boundaries=path)


@pytest.mark.parametrize("declared", [0, 50, 1 << 20])
def test_a_shapefile_of_another_length_than_it_says_is_read_without_a_word(
    tmp_path, capfd, declared
):
    from tests.reading.borders.test_boundaries import shapefile

    shapefile(tmp_path, "utf-8")
    path = tmp_path / "界.shp"
    data = bytearray(path.read_bytes())
    data[24:28] = declared.to_bytes(4, "big")
    path.write_bytes(bytes(data))
    assert len(borders(tmp_path, boundaries=path).pairs) == 4
    assert capfd.readouterr() == ("", "")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=4)
    | st.sampled_from(["Polygon", "Feature", "FeatureCollection", "MultiPolygon", "甲镇"]),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "features", "geometry", "coordinates", "properties", "name", "crs"]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=12,
)
POSITIONS = st.lists(st.lists(st.floats(), min_size=2, max_size=3), min_size=3, max_size=8)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return statistics(tmp_path_factory.mktemp("统计"))


def refused_or_read(reading, path):
    try:
        found = read_borders(reading, boundaries=path)
    except CalculatorError as error:
        texts = [error.text(language) for language in LANGUAGES]
    else:
        assert found.pairs.shape[1] == 2
        assert len(found.areas) == len(found.outlines) == 4
        texts = [
            messages(language).say(f.message) for language in LANGUAGES for f in found.findings
        ]
    assert all(texts)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=VALUES)
def test_any_json_is_refused_or_read(reading, tmp_path, data):
    path = tmp_path / "任意.geojson"
    path.write_text(json.dumps(data), encoding="utf-8")
    refused_or_read(reading, path)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rings=st.lists(POSITIONS, min_size=1, max_size=3), wide=st.booleans())
def test_any_coordinates_are_refused_or_read(reading, tmp_path, rings, wide):
    geometry = {"type": "Polygon", "coordinates": rings}
    polygons = {**SQUARES, "丙乡": geometry} if wide else {"甲镇": geometry}
    refused_or_read(reading, geojson(tmp_path, polygons))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    corners=st.lists(
        st.lists(st.floats(-180, 180), min_size=2, max_size=2), min_size=4, max_size=12
    )
)
def test_any_ring_of_degrees_is_repaired_or_named(reading, tmp_path, corners):
    corners = [[x, y / 2] for x, y in corners]
    path = geojson(tmp_path, {"甲镇": {"type": "Polygon", "coordinates": [corners]}})
    refused_or_read(reading, path)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    where=st.integers(0, 8000), byte=st.integers(0, 255), suffix=st.sampled_from(["gpkg", "shp"])
)
def test_damaged_files_are_refused_or_read(reading, tmp_path, where, byte, suffix):
    if suffix == "gpkg":
        (tmp_path / "边界.gpkg").unlink(missing_ok=True)
        path = geopackage(tmp_path, SQUARES)
    else:
        from tests.reading.borders.test_boundaries import shapefile

        shapefile(tmp_path, "utf-8")
        path = tmp_path / "界.shp"
    data = bytearray(path.read_bytes())
    data[where % len(data)] = byte
    path.write_bytes(bytes(data))
    refused_or_read(reading, path)
