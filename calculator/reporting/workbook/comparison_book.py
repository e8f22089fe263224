"""Writing the workbook of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from calculator.messages import Language
from calculator.report_comparison import ReportComparison
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.workbook.comparison_moved_sheet import moved_table
from calculator.reporting.workbook.comparison_posts_sheet import posts_table
from calculator.reporting.workbook.comparison_township_sheets import all_table, changed_table
from calculator.reporting.workbook.comparison_writing import ComparisonWriting
from calculator.reporting.workbook.opening import footer_of_today, new_workbook
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import Table, write_table

COLUMNS_A_PAGE = 24
"""A wider table is printed on several pages side by side, its townships repeated on each."""

SHEETS: dict[str, Callable[[ComparisonWriting], Table | None]] = {
    "changed": changed_table,
    "all": all_table,
    "moved": moved_table,
    "posts": posts_table,
}
"""Name of a sheet in the message files -> how its table is made; None where there is none."""


def write_comparison(
    found: ReportComparison, path: Path, language: Language, *, replace: bool
) -> Path:
    """Write the workbook, whole or not at all.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    return write_whole(path, lambda file: _write(found, file, language), replace=replace)


def _write(found: ReportComparison, path: Path, language: Language) -> None:
    from calculator.reporting.workbook.comparison_summary_sheet import write_comparison_summary

    writing = ComparisonWriting(found, language)
    footer = footer_of_today(writing.speaker)
    with new_workbook(path, writing.title, writing.subtitle) as book:
        styles = Styles(book)
        sheet = book.add_worksheet(writing.text("sheets.summary"))
        write_comparison_summary(sheet, writing, styles, footer)
        for name, make_table in SHEETS.items():
            table = make_table(writing)
            if table is None:
                continue
            sheet = book.add_worksheet(writing.text(f"sheets.{name}"))
            write_table(sheet, table, styles, footer)
            if len(table.columns) > COLUMNS_A_PAGE:
                sheet.fit_to_pages(-(-len(table.columns) // COLUMNS_A_PAGE), 0)
                sheet.repeat_columns(0, table.fixed - 1)
