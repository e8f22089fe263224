"""The short summary that a command prints, lined up with Chinese characters in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.days import said_day
from calculator.messages import Language, Messages
from calculator.reporting.figure_groups import FigureGroup, grouped_figures
from calculator.reporting.finding_lines import HasFindings, finding_lines
from calculator.reporting.outcomes import checked_townships
from calculator.reporting.repeated_findings import repeated_once
from calculator.reporting.staffing_summary import over_established_text, totals_text
from calculator.reporting.wrapping import columns, hanging, left, right, screen_width
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated

KINDS = ("town", "rural_township", "subdistrict", "other")
MOST_FINDINGS = 12
"""How many errors and warnings are printed; the rest is counted."""


def summary(report: Calculated, language: Language, written: Path) -> str:
    """Classes, candidates, breaches, what is unconfirmed, and where the report lies."""
    speaker = report.messages(language)
    blocks = [
        _aligned(list(_heading(report, speaker))),
        _aligned(list(_classes(report, speaker)), number_column=True),
        "\n".join(_breaches(report, language, speaker)),
        "\n".join(_unconfirmed(report, speaker)),
        f"{speaker.text('report.summary.report')}  {written}",  # whole, so that it can be copied
    ]
    return "\n\n".join(block for block in blocks if block)


def _heading(report: Calculated, speaker: Messages) -> Iterator[tuple[str, str]]:
    def line(key: str, **values: Any) -> tuple[str, str]:
        return (
            speaker.text(f"report.summary.{key}"),
            speaker.text(f"report.summary.{key}_value", **values),
        )

    pack = report.pack
    yield line("rules", title=pack.title, id=pack.id, digest=pack.digest)
    day = report.evaluation.statistics.date
    date_text = said_day(day, speaker) if day else speaker.text("report.summary.date_unknown")
    yield speaker.text("report.summary.date"), date_text
    yield speaker.text("report.summary.units"), units_text(report, speaker)
    if pack.mergers is not None:
        yield speaker.text("report.summary.candidates"), candidates_text(report, speaker)
    if pack.establishment is not None:
        yield speaker.text("report.summary.establishment"), establishment_text(report, speaker)
    if pack.quotas:
        yield speaker.text("report.summary.posts"), posts_text(report, speaker)
    yield from staffing_lines(report, speaker)
    by_severity = severities(report)
    yield line(
        "findings",
        errors=by_severity["error"],
        warnings=by_severity["warning"],
        notes=by_severity["note"],
    )


def staffing_lines(report: Calculated, speaker: Messages) -> Iterator[tuple[str, str]]:
    """Terms and what there is to say of staff and of totals, as far as anything is given."""
    over = over_established_text(report, speaker)
    if over is not None:
        yield speaker.text("report.summary.over_established"), over
    totals = totals_text(report, speaker)
    if totals is not None:
        yield speaker.text("report.summary.totals"), totals


def units_text(report: Calculated, speaker: Messages) -> str:
    """How many units of which kind were read."""
    kinds = report.evaluation.statistics.choices["kind"]
    counts = {name: int(kinds.names_any([name]).sum()) for name in KINDS}
    unknown = int((kinds.codes < 0).sum())
    key = "report.summary.units_value_unknown" if unknown else "report.summary.units_value"
    count = report.evaluation.statistics.size
    return speaker.text(key, count=count, unknown=unknown, **counts)


def candidates_text(report: Calculated, speaker: Messages) -> str:
    """How many merger candidates there are, how many are exempt, how many undecided."""
    pack = report.pack
    count = report.evaluation.tally().mergers
    counts = {
        "count": count[CANDIDATE],
        "kinds": _candidate_kinds(report, speaker),
        "exempt": count[EXEMPT],
        "undecided": count[OPEN],
    }
    minimum = pack.figures.get(pack.mergers.minimum or "") if pack.mergers else None
    if minimum is None:
        return speaker.text("report.summary.candidates_by_condition", **counts)
    return speaker.text("report.summary.candidates_value", minimum=minimum.said, **counts)


def _candidate_kinds(report: Calculated, speaker: Messages) -> str:
    """The candidates by their kind, such as （镇224、乡85）; nothing where there are none."""
    chosen = report.evaluation.mergers.status == CANDIDATE
    kinds = report.evaluation.statistics.choices["kind"]
    counts = {name: int((kinds.names_any([name]) & chosen).sum()) for name in KINDS}
    said = [
        speaker.text("report.summary.kind_count", kind=Term("kind", name), count=count)
        for name, count in counts.items()
        if count
    ]
    return speaker.text("report.summary.kinds", kinds=said) if said else ""


def posts_text(report: Calculated, speaker: Messages) -> str:
    """For how many townships the proposals were checked, or that there were none."""
    count = int(checked_townships(report.evaluation).sum())
    return speaker.text(f"report.summary.posts_{'checked' if count else 'unchecked'}", count=count)


def unconfirmed_advice(groups: Sequence[FigureGroup], speaker: Messages) -> str:
    """What to do about figures that are not confirmed, those that --set can't change apart."""
    settable = any(figure.settable for group in groups for figure in group.figures)
    fixed = [group.label for group in groups if not any(f.settable for f in group.figures)]
    said = [speaker.text("report.summary.unconfirmed_advice")] if settable else []
    if fixed:
        said.append(speaker.text("report.summary.unconfirmed_names", labels=fixed))
    return "".join(said) if speaker.language == "zh" else " ".join(said)


def establishment_text(report: Calculated, speaker: Messages) -> str:
    """How many units meet the standard, how many do not, how many are undecided."""
    rule, standard = report.pack.establishment, report.evaluation.establishment
    if rule is None or standard is None:
        return ""
    counts = {v: int((standard.verdict == v).sum()) for v in ("met", "not_met", "undecided")}
    if not rule.untested:
        return speaker.text("report.summary.establishment_whole", **counts)
    untested = len(rule.untested)
    return speaker.text("report.summary.establishment_tested", untested=untested, **counts)


def severities(report: HasFindings) -> dict[str, int]:
    """Severity -> how many findings."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for finding in report.raw_findings:
        counts[finding.severity] += 1
    return counts


def class_counts(report: Calculated, speaker: Messages) -> list[tuple[str, int]]:
    """Each class with how many townships it has, then those undecided and not classified."""
    tally = report.evaluation.tally()
    rows = [(speaker.say(ClassName(name)), count) for name, count in tally.classes.items()]
    rows.append((speaker.text("report.summary.undecided"), tally.undecided))
    rows.append((speaker.text("report.summary.not_applicable"), tally.not_applicable))
    return rows


def _classes(report: Calculated, speaker: Messages) -> Iterator[tuple[str, str]]:
    if report.pack.classification is None:
        return
    yield speaker.text("report.summary.class"), speaker.text("report.summary.count")
    for name, count in class_counts(report, speaker):
        yield name, speaker.say(count)


def _breaches(report: Calculated, language: Language, speaker: Messages) -> Iterator[str]:
    heavy = repeated_once(finding_lines(report, language, notes=False), speaker)
    for line in heavy[:MOST_FINDINGS]:
        start = f"{speaker.template(f'terms.severity.{line.severity}')}  "
        yield from hanging(start, line.message, screen_width())
    if len(heavy) > MOST_FINDINGS:
        sheet = speaker.text("workbook.sheets.findings")
        yield speaker.text("report.summary.more", count=len(heavy) - MOST_FINDINGS, sheet=sheet)


def _unconfirmed(report: Calculated, speaker: Messages) -> Iterator[str]:
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
        yield from hanging("  ", line, screen_width())
    yield from hanging("", unconfirmed_advice(groups, speaker), screen_width())


def _aligned(rows: Sequence[tuple[str, str]], *, number_column: bool = False) -> str:
    """Two columns, the second right-aligned if it is of numbers, by width on a terminal."""
    if not rows:
        return ""
    first = max(columns(term) for term, _ in rows) + 2
    second = max(columns(value) for _, value in rows)
    if number_column:
        return "\n".join(f"{left(term, first)}{right(value, second)}" for term, value in rows)
    room = screen_width()
    return "\n".join(
        line for term, value in rows for line in hanging(left(term, first), value, room)
    )
