"""Codes of townships as cells hold them, and those that a spreadsheet has spoilt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from calculator.reading.cells.rows import looks_like_township
from calculator.reading.grids import as_text

_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+")
_ROUNDED = re.compile(r"\d{6}0{3}(?:0{3})?")


def code_text(cell: Any) -> str:
    """A code as text, without the blanks and the apostrophe that spreadsheets put in."""
    if isinstance(cell, str) and cell.isdecimal():
        return cell
    return "".join(as_text(cell).split()).lstrip("'")


def spoilt_codes(codes: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """The codes of a table that a spreadsheet turned into scientific notation.

    Read back as numbers they end in zeros, and several rows have the same, or a township has
    what can only be a county's.
    """
    rounded = [place for place, code in enumerate(codes) if _ROUNDED.fullmatch(code)]
    counts = Counter(codes[place] for place in rounded)
    spoilt = {code for code in codes if "e" in code.casefold() and _SCIENTIFIC.fullmatch(code)}
    spoilt |= {codes[at] for at in rounded if looks_like_township(names[at])}
    return frozenset(spoilt | {code for code, count in counts.items() if count > 1})
