"""A pool divided among the townships of a group by weight."""

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
from rules.statistics import FloatArray, TextArray
from rules.wording import Measured, Quantity, Sentence, Term


class Share(Grouped):
    """Each township's part of a pool, by the weight of the measure ``of``.

    Attributes:
        pool: A figure for each group, or a measure whose greatest value in the group is its pool.
        whole: ``adds_up`` gives whole numbers that add up to the pool (largest remainder, ties
            by code, then name), ``cut`` cuts each part to a whole number; parts are kept to six
            decimals where it is left out.
    """

    kind: Literal["share"]
    pool: str
    whole: Literal["adds_up", "cut"] | None = None

    def amount_names(self) -> Iterable[str]:
        """The pool."""
        return (self.pool,)

    def _pool(self, given: Given) -> FloatArray:
        """The pool of each township's group."""
        amount = given.amount(self.pool)
        if isinstance(amount, float):
            return np.full(given.size, amount)
        groups = self.groups(given)
        most = np.full(int(groups.max(initial=0)) + 1, -np.inf)
        np.maximum.at(most, groups, np.nan_to_num(amount, nan=-np.inf))
        pools = most[groups]
        return np.where(np.isinf(pools), np.nan, pools)

    def compute(self, given: Given) -> Values:
        """The part of each township that counts."""
        counts = self.counts(given)
        weights = given.numbers(self.of)
        total = self.sums(given, weights)
        pool = self._pool(given)
        valid = self.complete(given) & counts & (total > 0)
        parts = np.where(valid, pool * weights / np.where(total > 0, total, 1.0), np.nan)
        if self.whole is None:
            return Values(kept(parts))
        floors = np.floor(in_decimal(parts) / in_decimal(1.0))
        if self.whole == "adds_up":
            floors = floors + self._given_out(given, parts, floors, pool)
        return Values(floors)

    def _given_out(
        self, given: Given, parts: FloatArray, floors: FloatArray, pool: FloatArray
    ) -> FloatArray:
        """One more for the townships with the largest remainders, until the parts add up."""
        valid = ~np.isnan(parts)
        groups = self.groups(given)
        left = np.floor(pool + 0.5) - self.sums(given, np.where(valid, floors, 0.0))
        remainder = in_decimal(parts - floors)
        keys = _order_keys(given.statistics.text("code"), given.statistics.text("name"))
        order = np.lexsort((keys, -np.where(valid, remainder, -1.0), groups))
        first = begins_run(groups[order])
        start = np.flatnonzero(first)[np.cumsum(first) - 1]
        place = np.empty(given.size)
        place[order] = np.arange(given.size) - start
        return np.where(valid & (place < left), 1.0, 0.0)

    def formula(self, cells: Cells) -> str:
        """The part, and one more where the remainder is among the largest."""
        criteria = self.criteria(cells)
        group = cells.group(self.within)
        if criteria is None or group is None:
            return MISSING
        weights, own = cells.everywhere(self.of), cells.measure(self.of)
        total = f"SUMIFS({weights},{criteria})"
        pool = cells.pool(self.pool, self.within)
        part = f"{pool}*{own}/{total}"
        if self.whole is None:
            result = decimal_formula(part)
        elif self.whole == "cut":
            result = f"INT({decimal_formula(part)})"
        else:
            result = self._largest_remainder(cells, group, pool, total, part)
        needed = f"OR({self.missing_in_group(cells)},NOT(ISNUMBER({pool})))"
        formula = f"IF({needed},{MISSING},IF({total}<=0,{MISSING},{result}))"
        if self.among is not None:
            formula = f"IF({cells.measure(self.among)}=1,{formula},{MISSING})"
        return formula

    def _largest_remainder(
        self, cells: Cells, group: tuple[str, str], pool: str, total: str, part: str
    ) -> str:
        everywhere, own_group = group
        weights = cells.everywhere(self.of)
        here = f"({everywhere}={own_group})"
        if self.among is not None:
            here += f"*({cells.everywhere(self.among)}=1)"
        parts = f"ROUND({pool}*{cells.as_numbers(weights)}/{total},6)"
        remainders = f"ROUND({parts}-INT({parts}),6)"
        own = f"ROUND({decimal_formula(part)}-INT({decimal_formula(part)}),6)"
        keys, key = cells.order()
        ahead = f"SUMPRODUCT({here}*(({remainders}>{own})+({remainders}={own})*({keys}<{key})))"
        left = f"ROUND({pool},0)-SUMPRODUCT({here}*INT({parts}))"
        return f"INT({decimal_formula(part)})+IF({ahead}<{left},1,0)"

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """The pool, the weight and the part."""
        value = given.amount_at(name, township)
        within = Term("coverage", self.within)
        if value != value:
            return self.undecided(given)
        said = {
            "label": self.label,
            "pool": Quantity(float(self._pool(given)[township]), self.unit),
            "within": within,
            "measure": Measured(self.of),
            "weight": Quantity(given.amount_at(self.of, township), given.units.get(self.of)),
            "total": Quantity(
                float(self.sums(given, given.numbers(self.of))[township]), given.units.get(self.of)
            ),
            "value": Quantity(value, self.unit),
        }
        return self.reason(given, Sentence("rules.shared", said))


def order_positions(codes: TextArray, names: TextArray) -> list[int]:
    """One value per township: its place when they are sorted by code, then by name."""
    order = sorted(range(len(codes)), key=lambda i: (codes[i] or "", names[i] or ""))
    places = [0] * len(order)
    for place, township in enumerate(order):
        places[township] = place
    return places


def _order_keys(codes: TextArray, names: TextArray) -> FloatArray:
    return np.array(order_positions(codes, names), dtype=np.float64)
