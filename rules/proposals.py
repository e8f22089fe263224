"""What a proposal leaves out or says twice: blanks, and lists that contradict stated numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from rules.findings import Finding
from rules.given import Given
from rules.listed_bodies import BODY_KINDS, ListedBodies
from rules.quotas import QuotaCheck
from rules.statistics import BoolArray
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term

MOST_NAMED = 10


def has_proposal(checks: Mapping[str, QuotaCheck]) -> bool:
    """Whether anything is proposed for any township."""
    return any(not np.isnan(check.proposed).all() for check in checks.values())


def proposal_findings(
    given: Given,
    checks: Mapping[str, QuotaCheck],
    listed: ListedBodies | None,
    judged: BoolArray,
) -> Iterator[Finding]:
    """Proposals that are not there, not complete, or contradict themselves."""
    if not checks:
        return
    yield from _list_differs(checks)
    if not has_proposal(checks) and (listed is None or not listed.undecided.any()):
        columns = [Term("column", check.quota.proposed) for check in checks.values()]
        said = Sentence("rules.no_proposal", {"columns": columns})
        yield Finding("no-proposal", Severity.NOTE, said)
        return
    yield from _unfilled(given, checks, listed, judged)
    yield from _not_checked(given, checks, judged)


def _list_differs(checks: Mapping[str, QuotaCheck]) -> Iterator[Finding]:
    for check in checks.values():
        unit = check.quota.unit
        for township in np.flatnonzero(check.differing).tolist():
            by_list, stated = float(check.listed[township]), float(check.stated[township])
            values = {
                "label": check.quota.label,
                "listed": Quantity(by_list, unit),
                "stated": Quantity(stated, unit),
            }
            yield Finding(
                "listed-count-differs",
                Severity.WARNING,
                Sentence("rules.listed_count_differs", values),
                township=township,
                column=check.quota.proposed,
                value=stated,
                limit=by_list,
            )


def _unfilled(
    given: Given,
    checks: Mapping[str, QuotaCheck],
    listed: ListedBodies | None,
    judged: BoolArray,
) -> Iterator[Finding]:
    """One finding for each judged township whose proposal has blanks."""
    present = [
        check
        for check in checks.values()
        if check.quota.proposed in given.statistics.numbers or not np.isnan(check.proposed).all()
    ]
    if not present:
        return
    blanks = np.array([np.isnan(check.proposed) & np.isnan(check.stated) for check in present])
    if listed is not None:
        of_bodies = np.array([check.quota.listed in BODY_KINDS for check in present])
        blanks &= ~(of_bodies[:, np.newaxis] & listed.undecided)
    for township in np.flatnonzero(judged & blanks.any(axis=0)).tolist():
        blank = [c.quota.proposed for c, b in zip(present, blanks[:, township], strict=True) if b]
        said = Sentence("rules.proposal_blank", {"columns": [Term("column", c) for c in blank]})
        yield Finding(
            "missing-proposal", Severity.WARNING, said, township=township, column=blank[0]
        )


def _not_checked(
    given: Given, checks: Mapping[str, QuotaCheck], judged: BoolArray
) -> Iterator[Finding]:
    """One note that names the units whose proposals the rules do not speak of."""
    proposed = ~np.isnan([check.proposed for check in checks.values()]).all(axis=0)
    others = np.flatnonzero(proposed & ~judged)
    if len(others):
        names = given.statistics.text("name")[others[:MOST_NAMED]].tolist()
        said = Sentence("rules.proposal_not_checked", {"count": len(others), "names": names})
        yield Finding("proposal-not-checked", Severity.NOTE, said)
