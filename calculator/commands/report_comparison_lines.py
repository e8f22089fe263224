"""Two reports held against each other, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from calculator.change_reasons import ChangeReason
from calculator.commands.comparison_lines import MOST_TOWNSHIPS
from calculator.commands.screen import indented, table
from calculator.comparison import TownshipChange
from calculator.messages import Language, Messages
from calculator.report_comparison import ReportComparison
from calculator.reporting.count_columns import counted
from calculator.reporting.sentences.report_comparison import (
    changes_text,
    paired_text,
    renamed_text,
    side_text,
    unconfirmed_text,
    unit_text,
    units_text,
    why_text,
)
from calculator.reporting.wrapping import columns, hanging, left, screen_width


def report_comparison_lines(
    found: ReportComparison, language: Language, written: Path
) -> Iterator[str]:
    """Both sides, counts before and after, the townships that changed, and why."""
    speaker = found.after.messages(language)
    pack = found.after.pack
    said = {"title": pack.title, "id": pack.id, "digest": pack.digest}
    facts = {
        speaker.text("report.summary.rules"): speaker.text("report.summary.rules_value", **said),
        speaker.text("comparison.years.before"): side_text(found.before, speaker),
        speaker.text("comparison.years.after"): side_text(found.after, speaker),
        speaker.text("comparison.years.paired"): paired_text(found, speaker),
        speaker.text("comparison.years.changes"): changes_text(found, speaker),
    }
    yield from _facts(facts)
    for note in found.date_notes(speaker):
        yield from indented(note)
    yield ""
    yield from table(list(_counts(found, speaker)), numbers=(1, 2, 3), by=2)
    yield ""
    yield from _changes(found, speaker)
    yield from _alone(found, speaker)
    unconfirmed = unconfirmed_text(found, speaker)
    if unconfirmed:
        yield from indented(unconfirmed)
        yield ""
    yield f"{speaker.text('comparison.years.written')}  {written}"  # whole, to be copied


def _facts(facts: dict[str, str]) -> Iterator[str]:
    first = max(map(columns, facts)) + 2
    for term, text in facts.items():
        yield from hanging(left(term, first), text, screen_width())


def _counts(found: ReportComparison, speaker: Messages) -> Iterator[list[str]]:
    """Every count before and after, with the difference."""
    sides = ("before", "after", "difference")
    yield ["", *(speaker.text(f"comparison.years.{side}") for side in sides)]
    pack = found.after.pack
    before = counted(pack, found.comparison.counts_before, speaker)
    after = counted(pack, found.comparison.counts_after, speaker)
    for (heading, one), (_, other) in zip(before, after, strict=True):
        change = f"{other - one:+,.0f}" if other != one else "0"
        yield [heading, speaker.say(one), speaker.say(other), change]


def _changes(found: ReportComparison, speaker: Messages) -> Iterator[str]:
    count = int(found.comparison.changed.sum())
    if not count:
        yield from indented(speaker.text("comparison.years.no_changes"))
        yield ""
        return
    yield speaker.text("comparison.years.changed", count=count)
    for change, reasons in found.ranked_changes[:MOST_TOWNSHIPS]:
        yield from indented(_township(found, change, reasons, speaker), 2)
    if count > MOST_TOWNSHIPS:
        sheet = speaker.text("comparison.years.sheets.changed")
        said = {"count": count - MOST_TOWNSHIPS, "sheet": sheet}
        yield from indented(speaker.text("comparison.years.more", **said), 2)
    yield ""


def _township(
    found: ReportComparison,
    change: TownshipChange,
    reasons: list[ChangeReason],
    speaker: Messages,
) -> str:
    unit = unit_text(found.statistics[1], change.after, speaker)
    return speaker.text("report.at", place=unit, message=why_text(reasons, speaker))


def _alone(found: ReportComparison, speaker: Messages) -> Iterator[str]:
    """Townships that appeared, vanished or are called otherwise, by name."""
    pairs = found.comparison.pairs
    before, after = found.statistics
    listed = (
        ("appeared", after, pairs.only_after),
        ("vanished", before, pairs.only_before),
    )
    facts = {
        speaker.text(f"comparison.years.kinds.{key}"): units_text(statistics, places, speaker)
        for key, statistics, places in listed
        if len(places)
    }
    if found.renamed.any():
        renamed = renamed_text(found, speaker)
        facts[speaker.text("comparison.years.kinds.renamed")] = renamed
    if facts:
        yield from _facts(facts)
        yield ""
