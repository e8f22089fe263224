"""Opening a workbook to be written: its properties, its formats, its footer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.messages import Messages
from calculator.own_sheets import REPORT_CATEGORY

if TYPE_CHECKING:
    from xlsxwriter import Workbook


@contextmanager
def open_workbook(path: Path, *, in_memory: bool = False) -> Iterator[Workbook]:
    """A workbook in which no text becomes a formula; where it fails nothing of it is left.

    Args:
        path: Where it goes.
        in_memory: Whether its parts are kept in memory until it is written and not in temporary
            files, of which it needs thirty: quicker for a small book.

    Raises:
        OSError: It can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    never = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with tempfile.TemporaryDirectory(prefix="township-", ignore_cleanup_errors=True) as parts:
        book = xlsxwriter.Workbook(str(path), {**never, "tmpdir": parts, "in_memory": in_memory})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            # The library wraps what the system said.
            said = error.args[0] if error.args else None
            raise (said if isinstance(said, OSError) else OSError(str(error))) from error


@contextmanager
def blank_workbook(path: Path, *, in_memory: bool = False) -> Iterator[Workbook]:
    """The same whose sheets take tables at once.

    Raises:
        OSError: It can't be written.
    """
    from calculator.reporting.workbook.table_sheet import TableSheet

    sheets: list[TableSheet] = []
    try:
        with open_workbook(path, in_memory=in_memory) as book:
            book.worksheet_class = TableSheet
            sheets = book.worksheets()
            yield book
    finally:
        for sheet in sheets:
            sheet.discard_rows()


@contextmanager
def new_workbook(
    path: Path, title: str, comments: str, *, in_memory: bool = False
) -> Iterator[Workbook]:
    """The same that is known again as one of ours.

    Raises:
        OSError: It can't be written.
    """
    with blank_workbook(path, in_memory=in_memory) as book:
        book.set_properties({"title": title, "comments": comments, "category": REPORT_CATEGORY})
        yield book


def footer_of_today(speaker: Messages) -> str:
    """The footer of every page; the day as text, for a field would show the day of printing."""
    return speaker.text("workbook.footer", day=date.today().isoformat())
