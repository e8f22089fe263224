"""Gaps and overlaps of bands, bounds that do not rise, and rows that are never reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.comparing import in_decimal
from rules.conditions import Comparison
from rules.measures import Bands, Decide, Grid
from rules.measures.bands import OTHERWISE, Band
from rules.measures.grid import Axis
from rules.pack import RulePack
from rules.wording import Sentence
from rules.yaml_text import Path

Edge = tuple[float, int]
"""A point between values: the number, and 0 just below it or 1 just above."""

LOWEST: Edge = (float("-inf"), 0)
HIGHEST: Edge = (float("inf"), 1)


def table_mistakes(pack: RulePack) -> Iterator[tuple[Path, Sentence]]:
    """What is wrong with the tables of a pack, by the figures as they are."""
    for name, measure in pack.measures.items():
        path: Path = ("measures", name)
        if isinstance(measure, Bands):
            for choice, table in measure.all_tables().items():
                place = (*path, "bands") if measure.by is None else (*path, "tables", choice)
                yield from _band_mistakes(pack, table, place)
            if measure.by is not None and OTHERWISE not in measure.tables:
                yield (*path, "tables"), Sentence("packs.no_otherwise", {"name": OTHERWISE})
        elif isinstance(measure, Decide):
            yield from _unreachable(pack, measure, path)
        elif isinstance(measure, Grid):
            for key, axis in (("rows", measure.rows), ("columns", measure.columns)):
                yield from _not_rising(pack, axis, (*path, key))


def _edge(pack: RulePack, bound: str, amount: str) -> Edge | None:
    """Where a bound cuts; None where it is another measure, which has no one place."""
    figure = pack.figures.get(amount)
    if figure is None or not figure.is_entered:
        return None
    value = float(in_decimal(figure.number))
    return value, 1 if bound in ("more_than", "at_most") else 0


def _band_mistakes(
    pack: RulePack, table: Sequence[Band], path: Path
) -> Iterator[tuple[Path, Sentence]]:
    reached: Edge | None = None
    for position, band in enumerate(table):
        place = (*path, position)
        lower = LOWEST if band.lower is None else _edge(pack, *band.lower)
        upper = HIGHEST if band.upper is None else _edge(pack, *band.upper)
        if lower is None or upper is None:
            return
        if upper <= lower:
            yield place, Sentence("packs.empty_band")
            return
        begins = reached is None and (lower <= (0.0, 0))
        if not begins and reached != lower:
            overlaps = reached is not None and lower < reached
            yield place, Sentence("packs.bands_overlap" if overlaps else "packs.bands_gap")
        reached = upper
    if reached is not None and reached != HIGHEST:
        yield (*path, len(table) - 1), Sentence("packs.bands_end")


def _unreachable(pack: RulePack, measure: Decide, path: Path) -> Iterator[tuple[Path, Sentence]]:
    """Rows of plain comparisons that earlier rows of the same measure leave nothing for."""
    taken: dict[str, list[tuple[Edge, Edge]]] = {}
    for position, row in enumerate(measure.rows):
        if not isinstance(row.when, Comparison):
            continue
        lower, upper = LOWEST, HIGHEST
        for bound, amount in row.when.bounds:
            edge = _edge(pack, bound, amount)
            if edge is None:
                return
            if bound in ("at_least", "more_than"):
                lower = edge
            else:
                upper = edge
        earlier = taken.setdefault(row.when.of, [])
        if _covers(earlier, lower, upper):
            yield (*path, "rows", position), Sentence("packs.unreachable_row")
        earlier.append((lower, upper))


def _covers(intervals: Sequence[tuple[Edge, Edge]], lower: Edge, upper: Edge) -> bool:
    """Whether intervals leave nothing of one; of an empty one there is nothing to leave."""
    for start, end in sorted(intervals):
        if start <= lower < end:
            lower = end
    return lower >= upper


def _not_rising(pack: RulePack, axis: Axis, path: Path) -> Iterator[tuple[Path, Sentence]]:
    edges = [_edge(pack, axis.bound, amount) for amount in axis.bounds]
    known = [edge for edge in edges if edge is not None]
    if len(known) == len(edges) and known != sorted(set(known)):
        yield (*path, axis.bound), Sentence("packs.bounds_rise")
