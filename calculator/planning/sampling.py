"""Groups to choose from where they are too many to be listed: grown at random, always the same."""

from __future__ import annotations

from math import inf
from random import Random

from calculator.planning.enumeration import blockers
from calculator.planning.halting import Clock
from calculator.planning.regions import Region, bits

ROUNDS = 60
"""How many groups are grown from each candidate at most."""

WHIM = 2.5
"""How much chance counts against compactness, in borders shared with the group so far."""


def grown_groups(region: Region, clock: Clock) -> tuple[int, ...]:
    """Compact groups, each grown from a candidate until it has the minimum of people.

    They keep all limits, but are not all there are: they make plans possible, and prove nothing.
    Only where people are what counts; else none.
    """
    if region.problem.judge is not None:
        return ()
    chance = Random(0)
    found: dict[int, None] = {}
    blocked = blockers(region)
    seeds = list(bits(region.wanting))
    for _ in range(ROUNDS):
        for seed in seeds:
            if clock.halted():
                return tuple(found)
            group = _grow(region, seed, blocked, chance)
            if group:
                found[group] = None
    return tuple(found)


def _grow(region: Region, seed: int, blocked: list[int], chance: Random) -> int:
    """One group with a candidate; 0 where the limits stop it below the minimum."""
    problem, neighbours = region.problem, region.neighbours
    most_members = problem.most_members or inf
    most_people = inf if problem.most_people is None else problem.most_people
    most_area = inf if problem.most_area is None else problem.most_area
    parts = 1 << seed
    people, members, area = region.people[seed], region.members[seed], region.area[seed]
    border = neighbours[seed]
    while people < problem.minimum or members < 2 or _torn(region, parts):
        options = [
            part
            for part in bits(border & ~parts)
            if not parts & blocked[part]
            and members + region.members[part] <= most_members
            and people + region.people[part] <= most_people
            and not area + region.area[part] > most_area
        ]
        if not options:
            return 0
        part = max(
            options,
            key=lambda one: (neighbours[one] & parts).bit_count() + WHIM * chance.random(),
        )
        parts |= 1 << part
        border |= neighbours[part]
        people += region.people[part]
        members += region.members[part]
        area += region.area[part]
    return 0 if area > most_area or people > most_people or members > most_members else parts


def _torn(region: Region, parts: int) -> bool:
    return any(parts & link not in (0, link) for link in region.links)
