"""Plans with groups of any size, in regions where the groups are too many to be listed.

The model. All units are connected; without limits every candidate can be
resolved once the people suffice: in the worst case all units become one. A plan then divides the
units into regions, each of which reaches the minimum: the groups, and the units left as they
are. With n units in p regions, n - p are abolished. So the fewest are abolished where there are
most regions, which is the max-p-regions problem (Duque, Anselin and Rey 2012).

A region with a unit that is no candidate can shrink to that unit. The others can shrink to a
core: a connected set of candidates that reaches the minimum. What a region gives up, a bordering
region takes, one unit after the other, because all are connected; no limit says no. So the most
regions are the units that are no candidates, and as many cores as there is room for without
sharing a unit: a set packing problem, solved by column generation (``packing``).

Third objective. In a plan with the most regions every unit that is no candidate has a region of
its own. Without distances, the seat of a group is its unit with the most people, and all others
move: the fewest people move where the seats of the cores have most. A region can shrink to a
core that keeps its seat, so this is the same packing again, each core worth its seat's people
and the number of cores given; proven by its own bound. With distances, where what is left over
goes matters too: the units are divided up into whole regions (``regrouping``).

Limits of members, people and area. A part of what keeps them keeps them, so the number of regions
found above is a bound still; whether everything that is left over finds a place within them is
tried, not proven impossible. Where it does, and the regions are as many as the bound says, the
plan is proven best; else the bound says less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

import numpy as np

from calculator.planning.attaching import attach
from calculator.planning.cores import Candidates, Caps, sets_of
from calculator.planning.growing import grown_cores
from calculator.planning.halting import Clock
from calculator.planning.improving import Improver
from calculator.planning.market import Market
from calculator.planning.packing import Packed, count_room, pack
from calculator.planning.pricing import Ground
from calculator.planning.problem import Group, MergerProblem, Objective, Solution, Status
from calculator.planning.regions import suits_generation, usable_units
from calculator.planning.regrouping import regroup
from calculator.planning.seats import Seats
from rules.statistics import BoolArray, IntArray

FIRST_SHARE = 0.75
"""How much of the time goes to the number of groups at most."""
FORMULATION = "column_generation"
NO_REGION, OPEN = -2, -1


@dataclass(frozen=True)
class Area:
    """The units of a problem that may be in groups, and those of them that are candidates.

    Attributes:
        problem: Where.
        usable: Which units may be in groups.
        order: The candidates among them, those with the most people first.
        candidates: The same, by themselves.
    """

    problem: MergerProblem
    usable: BoolArray
    order: IntArray
    candidates: Candidates

    @property
    def standing(self) -> IntArray:
        """The units that have a region of their own: no candidates."""
        return np.flatnonzero(self.usable & ~self.problem.candidate)

    def regions(self, cores: BoolArray) -> IntArray:
        """The region of each unit: one for each unit that stands alone, then one a core."""
        region = np.where(self.usable, OPEN, NO_REGION)
        standing = self.standing
        region[standing] = np.arange(len(standing))
        for number, members in enumerate(cores, len(standing)):
            region[self.order[members]] = number
        return region

    def cores(self, region: IntArray) -> BoolArray:
        """The regions that stand on candidates alone: one row a region."""
        labels = region[self.order]
        return np.array(
            [labels == one for one in range(len(self.standing), int(region.max()) + 1)],
            dtype=np.bool_,
        ).reshape(-1, len(self.order))


def solve_any_size(
    problem: MergerProblem,
    deadline: float,
    progress: Callable[[float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best plan found for one connected region, and how good it is proven.

    Args:
        problem: One that ``suits_generation``; the units that may be in groups are connected.
        deadline: When to stop, by ``time.perf_counter``.
        progress: Told now and then how much of the work is done, from 0 to 1.
        stop: Asked now and then; true ends the search.

    Raises:
        ValueError: The problem does not suit.
    """
    if not suits_generation(problem):
        raise ValueError("only sums of people and limits, without wishes")
    started = perf_counter()
    clock = Clock(deadline, stop)
    area, caps = _area(problem), caps_of(problem)
    told = progress or (lambda _: None)
    if problem.people[area.usable].sum() < problem.minimum or not len(area.order):
        region = np.full(problem.size, NO_REGION)
        return _solution(area, region, (0, 0), clock, started)
    packed, market = _most_regions(area, clock.part(FIRST_SHARE), told)
    told(0.5)
    region = attach(problem, area.regions(packed.members), caps)
    improver = Improver(problem, region, caps)
    region = improver.improve(clock.part(0.2))
    told(0.6)
    proven = packed.bound == len(packed.members)
    least = 0
    if proven and problem.distance is None and not len(caps.most):
        region, least = _largest_seats(area, region, packed, market, clock)
    else:
        region, least = _least_distance(area, region, improver, clock)
    told(1.0)
    return _solution(area, region, (packed.bound, least), clock, started)


def caps_of(problem: MergerProblem) -> Caps:
    """The limits of a problem."""
    kinds = [
        (np.ones(problem.size), problem.most_members),
        (problem.people, problem.most_people),
        (problem.area, problem.most_area),
    ]
    amounts = [values for values, most in kinds if values is not None and most is not None]
    most = [float(most) for values, most in kinds if values is not None and most is not None]
    return Caps(np.array(amounts).reshape(-1, problem.size), np.array(most))


def _area(problem: MergerProblem) -> Area:
    usable = usable_units(problem)
    caps = caps_of(problem)
    joining = np.flatnonzero(usable & problem.candidate)
    order = joining[np.argsort(-problem.people[joining], kind="stable")]
    place = np.full(problem.size, -1)
    place[order] = np.arange(len(order))
    borders = place[problem.borders.reshape(-1, 2)]
    borders = borders[(borders >= 0).all(axis=1)]
    candidates = Candidates(problem.people[order], borders, problem.minimum, caps.of(order))
    return Area(problem, usable, order, candidates)


def _most_regions(area: Area, clock: Clock, told: Callable[[float], None]) -> tuple[Packed, Market]:
    """The most cores that share no unit."""
    candidates = area.candidates
    room = count_room(candidates)
    grown = grown_cores(candidates, room, clock)
    told(0.1)
    market = Market(candidates, clock)
    each = np.ones(candidates.size)
    return pack(market, each, grown, room=room, clock=clock), market


def _largest_seats(
    area: Area, region: IntArray, packed: Packed, market: Market, clock: Clock
) -> tuple[IntArray, int]:
    """Regions with the most people in their seats, and the least people that must move."""
    people = area.candidates.people
    count = len(packed.members)
    seats = pack(market, people, area.cores(region), room=count, least=count, clock=clock)
    least = max(0, int(people.sum()) - seats.bound)
    better = attach(area.problem, area.regions(seats.members), caps_of(area.problem))
    return better, least


def _least_distance(
    area: Area, region: IntArray, improver: Improver, clock: Clock
) -> tuple[IntArray, int]:
    """Regions with the fewest people moved over distances, and how few must move."""
    problem = area.problem
    units = np.flatnonzero(region >= 0)
    start = region[units][None, :] == np.arange(int(region.max()) + 1)[:, None]
    others, moved = improver.met(units)
    now = [improver.moved(frozenset(units[members].tolist())) for members in start]
    found = regroup(_ground(area, units), start, others, np.concatenate([now, moved]), clock)
    better = np.full(problem.size, NO_REGION)
    for number, members in enumerate(found.members):
        better[units[members]] = number
    return better, found.bound


def _ground(area: Area, units: IntArray) -> Ground:
    problem = area.problem
    place = np.full(problem.size, -1)
    place[units] = np.arange(len(units))
    borders = place[problem.borders.reshape(-1, 2)]
    borders = borders[(borders >= 0).all(axis=1)]
    people = problem.people[units]
    near, single = sets_of(len(units), borders)
    distance = np.ones((problem.size, problem.size))
    if problem.distance is not None:
        distance = problem.distance
    moving = distance[np.ix_(units, units)].T * people[None, :]
    kept = problem.kept_or_none[units]
    moving[:, kept] = inf
    np.fill_diagonal(moving, 0.0)
    standing = ~problem.candidate[units]
    return Ground(
        people, standing, near, single, moving, problem.minimum, caps_of(problem).of(units)
    )


def _solution(
    area: Area, region: IntArray, bounds: tuple[int, int], clock: Clock, started: float
) -> Solution:
    """Regions as a plan; bounds are those of the number of cores and of the people moved."""
    problem = area.problem
    seats = Seats(problem)
    groups: list[Group] = []
    for number in range(int(region.max(initial=-1)) + 1):
        members = tuple(np.flatnonzero(region == number).tolist())
        if len(members) > 1:
            groups.append(seats.group(members))
    groups.sort(key=lambda group: group.members)
    unresolved = tuple(np.flatnonzero(problem.candidate & (region < 0)).tolist())
    abolished = sum(len(group.members) - 1 for group in groups)
    moved = sum(group.moved for group in groups)
    cores, least = bounds
    hopeless = len(unresolved) if region.max(initial=-1) < 0 else 0
    outside = int((problem.candidate & ~area.usable).sum())
    fewest = int(area.usable.sum()) - len(area.standing) - cores if groups else 0
    objective: Objective = (len(unresolved), abolished, moved)
    bound: Objective = (max(hopeless, outside), 0, 0)
    if bound[0] == objective[0]:
        bound = (bound[0], fewest, least if fewest == abolished else 0)
    status: Status = "bounded"
    if objective == bound:
        status = "optimal"
    elif clock.stopped():
        status = "stopped"
    return Solution(
        tuple(groups), unresolved, objective, bound, status, FORMULATION, perf_counter() - started
    )
