"""Opening a workbook to be written: its properties, its formats, its footer."""

from __future__ import annotations

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
def new_workbook(path: Path, title: str, comments: str) -> Iterator[Workbook]:
    """A workbook that is known again as one of ours and in which no text becomes a formula.

    Raises:
        OSError: It can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    book.set_properties({"title": title, "comments": comments, "category": REPORT_CATEGORY})
    yield book
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def footer_of_today(speaker: Messages) -> str:
    """The footer of every page; the day as text, for a field would show the day of printing."""
    return speaker.text("workbook.footer", day=date.today().isoformat())
