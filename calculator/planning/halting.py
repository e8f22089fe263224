"""When a search is to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter


@dataclass(frozen=True)
class Clock:
    """Until when a search may go on.

    Attributes:
        deadline: By ``time.perf_counter``.
        stop: Asked now and then; true ends the search.
    """

    deadline: float = inf
    stop: Callable[[], bool] | None = None

    def halted(self) -> bool:
        """Whether the search is to end."""
        return perf_counter() > self.deadline or self.stopped()

    def stopped(self) -> bool:
        """Whether the user has asked it to end."""
        return self.stop is not None and self.stop()

    def left(self) -> float:
        """How many seconds are left."""
        return max(0.0, self.deadline - perf_counter())

    def part(self, share: float) -> Clock:
        """A clock for some share of the time that is left."""
        return Clock(perf_counter() + share * self.left(), self.stop)
