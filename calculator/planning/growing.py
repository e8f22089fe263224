"""A first choice of cores, made greedily."""

from __future__ import annotations

import numpy as np

from calculator.planning.cores import Candidates, unpacked
from calculator.planning.halting import Clock
from rules.statistics import BoolArray, IntArray

ATTEMPTS = 40
"""How many times to try, with orders by chance (always the same ones)."""


def grown_cores(candidates: Candidates, enough: int, clock: Clock) -> BoolArray:
    """Cores that share no unit, grown one after the other from where there is least choice.

    Args:
        candidates: Where.
        enough: How many to be content with.
        clock: When to stop; there is one attempt at least.

    Returns:
        The most cores of any attempt: one row a core.
    """
    near = [np.flatnonzero(row) for row in unpacked(candidates.near, candidates.size)]
    chance = np.random.default_rng(2012)
    best = np.zeros((0, candidates.size), dtype=np.bool_)
    for attempt in range(ATTEMPTS):
        if attempt and (len(best) >= enough or clock.halted()):
            break
        grown = _attempt(candidates, near, chance)
        if len(grown) > len(best):
            best = grown
    return best


def _attempt(
    candidates: Candidates, near: list[IntArray], chance: np.random.Generator
) -> BoolArray:
    size, people = candidates.size, candidates.people
    free = np.ones(size, dtype=np.bool_)
    noise = chance.random(size)
    cores = []
    degree = np.array([len(one) for one in near], dtype=np.float64) + noise
    while free.any():
        left = np.where(free, degree, np.inf)
        core = [int(np.argmin(left))]
        free[core[0]] = False
        total = people[core[0]]
        while total < candidates.minimum:
            border = sorted({int(o) for unit in core for o in near[unit] if free[o]})
            border = [unit for unit in border if candidates.caps.keep([*core, unit])]
            if not border:
                break
            lacking = candidates.minimum - total
            # the unit that fits best, or else the one with the fewest ways out
            fitting = [unit for unit in border if people[unit] >= lacking]
            unit = (
                min(fitting, key=lambda one: people[one])
                if fitting
                else min(border, key=lambda one: degree[one] + 4 * chance.random())
            )
            core.append(unit)
            free[unit] = False
            total += people[unit]
        for unit in core:
            for other in near[unit].tolist():
                degree[other] -= 1
        if total >= candidates.minimum:
            row = np.zeros(size, dtype=np.bool_)
            row[core] = True
            cores.append(row)
    return np.array(cores, dtype=np.bool_).reshape(-1, size)
