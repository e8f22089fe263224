"""The kinds of measures that a pack builds on: one small module a kind.

Each kind computes all townships at once, explains one of them in a sentence, and writes itself
as a spreadsheet formula; the three agree.
"""

from typing import Annotated

from pydantic import Field

from rules.measures.bands import Bands
from rules.measures.base import BilingualText, Measure, Reason, columns_of
from rules.measures.column import Column
from rules.measures.decide import Decide
from rules.measures.grid import Grid
from rules.measures.group import Group
from rules.measures.grouping import Grouped
from rules.measures.lookup import Lookup
from rules.measures.rank import Rank
from rules.measures.ratio import Ratio
from rules.measures.share import Share
from rules.measures.steps import Steps
from rules.measures.test import Test
from rules.measures.total import Total

AnyMeasure = Annotated[
    Bands | Column | Decide | Grid | Group | Lookup | Rank | Ratio | Share | Steps | Test | Total,
    Field(discriminator="kind"),
]
"""A measure of any kind; its key ``kind`` says which."""

__all__ = [
    "AnyMeasure",
    "Bands",
    "BilingualText",
    "Column",
    "Decide",
    "Grid",
    "Group",
    "Grouped",
    "Lookup",
    "Measure",
    "Rank",
    "Ratio",
    "Reason",
    "Share",
    "Steps",
    "Test",
    "Total",
    "columns_of",
]
