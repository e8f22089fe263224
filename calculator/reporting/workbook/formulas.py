"""Formulas on sheets of the report, with what they come to.

A formula of a column is written once, for every row alike. In it stand marks for what differs by
row: ``own(key)`` for the cell of a column of the same table in the same row, ``whole(key)`` for
all its rows, and ``LINE`` for the row that the township has on the sheets with all townships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LINE = "\0"
"""The row of a township on the sheets that have all of them."""

ANY_NUMBER = '">=-1E+300"'
"""The criterion of COUNTIFS and SUMIFS for cells that hold a number."""

ROW = "\1"
"""The row of a cell itself, in formulas of a column whose cells have been placed."""

_OWN, _WHOLE, _END = "\2", "\3", "\4"
_REFERENCES = re.compile(f"([{_OWN}{_WHOLE}])([^{_END}]*){_END}")
_LONGEST_TEXT = 250
"""A spreadsheet takes no longer text in a formula; it is cut into several."""


@dataclass(frozen=True)
class Formula:
    """A formula of one cell.

    Attributes:
        text: The formula, without the equals sign.
        value: What it comes to, stored with it.
    """

    text: str
    value: Any


def own(key: str) -> str:
    """In a formula: the cell of a column of the same table, in the same row."""
    return f"{_OWN}{key}{_END}"


def whole(key: str) -> str:
    """In a formula: all cells of a column of the same table."""
    return f"{_WHOLE}{key}{_END}"


def column_letters(position: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Lines:
    """Where the columns of a table stand.

    Attributes:
        letters: The letters of each column that has a key.
        first, last: The first and the last row of values, counted from 1.
    """

    letters: Mapping[str, str]
    first: int
    last: int

    def cells(self, key: str) -> str:
        """All cells of a column, such as ``$C$5:$C$24``."""
        letters = self.letters[key]
        return f"${letters}${self.first}:${letters}${self.last}"

    def of_every_row(self, pattern: str) -> str:
        """The formula of a column, with ``ROW`` and ``LINE`` for what differs by row."""

        def placed(found: re.Match[str]) -> str:
            kind, key = found.groups()
            return self.cells(key) if kind == _WHOLE else f"${self.letters[key]}{ROW}"

        return _REFERENCES.sub(placed, pattern)

    def formulas(self, pattern: str, lines: Sequence[int]) -> Iterator[str]:
        """The formula of each row; ``lines`` as in ``Table``."""
        text = "=" + self.of_every_row(pattern)
        for row in range(self.first, self.last + 1):
            made = text.replace(ROW, str(row))
            if lines:
                made = made.replace(LINE, str(lines[row - self.first]))
            yield made


def stored(value: Any) -> Any:
    """What is stored with a formula as its result; what is missing is an empty text there."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def shown_value(value: Any) -> Any:
    """What a cell shows: the result of a formula, or the value itself."""
    return value.value if isinstance(value, Formula) else value


def plain_number(value: float) -> str:
    """A number as a formula joins it to a text."""
    kept = round(value, 6)
    return str(int(kept)) if kept.is_integer() else repr(kept)


def literal(text: str) -> str:
    """A text in a formula."""
    escaped = [
        text[start : start + _LONGEST_TEXT].replace('"', '""')
        for start in range(0, max(len(text), 1), _LONGEST_TEXT)
    ]
    return "&".join(f'"{part}"' for part in escaped)


def exactly(text: str) -> str:
    """The criterion of COUNTIFS and SUMIFS for cells that hold this text and no other."""
    return literal("=" + re.sub(r"([~*?])", r"~\1", text))


def joined(parts: Sequence[tuple[str, str]], separator: str) -> str:
    """A formula for a list of texts, of which each is there where its condition holds.

    Args:
        parts: For each the condition and the text, both formulas.
        separator: What stands between two that are there.
    """
    said = []
    for position, (condition, text) in enumerate(parts):
        earlier = [condition for condition, _ in parts[:position]]
        if earlier:
            any_earlier = earlier[0] if len(earlier) == 1 else f"OR({','.join(earlier)})"
            text = f'IF({any_earlier},{literal(separator)},"")&{text}'
        said.append(f'IF({condition},{text},"")')
    return "&".join(said)


def text_with(template: str, values: Mapping[str, str]) -> str:
    """A formula for a sentence in which formulas stand for ``{name}``."""
    pieces = re.split(r"\{(\w+)\}", template)
    said = [
        values[piece] if position % 2 else literal(piece)
        for position, piece in enumerate(pieces)
        if piece
    ]
    return "&".join(said)
