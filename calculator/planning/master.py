"""The linear program over the cores found so far, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import numpy as np

from calculator.planning.highs import quiet_highs, run
from rules.statistics import BoolArray, FloatArray, IntArray

Triple = tuple[int, int, int]
"""Units of which two can be in one core at most once."""


class Master:
    """Chooses cores, in parts: each unit in one at most; the sum of their values is greatest.

    Or, where the units are to be divided up, whole regions: each unit in exactly one.

    Cuts are subset-row inequalities (Jepsen, Petersen, Spoorendonk and Pisinger 2008): of three
    units, at most one chosen core has two or three. They hold for whole cores, not for parts of
    them, and so bring the bound down.

    Attributes:
        members: The units of each core: one row a core.
        value: Of each core.
        cuts: Those added.
    """

    def __init__(self, size: int, least: int = 0, *, divide: bool = False) -> None:
        """Begin without cores.

        Args:
            size: How many units there are.
            least: How many cores are to be chosen at least.
            divide: Whether each unit is to be in one, and no more than the least are chosen.
        """
        import highspy

        self.members: BoolArray = np.zeros((0, size), dtype=np.bool_)
        self.value: FloatArray = np.zeros(0)
        self.cuts: list[Triple] = []
        self._solver = quiet_highs(seed=1)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        none = np.zeros(0, dtype=np.int64)
        for _ in range(size):
            self._add_row(1.0 if divide else -inf, 1.0, none)
        self._add_row(float(least), float(least) if divide else inf, none)

    def add(self, members: BoolArray, value: FloatArray) -> None:
        """Add cores."""
        rows = [members, np.ones((len(members), 1), dtype=np.bool_)]
        rows += [has_two(members, cut)[:, None] for cut in self.cuts]
        table = np.concatenate(rows, axis=1)
        core, row = np.nonzero(table)
        starts = np.searchsorted(core, np.arange(len(table)))
        zeros, ones = np.zeros(len(table)), np.full(len(table), inf)
        self._solver.addCols(
            len(table), value, zeros, ones, len(row), starts.astype(np.int32),
            row.astype(np.int32), np.ones(len(row)),
        )  # fmt: skip
        self.members = np.concatenate([self.members, members])
        self.value = np.concatenate([self.value, value])

    def cut(self, triples: list[Triple]) -> None:
        """Add cuts."""
        for triple in triples:
            self._add_row(-inf, 1.0, np.flatnonzero(has_two(self.members, triple)))
        self.cuts += triples

    def solve(self, seconds: float = inf) -> tuple[float, FloatArray, FloatArray] | None:
        """The greatest value, the dual values of the rows, and how much of each core.

        The rows are those of the units, that of the number of cores, and those of the cuts.
        None where the time did not suffice.
        """
        import highspy

        if not len(self.value):
            return 0.0, np.zeros(self._solver.getNumRow()), self.value
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        value = float(self._solver.getInfo().objective_function_value)
        return value, np.array(solution.row_dual), np.array(solution.col_value)

    def _add_row(self, least: float, most: float, cores: IntArray) -> None:
        self._solver.addRow(least, most, len(cores), cores.astype(np.int32), np.ones(len(cores)))


def has_two(members: BoolArray, triple: Triple) -> BoolArray:
    """Which sets have two or three of three units."""
    one, two, three = (members[:, unit] for unit in triple)
    return np.asarray((one & two) | (three & (one | two)))


def choose(
    members: BoolArray,
    value: FloatArray,
    *,
    least: int = 0,
    divide: bool = False,
    start: IntArray | None = None,
    enough: float = inf,
    seconds: float,
    nodes: int | None = None,
    halted: Callable[[], bool] | None = None,
) -> tuple[IntArray | None, float]:
    """Choose whole cores, each unit in one at most, so that the sum of their values is greatest.

    Args:
        members: The units of each core: one row a core.
        value: Of each core; whole numbers.
        least: How many are to be chosen at least.
        divide: Whether each unit is to be in one, and no more than the least are chosen.
        start: A choice to begin with.
        enough: A value to be content with.
        seconds: How long it may take.
        nodes: How many branches it may take.
        halted: Asked now and then; true ends the search.

    Returns:
        The choice, None where there is none or none was found; and the value no choice exceeds.
    """
    import highspy

    solver = quiet_highs(seed=1)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    count = len(members)
    solver.addVars(count, np.zeros(count), np.ones(count))
    every = np.arange(count, dtype=np.int32)
    solver.changeColsCost(count, every, value)
    solver.changeColsIntegrality(
        count, every, np.full(count, highspy.HighsVarType.kInteger, dtype=np.uint8)
    )
    for unit in range(members.shape[1]):
        having = np.flatnonzero(members[:, unit]).astype(np.int32)
        if divide or len(having) > 1:
            solver.addRow(1.0 if divide else -inf, 1.0, len(having), having, np.ones(len(having)))
    if least:
        solver.addRow(float(least), float(least) if divide else inf, count, every, np.ones(count))
    for name, setting in (
        ("time_limit", max(seconds, 0.05)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("objective_target", enough if enough < inf else None),
        ("mip_max_nodes", nodes),
    ):
        if setting is not None:
            solver.setOptionValue(name, setting)
    if start is not None:
        _start(solver, start, count)
    run(solver, halted)
    info = solver.getInfo()
    bound = float(info.mip_dual_bound)
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None, -inf
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return start, bound
    chosen = np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5)
    return chosen, bound


def _start(solver: Any, start: IntArray, count: int) -> None:
    import highspy

    solution = highspy.HighsSolution()
    values = np.zeros(count)
    values[start] = 1
    solution.col_value = values.tolist()
    solver.setSolution(solution)
