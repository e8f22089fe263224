"""The first sheet: what came out, and what it rests on, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.summary import candidates_text, class_counts, severities, units_text
from calculator.reporting.workbook.styles import Style, Styles
from calculator.reporting.workbook.tables import LINE_HEIGHT, lines_needed, set_up_page
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

COLUMN_WIDTHS = (24, 16, 16, 16, 16, 16, 16)
MOST_BREACHES = 10
CHARACTERS_A_LINE = 105
"""How wide a line of the merged cells is, to give wrapped text its height."""


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
        self._fit(text, CHARACTERS_A_LINE - 4)
        self.row += 1

    def paragraph(self, text: str) -> None:
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", self.styles.paragraph)
        self.sheet.write_string(self.row, 0, text, self.styles.paragraph)
        self._fit(text, CHARACTERS_A_LINE + 20)
        self.row += 1

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, texts_first: bool = False
    ) -> None:
        for position, heading in enumerate(headings):
            self.sheet.write_string(self.row, position, heading, self.styles.heading)
        tallest = max(heading.count("\n") + 1 for heading in headings)
        self.sheet.set_row(self.row, LINE_HEIGHT * tallest + 3)
        self.row += 1
        for row in rows:
            for position, value in enumerate(row):
                if isinstance(value, str) or value is None:
                    look = self.styles.cell(
                        Style.TEXT if texts_first and not position else Style.CENTRED
                    )
                    self.sheet.write_string(self.row, position, value or "", look)
                else:
                    look = self.styles.cell(Style.NUMBER, numbers="#,##0")
                    self.sheet.write_number(self.row, position, value, look)
            self.row += 1

    def _fit(self, text: str, room: int) -> None:
        self.sheet.set_row(self.row, LINE_HEIGHT * lines_needed(text, room) + 3)


def write_summary_sheet(sheet: Worksheet, writing: Writing, styles: Styles, footer: str) -> None:
    """Write the summary onto an empty sheet."""
    for position, column_width in enumerate(COLUMN_WIDTHS):
        sheet.set_column(position, position, column_width)
    page = _Page(sheet, styles)
    sheet.write_string(0, 0, writing.text("title", place=writing.place).strip(), styles.title)
    sheet.set_row(0, 30)
    page.row = 1
    _facts(page, writing)
    _classes_and_quotas(page, writing)
    _breaches(page, writing)
    _unconfirmed(page, writing)
    set_up_page(sheet, footer, None)
    sheet.fit_to_pages(1, 1)


def _facts(page: _Page, writing: Writing) -> None:
    speaker = writing.speaker
    pack = writing.report.pack
    page.fact(
        speaker.text("report.summary.rules"),
        speaker.text(
            "report.summary.rules_value", title=pack.title, id=pack.id, digest=pack.digest
        ),
    )
    page.fact(speaker.text("report.summary.date"), writing.day)
    page.fact(speaker.text("report.summary.units"), units_text(writing.report, speaker))
    files = dict.fromkeys(table.file for table in writing.report.reading.tables)
    page.fact(writing.text("files"), speaker.say(list(files)))
    if pack.mergers is not None:
        page.fact(
            speaker.text("report.summary.candidates"), candidates_text(writing.report, speaker)
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
        page.section(writing.text("titles.classification"))
        counts = class_counts(writing.report, speaker)
        page.table([name for name, _ in counts], [[speaker.say(count) for _, count in counts]])
    checks = writing.evaluation.quotas.values()
    if checks:
        page.section(writing.text("titles.posts"))
        headings = ["quota", "sum_allowed", "sum_proposed", "difference", "townships_over"]
        rows = []
        for check in checks:
            proposed = bool(check.counted.any())
            rows.append(
                [
                    speaker.say(check.quota.label),
                    float(check.allowed[check.counted if proposed else check.allowed > 0].sum()),
                    float(check.proposed[check.counted].sum()) if proposed else None,
                    float(check.over[check.counted].sum()) if proposed else None,
                    int(check.is_over.sum()) if proposed else None,
                ]
            )
        page.table([writing.text(heading) for heading in headings], rows, texts_first=True)


def _breaches(page: _Page, writing: Writing) -> None:
    heavy = [line for line in writing.findings if line.severity != "note"]
    if not heavy:
        return
    page.section(writing.text("breaches"))
    for line in heavy[:MOST_BREACHES]:
        page.fact(writing.speaker.template(f"terms.severity.{line.severity}"), line.message)
    if len(heavy) > MOST_BREACHES:
        sheet = writing.text("sheets.findings")
        rest = len(heavy) - MOST_BREACHES
        page.paragraph(writing.speaker.text("report.summary.more", count=rest, sheet=sheet))


def _unconfirmed(page: _Page, writing: Writing) -> None:
    speaker = writing.speaker
    groups = grouped_figures(writing.report.pack.unconfirmed, speaker)
    page.section(speaker.text("report.summary.unconfirmed"))
    if groups:
        page.paragraph(speaker.text("report.summary.unconfirmed_advice"))
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
