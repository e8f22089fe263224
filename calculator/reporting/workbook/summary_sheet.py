"""The first sheet: what came out, and what it rests on, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.outcomes import check_figures, class_figures
from calculator.reporting.sentences.plans import total
from calculator.reporting.summary import (
    candidates_text,
    class_counts,
    establishment_text,
    severities,
    staffing_lines,
    unconfirmed_advice,
    units_text,
)
from calculator.reporting.workbook import summary_formulas
from calculator.reporting.workbook.charts import Charts
from calculator.reporting.workbook.page import Page
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.writing import Writing
from rules.quotas import QuotaCheck
from rules.status import Severity, weakest
from rules.wording import Term

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_BREACHES = 8
SIGNATURES = {"office": 0, "checked_by": 2, "filled_in_by": 4, "day": 5}
"""What is filled in by hand -> the column that it begins in."""


def write_summary_sheet(
    sheet: Worksheet, writing: Writing, styles: Styles, footer: str, charts: Charts
) -> None:
    """Write the summary onto an empty sheet."""
    page = Page(sheet, styles, writing.title)
    _facts(page, writing)
    _classes_and_quotas(page, writing)
    charts.place(page)
    _breaches(page, writing)
    write_unconfirmed(page, writing)
    page.signatures(
        {writing.text(f"signatures.{name}"): place for name, place in SIGNATURES.items()}
    )
    page.end(footer)


def _facts(page: Page, writing: Writing) -> None:
    speaker = writing.speaker
    pack = writing.report.pack
    page.fact(speaker.text("report.summary.rules"), writing.rules)
    page.fact(speaker.text("report.summary.date"), writing.day)
    page.fact(speaker.text("report.summary.units"), units_text(writing.report, speaker))
    page.fact(writing.text("files"), speaker.say(writing.files))
    if pack.mergers is not None:
        said = candidates_text(writing.report, speaker)
        page.fact(
            speaker.text("report.summary.candidates"),
            summary_formulas.candidates(writing, said),
            writing.link_to_sheet("mergers"),
        )
    if writing.plans is not None:
        name = speaker.text("plan_book.sheets.overview")
        page.fact(name, speaker.say(total(writing.plans)), f"internal:'{name}'!A1")
    if pack.establishment is not None:
        said = establishment_text(writing.report, speaker)
        page.fact(
            speaker.text("report.summary.establishment"),
            summary_formulas.verdicts(writing, said),
            writing.link_to_sheet("establishment"),
        )
    for term, said in staffing_lines(writing.report, speaker):
        page.fact(term, said)
    by_severity = severities(writing.report)
    page.fact(
        speaker.text("report.summary.findings"),
        speaker.text(
            "report.summary.findings_value",
            errors=by_severity["error"],
            warnings=by_severity["warning"],
            notes=by_severity["note"],
        ),
        writing.link_to_sheet("findings"),
    )
    key = "live" if writing.is_live else "values"
    page.fact(
        writing.text("numbers"),
        writing.text(f"numbers_{key}", figures=speaker.text("figures_sheet.sheet")),
    )


def _classes_and_quotas(page: Page, writing: Writing) -> None:
    speaker = writing.speaker
    if writing.report.pack.classification is not None:
        title = writing.text("titles.classification")
        page.section(writing.in_brackets(title, class_figures(writing.report.pack)))
        counts = class_counts(writing.report, speaker)
        row = summary_formulas.class_counts(writing, counts)
        page.table([name for name, _ in counts], [row])
    checks = writing.evaluation.quotas
    if checks:
        page.section(writing.text("titles.posts"))
        headings = ["quota", "sum_allowed", "sum_proposed", "difference", "townships_over"]
        headings += ["townships_pooled", "status"]
        rows = [_quota_row(writing, name, check) for name, check in checks.items()]
        page.table([writing.text(heading) for heading in headings], rows, texts_first=True)


def _quota_row(writing: Writing, name: str, check: QuotaCheck) -> list[Any]:
    """A quota: what may be had, what is proposed, how many are over, and how sure that is."""
    label = writing.speaker.say(check.quota.label)
    figures = check_figures(writing.report.pack, check)
    status = writing.speaker.say(Term("status", weakest(figure.status for figure in figures)))
    if not check.counted.any():
        unchecked = writing.text("unchecked")
        allowed = {"allowed": float(np.nansum(check.allowed))}
        sums = summary_formulas.quota_sums(writing, name, allowed).values()
        return [label, *sums, *[unchecked] * 4, status]
    townships = np.flatnonzero(check.counted).tolist()
    over = [writing.outcomes.over(name, check, township) for township in townships]
    judged = [finding for finding in over if finding and finding.severity is not Severity.NOTE]
    unjudged = not judged and any(over)
    pooled = [writing.outcomes.pooled(name, township) for township in townships]
    row: dict[str, Any] = {
        "allowed": float(check.allowed[check.counted].sum()),
        "proposed": float(check.proposed[check.counted].sum()),
        "difference": float(check.over[check.counted].sum()),
        "townships_over": writing.text("unjudged") if unjudged else len(judged),
        "townships_pooled": sum(finding is not None for finding in pooled),
    }
    return [label, *summary_formulas.quota_sums(writing, name, row).values(), status]


def _breaches(page: Page, writing: Writing) -> None:
    heavy = [line for line in writing.findings if line.severity != "note"]
    if not heavy:
        return
    page.section(writing.text("breaches"))
    links = writing.links_home(writing.all_townships) or []
    for line in heavy[:MOST_BREACHES]:
        term = writing.speaker.template(f"terms.severity.{line.severity}")
        link = links[line.position] if links and line.position is not None else None
        page.fact(term, writing.without_file(line.message), link)
    if len(heavy) > MOST_BREACHES:
        sheet = writing.text("sheets.findings")
        rest = len(heavy) - MOST_BREACHES
        page.paragraph(writing.speaker.text("report.summary.more", count=rest, sheet=sheet))


def write_unconfirmed(page: Page, writing: Writing) -> None:
    """Write what the results rest on that is not confirmed, and the notes of the pack."""
    speaker = writing.speaker
    groups = grouped_figures(writing.report.pack.unconfirmed, speaker)
    page.section(speaker.text("report.summary.unconfirmed"))
    if groups:
        page.paragraph(unconfirmed_advice(groups, speaker))
        by_status: dict[str, list[str]] = {}
        for group in groups:
            said = writing.text("figure_value", label=group.label, value=group.value)
            by_status.setdefault(group.status, []).append(said)
        for status, values in by_status.items():
            page.fact(status, speaker.template("terms.part_separator").join(values))
    else:
        page.paragraph(speaker.text("report.summary.all_confirmed"))
    for note in writing.report.pack.notes:
        page.paragraph(speaker.say(note))
