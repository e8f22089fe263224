"""The counties of some statistics, and the prefectures that have several of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from rules.statistics import BoolArray, FloatArray, IntArray, Statistics


@dataclass(frozen=True)
class Group:
    """The townships of some statistics by county, or by prefecture.

    Attributes:
        level: ``county`` or ``prefecture``.
        names: What each county or prefecture is called.
        codes: The position of each township's county or prefecture in ``names``.
        county_codes: The position of each township's county.
        of_counties: The position of each county's group in ``names``.
        several: Which groups have more than one county; for counties every one.
    """

    level: Literal["county", "prefecture"]
    names: list[str]
    codes: IntArray
    county_codes: IntArray
    of_counties: IntArray
    several: BoolArray

    @property
    def count(self) -> int:
        """How many counties or prefectures there are."""
        return len(self.names)

    def sums(self, values: FloatArray | BoolArray, among: BoolArray) -> FloatArray:
        """The sum of a column over some townships of each group."""
        kept = np.where(among, values, 0.0)
        return np.bincount(self.codes, weights=kept, minlength=self.count).astype(np.float64)

    def sums_of_counties(self, values: FloatArray, among: BoolArray) -> FloatArray:
        """The sum of a value per county over some counties of each group."""
        kept = np.where(among, values, 0.0)
        return np.bincount(self.of_counties, weights=kept, minlength=self.count).astype(np.float64)

    @cached_property
    def _sorted(self) -> tuple[IntArray, IntArray]:
        """The townships group by group, and where in them each group starts and the last ends."""
        order = np.argsort(self.codes, kind="stable")
        starts = np.searchsorted(self.codes[order], np.arange(self.count + 1))
        return order, starts

    def members(self, position: int, among: BoolArray) -> IntArray:
        """The positions of some townships of one group, in the order of the statistics."""
        order, starts = self._sorted
        here = order[starts[position] : starts[position + 1]]
        return here[among[here]]


def counties_and_prefectures(statistics: Statistics) -> tuple[Group, Group]:
    """The townships by county and by prefecture; nameless prefectures are none."""
    counties = statistics.counties
    own = np.arange(len(counties), dtype=np.int64)
    by_county = Group(
        level="county",
        names=[county for _, county in counties],
        codes=statistics.county_codes,
        county_codes=statistics.county_codes,
        of_counties=own,
        several=np.ones(len(counties), dtype=np.bool_),
    )
    named = list(dict.fromkeys(prefecture for prefecture, _ in counties))
    positions = {prefecture: position for position, prefecture in enumerate(named)}
    of_counties = np.array([positions[prefecture] for prefecture, _ in counties], dtype=np.int64)
    codes = of_counties[statistics.county_codes]
    has_name = np.array([bool(name) for name in named], dtype=np.bool_)
    several = has_name & (np.bincount(of_counties, minlength=len(named)) > 1)
    by_prefecture = Group(
        level="prefecture",
        names=named,
        codes=codes,
        county_codes=statistics.county_codes,
        of_counties=of_counties,
        several=np.asarray(several),
    )
    return by_county, by_prefecture
