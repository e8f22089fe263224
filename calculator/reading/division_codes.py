"""Codes of townships as cells hold them, and those that a spreadsheet has spoilt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from calculator.reading.grids import as_text

_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+")
_ROUNDED = re.compile(r"\d{6}0{3}(?:0{3})?")


def code_text(cell: Any) -> str:
    """A code as text, without the blanks and the apostrophe that spreadsheets put in."""
    return "".join(as_text(cell).split()).lstrip("'")


def spoilt_codes(codes: Iterable[str]) -> frozenset[str]:
    """The codes of a table that a spreadsheet turned into scientific notation.

    Read back as numbers they end in zeros, and several rows have the same.
    """
    return frozenset(
        code
        for code, count in Counter(codes).items()
        if _SCIENTIFIC.fullmatch(code) or (count > 1 and _ROUNDED.fullmatch(code))
    )
