"""What a division of posts was made from, in words."""

from __future__ import annotations

import numpy as np

from calculator.allocating import Allocated
from calculator.messages import Messages
from rules.allocation import Allocation, QuotaAllocation
from rules.wording import Measured, Quantity, Sentence, Term


def county_name(found: Allocated, county: int, speaker: Messages) -> str:
    """A county with its prefecture."""
    name = "".join(found.report.evaluation.statistics.counties[county])
    return name or speaker.text("allocation.county_unknown")


def basis(found: Allocated, kind: QuotaAllocation, county: Allocation, speaker: Messages) -> str:
    """The total and where it is from, the sum of the standards, and what becomes of the rest."""
    quota = kind.quota
    said: dict[str, object] = {"total": Quantity(county.total, quota.unit)}
    source = Sentence("allocation.total_asked", said)
    if (kind.name, county.county) not in found.asked and quota.county_approved is not None:
        column = Term("column", quota.county_approved)
        source = Sentence("allocation.total_read", {**said, "column": column})
    held = float(county.allocated[county.kept].sum())
    if county.kept.any():
        kept = {"kept": Quantity(held, quota.unit), "count": int(county.kept.sum())}
        source = Sentence("allocation.with_kept", {"source": source, **kept})
    standards = float(np.sum(county.standards[~county.kept]))
    difference = county.total - held - standards
    key = "equal" if not difference else "more" if difference > 0 else "fewer"
    assert quota.allocation is not None
    return speaker.text(
        f"allocation.{key}",
        source=source,
        townships=int((~county.kept).sum()),
        standards=Quantity(standards, quota.unit),
        difference=Quantity(abs(difference), quota.unit),
        weight=Measured(quota.allocation.weights),
    )


def without_total(found: Allocated, kind: QuotaAllocation, speaker: Messages) -> str:
    """The counties that had no total of a kind."""
    names = [county_name(found, county, speaker) for county in kind.undivided]
    said = {"label": kind.quota.label, "counties": names}
    return speaker.text("allocation.without_total", **said)
