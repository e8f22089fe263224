"""What measures that are reckoned have in common: how their result is rounded."""

from __future__ import annotations

from rules import comparing, formulas
from rules.comparing import Rounding
from rules.measures.base import Measure
from rules.statistics import FloatArray


class Rounded(Measure):
    """A measure whose result may be rounded.

    Attributes:
        rounding: ``down``, ``half_up`` or ``up``; kept to six decimals where it is left out.
        decimals: To how many decimals it is rounded.
    """

    rounding: Rounding | None = None
    decimals: int = 0

    def finished(self, values: FloatArray) -> FloatArray:
        """Results as the pack wants them rounded."""
        if self.rounding is None:
            return comparing.kept(values)
        return comparing.rounded(values, self.rounding, self.decimals)

    def finished_formula(self, formula: str) -> str:
        """The same for a formula of the result."""
        if self.rounding is None:
            return formulas.in_decimal(formula)
        return formulas.rounded(formula, self.rounding, self.decimals)
