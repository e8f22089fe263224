"""What is found held against a limit, township by township and in sums."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rules.comparing import in_decimal
from rules.statistics import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Balance:
    """Two columns held against each other, one value per township or per group of them.

    Attributes:
        found: What there is or is proposed.
        limit: What it is held against.
        counted: Where both are known; the sums of a group are over these.
    """

    found: FloatArray
    limit: FloatArray
    counted: BoolArray

    @classmethod
    def of(cls, found: FloatArray, limit: FloatArray, among: BoolArray | bool = True) -> Balance:
        """Hold one column against the other where both are known."""
        return cls(found, limit, np.asarray(~np.isnan(found) & ~np.isnan(limit) & among))

    @cached_property
    def over(self) -> FloatArray:
        """By how many it is above the limit; below zero where it is under, NaN if unknown."""
        return self.found - self.limit

    @cached_property
    def exceeds(self) -> BoolArray:
        """Where it is above the limit."""
        return np.asarray(self.counted & (in_decimal(self.over) > 0))

    @cached_property
    def above(self) -> FloatArray:
        """By how many it is above the limit, never below zero; NaN where not counted."""
        return np.where(self.counted, np.maximum(self.over, 0.0), np.nan)

    @cached_property
    def below(self) -> FloatArray:
        """By how many it is under the limit, never below zero; NaN where not counted."""
        return np.where(self.counted, np.maximum(-self.over, 0.0), np.nan)

    def sums(self, groups: IntArray, count: int) -> Balance:
        """The sums over the townships counted of each group; counted where there are any.

        Args:
            groups: The group of each township.
            count: How many groups there are.
        """

        def added(values: FloatArray) -> FloatArray:
            kept = np.where(self.counted, values, 0.0)
            return np.bincount(groups, weights=kept, minlength=count).astype(np.float64)

        present = np.bincount(groups[self.counted], minlength=count) > 0
        return Balance(added(self.found), added(self.limit), np.asarray(present))
