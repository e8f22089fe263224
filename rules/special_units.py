"""Units with a mark, such as economically developed towns, that follow limits of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.findings import Finding
from rules.given import Given
from rules.pack import RulePack
from rules.schema import SpecialUnitsEntry
from rules.statistics import BoolArray, IntArray, TextArray, same_text
from rules.status import Severity
from rules.wording import Sentence

MOST_NAMED = 10


@dataclass(frozen=True)
class SpecialUnits:
    """The townships that bear one mark.

    Attributes:
        name: The name of the mark in the pack.
        entry: What the pack says of them.
        townships: Their positions, only of those that the pack judges.
        without: The quotas for which the pack gives them nothing of their own.
    """

    name: str
    entry: SpecialUnitsEntry
    townships: IntArray
    without: tuple[str, ...]


def find_special_units(pack: RulePack, given: Given, judged: BoolArray) -> list[SpecialUnits]:
    """The townships of every mark that the pack knows and the statistics have."""
    found = []
    for name, entry in pack.special_units.items():
        marked = judged & (given.statistics.number(entry.flag) == 1)
        without = tuple(quota for quota in pack.quotas if quota not in entry.allowed)
        if marked.any():
            found.append(SpecialUnits(name, entry, np.flatnonzero(marked), without))
    return found


def allowing_measures(
    pack: RulePack, quota: str, special: list[SpecialUnits], size: int
) -> TextArray:
    """The measure that says how many each township may have, one name per township.

    Of several marks of a township the first of the pack that speaks of the quota decides.
    """
    measures = same_text(pack.quotas[quota].allowed, size)
    for units in reversed(special):
        if quota in units.entry.allowed:
            measures[units.townships] = units.entry.allowed[quota]
    return measures


def special_unit_findings(
    pack: RulePack, given: Given, special: list[SpecialUnits]
) -> Iterator[Finding]:
    """Which units have a mark, which limits of their own they follow, and which are lacking."""
    for units in special:
        names = given.statistics.text("name")[units.townships[:MOST_NAMED]].tolist()
        said = {"label": units.entry.label, "count": len(units.townships), "names": names}
        source = Sentence(
            "rules.cited",
            {"source": pack.sources[units.entry.source].title, "clause": units.entry.clause},
        )
        own = [pack.quotas[quota].label for quota in pack.quotas if quota in units.entry.allowed]
        lacking = [pack.quotas[quota].label for quota in units.without]
        for code, key, quotas in (
            ("special-unit-listed", "rules.special_unit_listed", own),
            ("special-unit-without-limits", "rules.special_unit_without_limits", lacking),
        ):
            if quotas:
                yield Finding(
                    code,
                    Severity.NOTE,
                    Sentence(key, {**said, "quotas": quotas}),
                    status=units.entry.status,
                    source=source,
                )
