"""A sheet on which formulas are written as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class FormulaSheet(Worksheet):  # type: ignore[misc,unused-ignore]
    """A worksheet of which no formula has a function that spills or came after Excel 2010.

    XlsxWriter searches every formula for thirty such functions, which would take half the time
    of a report; formulas here have only those of ``rules.formulas.FUNCTIONS``.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")
