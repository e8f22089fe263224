"""One line each on staff above approved posts, and on the totals of posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from calculator.messages import Messages
from rules.balances import Balance
from rules.bodies import LEADERSHIP
from rules.quotas import QuotaCheck
from rules.wording import Parts, Quantity

if TYPE_CHECKING:
    from calculator.calculated import Calculated


def over_established_text(report: Calculated, speaker: Messages) -> str | None:
    """How many are above approved posts, by kind, in how many townships; None where unknown."""
    checks = [c for c in report.evaluation.quotas.values() if c.staffing.counted.any()]
    if not checks:
        return None
    said = []
    over = np.zeros(report.evaluation.statistics.size, dtype=np.bool_)
    compared = over.copy()
    for check in checks:
        staffing = check.staffing
        compared |= staffing.counted
        over |= staffing.exceeds
        number = float(np.nansum(staffing.above))
        if number > 0:
            sort = "leaders" if check.quota.listed == LEADERSHIP else "staff"
            said.append(
                speaker.text(
                    f"report.summary.over_established_{sort}",
                    label=check.quota.label,
                    over=Quantity(number, check.quota.unit),
                )
            )
    if not said:
        return speaker.text("report.summary.over_established_none", townships=int(compared.sum()))
    townships = int(over.sum())
    return speaker.text("report.summary.over_established_value", kinds=said, townships=townships)


def totals_text(report: Calculated, speaker: Messages) -> str | None:
    """Whether counties keep within their totals and without increase; None where unknown."""
    group = report.evaluation.groups[0]

    def total(check: QuotaCheck) -> Balance:
        return check.against_total(group)

    def increase(check: QuotaCheck) -> Balance:
        return check.increase.sums(group.codes, group.count)

    compared: dict[str, Callable[[QuotaCheck], Balance]] = {"total": total, "increase": increase}
    posts = [c for c in report.evaluation.quotas.values() if c.quota.kind == "standard"]
    said, within = [], []
    for name, hold in compared.items():
        balances = [(check, hold(check)) for check in posts]
        above = [(check, balance) for check, balance in balances if balance.exceeds.any()]
        said += [
            speaker.text(
                f"report.summary.totals_{name}",
                label=check.quota.label,
                over=Quantity(float(balance.over[balance.exceeds].sum()), check.quota.unit),
                counties=int(balance.exceeds.sum()),
            )
            for check, balance in above
        ]
        if not above and any(balance.counted.any() for _, balance in balances):
            within.append(speaker.text(f"report.summary.totals_{name}_none"))
    parts = [*said, *within]
    return speaker.say(Parts(parts)) if parts else None
