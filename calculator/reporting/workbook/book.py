"""Writing the whole workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calculator.messages import Language
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.workbook.live import MOST_LIVE
from calculator.reporting.workbook.opening import footer_of_today, new_workbook
from calculator.reporting.workbook.sheets import SHEETS
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import write_table
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from calculator.calculated import Calculated
    from calculator.planning.plans import Plans

FIGURES_BEFORE = "statistics"
"""The sheet before which that of the figures comes."""
MOST_IN_MEMORY = 500
"""Townships whose report is put together in memory, where it takes a few megabytes."""
PLANS_BEFORE = "findings"
"""The sheet before which those of merger plans come."""


def write_workbook(
    report: Calculated,
    path: Path,
    language: Language,
    *,
    replace: bool,
    values: bool | None = None,
    plans: Plans | None = None,
) -> Path:
    """Write the report workbook, whole or not at all.

    Args:
        report: What was calculated.
        path: Where it goes.
        language: The language of everything in it.
        replace: Whether a file that exists is replaced.
        values: Whether results are plain values; by the number of townships where left out.
        plans: Merger plans of the same report, to be in it with maps; always plain values.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    if values is None:
        values = report.evaluation.statistics.size > MOST_LIVE
    words = report.messages(language)
    writing = Writing(report, language, words, is_live=not values, plans=plans)
    return write_whole(path, lambda file: _write(writing, file, path), replace=replace)


def _write(writing: Writing, file: Path, path: Path) -> None:
    from calculator.reporting.workbook.chart_data import chart_blocks
    from calculator.reporting.workbook.chart_data_sheet import write_chart_data_sheet
    from calculator.reporting.workbook.charts import Charts
    from calculator.reporting.workbook.summary_sheet import write_summary_sheet

    footer = footer_of_today(writing.speaker)
    small = writing.evaluation.statistics.size <= MOST_IN_MEMORY
    with new_workbook(file, writing.title, writing.subtitle, in_memory=small) as book:
        styles = Styles(book)
        summary_sheet = book.add_worksheet(writing.text("sheets.summary"))
        charts = Charts(book, writing.text("sheets.charts"), chart_blocks(writing))
        write_summary_sheet(summary_sheet, writing, styles, footer, charts)
        for name in SHEETS:
            if name == FIGURES_BEFORE:
                _write_figures(book, writing, path, footer)
            if name == PLANS_BEFORE and writing.plans is not None:
                _write_plans(book, writing, writing.plans, styles, footer)
            table = writing.table(name)
            if table is not None:
                sheet = book.add_worksheet(writing.text(f"sheets.{name}"))
                write_table(sheet, table, styles, footer)
                if not writing.is_live:  # no formula asks where its columns stand
                    writing.release(name)
            del table
        if charts.blocks:
            data_sheet = book.add_worksheet(charts.sheet)
            write_chart_data_sheet(data_sheet, writing, charts.blocks, styles, footer)
        if writing.live is not None:
            writing.live.define_names(book)


def _write_plans(
    book: Workbook, writing: Writing, plans: Plans, styles: Styles, footer: str
) -> None:
    from calculator.reporting.workbook.plan_book import IN_REPORT, add_plan_sheets
    from calculator.reporting.workbook.plan_sheets.wording import PlanWriting

    add_plan_sheets(book, PlanWriting(plans, writing), styles, footer, IN_REPORT)


def _write_figures(book: Workbook, writing: Writing, path: Path, footer: str) -> None:
    """Add the sheet of figures, with the values used; its pages are numbered like the others."""
    from calculator.reporting.figures_sheet import FiguresOrigin, write_figures_sheet
    from calculator.reporting.figures_sheet.book import reference_from

    used = writing.report.rules
    reference = reference_from(path.parent, used.reference)
    origin = FiguresOrigin(used.pack, reference, used.as_of, path.name)
    write_figures_sheet(book, origin, writing.language, writing.report.pack)
    book.get_worksheet_by_name(writing.speaker.text("figures_sheet.sheet")).set_footer(footer)
