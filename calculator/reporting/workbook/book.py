"""Writing the whole workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.messages import Language
from calculator.own_sheets import REPORT_CATEGORY
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.workbook.sheets import SHEETS
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import write_table
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from calculator.calculated import Calculated


def write_workbook(report: Calculated, path: Path, language: Language, *, replace: bool) -> Path:
    """Write the report workbook, whole or not at all.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    return write_whole(path, lambda file: _write(report, file, language), replace=replace)


def _write(report: Calculated, path: Path, language: Language) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    speaker = report.messages(language)
    writing = Writing(report, language, speaker)
    properties = {"title": writing.title, "comments": writing.subtitle}
    book.set_properties({**properties, "category": REPORT_CATEGORY})
    styles = Styles(book)
    # The day of the calculation as text: a field would show the day of printing.
    footer = speaker.text("workbook.footer", day=date.today().isoformat())
    summary_sheet = book.add_worksheet(speaker.text("workbook.sheets.summary"))
    from calculator.reporting.workbook.summary_sheet import write_summary_sheet

    write_summary_sheet(summary_sheet, writing, styles, footer)
    for name, make_table in SHEETS.items():
        table = make_table(writing)
        if table is not None:
            sheet = book.add_worksheet(speaker.text(f"workbook.sheets.{name}"))
            write_table(sheet, table, styles, footer)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
