"""Where the totals stand that the province approved, for formulas on other sheets.

They stand once, on the sheet of totals, where they may be changed. Names lead there, so that
sheets made earlier can refer to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.workbook.formulas import ANY_NUMBER
from rules.formulas import MISSING
from rules.quotas import QuotaCheck

if TYPE_CHECKING:
    from calculator.reporting.workbook.tables import Table
    from calculator.reporting.workbook.writing import Writing

NAMES = {
    "county_total": "approved_totals",
    "group": "approved_totals_county",
    "quota": "approved_totals_quota",
}
"""Column of the sheet of totals -> the name that leads there."""


def quota_number(writing: Writing, name: str) -> int:
    """The number of a quota on the sheet of totals, counted from 1."""
    return list(writing.evaluation.quotas).index(name) + 1


def county_total(writing: Writing, name: str, check: QuotaCheck, county: str) -> str | None:
    """A formula for a county's total of one quota, blank where there is none.

    None where no county has any, or nothing is calculated.

    Args:
        writing: The report.
        name: The quota.
        check: What is known of it.
        county: The cell that numbers the county.
    """
    has_any = not np.isnan(check.county_approved).all()
    if writing.live is None or not has_any or check.quota.kind != "standard":
        return None
    values = NAMES["county_total"]
    criteria = f"{NAMES['group']},{county},{NAMES['quota']},{quota_number(writing, name)}"
    known = f"COUNTIFS({criteria},{values},{ANY_NUMBER})=0"
    return f"IF({known},{MISSING},SUMIFS({values},{criteria}))"


def name_totals(writing: Writing, table: Table) -> None:
    """Let the names lead to the columns of the sheet of totals."""
    if writing.live is None or "county_total" not in table.places.letters:
        return
    for key, name in NAMES.items():
        cells = f"{writing.quoted('totals')}!{table.places.cells(key)}"
        writing.live.cells.named_formulas[name] = cells
