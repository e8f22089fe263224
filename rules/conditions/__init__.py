"""Conditions: what a township must be for a row, an exemption or a test to hold.

The truth of a condition is one value per township: 1 where it holds, 0 where it does not, 0.5
where a value it needs is missing. As a formula it is the same number.
"""

from rules.conditions.base import AnyCondition, Entry
from rules.conditions.comparison import Comparison
from rules.conditions.marks import Among, Flagged
from rules.conditions.several import All, AnyOf, Condition, Not

__all__ = [
    "All",
    "Among",
    "AnyCondition",
    "AnyOf",
    "Comparison",
    "Condition",
    "Entry",
    "Flagged",
    "Not",
]
