"""Who borders on whom, from the first source there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from calculator.reading.borders.borders import Borders, BordersSource, no_pairs
from calculator.reading.borders.columns import named_neighbours, shared_seats
from calculator.reading.borders.names import Townships
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.notes import shown
from calculator.reading.results import Reading, in_order
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray
from rules.status import Severity

if TYPE_CHECKING:
    from calculator.reading.borders.polygons import Boundaries


@dataclass(frozen=True)
class _Source:
    """One thing that says who borders on whom."""

    kind: BordersSource
    pairs: IntArray
    lengths: FloatArray
    placed: BoolArray


def read_borders(
    reading: Reading, *, neighbours: Path | None = None, boundaries: Path | None = None
) -> Borders:
    """Who borders on whom among the townships that were read.

    A table of pairs that is given says it, else a boundaries file that is given, else the
    statistics' column of neighbours, else (approximately) the seats' coordinates.

    Args:
        reading: The statistics, with their cells.
        neighbours: A table of pairs, or of townships with their neighbours.
        boundaries: GeoJSON, Shapefile or GeoPackage of the townships.

    Raises:
        CalculatorError: A file that is given can't be read, or has nothing of the townships.
    """
    statistics, origins = reading.statistics, reading.origins
    size, townships = statistics.size, Townships(statistics)
    findings: list[Finding] = []
    sources: list[_Source] = []
    if neighbours is not None:
        from calculator.reading.borders.pair_tables import read_pair_table

        table = read_pair_table(Path(neighbours), townships)
        findings.extend(table.findings)
        pairs, lengths = table.mentions.pairs()
        sources.append(_Source("pairs", pairs, lengths, table.mentions.placed(size)))
    polygons = None
    if boundaries is not None:
        from calculator.reading.borders.polygons import read_boundaries

        polygons = read_boundaries(Path(boundaries), statistics, townships)
        findings.extend(polygons.findings)
        sources.append(_Source("boundaries", polygons.pairs, polygons.lengths, polygons.has))
    column = named_neighbours(statistics, origins, townships)
    findings.extend(column.findings("asked"))
    if not column.is_empty or column.alone:
        sources.append(_Source("column", *column.pairs(), column.placed(size)))
    seats = np.full((size, 2), np.nan)
    seats_from: Literal["columns", "boundaries"] | None = None
    if {"longitude", "latitude"} & set(statistics.numbers):
        from calculator.reading.borders.seats import read_seats

        seats, noted = read_seats(statistics, origins, townships)
        findings.extend(noted)
    has_seats = bool((~np.isnan(seats)).any())
    if not sources and has_seats:
        from calculator.reading.borders.seats import neighbours_by_seats

        pairs = neighbours_by_seats(statistics, seats)
        known = ~np.isnan(seats).any(axis=1)
        sources.append(_Source("seats", pairs, np.full(len(pairs), np.nan), known))
    shared, noted = shared_seats(statistics, origins, townships)
    findings.extend(noted)
    if polygons is not None:
        findings.extend(_outside(seats, polygons, Path(boundaries or "").name, townships))
        # Seats whose place on earth is known do not fit on a map that is only drawn to scale.
        if not (polygons.is_nominal and has_seats):
            lacking = np.isnan(seats).any(axis=1)
            seats[lacking] = polygons.points[lacking]
    if has_seats:
        seats_from = "columns"
    elif polygons is not None:
        seats_from = "boundaries"
    placed = np.zeros(size, dtype=np.bool_) if not sources else sources[0].placed.copy()
    placed |= ~np.isnan(seats).any(axis=1)
    if polygons is not None:
        placed |= polygons.has
    pairs, lengths = no_pairs(), np.zeros(0)
    if sources:
        pairs = sources[0].pairs
        lengths = _lengths(sources)
        findings.append(_used(sources))
        findings.extend(_contradictions(sources, townships))
        findings.extend(_without_neighbours(sources[0], placed, townships))
    return Borders(
        pairs=pairs,
        lengths=lengths,
        source=sources[0].kind if sources else None,
        approximate=bool(sources) and sources[0].kind == "seats",
        placed=placed,
        seats=seats,
        seats_from=seats_from,
        outlines=polygons.outlines if polygons is not None else None,
        areas=polygons.areas if polygons is not None else None,
        shared_seats=shared,
        findings=tuple(in_order(findings)),
    )


def _used(sources: Sequence[_Source]) -> Finding:
    first = sources[0]
    if first.kind == "seats":
        return finding(Severity.WARNING, "borders-approximate", count=len(first.pairs))
    used = sentence(f"source_{first.kind}")
    return finding(Severity.NOTE, "borders-used", source=used, count=len(first.pairs))


def _lengths(sources: Sequence[_Source]) -> FloatArray:
    """The km of each border of the first source, by the first that says it."""
    lengths = sources[0].lengths.copy()
    for source in sources[1:]:
        known = dict(zip(map(tuple, source.pairs.tolist()), source.lengths.tolist(), strict=True))
        for place in np.flatnonzero(np.isnan(lengths)):
            lengths[place] = known.get(tuple(sources[0].pairs[place].tolist()), np.nan)
    return lengths


def _contradictions(sources: Sequence[_Source], townships: Townships) -> Iterator[Finding]:
    """Pairs that only the source used has, or only another, among townships both know."""
    first = sources[0]
    for other in sources[1:]:
        both = first.placed & other.placed
        ours, theirs = (
            {tuple(pair) for pair in source.pairs.tolist() if both[pair].all()}
            for source in (first, other)
        )
        for code, more in (
            ("borders-only-here", sorted(ours - theirs)),
            ("borders-only-there", sorted(theirs - ours)),
        ):
            if more:
                names = ["—".join(townships.names(pair)) for pair in more]
                yield finding(
                    Severity.WARNING,
                    code,
                    source=sentence(f"source_{first.kind}"),
                    other=sentence(f"source_{other.kind}"),
                    count=len(more),
                    names=shown(names),
                )


def _without_neighbours(
    used: _Source, placed: BoolArray, townships: Townships
) -> Iterator[Finding]:
    has = np.zeros(len(placed), dtype=np.bool_)
    has[used.pairs.reshape(-1)] = True
    source = sentence(f"source_{used.kind}")
    for code, which in (
        ("townships-without-neighbours", placed & ~has),
        ("townships-without-place", ~placed & ~has),
    ):
        places = np.flatnonzero(which)
        if len(places):
            said: dict[str, Any] = {"count": len(places), "names": shown(townships.names(places))}
            if code == "townships-without-place":
                said["source"] = source
            yield finding(Severity.WARNING, code, **said)


def _outside(
    seats: FloatArray, polygons: Boundaries, file: str, townships: Townships
) -> Iterator[Finding]:
    """Seats far outside their own polygon."""
    known = ~np.isnan(seats).any(axis=1) & polygons.has
    if polygons.is_nominal or not known.any():
        return
    import shapely

    from calculator.reading.borders.projection import equal_area

    points = np.full(len(seats), None, dtype=object)
    points[known] = shapely.points(seats[known])
    both = np.concatenate([points[known], polygons.degrees[known]])
    metres = equal_area(both)
    count = int(known.sum())
    apart = shapely.distance(metres[:count], metres[count:])
    limit = border_settings().polygons.outside
    far = np.flatnonzero(known)[apart > limit * 1000]
    if len(far):
        names = shown(townships.names(far))
        said: dict[str, Any] = {"file": file, "count": len(far), "names": names, "limit": limit}
        yield finding(Severity.WARNING, "seats-outside-polygons", **said)
