"""The same mistake in many cells of one column, said once with all the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calculator.messages import Messages
from calculator.reporting.finding_lines import FindingLine

_FEWEST = 3
_MOST_SHOWN = 10


def repeated_once(lines: Sequence[FindingLine], speaker: Messages) -> list[FindingLine]:
    """Findings of one code in one column of one sheet as one line, with how many and where.

    One or two of them stay as they are, and so does what is held against a limit: each
    township's breach is its own.
    """
    groups: dict[tuple[str, ...], list[FindingLine]] = {}
    for number, line in enumerate(lines):
        column = (line.cell or "").rstrip("0123456789")
        alone = () if line.cell and line.limit is None else (str(number),)
        groups.setdefault((line.severity, line.code, column, *alone), []).append(line)
    said: list[FindingLine] = []
    for group in groups.values():
        if len(group) < _FEWEST:
            said.extend(group)
            continue
        cells = [(line.cell or "").rpartition("!")[2].rpartition("]")[2] for line in group]
        also = speaker.text(
            "report.repeated",
            message=group[0].message,
            count=len(group),
            cells=cells[:_MOST_SHOWN],
            more=speaker.text("report.and_more") if len(cells) > _MOST_SHOWN else "",
        )
        said.append(replace(group[0], message=also))
    return said
