"""Shapefiles: a .shp with the .dbf, .prj and .cpg of the same name beside it."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Mapping
from typing import Any

from calculator.reading.borders.extra import need
from calculator.reading.borders.notes import sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Shapes, Unreadable, make_shapes

START = b"\x00\x00\x27\x0a"
PARTS = (".dbf", ".prj", ".cpg")
_ENCODINGS = ("utf-8", "gb18030")


def read_shapefile(file: str, parts: Mapping[str, bytes]) -> Shapes:
    """The features of a Shapefile.

    Args:
        file: What the .shp is called in findings.
        parts: Its parts by their suffix in lower case.

    Raises:
        Unreadable: A part is missing or damaged.
        CalculatorError: What reads Shapefiles is not installed.
    """
    shapefile = need("shapefile", file)
    if ".dbf" not in parts:
        raise Unreadable(sentence("shapefile_without_table", file=file))
    # What the library would print of a damaged file is no sentence of ours.
    shapefile.VERBOSE = False
    features = None
    for encoding in _encodings(parts):
        # The wrong encoding and a damaged file make the library fail in many ways.
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            features = _features(shapefile, parts, encoding)
            break
    if features is None:
        raise Unreadable(sentence("boundaries_damaged", file=file))
    if len(features) > border_settings().files.most_features:
        raise Unreadable(sentence("boundaries_too_large", file=file))
    crs = parts.get(".prj", b"").decode("utf-8", "replace").strip()
    return make_shapes(file, features, crs or None)


def _encodings(parts: Mapping[str, bytes]) -> list[str]:
    """The encodings to try: the one that .cpg names first."""
    named = parts.get(".cpg", b"").decode("ascii", "ignore").strip()
    if named.isdecimal():
        named = {"65001": "utf-8", "936": "gb18030"}.get(named, f"cp{named}")
    return [*((named,) if named else ()), *_ENCODINGS]


def _features(
    shapefile: Any, parts: Mapping[str, bytes], encoding: str
) -> list[tuple[dict[str, Any], Any]]:
    with shapefile.Reader(
        shp=io.BytesIO(parts[".shp"]), dbf=io.BytesIO(parts[".dbf"]), encoding=encoding
    ) as reader:
        return [
            (record.record.as_dict(), _as_geojson(record.shape))
            for record in reader.iterShapeRecords()
        ]


def _as_geojson(shape: Any) -> Any:
    # A shape without any point is a feature without a geometry.
    return shape.__geo_interface__ if shape.shapeType and len(shape.points) else None
