"""The sheet of instructions: steps, every column with an example, and what to do afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from calculator.own_sheets import FORM_MARKER
from calculator.reporting.template.columns import Need, TemplateColumn
from calculator.reporting.template.form_sheet import DATE_CELL, ROWS
from calculator.reporting.template.hints import Hints
from calculator.reporting.template.styles import FormStyles
from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import set_up_page
from rules.pack import RulePack

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (26, 12, 30, 62, 16)
_STEPS = ("step_rows", "step_date", "step_required", "step_blank", "step_units", "step_headings")
_HEADINGS = ("column", "unit", "need", "how", "example")


class _Page:
    """Writes the sheet downwards, a row at a time."""

    def __init__(self, sheet: Worksheet, styles: FormStyles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0

    def section(self, text: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, text, self.styles.section)
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def paragraph(self, text: str) -> None:
        last = len(_WIDTHS) - 1
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.styles.paragraph)
        self.sheet.write_string(self.row, 0, text, self.styles.paragraph)
        lines = lines_needed(text, sum(_WIDTHS))
        self.sheet.set_row(self.row, LINE_HEIGHT * lines + ROW_MARGIN)
        self.row += 1

    def line(self, texts: Sequence[str], looks: Sequence[Format]) -> None:
        for position, (text, look) in enumerate(zip(texts, looks, strict=True)):
            self.sheet.write_string(self.row, position, text, look)
        lines = max(map(lines_needed, texts, _WIDTHS))
        self.sheet.set_row(self.row, LINE_HEIGHT * lines + ROW_MARGIN)
        self.row += 1


def write_instructions_sheet(
    sheet: Worksheet,
    columns: Mapping[str, Sequence[TemplateColumn]],
    hints: Hints,
    styles: FormStyles,
    pack: RulePack,
    county: str | None,
    command: str,
) -> None:
    """Write the instructions onto an empty sheet.

    Args:
        sheet: The sheet.
        columns: The columns under the names of the sections that explain them.
        hints: Says what to enter.
        styles: The formats.
        pack: The rules that the workbook is filled in for.
        county: The county that it is for.
        command: What makes the report afterwards.
    """
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    page = _Page(sheet, styles)
    sheet.write_string(0, 0, hints.text("instructions.title", marker=FORM_MARKER), styles.title)
    sheet.set_row(0, 26)
    subtitle = hints.text("instructions.subtitle", county=county or "", rules=pack.title)
    sheet.write_string(1, 0, subtitle.strip(), styles.subtitle)
    page.row = 1
    page.section(hints.text("instructions.steps"))
    values = {
        "form": hints.text("sheets.form"),
        "rows": ROWS,
        "cell": DATE_CELL,
        "required": Need.REQUIRED.value,
        "one_of": Need.ONE_OF.value,
    }
    for number, step in enumerate(_STEPS, start=1):
        page.paragraph(f"{number}. {hints.text(f'instructions.{step}', **values)}")
    for section, explained in columns.items():
        if explained:
            page.section(hints.text(f"instructions.{section}"))
            _write_columns(page, explained, hints, styles)
    _write_figures(page, hints, pack)
    page.section(hints.text("instructions.run"))
    page.paragraph(hints.text("instructions.run_how"))
    page.paragraph(command)
    set_up_page(sheet, hints.text("instructions.footer"), None)


def _write_columns(
    page: _Page, columns: Sequence[TemplateColumn], hints: Hints, styles: FormStyles
) -> None:
    headings = [hints.text(f"instructions.{name}") for name in _HEADINGS]
    page.line(headings, [styles.heading] * len(headings))
    wrapped = styles.cell(Style.WRAPPED)
    centred = styles.cell(Style.CENTRED)
    for column in columns:
        unit = column.unit or hints.text("instructions.no_unit")
        texts = (column.label, unit, hints.need(column), hints.how(column), hints.example(column))
        label = styles.headings[column.need]
        page.line(texts, (label, centred, wrapped, wrapped, styles.example))


def _write_figures(page: _Page, hints: Hints, pack: RulePack) -> None:
    asked = [figure for figure in pack.figures.values() if not figure.is_entered]
    if not asked:
        return
    page.section(hints.text("instructions.figures"))
    page.paragraph(hints.text("instructions.figures_how"))
    for figure in asked:
        page.paragraph(
            hints.text(
                "instructions.figure",
                name=figure.name,
                label=figure.label,
                unit=hints.unit(figure.unit),
            )
        )
