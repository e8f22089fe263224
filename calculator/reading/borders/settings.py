"""Words and lengths that say who borders on whom, as bordering.toml gives them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class NameSettings:
    """How names of neighbours stand in a cell.

    Attributes:
        separators: What stands between two names.
        leading: What may stand before one.
        trailing: What may stand after one.
        none: Cells that say that there are none.
    """

    separators: re.Pattern[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    none: frozenset[str]


@dataclass(frozen=True)
class PairSettings:
    """How a table of pairs is read.

    Attributes:
        first, second: Words of headings about the first and the second township.
        lengths: Headings of the length of the border.
        units: Units of length -> km.
        both_sides: The share of pairs named from both sides from which the others are missed.
        headings: The heading stands in one of so many rows.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    lengths: tuple[str, ...]
    units: Mapping[str, float]
    both_sides: float
    headings: int


@dataclass(frozen=True)
class FileSettings:
    """How much of a boundaries file is read: bytes unpacked, features, seconds of a query."""

    most_bytes: int
    most_features: int
    seconds: float


@dataclass(frozen=True)
class PolygonSettings:
    """When two polygons border on each other; the unit of each length is in bordering.toml."""

    least: float
    tolerance: float
    step: float
    most_points: int
    points_each: int
    overlap: float
    area: float
    outside: float
    drawing: float


@dataclass(frozen=True)
class CoordinateSettings:
    """What coordinates of places in China look like: degrees and metres, least and most."""

    longitudes: tuple[float, float]
    latitudes: tuple[float, float]
    northings: tuple[float, float]
    widest: float
    three_degree_zones: tuple[int, int]
    six_degree_zones: tuple[int, int]


@dataclass(frozen=True)
class SeatSettings:
    """Which seats are taken for those of neighbours."""

    spacing: float
    sparsest: float
    angle: float
    together: int
    islands: frozenset[str]


@dataclass(frozen=True)
class BorderSettings:
    """Everything that bordering.toml says; ``properties`` are by column of the vocabulary."""

    names: NameSettings
    pairs: PairSettings
    files: FileSettings
    properties: Mapping[str, tuple[str, ...]]
    polygons: PolygonSettings
    coordinates: CoordinateSettings
    seats: SeatSettings


def _tuples(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in entries.items()
    }


@cache
def border_settings() -> BorderSettings:
    """The settings shipped with the calculator."""
    source = resources.files("calculator").joinpath("bordering.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    names, seats = data["names"], data["seats"]
    return BorderSettings(
        names=NameSettings(
            separators=re.compile(names["separators"]),
            leading=re.compile(names["leading"]),
            trailing=re.compile(names["trailing"]),
            none=frozenset(names["none"]),
        ),
        pairs=PairSettings(**_tuples(data["pairs"])),
        files=FileSettings(**data["files"]),
        properties=_tuples(data["properties"]),
        polygons=PolygonSettings(**data["polygons"]),
        coordinates=CoordinateSettings(**_tuples(data["coordinates"])),
        seats=SeatSettings(**{**seats, "islands": frozenset(seats["islands"])}),
    )
