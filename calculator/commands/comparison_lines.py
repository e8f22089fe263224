"""Two evaluations held against each other, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from calculator.commands.screen import indented
from calculator.comparison import Comparison, TownshipChange
from calculator.messages import Messages

MOST_TOWNSHIPS = 20
"""How many townships are printed; the rest is counted."""


def change_lines(comparison: Comparison, before: Messages, after: Messages) -> Iterator[str]:
    """The townships that differ, each with what differs.

    Args:
        comparison: The two evaluations.
        before: Speaks with the names of the first one's pack.
        after: Speaks with those of the second.
    """
    count = int(comparison.changed.sum())
    for change in islice(comparison.changes(), MOST_TOWNSHIPS):
        yield from indented(_township(comparison, change, before, after), 2)
    if count > MOST_TOWNSHIPS:
        yield from indented(after.text("comparison.more", count=count - MOST_TOWNSHIPS), 2)


def _township(
    comparison: Comparison, change: TownshipChange, before: Messages, after: Messages
) -> str:
    statistics = comparison.after.statistics
    place = {
        "county": statistics.text("county")[change.after] or "",
        "township": statistics.text("name")[change.after] or "",
    }
    changes = []
    for name, (first, second) in change.values.items():
        aspect = comparison.aspects[name]
        said = {
            "aspect": aspect.said_name,
            "before": before.say(aspect.said(first)),
            "after": after.say(aspect.said(second)),
        }
        changes.append(after.text("comparison.change", **said))
    separator = after.template("terms.part_separator")
    unit = after.text("report.unit", **place).strip()
    return after.text("comparison.township", unit=unit, changes=separator.join(changes))
