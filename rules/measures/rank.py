"""The position of a township among those of its county, prefecture or province."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from rules.comparing import in_decimal, kept
from rules.formulas import MISSING, Cells
from rules.formulas import in_decimal as decimal_formula
from rules.given import Given, Values
from rules.measures.base import Reason
from rules.measures.grouping import Grouped, begins_run
from rules.measures.ratio import PERCENT
from rules.statistics import FloatArray
from rules.wording import Quantity, Sentence, Term


class Rank(Grouped):
    """A position from the highest, or the share of the group that is as high or higher.

    Attributes:
        ties: A measure that breaks ties, the higher first; what still ties shares a position.
        share: Whether the value is the position in percent of the group instead.
        lowest_first: Whether counting starts from the lowest.
    """

    kind: Literal["rank"]
    ties: str | None = None
    share: bool = False
    lowest_first: bool = False

    def measure_names(self) -> Iterable[str]:
        """The measure compared, who counts, and what breaks ties."""
        names = super().measure_names()
        return names if self.ties is None else (*names, self.ties)

    def _needed(self) -> list[str]:
        return [self.of] if self.ties is None else [self.of, self.ties]

    def _positions(self, given: Given) -> FloatArray:
        """Positions from 1 among those that count; for others, where they would stand."""
        sign = 1.0 if self.lowest_first else -1.0
        keys: list[FloatArray] = [sign * in_decimal(given.numbers(self.of))]
        if self.ties is not None:
            keys.append(-in_decimal(given.numbers(self.ties)))
        keys = [np.where(np.isnan(key), np.inf, key) for key in keys]
        groups = self.groups(given)
        order = np.lexsort((*reversed(keys), groups))
        counts = self.counts(given)[order].astype(np.int64)
        first_of_group = begins_run(groups[order])
        differs = first_of_group.copy()
        for key in keys:
            differs |= begins_run(key[order])
        before = np.cumsum(counts) - counts
        run = np.cumsum(differs) - 1
        group_run = np.cumsum(first_of_group) - 1
        ahead = before[np.flatnonzero(differs)][run]
        ahead = ahead - before[np.flatnonzero(first_of_group)][group_run]
        positions = np.empty(given.size)
        positions[order] = ahead + 1
        return positions

    def compute(self, given: Given) -> Values:
        """The position of each township that counts, missing where the group is not complete."""
        valid = self.complete(given, *self._needed()) & self.counts(given)
        positions = np.where(valid, self._positions(given), np.nan)
        if self.share:
            return Values(kept(positions / self.sums(given, np.ones(given.size)) * PERCENT))
        return Values(positions)

    def formula(self, cells: Cells) -> str:
        """How many of the group are ahead, and one."""
        criteria = self.criteria(cells)
        if criteria is None:
            return MISSING
        own = cells.measure(self.of)
        values = cells.everywhere(self.of)
        ahead = "<" if self.lowest_first else ">"
        position = f'1+COUNTIFS({criteria},{values},"{ahead}"&{own})'
        if self.ties is not None:
            ties, tie = cells.everywhere(self.ties), cells.measure(self.ties)
            position += f'+COUNTIFS({criteria},{values},{own},{ties},">"&{tie})'
        if self.share:
            position = decimal_formula(f"({position})/COUNTIFS({criteria})*100")
        missing = self.missing_in_group(cells, *self._needed())
        formula = f"IF({missing},{MISSING},{position})"
        if self.among is not None:
            formula = f"IF({cells.measure(self.among)}=1,{formula},{MISSING})"
        return formula

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The value, the position and how many there are."""
        position = given.amount_at(name, township)
        within = Term("coverage", self.within)
        if position != position:
            return self.undecided(given)
        size = float(self.sums(given, np.ones(given.size))[township])
        place = float(np.rint(position * size / PERCENT)) if self.share else position
        said = {
            "measure": given.label(self.of, township),
            "value": Quantity(given.amount_at(self.of, township), given.units.get(self.of)),
            "within": within,
            "position": Quantity(place),
            "size": Quantity(size),
        }
        if self.share:
            share = Quantity(position, "percent")
            return self.reason(given, Sentence("rules.ranked_share", {**said, "share": share}))
        return self.reason(given, Sentence("rules.ranked", said))
