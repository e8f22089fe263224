"""Why candidates stay as they are, in codes and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from calculator.planning.enumeration import list_groups
from calculator.planning.halting import Clock
from calculator.planning.problem import Members, MergerProblem, Solution
from calculator.planning.regions import Region, regions_of, usable_units

Code = Literal[
    "not_movable",
    "together",
    "no_neighbour",
    "island_below_minimum",
    "limit",
    "contested",
    "not_found",
    "no_group",
]

SETS_LOOKED_AT = 20_000
"""How many connected sets are looked at to find groups for those who stay: a second at most."""

LIMITS = ("most_members", "most_people", "most_area", "apart", "kept", "together")


@dataclass(frozen=True)
class UnresolvedReason:
    """Why one candidate stays as it is.

    Attributes:
        code: In this order, the first that holds.
            ``not_movable``: it may not join anybody, or nobody may join it.
            ``together``: it must be in one group with others, and no group can hold them.
            ``no_neighbour``: no unit that may join borders on it.
            ``island_below_minimum``: all it could reach over borders is still a candidate.
            ``limit``: groups that would be enough break limits.
            ``contested``: each group it could be in would leave others unresolved.
            ``not_found``: the search ended before it was settled.
            ``no_group``: no group with it would be enough, within the limits or not.
        details: ``together``: ``set``. ``island_below_minimum``: ``members``, ``people``,
            ``minimum``. ``limit``: ``limits``, the names of those broken by ``example``, a group
            with the fewest members; ``people``, ``members`` and ``area`` of it, and the limit
            itself by the same name, where broken. ``contested``: ``example``, a group it could be
            in, and ``rivals``, the candidates that would lose theirs. Units are positions.
    """

    code: Code
    details: Mapping[str, Any] = field(default_factory=dict)


def unresolved_reasons(
    problem: MergerProblem, solution: Solution, *, was_stopped: bool = False
) -> dict[int, UnresolvedReason]:
    """One reason for each candidate that a plan leaves as it is.

    Args:
        problem: What was asked for.
        solution: The plan.
        was_stopped: Whether the user ended the search. Reasons that would have to be searched
            for are then ``not_found``.
    """
    return _Reasons(problem, solution, was_stopped=was_stopped).all()


class _Reasons:
    """What is looked up for several candidates is looked up once."""

    def __init__(self, problem: MergerProblem, solution: Solution, *, was_stopped: bool) -> None:
        self.was_stopped = was_stopped
        self.problem = problem
        self.solution = solution
        self.usable = usable_units(problem)
        self.regions = _by_unit(regions_of(problem))
        self.regions_without: dict[str, dict[int, Region]] = {"": self.regions}
        self.listings: dict[tuple[str, int], list[Members]] = {}

    def all(self) -> dict[int, UnresolvedReason]:
        return {unit: self.reason(unit) for unit in self.solution.unresolved}

    def reason(self, unit: int) -> UnresolvedReason:
        """The first reason that holds."""
        problem = self.problem
        if not self.usable[unit]:
            return UnresolvedReason("not_movable")
        for one in self.solution.not_joined:
            if unit in one:
                return UnresolvedReason("together", {"set": one})
        region = self.regions.get(unit)
        if region is None or region.units == 1:
            return UnresolvedReason("no_neighbour")
        island = region.members_of((1 << len(region.parts)) - 1)
        people = float(problem.people[list(island)].sum())
        if not self._enough(island, people) and problem.judge is None:
            details = {"members": island, "people": people, "minimum": problem.minimum}
            return UnresolvedReason("island_below_minimum", details)
        if self.was_stopped:
            return UnresolvedReason("not_found")
        return self._contested(unit) or self._limit(unit) or self._none(island, people)

    def _none(self, island: Members, people: float) -> UnresolvedReason:
        """The reason where no group was found, even without limits."""
        if self.problem.judge is not None and not self._enough(island, people):
            details = {"members": island, "people": people, "minimum": self.problem.minimum}
            return UnresolvedReason("island_below_minimum", details)
        return UnresolvedReason("no_group")

    def _enough(self, members: Members, people: float) -> bool:
        if self.problem.judge is None:
            return people >= self.problem.minimum
        return bool(self.problem.judge([members])[0])

    def _contested(self, unit: int) -> UnresolvedReason | None:
        """The reason where groups exist: who would lose theirs."""
        found = self._smallest(self.problem, "", unit)
        if found is None:
            return None
        if self.solution.bound[0] < self.solution.objective[0]:
            return UnresolvedReason("not_found", {"example": found[0]})
        of_unit = {one: group for group in self.solution.groups for one in group.members}

        def rivals(members: Members) -> Members:
            groups = {of_unit[one].members for one in members if one in of_unit}
            return tuple(
                sorted(
                    one
                    for group in groups
                    for one in group
                    if self.problem.candidate[one] and one not in members
                )
            )

        example = min(found, key=lambda members: (len(rivals(members)), len(members), members))
        return UnresolvedReason("contested", {"example": example, "rivals": rivals(example)})

    def _limit(self, unit: int) -> UnresolvedReason | None:
        """The reason where limits forbid every group: one of them alone, or else several."""
        for limit in LIMITS:
            without = _without(self.problem, limit)
            found = None if without is None else self._smallest(without, limit, unit)
            if found:
                return self._broken(found[0])
        without = self.problem
        for limit in LIMITS:
            without = _without(without, limit) or without
        found = self._smallest(without, "all", unit)
        return self._broken(found[0]) if found else self._by_growing(unit)

    def _by_growing(self, unit: int) -> UnresolvedReason | None:
        """The limits that a group breaks which takes the nearest until it is enough.

        For groups too large to be found by listing.
        """
        members = {unit}
        edge = [unit]
        near: dict[int, list[int]] = {}
        for first, second in self.problem.borders.tolist():
            near.setdefault(first, []).append(second)
            near.setdefault(second, []).append(first)
        while edge:
            wanted = sorted({two for one in edge for two in near.get(one, ())} - members)
            edge = [one for one in wanted if self.usable[one]]
            for one in edge:
                members.add(one)
                group = tuple(sorted(members))
                if self._enough(group, float(self.problem.people[list(group)].sum())):
                    return self._broken(group)
        return None

    def _broken(self, members: Members) -> UnresolvedReason | None:
        """The limits that a group breaks, with its figures; None where it breaks none."""
        problem = self.problem
        units = list(members)
        figures: dict[str, Any] = {
            "example": members,
            "members": len(members),
            "people": float(problem.people[units].sum()),
        }
        if problem.area is not None:
            figures["area"] = float(problem.area[units].sum())
        broken = []
        for limit, key in (
            ("most_members", "members"),
            ("most_people", "people"),
            ("most_area", "area"),
        ):
            most = getattr(problem, limit)
            if most is not None and not figures[key] <= most:
                broken.append(limit)
                figures[limit] = most
        pairs = [pair for pair in problem.apart if set(pair) <= set(members)]
        if pairs:
            broken.append("apart")
            figures["apart"] = pairs
        kept = tuple(unit for unit in members if problem.kept_or_none[unit])
        if len(kept) > 1:
            broken.append("kept")
            figures["kept"] = kept
        sets = [one for one in problem.together if 0 < len(set(one) & set(members)) < len(set(one))]
        if sets:
            broken.append("together")
            figures["together"] = sets
        return UnresolvedReason("limit", {"limits": tuple(broken), **figures}) if broken else None

    def _regions_without(self, limit: str, problem: MergerProblem) -> dict[int, Region]:
        if limit not in self.regions_without:
            self.regions_without[limit] = _by_unit(regions_of(problem))
        return self.regions_without[limit]

    def _smallest(self, problem: MergerProblem, limit: str, unit: int) -> list[Members] | None:
        """The groups with a unit, those with the fewest members first; None where there are none.

        Of the groups with more than the unit's needs, those that are not dominated.
        """
        region = self._regions_without(limit, problem).get(unit)
        if region is None:
            return None
        key = (limit, region.parts[0][0])
        if key not in self.listings:
            groups = list_groups(region, Clock(), SETS_LOOKED_AT).groups
            listed = map(region.members_of, groups)
            self.listings[key] = sorted(listed, key=lambda members: (len(members), members))
        return [members for members in self.listings[key] if unit in members] or None


def _by_unit(regions: tuple[Region, ...]) -> dict[int, Region]:
    return {unit: region for region in regions for part in region.parts for unit in part}


def _without(problem: MergerProblem, limit: str) -> MergerProblem | None:
    """A problem without one limit; None where it has no such limit."""
    value = getattr(problem, limit)
    if value is None or (isinstance(value, tuple) and not value):
        return None
    changed: dict[str, Any] = {limit: () if isinstance(value, tuple) else None}
    return replace(problem, **changed)
