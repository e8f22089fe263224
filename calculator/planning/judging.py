"""Whether groups of townships would be merger candidates as one unit, by the pack's own rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.errors import CalculatorError
from calculator.planning.limits import PlanLimits
from calculator.planning.merged import Joining, Merging, all_of, judged_rows
from calculator.planning.problem import Judge, Members
from rules.given import Given
from rules.measures import Column, Grouped
from rules.mergers import NONE, find_candidates
from rules.pack import RulePack
from rules.statistics import BoolArray, IntArray
from rules.wording import Measured, Sentence


def least_people(pack: RulePack) -> float | None:
    """The minimum that a group's people added up are held against; None for another rule.

    It is one number only where the pack's minimum is a figure, and the population a column.
    """
    rule = pack.mergers
    assert rule is not None
    figure = pack.figures.get(rule.minimum or "")
    if figure is None or not isinstance(pack.measures[rule.population], Column):
        return None
    return figure.number


def judge_of(merging: Merging, pack: RulePack, limits: PlanLimits, units: IntArray) -> Judge:
    """A judge of groups of some units by the pack's whole rule.

    A group passes only if it is no candidate whichever of its members' terrain and marks it
    is taken to have: a township on the plain is not helped by a mountain township's lower limit.

    Args:
        merging: How the statistics' columns are joined.
        pack: The rule.
        limits: What a group would be.
        units: The positions in the statistics of the units that groups are made of.

    Raises:
        CalculatorError: The rule compares townships with one another; groups can't be judged
            by themselves.
    """
    names = _measures_of_rule(pack)
    compared = [name for name in names if isinstance(pack.measures[name], Grouped)]
    if compared:
        said = {"measures": [Measured(name) for name in compared]}
        raise CalculatorError([Sentence("planning.rule_compares", said)])
    kinds = [
        next(iter(named), None)
        for named in map(merging.statistics.choices["kind"].at, units.tolist())
    ]

    def judge(groups: Sequence[Members]) -> BoolArray:
        if not groups:
            return np.zeros(0, dtype=np.bool_)
        placed = [tuple(units[list(group)].tolist()) for group in groups]
        joining = Joining(placed, np.array([group[0] for group in placed], dtype=np.int64))
        after = [limits.kind_after([kinds[member] for member in group]) for group in groups]
        rows, like = judged_rows(joining, merging.profiles)
        given = Given(merging.with_marks_of(joining, rows, like, after), pack.figures)
        for name in names:
            given.measures[name] = pack.measures[name].compute(given)
        passed = find_candidates(pack, given).status == NONE
        return all_of(np.asarray(passed, dtype=np.bool_), rows, len(groups))

    return judge


def _measures_of_rule(pack: RulePack) -> list[str]:
    """The measures that the merger rule rests on, in order of computation."""
    rule = pack.mergers
    assert rule is not None
    wanted = {rule.population}
    for condition in (rule.candidate, rule.exempt):
        if condition is not None:
            wanted |= {*condition.measures(), *condition.amounts()}
    wanted |= {name for name in (rule.minimum, rule.margin) if name is not None}
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in found and name not in pack.figures and name in pack.measures:
            found.add(name)
            wanted |= {*_below(pack, name)}
    return [name for name in pack.measures if name in found]


def _below(pack: RulePack, name: str) -> Iterator[str]:
    measure = pack.measures[name]
    yield from measure.measure_names()
    yield from measure.amount_names()
