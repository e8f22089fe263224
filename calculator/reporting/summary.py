"""The short summary that a command prints, lined up with Chinese characters in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.messages import Language, Messages
from calculator.reporting.figure_groups import grouped_figures
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.wording import ClassName

if TYPE_CHECKING:
    from calculator.calculation import Report

MOST_FINDINGS = 12
"""How many errors and warnings are printed; the rest is counted."""

WIDTH = 96
"""Long lines are folded at so many columns of the terminal."""


def summary(report: Report, language: Language, written: Path) -> str:
    """Classes, candidates, breaches, what is unconfirmed, and where the report lies."""
    speaker = report.messages(language)
    blocks = [
        _aligned(list(_heading(report, speaker))),
        _aligned(list(_classes(report, speaker)), number_column=True),
        "\n".join(_breaches(report, language, speaker)),
        "\n".join(_unconfirmed(report, speaker)),
        _aligned([(speaker.text("report.summary.report"), str(written))]),
    ]
    return "\n\n".join(block for block in blocks if block)


def _heading(report: Report, speaker: Messages) -> Iterator[tuple[str, str]]:
    def line(key: str, **values: Any) -> tuple[str, str]:
        return (
            speaker.text(f"report.summary.{key}"),
            speaker.text(f"report.summary.{key}_value", **values),
        )

    pack = report.pack
    yield line("rules", title=pack.title, id=pack.id, digest=pack.digest)
    day = report.evaluation.statistics.date
    date_text = day.isoformat() if day else speaker.text("report.summary.date_unknown")
    yield speaker.text("report.summary.date"), date_text
    yield speaker.text("report.summary.units"), units_text(report, speaker)
    if pack.mergers is not None:
        yield speaker.text("report.summary.candidates"), candidates_text(report, speaker)
    by_severity = severities(report)
    yield line(
        "findings",
        errors=by_severity["error"],
        warnings=by_severity["warning"],
        notes=by_severity["note"],
    )


def units_text(report: Report, speaker: Messages) -> str:
    """How many units of which kind were read."""
    kinds = report.evaluation.statistics.choices["kind"]
    names = ("town", "rural_township", "subdistrict", "other")
    counts = {name: int(kinds.names_any([name]).sum()) for name in names}
    unknown = int((kinds.codes < 0).sum())
    key = "report.summary.units_value_unknown" if unknown else "report.summary.units_value"
    count = report.evaluation.statistics.size
    return speaker.text(key, count=count, unknown=unknown, **counts)


def candidates_text(report: Report, speaker: Messages) -> str:
    """How many merger candidates there are, how many are exempt, how many undecided."""
    pack = report.pack
    count = report.evaluation.tally().mergers
    counts = {
        "count": count[CANDIDATE],
        "exempt": count[EXEMPT],
        "undecided": count[OPEN],
    }
    minimum = pack.figures.get(pack.mergers.minimum or "") if pack.mergers else None
    if minimum is None:
        return speaker.text("report.summary.candidates_by_condition", **counts)
    return speaker.text("report.summary.candidates_value", minimum=minimum.said, **counts)


def severities(report: Report) -> dict[str, int]:
    """Severity -> how many findings."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for finding in report.raw_findings:
        counts[finding.severity] += 1
    return counts


def class_counts(report: Report, speaker: Messages) -> list[tuple[str, int]]:
    """Each class with how many townships it has, then those undecided and not classified."""
    tally = report.evaluation.tally()
    rows = [(speaker.say(ClassName(name)), count) for name, count in tally.classes.items()]
    rows.append((speaker.text("report.summary.undecided"), tally.undecided))
    rows.append((speaker.text("report.summary.not_applicable"), tally.not_applicable))
    return rows


def _classes(report: Report, speaker: Messages) -> Iterator[tuple[str, str]]:
    if report.pack.classification is None:
        return
    yield speaker.text("report.summary.class"), speaker.text("report.summary.count")
    for name, count in class_counts(report, speaker):
        yield name, speaker.say(count)


def _breaches(report: Report, language: Language, speaker: Messages) -> Iterator[str]:
    heavy = [line for line in report.findings(language) if line.severity != "note"]
    for line in heavy[:MOST_FINDINGS]:
        yield from _folded(f"{speaker.template(f'terms.severity.{line.severity}')}  ", line.message)
    if len(heavy) > MOST_FINDINGS:
        sheet = speaker.text("workbook.sheets.findings")
        yield speaker.text("report.summary.more", count=len(heavy) - MOST_FINDINGS, sheet=sheet)


def _unconfirmed(report: Report, speaker: Messages) -> Iterator[str]:
    groups = grouped_figures(report.pack.unconfirmed, speaker)
    if not groups:
        yield speaker.text("report.summary.all_confirmed")
        return
    yield speaker.text("report.summary.unconfirmed")
    for group in groups:
        line = speaker.text(
            "report.summary.unconfirmed_line",
            label=group.label,
            value=group.value,
            status=group.status,
        )
        yield from _folded("  ", line)
    yield from _folded("", speaker.text("report.summary.unconfirmed_advice"))


def _folded(start: str, text: str) -> Iterator[str]:
    from wcwidth import width, wrap

    indent = " " * width(start)
    for number, line in enumerate(wrap(text, WIDTH - width(start))):
        yield f"{indent if number else start}{line}"


def _aligned(rows: Sequence[tuple[str, str]], *, number_column: bool = False) -> str:
    """Two columns, the second right-aligned if it is of numbers, by width on a terminal."""
    from wcwidth import ljust, rjust, width

    if not rows:
        return ""
    first = max(width(term) for term, _ in rows) + 2
    second = max(width(value) for _, value in rows)
    return "\n".join(
        f"{ljust(term, first)}{rjust(value, second) if number_column else value}".rstrip()
        for term, value in rows
    )
