"""Next best plans that really differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import inf
from time import perf_counter

import numpy as np

from calculator.planning.enumeration import list_groups
from calculator.planning.halting import Clock
from calculator.planning.problem import Group, Members, MergerProblem, Solution, Status
from calculator.planning.region_groups import RegionGroups, counted
from calculator.planning.regions import regions_of
from calculator.planning.seats import Seats
from calculator.planning.selection import select


def next_best(
    problem: MergerProblem,
    solution: Solution,
    count: int,
    *,
    time_limit: float | None = 60.0,
    stop: Callable[[], bool] | None = None,
) -> tuple[Solution, ...]:
    """The next best plans, best first, each with something new.

    A plan counts here if nothing can be taken from it and nothing added: no unit can leave its
    group, or group be two, without a candidate being left unresolved that was not; and no
    further group can be formed of units that stay. Each plan differs from the best in groups
    that no earlier one has all of: what merely combines or varies earlier plans is not repeated.
    So each changes one region; the changes of plans for different regions combine.

    Plans that leave more candidates unresolved are given only where there are no others. Regions
    whose groups are too many to be listed, or that were solved in another way, stay as they are.
    The bound of each is that of the best plan, with its own objective where it is proven next
    best among those that count; verify them as any plan.

    Args:
        problem: What was asked for.
        solution: Its best plan.
        count: How many plans at most.
        time_limit: Seconds for all; None for no limit.
        stop: Asked now and then; true ends the search with the plans found.
    """
    clock = Clock(inf if time_limit is None else perf_counter() + time_limit, stop)
    seats = Seats(problem)
    searches = []
    for region in regions_of(problem):
        listing = list_groups(region, clock)
        if listing.complete and listing.groups:
            searches.append(_Search(counted(region, listing, seats, clock), solution))
    waiting = [(search, found) for search in searches if (found := search.next(clock))]
    plans: list[Solution] = []
    while waiting and len(plans) < count:
        best = min(waiting, key=lambda one: one[1].objective)
        waiting.remove(best)
        search, plan = best
        if plans and plan.objective[0] > max(plans[0].objective[0], solution.objective[0]):
            break
        plans.append(plan)
        if len(plans) < count and (found := search.next(clock)):
            waiting.append((search, found))
    if plans and plans[0].objective[0] == solution.objective[0]:
        return tuple(one for one in plans if one.objective[0] == solution.objective[0])
    return tuple(plans)


@dataclass
class _Search:
    """The next best plans of one region, one after the other; elsewhere the best plan stands."""

    listed: RegionGroups
    solution: Solution
    cuts: list[tuple[int, ...]] = field(default_factory=list)
    covers: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        place = {members: number for number, members in enumerate(self.listed.groups)}
        self._units = {unit for part in self.listed.region.parts for unit in part}
        here = [group.members for group in self.solution.groups if group.members[0] in self._units]
        self._is_listed = all(members in place for members in here)
        self._best = {place[members] for members in here if members in place}
        self.cuts.append(tuple(sorted(self._best)))

    def next(self, clock: Clock) -> Solution | None:
        """The next plan; None where there is no other, or no time to find it."""
        if not self._is_listed or not self.cuts[-1]:
            return None
        while True:
            packing = replace(self.listed.packing, cuts=tuple(self.cuts), covers=tuple(self.covers))
            selected = select(packing, self.listed.scale, clock)
            if selected is None or self._loses_a_set(selected.chosen):
                return None
            missing = self._addable(selected.chosen)
            if not missing:
                break
            self.covers += missing
        chosen = selected.chosen
        self.cuts.append(tuple(sorted(set(chosen) - self._best)))
        proven = selected.moved_bound == int(packing.moved[list(chosen)].sum())
        return self._whole(chosen, proven=proven and not clock.halted())

    def _loses_a_set(self, chosen: tuple[int, ...]) -> bool:
        """Whether fewer sets that must be in one group are in one than in the best plan."""
        groups, together = self.listed.listing.groups, self.listed.region.together

        def held(places: Iterable[int]) -> int:
            return sum(groups[place] & one == one for place in places for one in together)

        return held(chosen) < held(self._best)

    def _addable(self, chosen: tuple[int, ...]) -> list[tuple[int, ...]]:
        """For each group that could still be formed: itself and all groups in its way."""
        groups = self.listed.listing.groups
        used = 0
        for one in chosen:
            used |= groups[one]
        for group in groups:
            if not group & used:
                return [tuple(place for place, other in enumerate(groups) if other & group)]
        return []

    def _whole(self, chosen: tuple[int, ...], *, proven: bool) -> Solution:
        """The plan of all regions with some groups in this one."""
        own = self.listed.chosen(chosen)
        others = [group for group in self.solution.groups if group.members[0] not in self._units]
        groups = tuple(sorted((*own, *others), key=_members))
        problem = self.listed.region.problem
        joined = {unit for group in groups for unit in group.members}
        unresolved = tuple(
            unit for unit in np.flatnonzero(problem.candidate).tolist() if unit not in joined
        )
        objective = (
            len(unresolved),
            sum(len(group.members) - 1 for group in groups),
            sum(group.moved for group in groups),
        )
        proven = proven and self.solution.proven
        status: Status = "optimal" if proven else "bounded"
        return replace(
            self.solution,
            groups=groups,
            unresolved=unresolved,
            objective=objective,
            bound=objective if proven else min(self.solution.bound, objective),
            status=status if proven or self.solution.bound != objective else "optimal",
            not_joined=tuple(
                one for one in problem.together if len(set(one)) > 1 and one[0] not in joined
            ),
        )


def _members(group: Group) -> Members:
    return group.members
