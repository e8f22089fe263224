"""The first sheet of a comparison: both sides, and what changed, on one page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from calculator.comparison import CLASS, MERGER
from calculator.counting import VERDICTS
from calculator.reporting.outcomes import class_figures, merger_figures
from calculator.reporting.sentences.report_comparison import (
    changes_text,
    paired_text,
    side_text,
    unconfirmed_text,
    units_text,
)
from calculator.reporting.workbook.comparison_writing import ComparisonWriting
from calculator.reporting.workbook.page import Page
from calculator.reporting.workbook.styles import Styles
from rules.mergers import CANDIDATE, EXEMPT, NOT_APPLICABLE, OPEN
from rules.wording import ClassName

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_comparison_summary(
    sheet: Worksheet, writing: ComparisonWriting, styles: Styles, footer: str
) -> None:
    """Write the summary onto an empty sheet."""
    page = Page(sheet, styles, writing.title)
    _facts(page, writing)
    _classes(page, writing)
    _transitions(page, writing)
    _mergers(page, writing)
    _verdicts(page, writing)
    _posts(page, writing)
    unconfirmed = unconfirmed_text(writing.found, writing.speaker)
    if unconfirmed:
        page.section(writing.speaker.text("report.summary.unconfirmed"))
        page.paragraph(unconfirmed)
    page.end(footer)


def _facts(page: Page, writing: ComparisonWriting) -> None:
    found, speaker = writing.found, writing.speaker
    page.fact(speaker.text("report.summary.rules"), writing.after.rules)
    page.fact(writing.text("before"), side_text(found.before, speaker))
    page.fact(writing.text("after"), side_text(found.after, speaker))
    page.fact(writing.text("paired"), paired_text(found, speaker))
    page.fact(writing.text("changes"), changes_text(found, speaker))
    for note in found.date_notes(speaker):
        page.fact(writing.text("note"), note)


def _both(writing: ComparisonWriting, heading: str) -> list[str]:
    return [heading, *(writing.text(side) for side in ("before", "after", "difference"))]


def _classes(page: Page, writing: ComparisonWriting) -> None:
    pack, comparison = writing.found.after.pack, writing.found.comparison
    if pack.classification is None:
        return
    page.section(writing.after.in_brackets(writing.text("classes"), class_figures(pack)))
    before, after = comparison.counts_before.tally, comparison.counts_after.tally
    rows: list[list[Any]] = [
        [writing.speaker.say(ClassName(name)), before.classes[name], after.classes[name]]
        for name in pack.class_names
    ]
    for key in ("undecided", "not_applicable"):
        label = writing.speaker.text(f"report.summary.{key}")
        rows.append([label, getattr(before, key), getattr(after, key)])
    page.table(
        _both(writing, writing.text("classes")), _differences(rows), texts_first=True, signed=(3,)
    )


def _differences(rows: list[list[Any]]) -> list[list[Any]]:
    return [[*row, row[2] - row[1]] for row in rows]


def _transitions(page: Page, writing: ComparisonWriting) -> None:
    """Old class by new class, of the townships that both sides have."""
    aspect = writing.found.comparison.aspects.get(CLASS)
    if aspect is None:
        return
    names: list[Any] = [*writing.found.after.pack.class_names]
    pairs = Counter(zip(aspect.before.tolist(), aspect.after.tolist(), strict=True))
    names += [value for value in (None, NOT_APPLICABLE) if any(value in pair for pair in pairs)]
    page.section(writing.text("transition"))
    words = [writing.speaker.say(aspect.said(name)) for name in names]
    rows = [
        [word, *(pairs[(one, other)] for other in names)]
        for one, word in zip(names, words, strict=True)
    ]
    places = range(len(names))
    moved = {(i, j + 1) for i in places for j in places if i != j and rows[i][j + 1]}
    page.table([writing.text("old_class"), *words], rows, texts_first=True, marks=moved)


def _mergers(page: Page, writing: ComparisonWriting) -> None:
    found, pack = writing.found, writing.found.after.pack
    if MERGER not in found.comparison.aspects:
        return
    page.section(
        writing.after.in_brackets(writing.after.text("sheets.mergers"), merger_figures(pack))
    )
    before, after = (
        counts.tally.mergers
        for counts in (found.comparison.counts_before, found.comparison.counts_after)
    )
    rows: list[list[Any]] = [
        [writing.after.text(f"merger_status.{status}"), before[status], after[status]]
        for status in (CANDIDATE, EXEMPT, OPEN)
    ]
    heading = writing.after.text("merger")
    page.table(_both(writing, heading), _differences(rows), texts_first=True, signed=(3,))
    statistics = found.statistics
    came = units_text(statistics[1], found.new_candidates, writing.speaker)
    went = units_text(statistics[0], found.former_candidates, writing.speaker)
    page.fact(writing.text("candidates_new"), came)
    page.fact(writing.text("candidates_gone"), went)


def _verdicts(page: Page, writing: ComparisonWriting) -> None:
    comparison = writing.found.comparison
    if not comparison.counts_after.verdicts:
        return
    page.section(writing.speaker.text("comparison.verdict"))
    rows: list[list[Any]] = [
        [
            writing.speaker.text(f"comparison.verdict_is.{verdict}"),
            comparison.counts_before.verdicts[verdict],
            comparison.counts_after.verdicts[verdict],
        ]
        for verdict in VERDICTS
    ]
    heading = writing.after.text("verdict_heading")
    page.table(_both(writing, heading), _differences(rows), texts_first=True, signed=(3,))


def _posts(page: Page, writing: ComparisonWriting) -> None:
    comparison, pack = writing.found.comparison, writing.found.after.pack
    if not pack.quotas:
        return
    page.section(writing.text("posts"))
    before, after = comparison.counts_before, comparison.counts_after
    rows = []
    for name, quota in pack.quotas.items():
        row: list[Any] = [writing.speaker.say(quota.label)]
        for one, other in (
            (before.allowed[name], after.allowed[name]),
            (before.proposed[name], after.proposed[name]),
        ):
            row += [_number(writing, value) for value in (one, other)]
            change = other - one
            row.append(change if change == change else writing.speaker.say(None))
        rows.append(row)
    headings = [
        writing.text("quota"),
        *(
            f"{writing.text(what)}\n{writing.text(side)}"
            for what in ("allowed", "proposed")
            for side in ("before", "after", "difference")
        ),
    ]
    page.table(headings, rows, texts_first=True, signed=(3, 6))


def _number(writing: ComparisonWriting, value: float) -> float | str:
    return value if value == value else writing.text("no_proposal")
