"""The best merger plan of a problem, region by region, with a proven bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from time import perf_counter

import numpy as np

from calculator.planning.enumeration import MOST_SETS, list_groups
from calculator.planning.halting import Clock
from calculator.planning.highs import rounded_up, solve_relaxation
from calculator.planning.problem import Members, MergerProblem, Objective, Solution, Status
from calculator.planning.region_groups import LISTING_SHARE, RegionGroups, counted
from calculator.planning.regions import Region, bits, regions_of, suits_generation
from calculator.planning.seats import Seats
from calculator.planning.selection import Packing, Selected, first_cost, packing_model, select
from rules.statistics import IntArray

FORMULATION = "enumeration"

FEW_UNITS = 25
FEW_SETS = 20_000
MOST_CHOSEN = 8_000
"""Where column generation can do it, it is quicker than listing groups of any size of more units
than this, than looking at more sets than this to list them, or than a list longer than this."""


def solve(
    problem: MergerProblem,
    *,
    time_limit: float | None = 60.0,
    progress: Callable[[float], None] | None = None,
    stop: Callable[[], bool] | None = None,
    most_sets: int = MOST_SETS,
) -> Solution:
    """Find the best plan, and how good any plan can be.

    Regions that no border connects are solved by themselves, the small ones first. The same
    problem gives the same plan as long as the time suffices.

    Args:
        problem: What is asked for.
        time_limit: Seconds, after which the best plan found is given; None for no limit.
        progress: Told now and then how much of the work is done, from 0 to 1.
        stop: Asked now and then; true ends the search with the best plan found.
        most_sets: How many connected sets of a region are looked at; where there are more, the
            list of its groups is incomplete.
    """
    began = perf_counter()
    clock = Clock(inf if time_limit is None else began + time_limit, stop)
    tell = progress or (lambda _: None)
    regions = sorted(regions_of(problem), key=lambda region: region.units)
    work = [float(region.units) ** 2 for region in regions]
    seats = Seats(problem)
    solved: list[Solution] = []
    done = 0.0
    for place, region in enumerate(regions):
        share = work[place] / sum(work[place:])
        own_clock = clock if place == len(regions) - 1 else clock.part(max(share, 0.1))
        own_tell = _part(tell, done / sum(work), work[place] / sum(work))
        solved.append(_solve_region(region, seats, own_clock, own_tell, most_sets))
        done += work[place]
    tell(1.0)
    return _put_together(problem, solved, clock, perf_counter() - began)


def _part(tell: Callable[[float], None], before: float, share: float) -> Callable[[float], None]:
    """What a part of the work tells of the whole."""
    return lambda done: tell(before + share * done)


def _solve_region(
    region: Region,
    seats: Seats,
    clock: Clock,
    progress: Callable[[float], None],
    most_sets: int,
) -> Solution:
    """The best plan found for one region."""
    generating = _Generating.of(region)
    if generating is not None:
        if region.problem.most_members is None and region.units > FEW_UNITS:
            return generating.solve(clock, progress)
        listing = list_groups(region, clock.part(LISTING_SHARE), min(most_sets, FEW_SETS))
        progress(0.1)
        too_many = not listing.complete or len(listing.groups) > MOST_CHOSEN
        if too_many and not clock.stopped():
            return generating.solve(clock, _part(progress, 0.1, 0.9))
    else:
        listing = list_groups(region, clock.part(LISTING_SHARE), most_sets)
    listed = counted(region, listing, seats, clock)
    progress(0.3)
    selected = select(listed.packing, listed.scale, clock, _greedy(listed))
    assert selected is not None  # the greedy choice is one
    progress(0.9)
    first_bound = selected.first_bound
    cost = first_cost(listed.packing, listed.scale)
    moved_bound = selected.moved_bound
    if not listed.listing.complete:
        first_bound = min(first_bound, _bound_with_unlisted(listed, clock))
        moved_bound = 0
    return _as_solution(
        listed, selected, int(cost[list(selected.chosen)].sum()), first_bound, moved_bound
    )


def _as_solution(
    listed: RegionGroups, selected: Selected, cost: int, first_bound: int, moved_bound: int
) -> Solution:
    """What was selected in one region, as a solution."""
    region, scale = listed.region, listed.scale
    groups = listed.chosen(selected.chosen)
    joined = {unit for group in groups for unit in group.members}
    candidates = {
        unit for members in region.parts for unit in members if region.problem.candidate[unit]
    }
    unresolved = tuple(sorted(candidates - joined))
    not_joined = tuple(
        members
        for members in (region.members_of(parts) for parts in region.together)
        if members[0] not in joined
    )
    objective = (
        len(unresolved),
        sum(len(group.members) - 1 for group in groups),
        sum(group.moved for group in groups),
    )
    least = first_bound + scale * (listed.worth - listed.must_worth * len(not_joined))
    bound: Objective = (max(0, least // scale), 0, 0)
    if bound[0] >= objective[0]:
        bound = (objective[0], max(0, least - scale * objective[0]), 0)
        if bound[1] >= objective[1]:
            bound = (*objective[:2], moved_bound)
    status: Status = "optimal" if bound == objective else "bounded"
    assert first_bound <= cost
    return Solution(groups, unresolved, objective, bound, status, FORMULATION, 0.0, not_joined)


def _greedy(listed: RegionGroups) -> tuple[int, ...]:
    """A quick choice: again and again the group that abolishes least for what it resolves."""
    packing = listed.packing
    order = np.lexsort((packing.moved, packing.abolished / np.maximum(packing.worth, 1)))
    used = 0
    chosen = []
    for group in order.tolist():
        if not used & listed.listing.groups[group]:
            used |= listed.listing.groups[group]
            chosen.append(group)
    return tuple(sorted(chosen))


def _bound_with_unlisted(listed: RegionGroups, clock: Clock) -> int:
    """The least first cost that any plan can have, groups that are not listed included.

    Such a group has more parts than ``depth``, so of each of its units it abolishes at least
    depth / (depth + 1). It is allowed here to take any of the open parts, by themselves, at this
    price; so no plan costs less than the best choice here.
    """
    region, listing, scale = listed.region, listed.listing, listed.scale
    fine = listing.depth + 1
    taken = list(bits(listing.open))
    first_of = {next(bits(one)) for one in region.together}
    worth = [region.candidates[part] + listed.must_worth * (part in first_of) for part in taken]
    extended = Packing(
        parts=[*listed.packing.parts, *([part] for part in taken)],
        size=listed.packing.size,
        worth=np.concatenate([listed.packing.worth, np.array(worth, dtype=np.int64)]),
        abolished=np.concatenate(
            [
                listed.packing.abolished * fine,
                np.array([listing.depth * region.members[part] for part in taken], dtype=np.int64),
            ]
        ),
        moved=np.zeros(len(listed.groups) + len(taken), dtype=np.int64),
    )
    least = -scale * listed.worth
    relaxed = solve_relaxation(packing_model(extended), first_cost(extended, scale * fine), clock)
    return least if relaxed is None else max(least, rounded_up(relaxed.value / fine))


@dataclass(frozen=True)
class _Generating:
    """A region that column generation can solve, as a problem of its own."""

    units: IntArray
    problem: MergerProblem

    @classmethod
    def of(cls, region: Region) -> _Generating | None:
        """The problem of a region; None where column generation cannot solve it."""
        units = np.array(sorted(unit for part in region.parts for unit in part), dtype=np.int64)
        problem = _restricted(region.problem, units)
        return cls(units, problem) if suits_generation(problem) else None

    def solve(self, clock: Clock, progress: Callable[[float], None]) -> Solution:
        """The plan, with the positions of the whole problem."""
        from calculator.planning.generation import solve_any_size

        found = solve_any_size(self.problem, clock.deadline, progress, clock.stop)
        units = self.units
        return replace(
            found,
            groups=tuple(
                replace(
                    group,
                    members=tuple(units[list(group.members)].tolist()),
                    seat=int(units[group.seat]),
                )
                for group in found.groups
            ),
            unresolved=tuple(units[list(found.unresolved)].tolist()),
        )


def _restricted(problem: MergerProblem, units: IntArray) -> MergerProblem:
    """The problem of some units alone, whose positions become 0, 1, and so on."""
    place = {unit: position for position, unit in enumerate(units.tolist())}

    def inside(sets: tuple[Members, ...]) -> tuple[Members, ...]:
        return tuple(
            tuple(place[unit] for unit in one) for one in sets if all(unit in place for unit in one)
        )

    borders = inside(tuple(tuple(pair) for pair in problem.borders.tolist()))
    return replace(
        problem,
        people=problem.people[units],
        borders=np.array(borders, dtype=np.int64).reshape(-1, 2),
        candidate=problem.candidate[units],
        movable=problem.movable[units],
        area=None if problem.area is None else problem.area[units],
        distance=None if problem.distance is None else problem.distance[np.ix_(units, units)],
        together=inside(problem.together),
        apart=tuple((pair[0], pair[1]) for pair in inside(problem.apart)),
        kept=None if problem.kept is None else problem.kept[units],
    )


def _put_together(
    problem: MergerProblem, solved: list[Solution], clock: Clock, seconds: float
) -> Solution:
    """The plan of the whole problem from those of its regions."""
    groups = tuple(
        sorted((group for one in solved for group in one.groups), key=lambda g: g.members)
    )
    joined = {unit for group in groups for unit in group.members}
    unresolved = tuple(
        unit for unit in np.flatnonzero(problem.candidate).tolist() if unit not in joined
    )
    objective, least = (
        (
            sum(value[0] for value in values),
            sum(value[1] for value in values),
            sum(value[2] for value in values),
        )
        for values in ([one.objective for one in solved], [one.bound for one in solved])
    )
    outside = len(unresolved) - objective[0]
    objective = (objective[0] + outside, *objective[1:])
    bound = (least[0] + outside, 0, 0)
    if bound[0] >= objective[0]:
        bound = (objective[0], least[1], 0)
        if bound[1] >= objective[1]:
            bound = (*objective[:2], least[2])
    status: Status = "optimal"
    if bound != objective:
        status = "stopped" if clock.stopped() else "bounded"
    others = {one.formulation for one in solved if one.formulation != FORMULATION}
    return Solution(
        groups=groups,
        unresolved=unresolved,
        objective=objective,
        bound=bound,
        status=status,
        formulation=min(others, default=FORMULATION),
        seconds=seconds,
        not_joined=tuple(
            one for one in problem.together if len(set(one)) > 1 and one[0] not in joined
        ),
    )
