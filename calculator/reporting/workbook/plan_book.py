"""The workbook of merger plans, and their sheets in a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.messages import Language
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.workbook.opening import footer_of_today, new_workbook
from calculator.reporting.workbook.plan_sheets.alternatives import alternatives_table
from calculator.reporting.workbook.plan_sheets.borders import borders_table
from calculator.reporting.workbook.plan_sheets.groups import groups_table
from calculator.reporting.workbook.plan_sheets.maps import write_maps
from calculator.reporting.workbook.plan_sheets.overview import overview_table
from calculator.reporting.workbook.plan_sheets.posts import posts_table
from calculator.reporting.workbook.plan_sheets.townships import townships_table
from calculator.reporting.workbook.plan_sheets.unresolved import unresolved_table
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import Table, write_table
from calculator.reporting.workbook.writing import Writing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from calculator.calculation import Report
    from calculator.planning.plans import Plans

IN_REPORT: dict[str, Callable[[PlanWriting], Table | None]] = {
    "overview": overview_table,
    "groups": groups_table,
    "posts": posts_table,
    "unresolved": unresolved_table,
    "townships": townships_table,
}
"""The sheets that a report has too: name in the message files -> how its table is made."""

ALONE = {**IN_REPORT, "alternatives": alternatives_table, "borders": borders_table}
"""Those of the plans' own workbook."""


def write_plan_workbook(
    report: Report, plans: Plans, path: Path, language: Language, *, replace: bool
) -> Path:
    """Write the workbook of plans, whole or not at all.

    Args:
        report: The townships as they are.
        plans: What was planned.
        path: Where it goes.
        language: The language of everything in it.
        replace: Whether a file that exists is replaced.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    writing = Writing(report, language, report.messages(language))

    def write(file: Path) -> None:
        plan_writing = PlanWriting(plans, writing)
        with new_workbook(file, plan_writing.text("titles.overview"), writing.subtitle) as book:
            footer = footer_of_today(writing.speaker)
            add_plan_sheets(book, plan_writing, Styles(book), footer, ALONE)

    return write_whole(path, write, replace=replace)


def add_plan_sheets(
    book: Workbook,
    plan_writing: PlanWriting,
    styles: Styles,
    footer: str,
    tables: dict[str, Callable[[PlanWriting], Table | None]],
) -> None:
    """Add the tables and the maps to a workbook."""
    for name, make in tables.items():
        table = make(plan_writing)
        if table is not None:
            sheet = book.add_worksheet(plan_writing.text(f"sheets.{name}"))
            write_table(sheet, table, styles, footer)
    write_maps(book, plan_writing, styles, footer)
