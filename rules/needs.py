"""Which columns of statistics and proposals a pack reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.measures import Column, Grouped
from rules.pack import RulePack
from rules.references import Sort, references


@dataclass(frozen=True)
class ColumnsRead:
    """The columns that a pack reads, each in the order in which the pack comes to it.

    Attributes:
        figures: For each measure that is a column the columns it may take, in order of
            preference; no two measures' alike.
        marks: What a township is marked as: kind, terrain, yes-or-no columns.
        proposed: The proposal: classes, offices, institutions, posts.
        present: What was approved before and the actual staff.
        county_totals: What the province approved for each county.
        lists_bodies: Whether offices and institutions may be listed one by one.
        compares_prefectures: Whether townships are compared within prefectures.
    """

    figures: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    proposed: tuple[str, ...]
    present: tuple[str, ...]
    county_totals: tuple[str, ...]
    lists_bodies: bool
    compares_prefectures: bool

    @property
    def names(self) -> list[str]:
        """Every column of the townships, each once."""
        figures = (name for alternatives in self.figures for name in alternatives)
        return list(dict.fromkeys([*figures, *self.marks, *self.proposed, *self.present]))


def columns_read(pack: RulePack) -> ColumnsRead:
    """Every column that a pack reads; the kind of unit always, for all rules ask for it."""
    figures: dict[frozenset[str], tuple[str, ...]] = {}
    for measure in pack.measures.values():
        if isinstance(measure, Column):
            columns = tuple(pack.columns_of(measure))
            figures.setdefault(frozenset(columns), columns)
    proposed = list(dict.fromkeys(_proposed(pack)))
    quotas = pack.quotas.values()
    present = dict.fromkeys(c for q in quotas for c in (q.approved, q.actual) if c is not None)
    totals = dict.fromkeys(q.county_approved for q in quotas if q.county_approved is not None)
    others = {*proposed, *present, *totals}
    marks = [found.name for found in references(pack) if found.sort is Sort.COLUMN]
    return ColumnsRead(
        figures=tuple(figures.values()),
        marks=tuple(name for name in dict.fromkeys(["kind", *marks]) if name not in others),
        proposed=tuple(proposed),
        present=tuple(present),
        county_totals=tuple(totals),
        lists_bodies=any(quota.listed is not None for quota in quotas),
        compares_prefectures=any(
            measure.within == "prefecture"
            for measure in pack.measures.values()
            if isinstance(measure, Grouped)
        ),
    )


def _proposed(pack: RulePack) -> Iterator[str]:
    if pack.classification is not None and pack.classification.proposed is not None:
        yield pack.classification.proposed
    for quota in pack.quotas.values():
        yield quota.proposed
