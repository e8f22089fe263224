"""What each township may have of offices and posts, has, and proposes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rules.balances import Balance
from rules.comparing import in_decimal
from rules.figures import Figure
from rules.given import Given
from rules.groups import Group
from rules.listed_bodies import BODY_KINDS, ListedBodies
from rules.measures import Column
from rules.pack import RulePack
from rules.schema import QuotaEntry
from rules.special_units import SpecialUnits, allowing_measures
from rules.statistics import BoolArray, FloatArray, TextArray


@dataclass(frozen=True)
class QuotaCheck:
    """One quota held against the proposals; one value per township, or per county, in each.

    Attributes:
        quota: What the pack says of it.
        judged: Which townships the pack judges.
        measures: The measure that says how many each township may have.
        allowed: How many that is, NaN where undecided or not applicable.
        stated: How many its row of the proposal states, NaN where it states nothing.
        listed: How many the list of bodies gives, NaN where nothing is listed.
        proposed: How many are proposed: as listed, else as stated; NaN where nothing is, and
            where the list leaves it undecided.
        approved: How many were approved before, NaN where unknown.
        actual: The actual staff, NaN where unknown.
        counted: Which townships have both ``allowed`` and ``proposed``.
        county_allowed: The sum of ``allowed`` over each county's counted townships.
        county_proposed: The sum of ``proposed`` over the same townships.
        county_left_out: How many townships of each county that the pack judges could not be
            counted.
        county_has_proposal: How many townships of each county have a proposal.
        county_approved: The total that the province approved for each county, NaN where unknown.
        pooled: Whether each county may pool: pooling is on, its sum keeps within that of the
            standards, and its whole proposal within the approved total.
    """

    quota: QuotaEntry
    judged: BoolArray
    measures: TextArray
    allowed: FloatArray
    stated: FloatArray
    listed: FloatArray
    proposed: FloatArray
    approved: FloatArray
    actual: FloatArray
    counted: BoolArray
    county_allowed: FloatArray
    county_proposed: FloatArray
    county_left_out: FloatArray
    county_has_proposal: FloatArray
    county_approved: FloatArray
    pooled: BoolArray

    @cached_property
    def over(self) -> FloatArray:
        """By how many each proposal is above what is allowed; 0 or less where it is not."""
        return self.proposed - self.allowed

    @cached_property
    def county_over(self) -> FloatArray:
        """By how many each county's sum is above what is allowed."""
        return self.county_proposed - self.county_allowed

    @cached_property
    def is_over(self) -> BoolArray:
        """Which townships are over, pooled or not."""
        return self.counted & (in_decimal(self.over) > 0)

    @cached_property
    def standard(self) -> Balance:
        """Proposed against allowed."""
        return Balance.of(self.proposed, self.allowed)

    @cached_property
    def increase(self) -> Balance:
        """Proposed against approved before."""
        return Balance.of(self.proposed, self.approved, self.judged)

    @cached_property
    def staffing(self) -> Balance:
        """Actual staff against approved posts: ``above`` is 超编, ``below`` is 空编."""
        return Balance.of(self.actual, self.approved, self.judged)

    @cached_property
    def differing(self) -> BoolArray:
        """Which townships list another number than they state."""
        both = Balance.of(self.listed, self.stated)
        return np.asarray(both.counted & (in_decimal(both.over) != 0))

    def against_total(self, group: Group) -> Balance:
        """Each group's whole proposal against the totals that the province approved.

        Counted where every county with a proposal has its total.
        """
        proposing = self.judged & ~np.isnan(self.proposed)
        found = group.sums(self.proposed, proposing)
        has_total = ~np.isnan(self.county_approved)
        counties = np.bincount(group.county_codes[proposing], minlength=len(has_total)) > 0
        limit = group.sums_of_counties(self.county_approved, has_total & counties)
        lacking = group.sums(~has_total[group.county_codes], proposing)
        counted = (group.sums(proposing, proposing) > 0) & (lacking == 0)
        return Balance(found, limit, np.asarray(counted))

    def increase_fits(self, group: Group) -> BoolArray:
        """In which groups an increase of one township is made up for by others.

        The sum does not increase, and the whole proposal keeps within the total. Whether they
        may pool so is for the pack to say.
        """
        sums = self.increase.sums(group.codes, group.count)
        return np.asarray(~sums.exceeds & ~self.against_total(group).exceeds)


def check_quotas(
    pack: RulePack,
    given: Given,
    judged: BoolArray,
    listed: ListedBodies | None,
    special: list[SpecialUnits],
) -> dict[str, QuotaCheck]:
    """Hold each quota of the pack against the proposals of the townships that it judges."""
    return {name: _check(pack, name, given, judged, listed, special) for name in pack.quotas}


def _check(
    pack: RulePack,
    name: str,
    given: Given,
    judged: BoolArray,
    listed: ListedBodies | None,
    special: list[SpecialUnits],
) -> QuotaCheck:
    quota = pack.quotas[name]
    statistics = given.statistics
    measures = allowing_measures(pack, name, special, statistics.size)
    allowed = np.where(judged, given.numbers(quota.allowed), np.nan)
    for measure in {*measures.tolist()} - {quota.allowed}:
        own = measures == measure
        allowed[own & judged] = given.numbers(measure)[own & judged]
    stated = statistics.number(quota.proposed)
    by_list = np.full(statistics.size, np.nan)
    if listed is not None and quota.listed is not None:
        by_list = listed.number(quota.listed)
    proposed = np.where(np.isnan(by_list), stated, by_list)
    if listed is not None and quota.listed in BODY_KINDS:
        proposed[listed.undecided] = np.nan
    standard = Balance.of(proposed, allowed)
    counties = statistics.county_codes
    count = len(statistics.counties)
    sums = standard.sums(counties, count)
    left_out = np.bincount(counties[judged & ~standard.counted], minlength=count)
    proposals = np.bincount(counties[~np.isnan(proposed)], minlength=count)
    county_approved = statistics.county_total(quota.county_approved or "")
    whole = Balance.of(proposed, np.zeros(statistics.size), judged).sums(counties, count)
    pooling = quota.pooled is not None and bool(given.figures[quota.pooled].value)
    within = in_decimal(sums.found) <= in_decimal(sums.limit)
    in_total = ~(in_decimal(whole.found) > in_decimal(county_approved))
    return QuotaCheck(
        quota=quota,
        judged=judged,
        measures=measures,
        allowed=allowed,
        stated=stated,
        listed=by_list,
        proposed=proposed,
        approved=statistics.number(quota.approved or ""),
        actual=statistics.number(quota.actual or ""),
        counted=standard.counted,
        county_allowed=sums.limit,
        county_proposed=sums.found,
        county_left_out=left_out.astype(np.float64),
        county_has_proposal=proposals.astype(np.float64),
        county_approved=county_approved,
        pooled=within & in_total & pooling,
    )


def amount_figures(pack: RulePack, given: Given, measure: str, township: int) -> list[Figure]:
    """The numbers that make up what one township may have, through all sums and steps.

    Not those that decide its class, nor which column is its population: a breach weighs as the
    figure that is breached.
    """
    reason = pack.measures[measure].explain(given, measure, township)
    figures = {f.name: f for f in reason.figures if not isinstance(f.value, (bool, list))}
    for name in reason.measures:
        is_text = given.measures[name].data.dtype == object
        if not is_text and not isinstance(pack.measures[name], Column):
            figures.update({f.name: f for f in amount_figures(pack, given, name, township)})
    return list(figures.values())
