"""The regions of a problem: what borders connect, with what stays together contracted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from calculator.planning.problem import Members, MergerProblem
from rules.statistics import BoolArray


@dataclass(frozen=True)
class Region:
    """Parts that borders connect, none of which borders on a part of another region.

    A part is a unit, or several units that must stay together and are connected by themselves.
    Sets of parts are bit masks: bit p stands for part p. Linked parts come first, then parts
    that want a group, then the others.

    Attributes:
        parts: The units of each part.
        neighbours: The parts that each part borders on.
        rivals: The parts that must not be in one group with each part.
        people: People of each part.
        area: km² of each part; NaN where unknown.
        members: How many units each part has.
        candidates: How many candidates each part has.
        kept: The parts with a unit that must not be abolished.
        free: The parts that may stay as they are: one unit, no candidate, joined to nothing.
        together: Each set that must be in one group, as the parts it falls into.
    """

    problem: MergerProblem
    parts: tuple[Members, ...]
    neighbours: tuple[int, ...]
    rivals: tuple[int, ...]
    people: tuple[float, ...]
    area: tuple[float, ...]
    members: tuple[int, ...]
    candidates: tuple[int, ...]
    kept: int
    free: int
    together: tuple[int, ...]

    @cached_property
    def joined(self) -> int:
        """The parts of sets that must be in one group."""
        return _union(self.together)

    @cached_property
    def links(self) -> tuple[int, ...]:
        """The sets that must be in one group though they fall into several parts."""
        return tuple(parts for parts in self.together if parts.bit_count() > 1)

    @cached_property
    def wanting(self) -> int:
        """The parts with a candidate."""
        return sum(1 << part for part, count in enumerate(self.candidates) if count)

    @cached_property
    def units(self) -> int:
        """How many units there are."""
        return sum(self.members)

    def members_of(self, mask: int) -> Members:
        """The units of a set of parts, ascending."""
        return tuple(sorted(unit for part in bits(mask) for unit in self.parts[part]))


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, ascending."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def is_connected(mask: int, neighbours: tuple[int, ...]) -> bool:
    """Whether borders between its parts connect a set; nothing is not connected."""
    reached = mask & -mask
    border = reached
    while border:
        lowest = border & -border
        new = neighbours[lowest.bit_length() - 1] & mask & ~reached
        reached |= new
        border = (border ^ lowest) | new
    return reached == mask != 0


def regions_of(problem: MergerProblem) -> tuple[Region, ...]:
    """The regions where a plan has something to do, in the order of their first units.

    Left out are units that can be in no group by themselves (not movable, people unknown, or the
    area where it is limited) and sets that must stay together but cannot.
    """
    usable = usable_units(problem)
    sets = [*_merged(problem.together, problem.size)]
    while True:
        area_of = _labels(usable, problem.borders)
        broken = [one for one in sets if not _can_be_one(problem, one, usable, area_of)]
        if not broken:
            break
        sets = [one for one in sets if one not in broken]
        for one in broken:
            usable[list(one)] = False
    regions = []
    for label in range(int(area_of.max(initial=-1)) + 1):
        units = np.flatnonzero(area_of == label)
        inside = [one for one in sets if area_of[one[0]] == label]
        if inside or problem.candidate[units].any():
            regions.append(_region(problem, tuple(units.tolist()), inside))
    return tuple(regions)


def usable_units(problem: MergerProblem) -> BoolArray:
    """Which units may be in a group, as far as they themselves are concerned."""
    usable: BoolArray = problem.movable & np.isfinite(problem.people)
    if problem.most_area is not None:
        if problem.area is None:
            return np.zeros(problem.size, dtype=np.bool_)
        usable &= np.isfinite(problem.area)
    return usable


def within_limits(problem: MergerProblem, units: Iterable[int]) -> bool:
    """Whether units may be in one group, by all limits but the borders and the minimum."""
    chosen = list(units)
    inside = set(chosen)
    return not (
        (problem.most_members is not None and len(chosen) > problem.most_members)
        or (problem.most_people is not None and problem.people[chosen].sum() > problem.most_people)
        or (
            problem.most_area is not None
            and (problem.area is None or not problem.area[chosen].sum() <= problem.most_area)
        )
        or any(first in inside and second in inside for first, second in problem.apart)
        or int(problem.kept_or_none[chosen].sum()) > 1
    )


def _can_be_one(
    problem: MergerProblem, units: Members, usable: BoolArray, area_of: np.ndarray
) -> bool:
    """Whether some group could hold a set, as far as the limits of the set alone say."""
    return bool(
        usable[list(units)].all()
        and len(set(area_of[list(units)].tolist())) == 1
        and within_limits(problem, units)
    )


def _merged(sets: Iterable[Members], size: int) -> list[Members]:
    """Sets with a unit in common made one; sets of one unit say nothing."""
    whole = np.ones(size, dtype=np.bool_)
    pairs = [(one[0], other) for one in sets for other in one[1:]]
    label = _labels(whole, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    named = sorted({int(label[unit]) for pair in pairs for unit in pair if pair[0] != pair[1]})
    return [tuple(np.flatnonzero(label == one).tolist()) for one in named]


def _labels(usable: BoolArray, borders: np.ndarray) -> np.ndarray:
    """Which connected area each usable unit is in, counted by first units; -1 for the others."""
    size = len(usable)
    near: list[list[int]] = [[] for _ in range(size)]
    for first, second in borders.tolist():
        if usable[first] and usable[second]:
            near[first].append(second)
            near[second].append(first)
    label = np.full(size, -1, dtype=np.int64)
    count = 0
    for start in np.flatnonzero(usable).tolist():
        if label[start] >= 0:
            continue
        label[start] = count
        waiting = [start]
        while waiting:
            for unit in near[waiting.pop()]:
                if label[unit] < 0:
                    label[unit] = count
                    waiting.append(unit)
        count += 1
    return label


def _region(problem: MergerProblem, units: Members, sets: list[Members]) -> Region:
    """The region of connected units, the sets among them contracted."""
    inside = np.zeros(problem.size, dtype=np.bool_)
    joined = {unit for one in sets for unit in one}
    pieces: list[tuple[Members, int]] = [((unit,), -1) for unit in units if unit not in joined]
    for number, one in enumerate(sets):
        inside[:] = False
        inside[list(one)] = True
        label = _labels(inside, problem.borders)
        pieces += [
            (tuple(np.flatnonzero(label == piece).tolist()), number)
            for piece in range(int(label.max()) + 1)
        ]
    counts = [sum(number == one for _, one in pieces) for number in range(len(sets))]

    def order(piece: tuple[Members, int]) -> tuple[bool, bool, Members]:
        members, number = piece
        linked = number >= 0 and counts[number] > 1
        wants = number >= 0 or bool(problem.candidate[list(members)].any())
        return not linked, not wants, members

    pieces.sort(key=order)
    parts = tuple(members for members, _ in pieces)
    part_of = {unit: part for part, members in enumerate(parts) for unit in members}
    people = tuple(float(problem.people[list(one)].sum()) for one in parts)
    candidates = tuple(int(problem.candidate[list(one)].sum()) for one in parts)
    kept = problem.kept_or_none
    areas = problem.area
    return Region(
        problem=problem,
        parts=parts,
        neighbours=_masks(part_of, problem.borders.tolist()),
        rivals=_masks(part_of, problem.apart),
        people=people,
        area=tuple(
            float("nan") if areas is None else float(areas[list(one)].sum()) for one in parts
        ),
        members=tuple(len(one) for one in parts),
        candidates=candidates,
        kept=sum(1 << part for part, one in enumerate(parts) if kept[list(one)].any()),
        free=sum(
            1 << part
            for part, (_, number) in enumerate(pieces)
            if number < 0 and not candidates[part]
        ),
        together=tuple(
            sum(1 << part for part, (_, one) in enumerate(pieces) if one == number)
            for number in range(len(sets))
        ),
    )


def _masks(part_of: dict[int, int], pairs: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """For each part, the other parts that pairs of units tie it to."""
    masks = [0] * (max(part_of.values()) + 1)
    for first, second in pairs:
        if first in part_of and second in part_of and part_of[first] != part_of[second]:
            masks[part_of[first]] |= 1 << part_of[second]
            masks[part_of[second]] |= 1 << part_of[first]
    return tuple(masks)


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def suits_generation(problem: MergerProblem) -> bool:
    """Whether column generation can solve a problem: sums of people and limits, no wishes.

    Units that are to be kept are no obstacle where they are no candidates and no distances
    count: they have a region of their own.
    """
    usable = usable_units(problem)
    below = problem.people < problem.minimum
    kept = problem.kept_or_none & usable
    return (
        problem.judge is None
        and not problem.together
        and not problem.apart
        and not (usable & (below != problem.candidate)).any()
        and not (kept & problem.candidate).any()
    )
