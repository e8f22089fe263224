"""How many findings of each severity there are, by county or by prefecture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from rules.findings import Finding
from rules.groups import Group
from rules.statistics import IntArray
from rules.status import Severity
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

_OF_PREFECTURE = "rules.of_prefecture"


def finding_counts(writing: Writing, group: Group) -> dict[Severity, IntArray]:
    """Severity -> how many findings each county or prefecture has.

    A finding counts where its township or its county lies. What is found of a file, of the rules
    or of several counties together counts nowhere; what is found of a prefecture, for it.
    """
    counts = {severity: np.zeros(group.count, dtype=np.int64) for severity in Severity}
    for finding in writing.report.raw_findings:
        position = _position(finding, group)
        if position is not None:
            counts[finding.severity][position] += 1
    return counts


def _position(finding: Finding, group: Group) -> int | None:
    if finding.township is not None:
        return int(group.codes[finding.township])
    if finding.county is not None:
        return int(group.of_counties[finding.county])
    if group.level == "prefecture" and finding.message.key == _OF_PREFECTURE:
        return group.names.index(finding.message.values["prefecture"])
    return None


def finding_columns(
    writing: Writing, group: Group, more: Sequence[None] = ()
) -> Iterator[TableColumn]:
    """A column for each severity, with a sum below; ``more`` rows follow that have no findings."""
    for severity, counts in finding_counts(writing, group).items():
        yield TableColumn(
            writing.speaker.say(Term("severity", severity)),
            [*counts.tolist(), *more],
            Style.NUMBER,
            writing.speaker.text("report.summary.findings"),
            total=float(counts.sum()),
        )
