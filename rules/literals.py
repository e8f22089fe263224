"""Numbers written in a measure itself: each becomes a figure with a name of its own.

So a table of points needs no list of figures above it, and yet every number in it has a source
and a status, can be changed by ``--set`` or by a pack that extends this one, and stands in the
list of figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.conditions import Comparison
from rules.figures import Figure, Source
from rules.measures import Measure

_BOUNDS = ("at_least", "more_than", "at_most", "less_than")
_BASES = ("base", "start", "per", "each", "floor", "cap")
_AMOUNTS = ("value", "values", "weight", "times", "pool", "need", *_BASES)
_COMPARED = ("bound", "start", "per")
"""Numbers in the unit of the measure that is compared or counted; the rest is in its own."""

SLOT_SEPARATOR = "."


@dataclass(frozen=True)
class WrittenNumber:
    """A number found in a measure, under the name that it was given."""

    name: str
    measure: str
    value: float | int
    is_compared: bool


def name_literals(data: Any) -> list[WrittenNumber]:
    """Replace the numbers in a pack's measures by names, in place, and list them.

    Bounds of one measure that are the same number are one figure, so that changing it moves
    the end of one band and the start of the next together.
    """
    found: list[WrittenNumber] = []
    measures = data.get("measures") if isinstance(data, dict) else None
    for name, measure in (measures or {}).items() if isinstance(measures, dict) else ():
        found.extend(_in_measure(str(name), measure))
    return found


def _in_measure(name: str, measure: Any) -> Iterator[WrittenNumber]:
    named: dict[tuple[str, float], str] = {}
    counts: dict[str, int] = {}

    def take(key: str, value: float | int) -> tuple[str, WrittenNumber | None]:
        slot = "bound" if key in _BOUNDS else "value" if key == "values" else key
        known = named.get((slot, value)) if slot == "bound" else None
        if known is not None:
            return known, None
        counts[slot] = counts.get(slot, 0) + 1
        full = f"{name}{SLOT_SEPARATOR}{slot}_{counts[slot]}"
        named[slot, value] = full
        return full, WrittenNumber(full, name, value, slot in _COMPARED)

    def walk(node: Any, key: str | None) -> Iterator[WrittenNumber]:
        items = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        for place, value in items:
            inner = str(place) if isinstance(node, dict) else key
            if _is_number(value) and inner in (*_BOUNDS, *_AMOUNTS):
                node[place], literal = take(str(inner), value)
                if literal is not None:
                    yield literal
            elif isinstance(value, (dict, list)):
                yield from walk(value, inner)

    if isinstance(measure, dict):
        yield from walk(measure, None)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def literal_figure(
    literal: WrittenNumber, measure: Measure, source: Source, unit: str | None
) -> Figure:
    """The figure that a number of a measure is, cited as the measure is."""
    assert measure.clause is not None
    assert measure.status is not None
    return Figure(
        name=literal.name,
        label=measure.label,
        value=literal.value,
        source=source,
        clause=measure.clause,
        status=measure.status,
        unit=unit,
        is_slot=True,
    )


def compared_measure(measure: Measure) -> str | None:
    """The measure whose unit the bounds of a measure have, if there is one."""
    of = getattr(measure, "of", None)
    if isinstance(of, str):
        return of
    for condition in getattr(measure, "conditions", ()):
        if isinstance(condition, Comparison):
            return condition.of
    return None
