"""The first sheet: what came out, and what it rests on, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.outcomes import class_figures, quota_figures
from calculator.reporting.summary import (
    candidates_text,
    class_counts,
    establishment_text,
    severities,
    unconfirmed_advice,
    units_text,
)
from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.styles import WHOLE_NUMBERS, Style, Styles
from calculator.reporting.workbook.tables import set_up_page
from calculator.reporting.workbook.writing import Writing
from rules.quotas import QuotaCheck
from rules.status import Severity, weakest
from rules.wording import Term

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMN_WIDTHS = (18,) * 7
MOST_BREACHES = 10
SIGNATURES = {"office": 0, "checked_by": 2, "filled_in_by": 4, "day": 5}
"""What is filled in by hand -> the column that it begins in."""


class _Page:
    """Writes the summary downwards, a row at a time."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0
        self.last = len(COLUMN_WIDTHS) - 1

    def section(self, text: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, text, self.styles.section)
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def fact(self, term: str, text: str) -> None:
        self.sheet.write_string(self.row, 0, term, self.styles.term)
        cell = self.styles.cell(Style.WRAPPED)
        self.sheet.merge_range(self.row, 1, self.row, self.last, "", cell)
        self.sheet.write_string(self.row, 1, text, cell)
        self._fit(text, sum(COLUMN_WIDTHS[1:]))
        self.row += 1

    def paragraph(self, text: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", self.styles.paragraph)
        self.sheet.write_string(self.row, 0, text, self.styles.paragraph)
        self._fit(text, sum(COLUMN_WIDTHS))
        self.row += 1

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        texts_first: bool = False,
    ) -> None:
        """Write a table, folded where it has more columns than the page."""
        room = self.last + 1
        for first in range(0, len(headings), room):
            self._part(headings[first : first + room])
            for row in rows:
                for position, value in enumerate(row[first : first + room]):
                    is_label = texts_first and not first + position
                    self._value(position, value, Style.TEXT if is_label else Style.CENTRED)
                self.sheet.set_row(self.row, LINE_HEIGHT + ROW_MARGIN)
                self.row += 1

    def _part(self, headings: Sequence[str]) -> None:
        for position, heading in enumerate(headings):
            self.sheet.write_string(self.row, position, heading, self.styles.heading)
        tallest = max(
            lines_needed(heading, width)
            for heading, width in zip(headings, COLUMN_WIDTHS, strict=False)
        )
        self.sheet.set_row(self.row, LINE_HEIGHT * tallest + ROW_MARGIN)
        self.row += 1

    def _value(self, position: int, value: float | str, style: Style) -> None:
        if isinstance(value, str):
            self.sheet.write_string(self.row, position, value, self.styles.cell(style))
        else:
            look = self.styles.cell(Style.NUMBER, numbers=WHOLE_NUMBERS)
            self.sheet.write_number(self.row, position, value, look)

    def signatures(self, terms: Mapping[str, int]) -> None:
        """Write what is filled in by hand when the report is handed in, each in its column."""
        self.row += 1
        for term, position in terms.items():
            self.sheet.write_string(self.row, position, term, self.styles.subtitle)
        self.sheet.set_row(self.row, 2 * LINE_HEIGHT)
        # LibreOffice may cut off the last row of a sheet that it fits to one page.
        self.sheet.write_string(self.row + 1, 0, " ", self.styles.subtitle)
        self.row += 2

    def _fit(self, text: str, width: float) -> None:
        self.sheet.set_row(self.row, LINE_HEIGHT * lines_needed(text, width) + ROW_MARGIN)


def write_summary_sheet(sheet: Worksheet, writing: Writing, styles: Styles, footer: str) -> None:
    """Write the summary onto an empty sheet."""
    for position, column_width in enumerate(COLUMN_WIDTHS):
        sheet.set_column(position, position, column_width)
    page = _Page(sheet, styles)
    sheet.write_string(0, 0, writing.title, styles.title)
    sheet.set_row(0, 30)
    page.row = 1
    _facts(page, writing)
    _classes_and_quotas(page, writing)
    _breaches(page, writing)
    _unconfirmed(page, writing)
    page.signatures(
        {writing.text(f"signatures.{name}"): place for name, place in SIGNATURES.items()}
    )
    set_up_page(sheet, footer, None)
    sheet.fit_to_pages(1, 1)


def _facts(page: _Page, writing: Writing) -> None:
    speaker = writing.speaker
    pack = writing.report.pack
    page.fact(speaker.text("report.summary.rules"), writing.rules)
    page.fact(speaker.text("report.summary.date"), writing.day)
    page.fact(speaker.text("report.summary.units"), units_text(writing.report, speaker))
    page.fact(writing.text("files"), speaker.say(writing.files))
    if pack.mergers is not None:
        page.fact(
            speaker.text("report.summary.candidates"), candidates_text(writing.report, speaker)
        )
    if pack.establishment is not None:
        page.fact(
            speaker.text("report.summary.establishment"),
            establishment_text(writing.report, speaker),
        )
    by_severity = severities(writing.report)
    page.fact(
        speaker.text("report.summary.findings"),
        speaker.text(
            "report.summary.findings_value",
            errors=by_severity["error"],
            warnings=by_severity["warning"],
            notes=by_severity["note"],
        ),
    )


def _classes_and_quotas(page: _Page, writing: Writing) -> None:
    speaker = writing.speaker
    if writing.report.pack.classification is not None:
        title = writing.text("titles.classification")
        page.section(writing.in_brackets(title, class_figures(writing.report.pack)))
        counts = class_counts(writing.report, speaker)
        page.table([name for name, _ in counts], [[count for _, count in counts]])
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
    figures = quota_figures(writing.report.pack, check.quota.allowed)
    status = writing.speaker.say(Term("status", weakest(figure.status for figure in figures)))
    if not check.counted.any():
        unchecked = writing.text("unchecked")
        return [label, float(np.nansum(check.allowed)), *[unchecked] * 4, status]
    townships = np.flatnonzero(check.counted).tolist()
    over = [writing.outcomes.over(name, check, township) for township in townships]
    judged = [finding for finding in over if finding and finding.severity is not Severity.NOTE]
    unjudged = not judged and any(over)
    pooled = [writing.outcomes.pooled(name, township) for township in townships]
    return [
        label,
        float(check.allowed[check.counted].sum()),
        float(check.proposed[check.counted].sum()),
        float(check.over[check.counted].sum()),
        writing.text("unjudged") if unjudged else len(judged),
        sum(finding is not None for finding in pooled),
        status,
    ]


def _breaches(page: _Page, writing: Writing) -> None:
    heavy = [line for line in writing.findings if line.severity != "note"]
    if not heavy:
        return
    page.section(writing.text("breaches"))
    for line in heavy[:MOST_BREACHES]:
        term = writing.speaker.template(f"terms.severity.{line.severity}")
        page.fact(term, writing.without_file(line.message))
    if len(heavy) > MOST_BREACHES:
        sheet = writing.text("sheets.findings")
        rest = len(heavy) - MOST_BREACHES
        page.paragraph(writing.speaker.text("report.summary.more", count=rest, sheet=sheet))


def _unconfirmed(page: _Page, writing: Writing) -> None:
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
