"""What a merger plan is asked for, and what comes back, in numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from rules.statistics import BoolArray, FloatArray, IntArray

Members = tuple[int, ...]
"""The units of a group, by position, ascending."""

Judge = Callable[[Sequence[Members]], BoolArray]
"""Which of many groups would be no merger candidates as one unit."""

Status = Literal["optimal", "bounded", "stopped"]
"""Proven best; the time was up; or interrupted by the user. Whatever the status, there is a plan
(the best found, in the worst case nobody joins anybody) and a proven bound."""

Objective = tuple[int, int, int]
"""Candidates left unresolved; townships abolished; people whose seat moves (times kilometres,
rounded, where distances are known). Less is better, in this order."""


@dataclass(frozen=True)
class MergerProblem:
    """Units of one area, one value per unit; positions are those of the arrays.

    A group is a set of two units or more that the borders connect. Its seat is one of its
    members, the kept one where one is kept; every other member is abolished.

    Attributes:
        people: Whole numbers, as floats; NaN where unknown (such a unit is never movable).
        borders: Pairs of positions that border on each other, one row per pair.
        minimum: The least people of a resulting unit.
        candidate: Units that are to be resolved: below the minimum, not exempt.
        movable: Units that may be in a group. Candidates that are not movable stay unresolved.
        area: km², NaN where unknown; needed where ``most_area`` is given.
        distance: Kilometres from seat to seat, (units, units), where all are known; else None.
        most_members: The most units in a group; None for any number.
        most_people: The most people of a group; None for any number.
        most_area: The largest area of a group in km²; None for any.
        together: Sets of units that must be in one group, candidates or not; they need not
            meet the minimum if no candidate is among them. A set that no group can hold is left
            as it is: none of its members is in a group (``Solution.not_joined``).
        apart: Pairs that must not be in one group.
        kept: Units that must not be abolished: at most one in a group, and it is the seat.
        judge: Where the rule is more than the sum of people: which groups would be resolved.
            Else a group is resolved when its people reach the minimum.
    """

    people: FloatArray
    borders: IntArray
    minimum: float
    candidate: BoolArray
    movable: BoolArray
    area: FloatArray | None = None
    distance: FloatArray | None = None
    most_members: int | None = None
    most_people: float | None = None
    most_area: float | None = None
    together: tuple[Members, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    kept: BoolArray | None = None
    judge: Judge | None = None

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.people)

    @property
    def kept_or_none(self) -> BoolArray:
        """Which units must not be abolished; none where nothing is said."""
        return self.kept if self.kept is not None else np.zeros(self.size, dtype=np.bool_)


@dataclass(frozen=True)
class Group:
    """Units that would become one.

    Attributes:
        members: Positions, ascending.
        seat: The member where the seat would be: of all that may be, the one for which fewest
            people's seat moves (times kilometres where distances are known).
        moved: People (times kilometres, rounded) whose seat moves.
    """

    members: Members
    seat: int
    moved: int


@dataclass(frozen=True)
class Solution:
    """A plan for a problem, and how good it is proven to be.

    Attributes:
        groups: Ordered by their first member.
        unresolved: Candidates in no group, by position, ascending.
        objective: What the plan reaches.
        bound: No plan reaches less, in the same order of importance. It equals the objective
            where the plan is proven best. A part is bounded on the ground of the parts before
            it: where an earlier part is not proven, later parts are bounded by 0.
        status: How the search ended.
        formulation: How it was solved, such as ``enumeration`` or ``column_generation``.
        seconds: How long it took; not part of what is compared.
        not_joined: The sets of ``MergerProblem.together`` that are in no group because none
            can hold them, in the order of the problem. As few as can be, before all else.
    """

    groups: tuple[Group, ...]
    unresolved: Members
    objective: Objective
    bound: Objective
    status: Status
    formulation: str
    seconds: float = field(default=0.0, compare=False)
    not_joined: tuple[Members, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no plan can be better."""
        return self.objective == self.bound
