"""Merger plans of a report: make the problems, solve, check, and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calculator.errors import CalculatorError
from calculator.planning.areas import Area, Planned
from calculator.planning.asking import understand
from calculator.planning.limits import plan_limits
from calculator.planning.merged import Merging
from calculator.planning.plans import PlanOptions, Plans
from calculator.planning.problem import Solution
from calculator.planning.putting_back import put_back
from calculator.planning.solving import solve
from calculator.planning.verification import faults
from calculator.reading.borders import read_borders
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report

Progress = Callable[[float, str], None]
"""Called with how much is done, from 0 to 1, and the name of the county at work."""


@dataclass(frozen=True)
class Solved:
    """An area with its plan.

    Attributes:
        area: The area with its problem.
        solution: The best plan found.
        alternatives: Next best plans, the best first.
        faults: What the check found wrong; the plan is then withheld.
        was_stopped: Whether the search was interrupted here or before.
    """

    area: Area
    solution: Solution
    alternatives: tuple[Solution, ...]
    faults: tuple[str, ...]
    was_stopped: bool


def plan_mergers(
    report: Report,
    options: PlanOptions | None = None,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plans:
    """Plan which merger candidates could join which neighbours, county by county.

    Args:
        report: The townships under the rules.
        options: What is asked for.
        progress: Told now and then how far it is.
        stop: Asked now and then; true ends the search, and the best found so far is the plan.

    Raises:
        CalculatorError: The pack has no merger rule, nothing says who borders whom, or something
            asked for does not fit; all at once.
    """
    asked = options or PlanOptions()
    pack, evaluation = report.pack, report.evaluation
    if pack.mergers is None:
        raise CalculatorError([Sentence("planning.no_merger_rule", {"rules": pack.title})])
    limits = plan_limits(
        pack, include_exempt=asked.include_exempt, whole_prefecture=asked.whole_prefecture
    )
    problems: list[Sentence] = []
    wishes = borders = None
    try:
        wishes = understand(evaluation.statistics, asked)
    except CalculatorError as error:
        problems += error.sentences
    try:
        borders = read_borders(
            report.reading, neighbours=asked.neighbours, boundaries=asked.boundaries
        )
    except CalculatorError as error:
        problems += error.sentences
    if borders is not None and borders.source is None:
        # What there is, such as a column of names that nobody bears, could not be used.
        problems += [found.message for found in borders.findings]
        problems.append(Sentence("planning.no_borders"))
    if problems or wishes is None or borders is None:
        raise CalculatorError(problems)
    merging = Merging(pack, evaluation.statistics)
    planned = Planned(evaluation, borders, limits, wishes, merging)
    areas = list(planned.areas)
    solved = [
        _solved(area, asked, _part(progress, place, len(areas), area), stop)
        for place, area in enumerate(areas)
    ]
    was_stopped = stop is not None and stop()
    return put_back(report, asked, planned, merging, solved, was_stopped=was_stopped)


def _solved(
    area: Area,
    options: PlanOptions,
    progress: Callable[[float], None] | None,
    stop: Callable[[], bool] | None,
) -> Solved:
    solution = solve(area.problem, time_limit=options.time_limit, progress=progress, stop=stop)
    found = faults(area.problem, solution)
    alternatives: Sequence[Solution] = ()
    if options.alternatives and not found and not (stop is not None and stop()):
        from calculator.planning.alternatives import next_best

        limit = options.time_limit
        alternatives = next_best(
            area.problem,
            solution,
            options.alternatives,
            time_limit=None if limit is None else limit - solution.seconds,
            stop=stop,
        )
    sound = tuple(one for one in alternatives if not faults(area.problem, one))
    was_stopped = stop is not None and stop()
    return Solved(area, solution, sound, tuple(found), was_stopped)


def _part(
    progress: Progress | None, place: int, count: int, area: Area
) -> Callable[[float], None] | None:
    """What one area's search tells of all."""
    if progress is None:
        return None
    name = area.prefecture + (area.county or "")
    progress(place / count, name)
    return lambda done: progress((place + done) / count, name)
