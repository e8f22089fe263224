"""What is drawn of a county: lines and marks, before and after the plan.

A group differs from its neighbours by colour, by the slant of its hatching or by its mark, and
by its number in every label, so that a print in black and white can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from calculator.planning.plans import CountyPlan, PlannedGroup
from calculator.reporting.workbook.plan_sheets.hatching import hatched, joined
from calculator.reporting.workbook.plan_sheets.places import Places, dissolved
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting
from rules.statistics import FloatArray

MOST_NAMED = 60
"""On a map of more townships only those are named that the plan is about."""
HATCHES = 55
"""So many lines cross the whole map."""
_CLOSED = 1 / 400
"""Gaps up to twice this share of the extent are closed where outlines are joined."""

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#A3468B", "#B07D00", "#2C8FC9")
"""Told apart by the colour-blind, after Okabe and Ito, darkened for thin lines."""
ANGLES = (45.0, 135.0, 90.0, 0.0)
MARKS = ("circle", "square", "diamond", "triangle")
GREY = "#7F7F7F"
BLACK = "#000000"


@dataclass(frozen=True)
class Lines:
    """Lines of one look.

    Attributes:
        name: What they are, as the legend says it; blank where it says nothing.
        points: (points, 2), with NaN between two lines.
        colour: Of the lines.
        width: In points.
        is_dashed: Whether they are dashed.
    """

    name: str
    points: FloatArray
    colour: str
    width: float
    is_dashed: bool = False


@dataclass(frozen=True)
class Marks:
    """Townships of one look.

    Attributes:
        name: What they are, as the legend says it; blank where it says nothing.
        points: (townships, 2).
        labels: What stands beside each; None for nothing.
        mark: The shape, as charts call it.
        size: In points.
        colour: Of the shape.
        side: On which side of the shape labels stand, as charts call it.
    """

    name: str
    points: FloatArray
    labels: Sequence[str | None]
    mark: str
    size: int
    colour: str
    side: str = "above"


Layer = Lines | Marks


class Drawing:
    """The two maps of a county."""

    def __init__(self, plan_writing: PlanWriting, plan: CountyPlan, places: Places) -> None:
        """Take a county with its plan and its places."""
        self._words = plan_writing
        self._plan = plan
        self._places = places
        self._where = {unit: place for place, unit in enumerate(places.units.tolist())}
        self._extent = float(np.ptp(places.drawn, axis=0).max()) if len(places.drawn) else 1.0
        standing = plan_writing.plans.standing[places.units]
        self._standing = {u: str(s) for u, s in zip(places.units.tolist(), standing, strict=True)}

    def base(self) -> list[Lines]:
        """What both maps begin with: outlines, or the borders from place to place."""
        places = self._places
        if places.base == "outlines":
            outlines = joined([ring for rings in places.rings for ring in rings])
            return [Lines("", outlines, GREY, 0.75)]
        return [self._borders(places.pairs.tolist(), "", GREY, 0.75)]

    def before(self) -> Iterator[Layer]:
        """The candidates among the townships as they are."""
        candidates = set(self._plan.candidates)
        yield from self._hatched(sorted(candidates), GREY, ANGLES[0])
        text = self._words.text
        people = self._words.plans.people
        labels = {unit: f"{self._words.names[unit]} {people[unit]:,.0f}" for unit in candidates}
        yield self._marks(text("maps.candidate"), candidates, labels, "circle", 8, BLACK)
        yield from self._others(candidates)

    def after(self) -> Iterator[Layer]:
        """The groups, and what stays."""
        for number, group in enumerate(self._plan.groups, start=1):
            yield from self._group(number, group)
        for number, group in enumerate(self._plan.groups, start=1):
            yield self._members(number, group)
        left = {one.township for one in self._plan.unresolved}
        suffix = self._words.text("maps.unresolved")
        labels = {unit: self._with(unit, suffix) for unit in left}
        yield self._marks(suffix, left, labels, "x", 9, BLACK)
        joined_units = {unit for group in self._plan.groups for unit in group.members}
        yield from self._others(left | joined_units)

    def _group(self, number: int, group: PlannedGroup) -> Iterator[Lines]:
        """The area of a group with its outline, or the borders inside it."""
        colour = COLOURS[(number - 1) % len(COLOURS)]
        rings = self._rings(group.members)
        if rings:
            yield from self._hatched(group.members, colour, ANGLES[(number - 1) % len(ANGLES)])
            outline = dissolved(rings, self._extent * _CLOSED)
            yield Lines("", joined(outline), colour, 2.25)
        members = {self._where[unit] for unit in group.members}
        inside = [pair for pair in self._places.pairs.tolist() if members.issuperset(pair)]
        if self._places.base != "outlines":
            yield self._borders(inside, "", colour, 3.0)

    def _members(self, number: int, group: PlannedGroup) -> Marks:
        """The townships of a group, each with its number; the seat is said."""
        text, names = self._words.text, self._words.names
        labels = {
            unit: text(
                "maps.seat" if unit == group.seat else "maps.member",
                number=number,
                name=names[unit],
            )
            for unit in group.members
        }
        place = (number - 1) % len(MARKS)
        name = text("maps.group", number=number, name=group.name)
        colour = COLOURS[(number - 1) % len(COLOURS)]
        return self._marks(name, set(group.members), labels, MARKS[place], 8, colour)

    def _others(self, known: set[int]) -> Iterator[Marks]:
        """Units that are neither candidates nor joined: exempt, not known, or unchanged."""
        text = self._words.text
        rest = [unit for unit in self._places.units.tolist() if unit not in known]
        exempt = {unit for unit in rest if self._standing[unit] == "exempt"}
        undecided = {unit for unit in rest if self._standing[unit] == "undecided"}
        for key, units, mark, size in (
            ("exempt", exempt, "triangle", 7),
            ("undecided", undecided, "plus", 8),
        ):
            suffix = text(f"maps.{key}")
            labels = {unit: self._with(unit, suffix) for unit in units}
            yield self._marks(suffix, units, labels, mark, size, BLACK)
        unchanged = set(rest) - exempt - undecided
        has_room = len(self._places.units) <= MOST_NAMED
        labels = {unit: self._words.names[unit] for unit in unchanged} if has_room else {}
        yield self._marks(text("maps.other"), unchanged, labels, "circle", 4, GREY)

    def _with(self, unit: int, suffix: str) -> str:
        return self._words.text("maps.with", name=self._words.names[unit], suffix=suffix)

    def _marks(
        self,
        name: str,
        units: set[int],
        labels: dict[int, str],
        mark: str,
        size: int,
        colour: str,
    ) -> Marks:
        points = self._places.points
        shown = [u for u in sorted(units) if not np.isnan(points[self._where[u], 0])]
        said = [labels.get(unit) for unit in shown]
        places = points[[self._where[unit] for unit in shown]].reshape(-1, 2)
        return Marks(name, places, said, mark, size, colour)

    def _borders(
        self, pairs: Sequence[Sequence[int]], name: str, colour: str, width: float
    ) -> Lines:
        """Lines from place to place; dashed where borders are only estimated."""
        points = self._places.points
        lines = [points[list(pair)] for pair in pairs]
        drawn = joined([line for line in lines if not np.isnan(line).any()])
        is_dashed = self._words.plans.is_approximate and width < 1
        return Lines(name, drawn, colour, width, is_dashed)

    def _rings(self, units: Sequence[int]) -> list[FloatArray]:
        return [ring for unit in units for ring in self._places.rings[self._where[unit]]]

    def _hatched(self, units: Sequence[int], colour: str, angle: float) -> Iterator[Lines]:
        rings = self._rings(units)
        if rings:
            yield Lines("", hatched(rings, angle, self._extent / HATCHES), colour, 0.75)
