"""The groups that a best plan can consist of: connected, within limits, none needlessly large."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from calculator.planning.dominance import Admissible, can_be_undone, splits_for_good
from calculator.planning.halting import Clock
from calculator.planning.regions import Region

MOST_SETS = 400_000
"""How many connected sets are looked at before the list of groups is left incomplete: some
seconds' work. With smaller ones alone the plan is nearly as good, and choosing among them takes
longer than listing them."""

CLOCK = 32
"""How many sets are grown between two looks at the clock."""


@dataclass(frozen=True)
class Listing:
    """The groups of a region that are not dominated.

    Attributes:
        groups: Sets of parts, each once.
        complete: Whether all are listed.
        depth: All groups of up to so many parts are listed.
        open: The parts that may be in groups of more parts, which are not all listed.
    """

    groups: tuple[int, ...]
    complete: bool
    depth: int
    open: int


def list_groups(
    region: Region,
    clock: Clock,
    most_sets: int = MOST_SETS,
) -> Listing:
    """List the groups that a best plan can consist of.

    Sets grow by one part at a time from their first part (Wernicke's ESU), so that each connected
    set is met once. A set outside the limits is dropped with all that contain it, as is one that
    ``splits_for_good``. What is left and ``can_be_undone`` is dropped by itself.

    Args:
        region: Where.
        clock: Until when.
        most_sets: How many sets are looked at.
    """
    problem = region.problem
    summed = problem.judge is None
    neighbours, people, area, members = (
        region.neighbours,
        region.people,
        region.area,
        region.members,
    )
    most_members = inf if problem.most_members is None else problem.most_members
    most_people = inf if problem.most_people is None else problem.most_people
    most_area = inf if problem.most_area is None else problem.most_area
    limited_area = problem.most_area is not None
    twice = 2 * problem.minimum
    tied = 0
    for link in region.links:
        tied |= link
    blocked = blockers(region)
    found: list[int] = []
    level: list[tuple[int, int, int, float, float, int]] = []
    for part in range(len(region.parts)):
        bit = 1 << part
        too_large = (
            members[part] > most_members
            or people[part] > most_people
            or (limited_area and not area[part] <= most_area)
        )
        if bit & region.free or too_large:
            continue
        closed = neighbours[part] | (2 * bit - 1)
        options = neighbours[part] & ~(2 * bit - 1)
        level.append((bit, options, closed, people[part], area[part], members[part]))
        if members[part] > 1:
            found.append(bit)
    single = 0
    for bit, *_ in level:
        single |= bit
    looked_at = len(level)
    depth = 1
    complete = True
    while level and complete:
        grown: list[tuple[int, int, int, float, float, int]] = []
        for position, (parts, options, closed, count, size, units) in enumerate(level):
            if position % CLOCK == 0 and (looked_at + len(grown) > most_sets or clock.halted()):
                complete = False
                break
            prune = summed and not parts & tied
            while options:
                bit = options & -options
                options ^= bit
                part = bit.bit_length() - 1
                if parts & blocked[part]:
                    continue
                total = count + people[part]
                if total > most_people or units + members[part] > most_members:
                    continue
                ground = size + area[part]
                if limited_area and not ground <= most_area:
                    continue
                whole = parts | bit
                if prune and total >= twice and splits_for_good(region, whole):
                    continue
                if not summed or total >= problem.minimum or not whole & region.wanting:
                    found.append(whole)
                border = neighbours[part]
                grown.append(
                    (
                        whole,
                        options | (border & ~closed),
                        closed | border,
                        total,
                        ground,
                        units + members[part],
                    )
                )
        looked_at += len(grown)
        if complete:
            level = grown
            depth += 1
    unlisted = single if not complete and any(options for _, options, *_ in level) else 0
    return Listing(_undominated(region, found), complete, depth, unlisted)


def blockers(region: Region) -> list[int]:
    """For each part, the parts with which it cannot be in one group."""
    return [
        rivals | (region.kept if region.kept >> part & 1 else 0)
        for part, rivals in enumerate(region.rivals)
    ]


def _undominated(region: Region, found: list[int]) -> tuple[int, ...]:
    """Of connected sets within the limits, the groups that no plan does better without."""
    problem = region.problem
    admissible: Admissible
    if problem.judge is None:
        admissible = _by_sum(region)
        groups = [parts for parts in found if admissible(parts)]
        weak = any(
            region.people[part] < problem.minimum
            and (region.free >> part & 1 or (region.joined >> part & 1))
            for part in range(len(region.parts))
        )
        if not weak and not region.links:
            return tuple(groups)
    elif found:
        judged = problem.judge([region.members_of(parts) for parts in found])
        resolved = {parts for parts, good in zip(found, judged.tolist(), strict=True) if good}
        groups = [
            parts
            for parts in found
            if _keeps_links(region, parts)
            and (parts in resolved or (not parts & region.wanting and parts & region.joined))
        ]
        admissible = set(groups).__contains__
    else:
        return ()
    return tuple(parts for parts in groups if not can_be_undone(region, parts, admissible))


def _keeps_links(region: Region, parts: int) -> bool:
    """Whether a set has all or nothing of what must be in one group."""
    return all(parts & link in (0, link) for link in region.links)


def _by_sum(region: Region) -> Admissible:
    """Whether a connected set within the limits is a group, where people are what counts."""
    minimum = region.problem.minimum
    people, members = region.people, region.members

    def admissible(parts: int) -> bool:
        total, units, rest = 0.0, 0, parts
        while rest:
            bit = rest & -rest
            rest ^= bit
            part = bit.bit_length() - 1
            total += people[part]
            units += members[part]
        if units < 2 or not _keeps_links(region, parts):
            return False
        return total >= minimum if parts & region.wanting else bool(parts & region.joined)

    return admissible
