"""Dividing what a county has of one kind of posts among its townships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isnan

import numpy as np

from rules.division import exact, ideal_parts, whole_parts
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.pack import RulePack
from rules.schema import AllocationEntry, QuotaEntry
from rules.statistics import BoolArray, FloatArray, IntArray
from rules.wording import Measured, Quantity, Sentence

MOST_NAMED = 10


@dataclass(frozen=True)
class Allocation:
    """One county's total of one kind of posts, divided; or why it can't be.

    Attributes:
        county: The position of the county in ``Statistics.counties``.
        total: How many posts there are to divide.
        townships: The positions of the townships that take part, in the order of the input.
        standards: What each may have by its class, NaN where undecided. As all columns here:
            one value a township that takes part.
        weights: By what the rest is shared out, NaN where missing and for townships kept.
        shares: Each weight's part of their sum.
        ideals: Standard and share of the rest, before it is made whole.
        kept: Which townships are held fixed.
        allocated: Whole posts; NaN all over where no division is possible.
        problems: Why no division is possible; empty where there is one.
        left_out: Townships of the county that the pack does not judge; they get nothing of
            the total.
    """

    county: int
    total: int
    townships: IntArray
    standards: FloatArray
    weights: FloatArray
    shares: FloatArray
    ideals: FloatArray
    kept: BoolArray
    allocated: FloatArray
    problems: tuple[Sentence, ...]
    left_out: IntArray

    @property
    def is_divided(self) -> bool:
        """Whether a division was possible."""
        return not self.problems


@dataclass(frozen=True)
class QuotaAllocation:
    """One kind of posts, divided in every county that has a total.

    Attributes:
        name: The quota.
        quota: What the pack says of it.
        counties: One for each county with a total, in the order of the input.
        undivided: Counties without a total.
    """

    name: str
    quota: QuotaEntry
    counties: tuple[Allocation, ...]
    undivided: tuple[int, ...]


def allocation_figures(pack: RulePack, quota: QuotaEntry) -> list[Figure]:
    """What a division rests on beside the standards: the weights and the bounds."""
    rule = quota.allocation
    if rule is None:
        return []
    names = [name for name in (rule.weights, rule.at_least, rule.at_most) if name is not None]
    found = [f for name in names for f in pack.figures.named(name) or pack.rests_on(name)]
    return list({figure.name: figure for figure in found}.values())


def allocate(
    evaluation: Evaluation, name: str, totals: Mapping[int, int], kept: Mapping[int, int]
) -> QuotaAllocation:
    """Divide each county's total of one quota among the townships that the pack judges.

    Each gets its standard and, by its weight, a part of what the total is above or below the
    sum of the standards; whole posts within the bounds that add up exactly, with the least sum
    of departures from that, then the largest remainder first, then by code.

    Args:
        evaluation: The pack applied to the statistics.
        name: A quota whose entry has ``allocation``.
        totals: County -> posts to divide.
        kept: Township -> the posts that it has whatever comes out; it takes part even if the
            pack does not judge it.

    Raises:
        ValueError: The pack does not say how the quota is divided.
    """
    check = evaluation.quotas[name]
    rule = check.quota.allocation
    if rule is None:
        raise ValueError(f"the pack does not say how {name} is divided")
    counties = range(len(evaluation.statistics.counties))
    dividing = _Dividing(evaluation, rule, check.quota, check.allowed, kept)
    return QuotaAllocation(
        name,
        check.quota,
        tuple(dividing.county(county, totals[county]) for county in counties if county in totals),
        tuple(county for county in counties if county not in totals),
    )


@dataclass(frozen=True)
class _Dividing:
    evaluation: Evaluation
    rule: AllocationEntry
    quota: QuotaEntry
    allowed: FloatArray
    kept: Mapping[int, int]

    def county(self, county: int, total: int) -> Allocation:
        """Divide one county's total."""
        here = self.evaluation.statistics.county_codes == county
        fixed = np.zeros(len(here), dtype=np.bool_)
        fixed[list(self.kept)] = True
        takes_part = self._judged | ~np.isnan(self.allowed) | fixed
        townships = self._in_order(np.flatnonzero(here & takes_part))
        free = [place for place, t in enumerate(townships.tolist()) if t not in self.kept]
        weights = self.evaluation.given.numbers(self.rule.weights)[townships]
        made = self._divided(townships, free, weights, total)
        problems = made if isinstance(made, list) else []
        ideals, parts = made if isinstance(made, tuple) else ([], [])
        size = len(townships)
        allocated, shown, shares = (np.full(size, np.nan) for _ in range(3))
        if not problems:
            allocated[free] = parts
            shown[free] = [float(ideal) for ideal in ideals]
            held = [place for place in range(size) if place not in set(free)]
            allocated[held] = [self.kept[int(townships[place])] for place in held]
        sum_of_weights = weights[free].sum()
        if sum_of_weights > 0:
            shares[free] = weights[free] / sum_of_weights
        weights = np.where(fixed[townships], np.nan, weights)
        by_input = np.argsort(townships)
        return Allocation(
            county=county,
            total=total,
            townships=townships[by_input],
            standards=self.allowed[townships][by_input],
            weights=weights[by_input],
            shares=shares[by_input],
            ideals=shown[by_input],
            kept=fixed[townships][by_input],
            allocated=allocated[by_input],
            problems=tuple(problems),
            left_out=np.flatnonzero(here & ~takes_part),
        )

    @property
    def _judged(self) -> BoolArray:
        """Which townships the pack judges, or might if their kind were known."""
        kinds = self.evaluation.statistics.choices["kind"].codes
        if self.evaluation.pack.classification is None:
            return np.ones(len(kinds), dtype=np.bool_)
        return self.evaluation.classification.judged | (kinds < 0)

    def _in_order(self, townships: IntArray) -> IntArray:
        """By code, those without one last, then as in the input."""
        codes = self.evaluation.statistics.text("code")
        ordered = sorted(townships.tolist(), key=lambda t: (codes[t] is None, codes[t] or "", t))
        return np.array(ordered, dtype=np.int64)

    def _divided(
        self, townships: IntArray, free: Sequence[int], weights: FloatArray, total: int
    ) -> tuple[list[Fraction], list[int]] | list[Sentence]:
        """Ideals and whole posts of the townships not kept; or why there are none."""
        open_ones = townships[free]
        unknown = self._unknown(open_ones, weights[free])
        if unknown:
            return unknown
        held = sum(self.kept[t] for t in townships.tolist() if t in self.kept)
        rest = total - held
        at_least, at_most = self._bounds(open_ones)
        clashes = [
            *self._kept_outside(townships),
            *self._crossed(open_ones, at_least, at_most),
            *self._clashes(total, held, at_least, at_most),
        ]
        if clashes:
            return clashes
        ideals = ideal_parts(
            rest,
            [exact(standard) for standard in self.allowed[open_ones].tolist()],
            [exact(weight) for weight in weights[free].tolist()],
        )
        if ideals is None:
            said = {"label": self.quota.label, "weight": Measured(self.rule.weights)}
            return [Sentence("allocation.no_weights", said)]
        return ideals, whole_parts(rest, ideals, at_least, at_most)

    def _unknown(self, open_ones: IntArray, weights: FloatArray) -> list[Sentence]:
        """Townships whose standard, weight or bounds are not known: they can't be allocated."""
        bounds = [name for name in (self.rule.at_least, self.rule.at_most) if name is not None]
        unbound = [np.isnan(self._amount(name)[open_ones]) for name in bounds]
        undecided = np.isnan(self.allowed[open_ones])
        without = ~undecided & ~(weights >= 0)
        missing = {
            "allocation.no_standard": undecided,
            "allocation.no_weight": without,
            "allocation.no_bound": ~undecided & ~without & np.any([undecided, *unbound], axis=0),
        }
        said = {"label": self.quota.label, "weight": Measured(self.rule.weights)}
        return [
            Sentence(key, {**said, **self._named(open_ones[where])})
            for key, where in missing.items()
            if where.any()
        ]

    def _amount(self, name: str) -> FloatArray:
        """A figure, or a measure's values: one value per township."""
        given = self.evaluation.given
        return np.broadcast_to(np.asarray(given.amount(name), dtype=np.float64), given.size)

    def _bounds(self, townships: IntArray) -> tuple[list[int], list[int | None]]:
        """The least and the most that each township may have; never fewer than none."""
        least, most = self.rule.at_least, self.rule.at_most
        nothing = np.full(len(townships), np.nan)
        lows = nothing if least is None else self._amount(least)[townships]
        highs = nothing if most is None else self._amount(most)[townships]
        return (
            [0 if isnan(low) else max(ceil(exact(low)), 0) for low in lows.tolist()],
            [None if isnan(high) else floor(exact(high)) for high in highs.tolist()],
        )

    def _kept_outside(self, townships: IntArray) -> Iterator[Sentence]:
        """Townships kept at a number that is outside their bounds."""
        held = np.array([t for t in townships.tolist() if t in self.kept], dtype=np.int64)
        at_least, at_most = self._bounds(held)
        for township, low, high in zip(held.tolist(), at_least, at_most, strict=True):
            number = self.kept[township]
            said = {"name": self._name(township), "kept": self._posts(number)}
            if number < low:
                yield Sentence("allocation.kept_below", {**said, "bound": self._posts(low)})
            elif high is not None and number > high:
                yield Sentence("allocation.kept_above", {**said, "bound": self._posts(high)})

    def _crossed(
        self, townships: IntArray, at_least: Sequence[int], at_most: Sequence[int | None]
    ) -> Iterator[Sentence]:
        """Townships that must have more than they may have."""
        bounds = zip(townships.tolist(), at_least, at_most, strict=True)
        for township, low, high in bounds:
            if high is not None and low > high:
                said = {"at_least": self._posts(low), "at_most": self._posts(high)}
                name = {"name": self._name(township)}
                yield Sentence("allocation.bounds_crossed", {**name, **said})

    def _clashes(
        self, total: int, held: int, at_least: Sequence[int], at_most: Sequence[int | None]
    ) -> Iterator[Sentence]:
        """Bounds and townships kept that the total does not leave room for, or does not fill."""
        low = sum(at_least)
        highs = [high for high in at_most if high is not None]
        said = {
            "label": self.quota.label,
            "total": self._posts(total),
            "kept": self._posts(held),
            "townships": len(at_least),
        }
        if not at_least:
            if held != total:
                yield Sentence("allocation.all_kept", said)
        elif held > total:
            yield Sentence("allocation.kept_over_total", said)
        elif held + low > total:
            least = {"least": self._posts(low), "rest": self._posts(total - held)}
            yield Sentence("allocation.total_below_least", {**said, **least})
        elif len(highs) == len(at_most) and held + sum(highs) < total:
            most = {"most": self._posts(sum(highs)), "rest": self._posts(total - held)}
            yield Sentence("allocation.total_above_most", {**said, **most})

    def _posts(self, number: int) -> Quantity:
        return Quantity(number, self.quota.unit)

    def _name(self, township: int) -> str:
        return str(self.evaluation.statistics.text("name")[township] or "")

    def _named(self, townships: IntArray) -> dict[str, object]:
        names = [self._name(township) for township in townships[:MOST_NAMED].tolist()]
        return {"count": len(townships), "names": names}
