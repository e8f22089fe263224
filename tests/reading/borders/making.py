"""Statistics and boundaries made in code."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import shapely

from calculator.messages import messages
from calculator.reading import read_files
from calculator.reading.borders import Borders, read_borders
from tests.reading.building import xlsx

NAMES = ["甲镇", "乙镇", "丙乡", "丁乡"]
# Four squares of 0.1 degree: 甲 乙 in the south, 丙 丁 in the north.
SQUARES = {
    "甲镇": shapely.box(118.0, 36.0, 118.1, 36.1),
    "乙镇": shapely.box(118.1, 36.0, 118.2, 36.1),
    "丙乡": shapely.box(118.0, 36.1, 118.1, 36.2),
    "丁乡": shapely.box(118.1, 36.1, 118.2, 36.2),
}
ROUND = ["甲镇—乙镇", "甲镇—丙乡", "乙镇—丁乡", "丙乡—丁乡"]


def statistics(folder: Path, **columns):
    """Four townships of 沂河县, with further columns."""
    heads = ["区划代码", "县", "乡镇", "常住人口", *columns]
    rows = [
        [f"37132110{place}", "沂河县", name, 20000 + place, *(c[place] for c in columns.values())]
        for place, name in enumerate(NAMES)
    ]
    return read_files([xlsx(folder, [heads, *rows], "统计.xlsx")])


def borders(folder: Path, *, neighbours=None, boundaries=None, **columns) -> Borders:
    return read_borders(statistics(folder, **columns), neighbours=neighbours, boundaries=boundaries)


def pairs(found: Borders, names=NAMES) -> list[str]:
    return [f"{names[one]}—{names[other]}" for one, other in found.pairs]


def codes(found: Borders) -> set[str]:
    """The codes of what was found, but for what was used."""
    return {finding.code for finding in found.findings} - {"borders-used", "borders-approximate"}


def said(found: Borders, code: str, language="zh") -> list[str]:
    return [
        messages(language).say(finding.message)
        for finding in found.findings
        if finding.code == code
    ]


def geojson(
    folder: Path, polygons, *, name="边界.geojson", crs=None, encoding="utf-8", **told
) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"name": town, **{key: values[town] for key, values in told.items()}},
            "geometry": polygon
            if polygon is None or isinstance(polygon, dict)
            else json.loads(shapely.to_geojson(polygon)),
        }
        for town, polygon in polygons.items()
    ]
    data = {"type": "FeatureCollection", "features": features}
    if crs is not None:
        data["crs"] = {"type": "name", "properties": {"name": crs}}
    path = folder / name
    path.write_bytes(json.dumps(data, ensure_ascii=False).encode(encoding))
    return path


def moved(polygon, east=0.0, north=0.0):
    """A polygon moved by metres."""
    return shapely.transform(
        polygon, lambda corners: corners + np.array([east / 90000, north / 111195])
    )


def geopackage(folder: Path, polygons, epsg=4326, name="边界.gpkg") -> Path:
    path = folder / name
    database = sqlite3.connect(path)
    database.executescript(
        "create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text,"
        " organization_coordsys_id integer, definition text);"
        "create table gpkg_contents (table_name text, data_type text, srs_id integer);"
        "create table gpkg_geometry_columns (table_name text, column_name text,"
        " geometry_type_name text, srs_id integer, z tinyint, m tinyint);"
        'create table "乡镇界" (fid integer primary key, geom blob, "名称" text);'
        f"insert into gpkg_spatial_ref_sys values ('x', {epsg}, 'EPSG', {epsg}, 'undefined');"
        f"insert into gpkg_contents values ('乡镇界', 'features', {epsg});"
        f"insert into gpkg_geometry_columns values ('乡镇界', 'geom', 'POLYGON', {epsg}, 0, 0);"
    )
    for town, polygon in polygons.items():
        west, south, east, north = polygon.bounds
        header = b"GP\0\x03" + struct.pack("<i4d", epsg, west, east, south, north)
        database.execute(
            'insert into "乡镇界" (geom, "名称") values (?, ?)',
            (header + shapely.to_wkb(polygon, byte_order=1), town),
        )
    database.commit()
    database.close()
    return path
