"""The cells of a table's column as XML, each different text made once.

The outcome is what XlsxWriter writes cell by cell. A text is only ever a text here, and what XML
can't hold is escaped in results of formulas as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import _preserve_whitespace, _utf16_len, _utf16_truncate
from xlsxwriter.xmlwriter import XMLwriter

from calculator.reporting.workbook.formulas import LINE, ROW, Formula, stored

if TYPE_CHECKING:
    from xlsxwriter.sharedstrings import SharedStringTable

    from rules.status import Severity

    Look = Callable[[Severity | None, bool], int]

_LONGEST = 32_767
"""A cell holds so many units of UTF-16; what is beyond is cut off, as XlsxWriter does."""

_NUMBERS = {float, int, type(None)}
_TEXTS = {str, type(None)}
_CODED = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]|_x[0-9a-fA-F]{4}_")
_SPECIAL = re.compile(f"[&<>]|{_CODED.pattern}")
_SPECIAL_IN_ATTRIBUTES = re.compile(f'{_SPECIAL.pattern}|["\\n]')
_END = "</v></c>"


@dataclass
class ColumnCells:
    """The cells of a column, from behind their places.

    Attributes:
        letters: The column's letters.
        values: The value of each row; of a calculated column the result.
        look: The number of the format for a mark and for whether a cell leads elsewhere.
        texts: The texts that the workbook's cells share.
        marks: How each row stands out; none where left out.
        leads_to: For each row where its text leads to.
        formula: The formula of every row, with marks for what differs by row.
        formulas: The formula of each row, where some are ``fixed``.
        fixed: The rows whose value stays a value.
        is_prose: Whether its texts are sentences, of which few are alike: each is written where
            it stands.
    """

    letters: str
    values: Sequence[Any]
    look: Look
    texts: SharedStringTable
    marks: Sequence[Severity | None] | None = None
    leads_to: Sequence[str | None] | None = None
    formula: str | None = None
    formulas: Sequence[str] = ()
    fixed: Collection[int] = ()
    is_prose: bool = False

    def __post_init__(self) -> None:
        """Begin without any text."""
        self._made: dict[str, str] = {}
        self._is_plain = self.marks is None and self.leads_to is None

    @cached_property
    def _is_calculated(self) -> bool:
        return self.formula is not None and not self.fixed

    @cached_property
    def _has_texts(self) -> bool:
        return not set(map(type, self.values)) <= _NUMBERS

    @property
    def pattern(self) -> str:
        """A cell with ``%s`` for each of its slots."""
        if not self._is_calculated:
            return "%s"
        pieces = re.split(f"([{ROW}{LINE}])", self.formula or "")
        formula = "".join(
            piece if piece in (ROW, LINE) else escaped(piece).replace("%", "%%") for piece in pieces
        )
        kind = "%s" if self._has_texts else ""
        return f"{self._head(None, False)}{kind}><f>{formula}</f><v>%s{_END}"

    def slots(self, start: int, stop: int) -> list[list[str]]:
        """What stands in the slots of some rows."""
        values = self.values[start:stop]
        if self._is_calculated and self._has_texts:
            results = [_result(value) for value in values]
            return [[kind for kind, _ in results], [shown for _, shown in results]]
        if self._is_calculated:
            return [[_number(value) for value in values]]
        if self.formula is not None:
            return [[self._partly(row) for row in range(start, stop)]]
        kinds = set(map(type, values))
        if self._is_plain and kinds <= _NUMBERS:
            head = self._head(None, False)
            return [[_numeric(head, value) for value in values]]
        heads = self._heads(start, stop)
        if kinds <= _NUMBERS:
            return [[_numeric(head, value) for head, value in zip(heads, values, strict=True)]]
        made = self._text if kinds <= _TEXTS else self._any
        return [[made(head, value) for head, value in zip(heads, values, strict=True)]]

    def links(self, first: int) -> Iterator[str]:
        """The links of the cells, whose first row has this number, counted from 1."""
        if self.leads_to is None or self.formula is not None:
            return
        shown: dict[Any, str] = {}
        for row, (link, value) in enumerate(zip(self.leads_to, self.values, strict=True), first):
            if link is None or value is None or value != value:
                continue
            if value not in shown:
                shown[value] = _attribute(str(value))
            place = _attribute(link.removeprefix("internal:"))
            start = f'<hyperlink ref="{self.letters}{row}" location="{place}"'
            yield f'{start} display="{shown[value]}"/>'

    def _head(self, mark: Severity | None, is_link: bool) -> str:
        return f' s="{self.look(mark, is_link)}"'

    def _heads(self, start: int, stop: int) -> Iterable[str]:
        none = [None] * (stop - start)
        marks = none if self.marks is None else self.marks[start:stop]
        links = none if self.leads_to is None else self.leads_to[start:stop]
        rows = [(mark, link is not None) for mark, link in zip(marks, links, strict=True)]
        heads = {row: self._head(*row) for row in dict.fromkeys(rows)}
        return [heads[row] for row in rows]

    def _text(self, head: str, value: str | None) -> str:
        if value is None:
            return f"{head}/>"
        # Some readers take codes for characters as such in shared texts only.
        if self.is_prose and _CODED.search(value) is None:
            return head + _stands_here(value)
        tail = self._made.get(value)
        if tail is None:
            tail = self._made[value] = self._shared(value)
        else:
            self.texts.count += 1
        return head + tail

    def _shared(self, value: str) -> str:
        return f' t="s"><v>{self.texts._get_shared_string_index(_fitting(value))}{_END}'

    def _any(self, head: str, value: Any) -> str:
        if isinstance(value, Formula):
            kind, shown = _result(value.value)
            return f"{head}{kind}><f>{escaped(value.text.removeprefix('='))}</f><v>{shown}{_END}"
        if isinstance(value, (int, float, type(None))) and not isinstance(value, bool):
            return _numeric(head, value)
        return self._text(head, str(value))

    def _partly(self, row: int) -> str:
        value, head = self.values[row], self._head(None, False)
        return self._any(head, value if row in self.fixed else Formula(self.formulas[row], value))


def _numeric(head: str, value: float | None) -> str:
    # An infinite number less itself is none.
    if value is None or value - value != 0:
        return f"{head}/>"
    return f"{head}><v>{value:.16G}{_END}"


def _number(value: float | None) -> str:
    """A number as the result of a formula."""
    if value is None or value - value != 0:
        return ""
    return str(int(value)) if value % 1 == 0 else repr(value)


def _result(value: Any) -> tuple[str, str]:
    """What stands with a formula: the attribute of the result's type, and the result."""
    result = stored(value)
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, str) and result:
        return ' t="str"', escaped(result)
    return "", str(result)


def _stands_here(text: str) -> str:
    fitting = escaped(_fitting(text))
    space = ' xml:space="preserve"' if _preserve_whitespace(fitting) else ""
    return f' t="inlineStr"><is><t{space}>{fitting}</t></is></c>'


def _fitting(text: str) -> str:
    if len(text) > _LONGEST // 2 and _utf16_len(text) > _LONGEST:
        return str(_utf16_truncate(text, _LONGEST))
    return text


def escaped(text: str) -> str:
    """A text as it stands in an element; control characters as spreadsheets write them."""
    if _SPECIAL.search(text) is None:
        return text
    kept: str = XMLwriter._escape_control_characters(text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    if _SPECIAL_IN_ATTRIBUTES.search(text) is None:
        return text
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")
