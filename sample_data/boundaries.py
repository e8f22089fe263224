"""The boundaries of the sample county's townships.

The land is cut into many small cells of about the size of a village's fields, each cell goes
to the nearest seat, and the cells of one seat together are its township. So neighbours share
every point of their border, and borders wander as grown ones do.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely import Point, Polygon

from sample_data.county import TOWNSHIPS

# Kilometres east and north of the origin.
ORIGIN_LONGITUDE, ORIGIN_LATITUDE = 118.55, 36.45
SEATS = {
    "崇文街道": (18.2, 21.6),
    "北关街道": (20.0, 26.8),
    "临河街道": (23.4, 20.8),
    "安和镇": (29.5, 20.0),
    "临渡镇": (26.0, 36.5),
    "石桥镇": (27.5, 28.0),
    "官道镇": (13.8, 28.0),
    "双泉镇": (25.0, 13.0),
    "古槐镇": (8.5, 12.5),
    "柳岸镇": (11.5, 20.5),
    "张家集镇": (16.8, 13.8),
    "杨堤镇": (4.0, 19.5),
    "龙湾镇": (16.5, 36.0),
    "北坨镇": (34.0, 34.0),
    "盐滩镇": (7.5, 35.5),
    "望岳镇": (16.5, 5.0),
    "何家洼乡": (35.5, 26.0),
    "苇塘乡": (8.0, 27.0),
    "东滩乡": (2.5, 27.5),
    "青螺岛乡": (31.3, 51.3),
    "桑坡乡": (35.5, 16.5),
}
MAINLAND = (
    *((4, 38), (8, 40), (13, 39), (16, 41), (21, 40), (25, 41.5), (30, 39.5), (34, 38.5)),
    *((38, 36), (39.5, 31), (40, 26), (41, 21), (39.5, 16), (37, 12), (32, 10.5), (30, 8)),
    *((26, 6), (23, 2), (18, 0), (13, 0.5), (9, 3), (7, 6), (4, 9), (2, 13), (0, 16)),
    *((0.5, 21), (-1, 25), (0, 30), (2, 34)),
)
ISLAND = ((28.0, 49), (31, 48), (34, 50), (35, 53), (32, 55), (29, 54), (27.5, 51.5))
CELL = 0.8

EARTH_RADIUS_KM = 6371.0088
DECIMALS = 5


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in kilometres from the origin, in a projection that keeps areas."""
    stretch = math.cos(math.radians(ORIGIN_LATITUDE))
    north = math.sin(math.radians(latitude)) - math.sin(math.radians(ORIGIN_LATITUDE))
    east = math.radians(longitude - ORIGIN_LONGITUDE)
    return EARTH_RADIUS_KM * east * stretch, EARTH_RADIUS_KM * north / stretch


def _place(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a place given in kilometres, rounded."""
    stretch = math.cos(math.radians(ORIGIN_LATITUDE))
    sine = math.sin(math.radians(ORIGIN_LATITUDE)) + north * stretch / EARTH_RADIUS_KM
    longitude = ORIGIN_LONGITUDE + math.degrees(east / stretch / EARTH_RADIUS_KM)
    return round(longitude, DECIMALS), round(math.degrees(math.asin(sine)), DECIMALS)


def _places(corners: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [_place(*corner) for corner in corners]


def _scattered() -> list[tuple[float, float]]:
    """The middles of the small cells: a grid, shaken."""
    shake = random.Random(379921)
    return [
        ((column + 0.9 * shake.random()) * CELL, (row + 0.9 * shake.random()) * CELL)
        for column in range(-6, 58)
        for row in range(-6, 76)
    ]


def make_boundaries() -> dict[str, Polygon]:
    """The polygon of each township, in longitude and latitude."""
    lands = {
        land: {name: at for name, at in SEATS.items() if land.contains(Point(at))}
        for land in (Polygon(MAINLAND), Polygon(ISLAND))
    }
    cells: dict[str, list[Any]] = {name: [] for name in SEATS}
    for cell in shapely.voronoi_polygons(shapely.MultiPoint(_scattered())).geoms:
        middle = (cell.centroid.x, cell.centroid.y)
        for land, seats in lands.items():
            if land.contains(cell.centroid):
                nearest = min(seats, key=lambda name: math.dist(SEATS[name], middle))
                cells[nearest].append(shapely.transform(cell, _places))
    return {
        name: shapely.coverage_union_all(parts).normalize().reverse()
        for name, parts in cells.items()
    }


def _on_paper(polygon: Polygon) -> Polygon:
    return shapely.transform(polygon, lambda corners: [projected(*corner) for corner in corners])


def hectares(polygon: Polygon) -> float:
    """The area of a township, to one decimal."""
    return round(float(_on_paper(polygon).area) * 100, 1)


def neighbours(boundaries: Mapping[str, Polygon], name: str) -> list[str]:
    """The townships that share more than 50 metres of border with one."""
    own = _on_paper(boundaries[name])
    return [
        other
        for other, polygon in boundaries.items()
        if other != name and own.intersection(_on_paper(polygon)).length > 0.05
    ]


def geojson(boundaries: Mapping[str, Polygon]) -> str:
    """The boundaries as a GeoJSON file, one township a line."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": township.code, "name": township.name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [list(boundaries[township.name].exterior.coords)],
            },
        }
        for township in TOWNSHIPS
    ]
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
