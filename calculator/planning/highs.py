"""HiGHS, asked the same way each time: quiet, on one thread, within the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from threading import Thread
from typing import Any

import numpy as np

from calculator.planning.halting import Clock
from rules.statistics import FloatArray, IntArray

CLOSE = 1e-6
"""A bound above a whole number by no more than this still counts as that number."""
CLOSE_SHARE = 1e-9
"""The same for large numbers, as a share of them: what sums of doubles lose."""
LOOK = 0.05
"""How many seconds pass between two looks at whether the search is to end."""


@dataclass(frozen=True)
class Model:
    """Choices of 0 or 1 under conditions: choice c has entries ``start[c]`` to ``start[c + 1]``.

    Attributes:
        start: One more than there are choices.
        index: The condition of each entry.
        value: How much it counts there.
        lower: The least of each condition.
        upper: The most of each condition.
    """

    start: IntArray
    index: IntArray
    value: FloatArray
    lower: FloatArray
    upper: FloatArray

    def with_row(self, weights: IntArray, lower: float, upper: float) -> Model:
        """The same with one more condition, on the weighted sum of the choices."""
        used = np.flatnonzero(weights)
        where = self.start[1:][used]
        extra = np.zeros(len(weights) + 1, dtype=np.int64)
        extra[used + 1] = 1
        return Model(
            start=self.start + np.cumsum(extra),
            index=np.insert(self.index, where, len(self.lower)),
            value=np.insert(self.value, where, weights[used].astype(np.float64)),
            lower=np.append(self.lower, lower),
            upper=np.append(self.upper, upper),
        )


@dataclass(frozen=True)
class Relaxed:
    """The best choice where parts of choices count too.

    Attributes:
        value: Its cost: no whole choice costs less.
        reduced_costs: By how much at least each choice raises the cost, if it is made.
        part_prices: By how much at least each condition raises the cost if it is not used up.
    """

    value: float
    reduced_costs: FloatArray
    part_prices: FloatArray


@dataclass(frozen=True)
class Chosen:
    """The choices made, None where none was found; and no others cost less than the bound."""

    chosen: tuple[int, ...] | None
    bound: int


def rounded_up(bound: float) -> int:
    """The least whole number that a bound allows."""
    return ceil(bound - CLOSE - CLOSE_SHARE * abs(bound))


def solve_relaxation(model: Model, costs: IntArray, clock: Clock) -> Relaxed | None:
    """The best choice where parts of choices count; None where there is none, or no time."""
    import highspy

    if not len(costs):
        return Relaxed(0.0, np.zeros(0), np.zeros(len(model.lower))) if _idle(model) else None
    if clock.halted():
        return None
    highs = _highs(clock)
    highs.passModel(_program(model, costs, integer=False))
    run(highs, clock.stop)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return Relaxed(
        value=highs.getInfo().objective_function_value,
        reduced_costs=np.array(solution.col_dual),
        part_prices=-np.array(solution.row_dual),
    )


def solve_integers(
    model: Model, costs: IntArray, clock: Clock, start: tuple[int, ...] | None = None
) -> Chosen:
    """The best choice of whole numbers, as far as the time allows, and its bound.

    Args:
        model: The conditions.
        costs: Whole numbers, one a choice.
        clock: Until when.
        start: Choices that keep all conditions, to begin with.
    """
    import highspy

    least = int(costs[costs < 0].sum())
    if not len(costs):
        return Chosen(() if _idle(model) else None, 0)
    if clock.halted():  # HiGHS itself asks only now and then
        return Chosen(start, least)
    highs = _highs(clock)
    highs.passModel(_program(model, costs, integer=True))
    if start is not None:
        places = np.array(start, dtype=np.int32)
        highs.setSolution(len(places), places, np.ones(len(places)))
    run(highs, clock.stop)
    info = highs.getInfo()
    chosen = start
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = np.array(highs.getSolution().col_value)
        chosen = tuple(np.flatnonzero(values > 0.5).tolist())
    if np.isfinite(info.mip_dual_bound):
        least = max(least, rounded_up(info.mip_dual_bound))
    return Chosen(chosen, least)


def _idle(model: Model) -> bool:
    """Whether choosing nothing keeps all conditions."""
    return bool((model.lower <= 0).all() and (model.upper >= 0).all())


def _program(model: Model, costs: IntArray, *, integer: bool) -> Any:
    import highspy

    count = len(costs)
    program = highspy.HighsLp()
    program.num_col_ = count
    program.num_row_ = len(model.lower)
    program.col_cost_ = costs.astype(np.float64)
    program.col_lower_ = np.zeros(count)
    # Parts may be used once, so no upper limit is needed but for a group without parts in common;
    # without it, reduced costs are never less than 0.
    program.col_upper_ = np.full(count, 1.0 if integer else inf)
    program.row_lower_ = model.lower
    program.row_upper_ = model.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = model.start.astype(np.int32)
    program.a_matrix_.index_ = model.index.astype(np.int32)
    program.a_matrix_.value_ = model.value
    if integer:
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
    return program


def _highs(clock: Clock) -> Any:
    """HiGHS, always the same, never longer than allowed."""
    highs = quiet_highs(seed=0)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.999)  # all costs are whole numbers
    if clock.deadline < inf:
        highs.setOptionValue("time_limit", clock.left())
    return highs


def quiet_highs(*, seed: int) -> Any:
    """HiGHS that says nothing, and on one thread always does the same."""
    import highspy

    make: Any = highspy.Highs
    highs = make()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", seed)):
        highs.setOptionValue(name, value)
    return highs


def run(highs: Any, stop: Callable[[], bool] | None) -> None:
    """Let HiGHS search until it is done, its time is up, or it is asked to stop.

    It searches on a thread of its own: Python answers Ctrl-C on the main thread only, and HiGHS
    calls nobody back for as long as it simplifies a program, which can be half a minute. It does
    look at its time limit then, also at one set meanwhile, so that is how it is ended. What it
    has found by then is kept, as after any time limit.

    Args:
        highs: With its program.
        stop: Asked now and then, on the calling thread; true ends the search.
    """
    if stop is None:
        highs.run()
        return

    def search() -> None:
        highs.run()
        highs.resetGlobalScheduler(False)  # this thread's; left to itself it can hang on Windows

    worker = Thread(target=search, name="HiGHS")
    worker.start()
    try:
        while worker.is_alive():
            worker.join(LOOK)
            if stop():
                highs.setOptionValue("time_limit", 0.0)
    finally:  # the second Ctrl-C does not wait; the thread still ends, before the process does
        if worker.is_alive():
            highs.setOptionValue("time_limit", 0.0)
