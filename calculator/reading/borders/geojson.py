"""GeoJSON: its features and the coordinate system that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from calculator.reading.borders.notes import sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Properties, Shapes, Unreadable, make_shapes
from calculator.reading.containers.texts import decode


def read_geojson(file: str, data: bytes) -> Shapes:
    """The features of a GeoJSON file.

    Raises:
        Unreadable: It is no GeoJSON.
    """
    text = decode(data)
    if text is None:
        raise Unreadable(sentence("boundaries_unknown_format", file=file))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        said = {"file": file, "line": line}
        key = "geojson_broken" if line is not None else "geojson_too_deep"
        raise Unreadable(sentence(key, **said if line is not None else {"file": file})) from None
    try:
        features = list(_features(found))
    except RecursionError:
        raise Unreadable(sentence("geojson_too_deep", file=file)) from None
    if not features:
        kind = found.get("type") if isinstance(found, Mapping) else None
        if not isinstance(kind, str):
            raise Unreadable(sentence("geojson_without_type", file=file))
        raise Unreadable(sentence("geojson_without_features", file=file, kind=kind[:80]))
    if len(features) > border_settings().files.most_features:
        raise Unreadable(sentence("boundaries_too_large", file=file))
    return make_shapes(file, features, _crs(found))


def _features(found: Any) -> Iterator[tuple[Properties, Any]]:
    if not isinstance(found, Mapping):
        return
    kind = found.get("type")
    if kind == "FeatureCollection":
        inside = found.get("features")
        for feature in inside if isinstance(inside, list) else ():
            yield from _features(feature)
    elif kind == "Feature":
        properties = found.get("properties")
        told = dict(properties) if isinstance(properties, Mapping) else {}
        if "id" in found and not isinstance(found["id"], Mapping | list):
            told.setdefault("id", found["id"])
        yield told, found.get("geometry")
    elif kind == "GeometryCollection":
        inside = found.get("geometries")
        for geometry in inside if isinstance(inside, list) else ():
            yield from _features(geometry)
    elif kind in ("Polygon", "MultiPolygon"):
        properties = found.get("properties")
        yield (dict(properties) if isinstance(properties, Mapping) else {}), found


def _crs(found: Mapping[str, Any]) -> str | None:
    """What the old member ``crs`` names, such as ``urn:ogc:def:crs:EPSG::4527``."""
    crs = found.get("crs")
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    return name if isinstance(name, str) else None
