"""The sheet of candidates that stay as they are, each with the reason."""

from __future__ import annotations

from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, number
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.status import Severity

_WIDEST = 72


def unresolved_table(plan_writing: PlanWriting) -> Table | None:
    """A row for each such candidate; None where there is none."""
    plans, text = plan_writing.plans, plan_writing.text
    found = [(plan, one) for plan in plans.counties for one in plan.unresolved]
    if not found:
        return None
    columns = plan_writing.county_columns([plan for plan, _ in found])
    townships = [one.township for _, one in found]
    marks = [Severity.ERROR] * len(found)
    names = [plan_writing.names[township] for township in townships]
    columns.append(TableColumn(plan_writing.column("name"), names, marks=marks))
    fixed = len(columns)
    reasons = [plan_writing.say(one.reason) for _, one in found]
    columns += [
        number(
            plan_writing.unit_below(text("people"), "people"),
            plans.people[townships].tolist(),
            has_total=False,
        ),
        TableColumn(plan_writing.writing.text("reason"), reasons, Style.WRAPPED, widest=_WIDEST),
    ]
    return Table(text("titles.unresolved"), plan_writing.writing.subtitle, columns, fixed=fixed)
