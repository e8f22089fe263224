"""Comparisons as plain data; ``docs/commands.md`` says what they hold."""

from __future__ import annotations

from typing import Any

from calculator.comparison import Comparison, TownshipChange
from calculator.counting import Counts
from calculator.reporting.data.plain import plain
from rules.statistics import IntArray, Statistics


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """How both came out, how many townships differ in what, and which."""
    before, after = comparison.before.statistics, comparison.after.statistics
    return {
        "before": counts_data(comparison.counts_before),
        "after": counts_data(comparison.counts_after),
        "changed": {name: int(aspect.changed.sum()) for name, aspect in comparison.aspects.items()},
        "townships": [_township(after, change) for change in comparison.changes()],
        "only_before": _names(before, comparison.pairs.only_before),
        "only_after": _names(after, comparison.pairs.only_after),
    }


def counts_data(counts: Counts) -> dict[str, Any]:
    """How an evaluation came out."""
    return {
        "classes": dict(counts.tally.classes),
        "undecided": counts.tally.undecided,
        "not_applicable": counts.tally.not_applicable,
        "mergers": dict(counts.tally.mergers),
        "near": counts.near,
        "verdicts": dict(counts.verdicts),
        "allowed": {name: plain(total) for name, total in counts.allowed.items()},
        "proposed": {name: plain(total) for name, total in counts.proposed.items()},
        "breaches": {str(severity): number for severity, number in counts.breaches.items()},
    }


def _township(statistics: Statistics, change: TownshipChange) -> dict[str, Any]:
    return {
        **_name(statistics, change.after),
        "changes": {
            name: {"before": plain(before), "after": plain(after)}
            for name, (before, after) in change.values.items()
        },
    }


def _name(statistics: Statistics, township: int) -> dict[str, Any]:
    return {key: statistics.text(key)[township] for key in ("code", "prefecture", "county", "name")}


def _names(statistics: Statistics, townships: IntArray) -> list[dict[str, Any]]:
    return [_name(statistics, int(township)) for township in townships]
