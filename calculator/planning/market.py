"""What units are worth, and the cores that are worth more than their units."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from calculator.planning.cores import Candidates, Cores, list_cores, unpacked
from calculator.planning.halting import Clock
from calculator.planning.master import Triple, has_two
from rules.statistics import BoolArray, FloatArray


@dataclass(frozen=True)
class Prices:
    """What the linear program says units are worth.

    Attributes:
        unit: The price of each unit, 0 or more.
        core: What a core costs besides: 0 or less, where a least number is asked for.
        cuts: Three units each, and what a core costs besides if it has two of them.
        total: The prices of everything: a bound, if no core costs less than its value.
    """

    unit: FloatArray
    core: float
    cuts: tuple[tuple[Triple, float], ...]
    total: float

    def dearer(self, members: BoolArray) -> FloatArray:
        """What the cuts add to the cost of cores."""
        more = np.zeros(len(members))
        for triple, price in self.cuts:
            more += price * has_two(members, triple)
        return more


@dataclass(frozen=True)
class Offers:
    """Cores by how much more they are worth than they cost, the most first.

    Attributes:
        members: The units of each: one row a core.
        value: What each is worth.
        gain: Its value less its cost.
        most: The greatest gain of any core; infinite where not all were looked at.
        all: Whether these are all that were asked for.
    """

    members: BoolArray
    value: FloatArray
    gain: FloatArray
    most: float
    all: bool


class Market:
    """All cores of a region: listed at once if there are not too many, else anew for each price."""

    def __init__(self, candidates: Candidates, clock: Clock) -> None:
        """Make ready; the cores are listed when they are first asked for.

        Args:
            candidates: Where.
            clock: When to stop.
        """
        self.candidates = candidates
        self._clock = clock
        self._pool: Cores | None = None
        self._listed = False

    def offers(self, prices: Prices, value: FloatArray, least: float, most: int) -> Offers:
        """The cores that gain more than so much.

        Args:
            prices: Of units and cuts.
            value: What a core is worth by its seat.
            least: Gains to be exceeded.
            most: How many are wanted.
        """
        limit = value - prices.core - least
        if not self._listed:
            pool = list_cores(self.candidates, halted=self._clock.part(0.25).halted)
            self._pool = pool if pool.complete else None
            self._listed = True
        if self._pool is None:
            listed = list_cores(
                self.candidates, cost=prices.unit, limit=limit, halted=self._clock.halted
            )
        else:
            listed = self._pool
        gain = value[listed.seat] - prices.core - listed.sums(prices.unit)
        return self._best(listed, prices, value, gain, least, most)

    def _best(
        self,
        listed: Cores,
        prices: Prices,
        value: FloatArray,
        gain: FloatArray,
        least: float,
        most: int,
    ) -> Offers:
        size = self.candidates.size
        place = np.flatnonzero(gain > least)
        if prices.cuts and len(place):
            gain = gain[place]
            for start in range(0, len(place), 100_000):
                part = slice(start, start + 100_000)
                gain[part] -= prices.dearer(unpacked(listed.sets[place[part]], size))
            place, gain = place[gain > least], gain[gain > least]
        else:
            gain = gain[place]
        greatest = float(gain.max(initial=least)) if listed.complete else inf
        complete = listed.complete and len(place) <= most
        if len(place) > most:
            chosen = np.argpartition(-gain, most - 1)[:most]
            place, gain = place[chosen], gain[chosen]
        order = np.lexsort((place, -gain))
        place, gain = place[order], gain[order]
        worth = value[listed.seat[place]]
        return Offers(unpacked(listed.sets[place], size), worth, gain, greatest, complete)
