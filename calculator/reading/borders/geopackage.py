"""GeoPackage: an SQLite database whose tables have a column of polygons."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
import shapely

from calculator.reading.borders.notes import sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Shapes, Unreadable

START = b"SQLite format 3\0"
# Bytes of the envelope, by its kind, in the header of a geometry.
_ENVELOPES = (0, 32, 48, 48, 64)
_HEADER = 8
_STEPS_BETWEEN_LOOKS = 100_000
# Where the header says which journal is kept, to be read and to be written.
_JOURNAL = slice(18, 20)
_ROLLBACK = b"\1\1"


def read_geopackage(file: str, data: bytes) -> list[Shapes]:
    """The features of every layer.

    Raises:
        Unreadable: It is damaged, or no GeoPackage.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as database, _limited(database):
            database.execute("pragma trusted_schema = off")
            database.deserialize(_without_log(data))
            return [_layer(database, file, *layer) for layer in _layers(database)]
    except sqlite3.OperationalError as error:
        key = "geopackage_without_layers" if "no such table" in str(error) else None
        if key is not None:
            raise Unreadable(sentence(key, file=file)) from None
        raise Unreadable(sentence("boundaries_damaged", file=file)) from None
    except (sqlite3.Error, OverflowError, ValueError, MemoryError):
        raise Unreadable(sentence("boundaries_damaged", file=file)) from None


def _without_log(data: bytes) -> bytes:
    """A database said to have no write-ahead log: with one, none can be opened in memory.

    A file that a map program has open still, or left so, says that it has one.
    """
    return data[: _JOURNAL.start] + _ROLLBACK + data[_JOURNAL.stop :]


@contextmanager
def _limited(database: sqlite3.Connection) -> Iterator[None]:
    """Let no table, which may be a query without an end, take longer than it may."""
    end = time.monotonic() + border_settings().files.seconds
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)


def _layers(database: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    """Table, column of polygons and coordinate system of each layer."""
    rows = database.execute(
        "select g.table_name, g.column_name, s.organization, s.organization_coordsys_id,"
        " s.definition from gpkg_geometry_columns g"
        " left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id"
    ).fetchall()
    return [
        (str(table), str(column), _crs(organisation, number, definition))
        for table, column, organisation, number, definition in rows
    ]


def _crs(organisation: Any, number: Any, definition: Any) -> str | None:
    if str(organisation).upper() == "EPSG" and isinstance(number, int):
        return f"EPSG:{number}"
    return definition if isinstance(definition, str) and definition != "undefined" else None


def _layer(
    database: sqlite3.Connection, file: str, table: str, column: str, crs: str | None
) -> Shapes:
    quoted = table.replace('"', '""')
    rows = database.execute(f'select * from "{quoted}"')  # the name is quoted
    names = [str(told[0]) for told in rows.description]
    if column not in names:
        raise ValueError(column)
    at = names.index(column)
    found = rows.fetchmany(border_settings().files.most_features + 1)
    if len(found) > border_settings().files.most_features:
        raise Unreadable(sentence("boundaries_too_large", file=file))
    geometries = np.array([_geometry(row[at]) for row in found] + [None], dtype=object)[:-1]
    areas = np.isin(shapely.get_type_id(geometries), (3, 6))
    finite = np.array(
        [bool(np.isfinite(shapely.get_coordinates(g)).all()) for g in geometries], dtype=bool
    )
    odd = [
        place
        for place, row in enumerate(found)
        if (row[at] is not None and geometries[place] is None)
        or (areas[place] and not finite[place])
    ]
    geometries[~areas] = None
    geometries[odd] = None
    return Shapes(
        geometries,
        [
            {name: value for name, value in zip(names, row, strict=True) if name != column}
            for row in found
        ],
        np.arange(1, len(found) + 1),
        [f"{file}/{table}"] * len(found),
        crs,
        odd,
    )


def _geometry(blob: Any) -> Any:
    """The geometry of a cell; None where it can't be read."""
    if not isinstance(blob, bytes) or not blob.startswith(b"GP") or len(blob) < _HEADER:
        return None
    kind = (blob[3] >> 1) & 7
    if kind >= len(_ENVELOPES):
        return None
    return shapely.force_2d(
        shapely.from_wkb(blob[_HEADER + _ENVELOPES[kind] :], on_invalid="ignore")
    )
