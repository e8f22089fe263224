"""The day that the statistics hold for, where tables, the user and last year's files tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from calculator.reading.notes import finding
from calculator.reading.recognition.parts import Part
from rules.findings import Finding
from rules.status import Severity


def statistics_date(parts: Sequence[Part], given: date | None) -> tuple[date | None, list[Finding]]:
    """The day given, else the latest that a table tells; and what is odd about it."""
    told = sorted({part.date for part in parts if part.date is not None})
    findings = []
    day = given if given is not None else (told[-1] if told else None)
    if day is None:
        return None, [finding(Severity.NOTE, "date-unknown")]
    if given is None and len(told) > 1:
        findings.append(
            finding(Severity.WARNING, "dates-differ", dates=[str(d) for d in told], day=str(day))
        )
    if given is not None and told and given not in told:
        findings.append(
            finding(Severity.NOTE, "date-overridden", dates=[str(d) for d in told], day=str(day))
        )
    if (day.month, day.day) != (12, 31):
        findings.append(finding(Severity.NOTE, "date-not-year-end", day=str(day)))
    return day, findings


def previous_date_findings(now: date | None, before: date | None) -> Iterator[Finding]:
    """A warning that the files given as last year's are not older."""
    if now is not None and before is not None and before >= now:
        yield finding(Severity.WARNING, "previous-not-older", now=str(now), before=str(before))
