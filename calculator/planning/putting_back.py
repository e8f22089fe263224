"""Solutions put back into townships: what each group would be, and why candidates stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from calculator.planning.areas import Planned
from calculator.planning.asking import named
from calculator.planning.group_results import GroupResults
from calculator.planning.merged import Merging
from calculator.planning.plans import (
    Alternative,
    CountyPlan,
    PlannedGroup,
    PlanOptions,
    Plans,
    UnresolvedTownship,
)
from calculator.planning.problem import Group, Solution
from calculator.planning.staying import why_unresolved
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.planning.planning import Solved


def put_back(
    report: Report,
    options: PlanOptions,
    planned: Planned,
    merging: Merging,
    solved: Sequence[Solved],
    *,
    was_stopped: bool,
) -> Plans:
    """The solutions of all areas as plans.

    The rules are applied once to all townships as they would be after the plans, and once for
    each rank of alternatives.
    """
    results = GroupResults(report.evaluation, planned, merging)
    best = [() if one.faults else _groups(one, one.solution) for one in solved]
    after, made = results.of(*_flat(best, solved))
    groups = _dealt(made, [len(each) for each in best])
    alternatives: list[list[Alternative]] = [[] for _ in solved]
    for rank in range(max((len(one.alternatives) for one in solved), default=0)):
        _add_alternatives(results, solved, best, rank, alternatives, planned)
    counties = tuple(
        _county(one, joined, tuple(others), planned)
        for one, joined, others in zip(solved, groups, alternatives, strict=True)
    )
    return Plans(
        report=report,
        borders=planned.borders,
        options=options,
        limits=planned.limits,
        counties=counties,
        after=after,
        findings=(*planned.borders.findings, *_faults(counties, planned)),
        was_stopped=was_stopped,
    )


def _groups(one: Solved, solution: Solution) -> tuple[Group, ...]:
    """The groups with positions in the statistics."""
    units = one.area.units
    return tuple(
        replace(
            group,
            members=tuple(int(units[member]) for member in group.members),
            seat=int(units[group.seat]),
        )
        for group in solution.groups
    )


def _flat(
    groups: Sequence[Sequence[Group]], solved: Sequence[Solved]
) -> tuple[list[Group], list[bool]]:
    """The groups of all areas in one list, each with whether its area weighs kilometres."""
    by_distance = [one.area.by_distance for one in solved]
    return (
        [group for each in groups for group in each],
        [weighs for each, weighs in zip(groups, by_distance, strict=True) for _ in each],
    )


def _dealt(made: Sequence[PlannedGroup], counts: Sequence[int]) -> list[tuple[PlannedGroup, ...]]:
    """A list cut into pieces of some lengths."""
    ends = np.cumsum(counts, dtype=np.int64).tolist()
    return [tuple(made[end - count : end]) for end, count in zip(ends, counts, strict=True)]


def _add_alternatives(
    results: GroupResults,
    solved: Sequence[Solved],
    best: Sequence[Sequence[Group]],
    rank: int,
    found: list[list[Alternative]],
    planned: Planned,
) -> None:
    """Add to each area its next best plan of a rank; elsewhere the best plan stands meanwhile."""
    has = [len(one.alternatives) > rank for one in solved]
    groups = [
        _groups(one, one.alternatives[rank]) if here else own
        for one, own, here in zip(solved, best, has, strict=True)
    ]
    _, made = results.of(*_flat(groups, solved))
    dealt = _dealt(made, [len(each) for each in groups])
    for place, (one, joined) in enumerate(zip(solved, dealt, strict=True)):
        if has[place]:
            solution = one.alternatives[rank]
            found[place].append(
                Alternative(
                    groups=tuple(replace(group, after=-1) for group in joined),
                    unresolved=_unresolved(one, solution, planned),
                    objective=solution.objective,
                )
            )


def _county(
    one: Solved,
    groups: tuple[PlannedGroup, ...],
    alternatives: tuple[Alternative, ...],
    planned: Planned,
) -> CountyPlan:
    area, solution = one.area, one.solution
    units = area.units
    candidates = tuple(units[planned.candidate[units]].tolist())
    not_joined = tuple(
        tuple(int(units[member]) for member in members) for members in solution.not_joined
    )
    return CountyPlan(
        prefecture=area.prefecture,
        county=area.county,
        townships=units,
        candidates=candidates,
        groups=groups,
        unresolved=_unresolved(one, solution, planned),
        undecided=tuple(units[planned.undecided[units]].tolist()),
        objective=solution.objective,
        bound=solution.bound,
        status=None if one.faults else solution.status,
        is_by_distance=area.by_distance,
        formulation=solution.formulation,
        seconds=solution.seconds,
        alternatives=alternatives,
        faults=one.faults,
        not_joined=not_joined,
        notes=tuple(_notes(one, not_joined, planned)),
    )


def _unresolved(
    one: Solved, solution: Solution, planned: Planned
) -> tuple[UnresolvedTownship, ...]:
    """Candidates that stay, with the reasons; all of them where the plan is withheld."""
    if one.faults:
        said = Sentence("planning.stays.withheld")
        candidates = one.area.units[planned.candidate[one.area.units]].tolist()
        return tuple(UnresolvedTownship(unit, "withheld", said) for unit in candidates)
    return tuple(why_unresolved(one.area, solution, planned, was_stopped=one.was_stopped))


def _notes(
    one: Solved, not_joined: Sequence[Sequence[int]], planned: Planned
) -> Iterator[Sentence]:
    statistics = planned.statistics
    for members in not_joined:
        yield Sentence("planning.not_joined", {"names": named(statistics, members)})
    if one.solution.groups and not one.area.by_distance and planned.borders.seats_from is not None:
        yield Sentence("planning.no_distance")
    inside = np.zeros(statistics.size, dtype=np.bool_)
    inside[one.area.units] = True
    for pair in planned.borders.shared_seats.tolist():
        if not inside[pair].all():
            continue
        if any(set(pair) <= set(members) for members in planned.together):
            yield Sentence("planning.shared_seat_joined", {"names": named(statistics, pair)})
        elif planned.candidate[pair].any():
            yield Sentence("planning.shared_seat", {"names": named(statistics, pair)})


def _faults(counties: Sequence[CountyPlan], planned: Planned) -> Iterator[Finding]:
    codes = planned.statistics.county_codes
    for county in counties:
        if county.faults:
            said = {"county": county.name, "faults": list(county.faults)}
            yield Finding(
                "plan-faulty",
                Severity.ERROR,
                Sentence("planning.faulty", said),
                county=None if county.county is None else int(codes[county.townships[0]]),
            )
