"""Boundaries files: which format they are, told by content, and the parts that belong together."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from calculator.errors import CalculatorError, system_reason
from calculator.reading.borders import shapefile_sets
from calculator.reading.borders.geojson import read_geojson
from calculator.reading.borders.geopackage import START as GEOPACKAGE
from calculator.reading.borders.geopackage import read_geopackage
from calculator.reading.borders.notes import sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Shapes, Unreadable
from calculator.reading.containers.packages import BROKEN_ZIP
from calculator.reading.notes import sentence as reading_sentence
from calculator.reading.zip_names import member_name

_ZIP = b"PK\x03\x04"
_MOST_MEMBERS = 5000
_Read = Callable[[], bytes]


def read_boundary_file(path: Path) -> list[Shapes]:
    """Every layer of a boundaries file: GeoJSON, Shapefile, GeoPackage, or a zip of such.

    Raises:
        CalculatorError: It is not there, or can't be read.
    """
    try:
        data = _data(path)
        if data.startswith(_ZIP):
            return _of_zip(path)
        beside = {}
        if data.startswith(shapefile_sets.START):
            beside = _beside(path)
        return _layers(path.name, data, beside)
    except Unreadable as problem:
        raise CalculatorError([problem.said]) from None
    except MemoryError:
        raise CalculatorError([sentence("boundaries_too_large", file=path.name)]) from None


def _data(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable(sentence("boundaries_are_folder", file=str(path)))
        if path.stat().st_size > border_settings().files.most_bytes:
            raise Unreadable(sentence("boundaries_too_large", file=path.name))
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(reading_sentence("file_missing", file=str(path))) from None
    except OSError as error:
        said = {"file": str(path), "reason": system_reason(error)}
        raise Unreadable(reading_sentence("file_unreadable", **said)) from None


def _beside(path: Path) -> dict[str, bytes]:
    """The other parts of a Shapefile in its folder, whatever the case of their names."""
    stem = path.stem.casefold()
    return {
        other.suffix.lower(): _data(other)
        for other in sorted(path.parent.iterdir())
        if other.suffix.lower() in shapefile_sets.PARTS and other.stem.casefold() == stem
    }


def _layers(file: str, data: bytes, beside: Mapping[str, bytes]) -> list[Shapes]:
    if not data.strip():
        raise Unreadable(sentence("boundaries_empty", file=file))
    if data.startswith(shapefile_sets.START):
        return [shapefile_sets.read_shapefile(file, {**beside, ".shp": data})]
    if data.startswith(GEOPACKAGE):
        return read_geopackage(file, data)
    start = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0\r\n\t ")
    if not start.startswith((b"{", b"[")):
        raise Unreadable(sentence("boundaries_unknown_format", file=file))
    return [read_geojson(file, data)]


def _of_zip(path: Path) -> list[Shapes]:
    """The layers of every boundaries file in a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_MEMBERS or unpacked > border_settings().files.most_bytes:
                raise Unreadable(sentence("boundaries_too_large", file=path.name))
            named = {member_name(entry): entry for entry in entries}
            parts = {
                name: archive.read(entry)
                for name, entry in sorted(named.items())
                if _suffix(name) in (".shp", *shapefile_sets.PARTS, ".gpkg", ".geojson", ".json")
                and not name.startswith("__MACOSX")
            }
    except BROKEN_ZIP:
        raise Unreadable(sentence("boundaries_damaged", file=path.name)) from None
    except RuntimeError:
        raise Unreadable(sentence("boundaries_locked", file=path.name)) from None
    layers: list[Shapes] = []
    for name, data in parts.items():
        if _suffix(name) in shapefile_sets.PARTS:
            continue
        stem = name[: -len(_suffix(name))].casefold()
        beside = {
            _suffix(other): content
            for other, content in parts.items()
            if other[: -len(_suffix(other))].casefold() == stem
        }
        layers.extend(_layers(f"{path.name}/{name}", data, beside))
    if not layers:
        raise Unreadable(sentence("zip_without_boundaries", file=path.name))
    return layers


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
