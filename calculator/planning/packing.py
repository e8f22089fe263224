"""How many cores a region has room for, and which: set packing by column generation."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf

import numpy as np

from calculator.planning.cores import Candidates
from calculator.planning.halting import Clock
from calculator.planning.highs import rounded_up
from calculator.planning.market import Market, Offers, Prices
from calculator.planning.master import Master, Triple, choose
from rules.statistics import BoolArray, FloatArray

EXACT = 1e-6
"""How much of a value, relative to it, is left to rounding in the linear program."""
EACH = 8
"""How many new cores of one round a unit may be in."""
LOOKED_AT = 4_000
"""How many of the best cores a round takes them from."""
MOST_CUTS = 40
ROUNDS_OF_CUTS = 15
MANY = 11_000
"""How many cores one choice is made among at most."""
BRANCHES = 60
"""How many branches a choice that proves nothing may take."""


@dataclass(frozen=True)
class Packed:
    """Cores that share no unit.

    Attributes:
        members: The units of each: one row a core.
        value: The sum of their values.
        bound: No choice of cores has more.
    """

    members: BoolArray
    value: int
    bound: int


def pack(
    market: Market,
    value: FloatArray,
    start: BoolArray,
    *,
    room: int,
    least: int = 0,
    clock: Clock,
) -> Packed:
    """Choose cores of the greatest value.

    Args:
        market: The cores.
        value: What a core is worth by its seat; whole numbers, above 0.
        start: A choice to improve on: one row a core.
        room: More cores than these cannot be chosen.
        least: How many are to be chosen at least.
        clock: When to stop.
    """
    return _Search(market, value, start, room, least, clock).run()


class _Search:
    def __init__(
        self,
        market: Market,
        value: FloatArray,
        start: BoolArray,
        room: int,
        least: int,
        clock: Clock,
    ) -> None:
        self._market = market
        self._value = value
        self._room = room
        self._least = least
        self._clock = clock
        self._master = Master(market.candidates.size, least)
        self._seats = value[np.argmax(start, axis=1)]
        self._best = start
        self._reached = int(self._seats.sum())
        self._bound = floor(room * value.max(initial=0.0))
        self._close = EXACT * max(1.0, float(value.max(initial=0.0)))
        if len(start):
            self._master.add(start, self._seats)
        # Before anything is priced, a core may gain its whole value: nothing is ruled out.
        self._prices = Prices(np.zeros(len(value)), 0.0, (), inf)
        self._converged = False

    def run(self) -> Packed:
        """Search until the choice is proven best, or time is up."""
        self._converge()
        self._choose_known()
        before = inf
        for _ in range(ROUNDS_OF_CUTS):
            if self._done() or before - self._prices.total < 0.02 * before / self._room:
                break
            before = self._prices.total
            if not self._cut():
                break
            self._converge()
        while not self._done() and self._choose_among():
            pass
        return Packed(self._best, self._reached, self._bound)

    def _done(self) -> bool:
        return self._bound <= self._reached or self._clock.halted()

    def _converge(self) -> None:
        """Add cores that gain until there are none, or the bound is good enough."""
        while not self._done():
            self._converged = False
            solved = self._master.solve(self._clock.left())
            if solved is None:
                return
            self._prices = self._read(solved[1])
            offers = self._market.offers(self._prices, self._value, self._close, LOOKED_AT)
            gain = max(offers.most, 0.0)
            self._lower(self._prices.total + self._room * gain)
            self._converged = offers.all and not len(offers.gain)
            if not len(offers.gain) or self._done():
                return
            self._master.add(*_varied(offers))

    def _read(self, duals: FloatArray) -> Prices:
        size = len(self._value)
        unit = np.maximum(duals[:size], 0.0)
        core = min(float(duals[size]), 0.0)
        cut = np.maximum(duals[size + 1 :], 0.0)
        total = float(unit.sum() + cut.sum() + core * self._least)
        cuts = zip(self._master.cuts, cut.tolist(), strict=True)
        return Prices(
            unit, core, tuple((triple, price) for triple, price in cuts if price > 0), total
        )

    def _lower(self, bound: float) -> None:
        if bound < inf:
            self._bound = min(self._bound, floor(bound + self._close))

    def _take(self, members: BoolArray) -> None:
        value = int(self._value[np.argmax(members, axis=1)].sum())
        if value > self._reached and len(members) >= self._least:
            self._best, self._reached = members, value

    def _choose_known(self) -> None:
        """Choose among the cores of the linear program."""
        if self._done():
            return
        members = self._master.members
        chosen, _ = choose(
            members,
            self._master.value,
            least=self._least,
            enough=self._bound,
            seconds=self._clock.part(0.35).left(),
            nodes=BRANCHES,
            halted=self._clock.stop,
        )
        if chosen is not None:
            self._take(members[chosen])

    def _cut(self) -> bool:
        """Add the cuts that the parts of cores chosen break most; whether there are any."""
        solved = self._master.solve(self._clock.left())
        if solved is None:
            return False
        triples = _broken(self._master.members, solved[2], set(self._master.cuts))
        self._master.cut(triples)
        return bool(triples)

    def _choose_among(self) -> bool:
        """Choose among the cores that a better choice can have; whether it got better.

        A choice that has a core which gains -g has at most the bound less g, if none gains more
        than 0.
        """
        slack = self._prices.total - (self._reached + 1)
        offers = self._market.offers(self._prices, self._value, -slack - self._close, MANY)
        chosen, bound = choose(
            offers.members,
            offers.value,
            least=self._least,
            enough=self._bound,
            seconds=self._clock.left() if offers.all else self._clock.part(0.9).left(),
            nodes=None if offers.all else BRANCHES,
            halted=self._clock.stop,
        )
        before = self._reached
        if chosen is not None:
            self._take(offers.members[chosen])
        if offers.all and self._converged and bound < inf:
            best = -rounded_up(-bound) if bound > -inf else 0
            self._bound = min(self._bound, max(self._reached, best))
        return self._reached > before


def _varied(offers: Offers) -> tuple[BoolArray, FloatArray]:
    """The best offers, no unit in too many of them."""
    used = np.zeros(offers.members.shape[1], dtype=np.int64)
    taken = []
    for place, members in enumerate(offers.members):
        if used[members].max() < EACH:
            used[members] += 1
            taken.append(place)
    return offers.members[taken], offers.value[taken]


def _broken(members: BoolArray, parts: FloatArray, known: set[Triple]) -> list[Triple]:
    """The triples of units of which parts of cores that have two of them sum up to most."""
    used = parts > EXACT
    table = members[used].astype(np.float64)
    weight = parts[used]
    both = table.T @ (table * weight[:, None])
    found: list[tuple[float, Triple]] = []
    size = table.shape[1]
    for first in range(size):
        mine = table[:, first] > 0
        if not mine.any():
            continue
        three = table[mine].T @ (table[mine] * weight[mine][:, None])
        total = both[first][:, None] + both[first][None, :] + both - 2 * three
        total[: first + 1] = 0
        for second, third in np.argwhere(np.triu(total, 1) > 1.02).tolist():
            found.append((-float(total[second, third]), (first, second, third)))
    found.sort()
    counts = np.zeros(size, dtype=np.int64)
    taken: list[Triple] = []
    for _, triple in found:
        if triple in known or counts[list(triple)].max() >= 4:
            continue
        counts[list(triple)] += 1
        taken.append(triple)
        if len(taken) == MOST_CUTS:
            break
    return taken


def count_room(candidates: Candidates) -> int:
    """More cores than these cannot share the people."""
    return floor(float(candidates.people.sum()) / candidates.minimum + EXACT)
