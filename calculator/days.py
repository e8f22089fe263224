"""Days as people write them, and as reports show them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from calculator.errors import CalculatorError
from calculator.messages import Messages
from rules.wording import Sentence

_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*日?"
)


def day_of(text: str) -> date:
    """The day that somebody wrote, such as 2009-12-31 or 2009年12月31日.

    Raises:
        CalculatorError: It is no day.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found is not None:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise CalculatorError([Sentence("report.not_a_date", {"found": text})])


def as_day(given: date | str | None) -> date | None:
    """A day given from Python: a date, a date with a time, or its text.

    Raises:
        CalculatorError: It is none of these.
    """
    if isinstance(given, datetime):
        return given.date()
    return given if given is None or isinstance(given, date) else day_of(str(given))


def said_day(day: date, speaker: Messages) -> str:
    """A day as reports write it: 2009年12月31日, in English 2009-12-31."""
    parts = {"year": f"{day.year:04}", "month": str(day.month), "day": str(day.day)}
    return speaker.text("report.day", iso=day.isoformat(), **parts)
