"""The day that statistics hold for, as titles and headings tell it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from calculator.reading.cells.matching import arabic_years

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)"
)
_YEAR_END = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*年?[末底终]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_SAYS_YEAR_END = re.compile(r"年末|年终|年底|统计年鉴|year[- ]end", re.IGNORECASE)
_ENGLISH = re.compile(r"year[- ]end\s*((?:19|20)\d{2})|end of ((?:19|20)\d{2})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? ((?:19|20)\d{{2}})\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d{{2}})\b", re.IGNORECASE
)
# A form's own date says when it was filled in, not what day its figures hold for.
_FILLED_IN = re.compile(r"(?:填报|填表|制表|上报|报送|打印|印发|发布|更新)[^\d]{0,6}$")


def date_in(text: str) -> date | None:
    """The day that one title or heading names."""
    text = unicodedata.normalize("NFKC", arabic_years(text))
    for found in _DAY.finditer(text):
        if _FILLED_IN.search(text[: found.start()]):
            continue
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            continue
    if (english := _english_day(text)) is not None:
        return english
    year_end = _YEAR_END.search(text) or _ENGLISH.search(text)
    if year_end is not None:
        return date(int(next(year for year in year_end.groups() if year)), 12, 31)
    year = _YEAR.search(text)
    if year is not None and _SAYS_YEAR_END.search(text):
        return date(int(year[1]), 12, 31)
    return None


def _english_day(text: str) -> date | None:
    text = " ".join(text.split())
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        found = pattern.search(text)
        if found is not None:
            year, month, day = (found[place] for place in order)
            try:
                return date(int(year), _MONTHS.index(month[:3].casefold()) + 1, int(day))
            except ValueError:
                continue
    return None


def first_date(texts: Iterable[str]) -> date | None:
    """The first day that any of the texts names."""
    return next((found for text in texts if (found := date_in(text)) is not None), None)
