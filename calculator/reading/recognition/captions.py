"""Lines around a heading that are no part of it: 填报单位：临河县编办　单位：人, and 甲 乙 1 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABELLED = re.compile(
    r"\s*[(（]?(?!其中|#|＃|of which)[^:：\d(（]{2,16}(?:[(（][^()（）]*[)）])?[:：](.*)",
    re.DOTALL | re.IGNORECASE,
)
_DAY = re.compile(r"\D{0,4}(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\D{0,2}")
_YEAR = re.compile(r"\s*(?:19|20)\d{2}\s*(?:年\s*[末底终度]?)?\s*")
_MARKS = frozenset("甲乙丙丁戊己庚辛壬癸") | {"栏次", "序号", "—"}
_NUMBER = re.compile(r"[(（]?(\d+)")
_COUNTED_MARK = re.compile(r"[(（]?\d{1,2}[)）]?(?:=[\d+\-×÷/*()（）]+)?|[A-Z]")


def is_caption(texts: Sequence[str]) -> bool:
    """Whether the texts of a row only tell who filled the table in, when, and its units.

    Each is a label with a colon, most with something after it, or a day of the calendar.
    No heading is written so; 其中： before the name of a column is no label.
    """
    return has_label(texts) and all(
        _LABELLED.fullmatch(text) or _DAY.fullmatch(text.strip()) for text in texts
    )


def has_label(texts: Sequence[str]) -> bool:
    """Whether one of the texts at least is a label with a colon and something after it."""
    found = map(_LABELLED.fullmatch, texts)
    return any(label is not None and label[1].strip() for label in found)


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: 2009年末."""
    return _YEAR.fullmatch(text) is not None


def is_row_of_marks(texts: Sequence[str]) -> bool:
    """Whether the texts of a row only mark the columns: 甲 乙 1 2."""
    counted = [text for text in texts if text not in _MARKS]
    if len(texts) < 2 or not all(_COUNTED_MARK.fullmatch(text) for text in counted):
        return False
    numbered = (_NUMBER.match(text) for text in counted)
    figures = [int(found[1]) for found in numbered if found is not None]
    return not figures or figures == list(range(figures[0], figures[0] + len(figures)))
