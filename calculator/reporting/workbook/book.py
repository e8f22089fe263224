"""Writing the whole workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calculator.messages import Language
from calculator.reporting.outputs import write_whole
from calculator.reporting.workbook.sheets import SHEETS
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import write_table
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from calculator.calculation import Report


def write_workbook(report: Report, path: Path, language: Language, *, replace: bool) -> Path:
    """Write the report workbook, whole or not at all.

    Raises:
        CalculatorError: The file exists and ``replace`` is not set, or can't be written.
    """
    return write_whole(path, lambda file: _write(report, file, language), replace=replace)


def _write(report: Report, path: Path, language: Language) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    speaker = report.messages(language)
    writing = Writing(report, language, speaker)
    book.set_properties(
        {"title": speaker.text("workbook.title", place=writing.place), "comments": writing.subtitle}
    )
    styles = Styles(book)
    footer = speaker.template("workbook.footer")
    summary_sheet = book.add_worksheet(speaker.text("workbook.sheets.summary"))
    from calculator.reporting.workbook.summary_sheet import write_summary_sheet

    write_summary_sheet(summary_sheet, writing, styles, footer)
    for name, make_table in SHEETS.items():
        sheet = book.add_worksheet(speaker.text(f"workbook.sheets.{name}"))
        write_table(sheet, make_table(writing), styles, footer)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
