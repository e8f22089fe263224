"""Broken boundaries files of every format end in borders or in a sentence."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from calculator.reading.borders import read_borders
from tests.fuzzing.breaking import ANYTHING, Trial, altered, broken, changed, said, say_all
from tests.reading.borders.making import SQUARES, geojson, geopackage, statistics
from tests.reading.borders.test_boundaries import shapefile
from tests.reading.containers.building import archive

MEMBERS: tuple[Any, ...] = (
    *(value for value in ANYTHING if not hasattr(value, "isoformat")),
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
    "Point",
    "Feature",
    "FeatureCollection",
    "coordinates",
    "urn:ogc:def:crs:EPSG::4527",
    "EPSG:3857",
    [118.1, 36.1],
    [118.1, 36.1, 5],
    [[118.0, 36.0], [118.1, 36.0], [118.1, 36.1]],
    [[118.0, 36.0], [118.1, 36.1], [118.1, 36.0], [118.0, 36.1], [118.0, 36.0]],
    500000,
    39500000.5,
    -180,
    181,
)


def ready(folder: Path) -> Trial:
    """GeoJSON with parts replaced; the bytes of GeoPackages, Shapefiles and zips changed."""
    reading = statistics(folder)
    shapefile(folder, "utf-8")
    parts = {path.name: path.read_bytes() for path in sorted(folder.glob("界.*"))}
    text = geojson(folder, SQUARES, crs="EPSG:4490").read_bytes()
    whole = {
        "geojson": text,
        "gpkg": geopackage(folder, SQUARES).read_bytes(),
        "zip": archive({"沂河县/边界.geojson": text}),
        "shapefile": archive(parts),
    }
    tree = json.loads(text)

    def trial(seed: int) -> str:
        chance = random.Random(seed)
        format_ = chance.choice(["parts", "shp", *whole])
        path = folder / f"broken.{format_}"
        if format_ == "parts":
            broken_tree = tree
            for _ in range(chance.choice((1, 1, 2, 5))):
                broken_tree = altered(broken_tree, chance, MEMBERS)
            path.write_text(json.dumps(broken_tree), encoding="utf-8")
        elif format_ == "shp":
            which = chance.choice(list(parts))
            for name, data in parts.items():
                data = changed(data, chance) if name == which else data
                path.with_suffix(Path(name).suffix).write_bytes(data)
        else:
            path.write_bytes(broken(whole[format_], chance))
        try:
            found = read_borders(reading, boundaries=path)
        except CalculatorError as error:
            return f"{format_} {said(error)}"
        assert found.pairs.shape == (len(found.lengths), 2)
        say_all(found.findings)
        return f"{format_} read"

    return trial
