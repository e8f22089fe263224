"""The rows of a table sorted into townships and what else stands among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from calculator.reading.cells.division_codes import code_text, spoilt_codes
from calculator.reading.cells.rows import (
    is_county_line,
    is_footnote,
    is_group,
    is_stranger,
    is_total,
    looks_like_township,
)
from calculator.reading.grids import as_text
from calculator.reading.recognition.headings import is_figure
from calculator.reading.recognition.layouts import Layout
from calculator.vocabulary import load_vocabulary

_CODE = re.compile(r"\d{9}(?:\d{3})?")
_EXPLAINS = re.compile(r"^[^:：]{1,6}[:：]")
_LONGEST_NAME = 30
_IDENTITY_CELLS = 3


class RowSorter:
    """Tells the townships of a table from its totals, footnotes and blank rows."""

    def __init__(self, layout: Layout, names: Sequence[str], counties: frozenset[str]) -> None:
        """Look at one table, given the names on its rows, and counties that it names."""
        kinds = load_vocabulary().choices["kind"]
        self.bare_kinds = {word for kind in kinds if kind.name != "other" for word in kind.words}
        self.bare_kinds |= load_vocabulary().rows["kinds"]
        self.endings = tuple(word for word in self.bare_kinds if not word.isascii())
        self._other = {word for kind in kinds if kind.name == "other" for word in kind.words}
        self._grid = layout.grid
        self._columns = layout.columns
        self._counties = counties
        codes = layout.columns.get("code")
        rows = range(layout.heading.body, layout.end)
        cells = layout.grid.column(codes.position, rows) if codes is not None else []
        self.spoilt_codes = spoilt_codes([*map(code_text, cells)], names if cells else ())
        self._measured = [
            read.position
            for read in layout.columns.values()
            if load_vocabulary().columns[read.column].holds in ("number", "flag", "tick")
        ]

    def _cell(self, column: str, row: int) -> str:
        read = self._columns.get(column)
        return "" if read is None else self._grid.text(row, read.position)

    def _has_figures(self, row: int) -> bool:
        cells = self._grid.cells[row]
        return any(cells[at] != "" and is_figure(cells[at]) for at in self._measured)

    def reason(self, name: str, row: int) -> str | None:
        """Why a row is left out; None for a township, an empty text for a blank row."""
        filled = (text for cell in self._grid.cells[row] if (text := as_text(cell)))
        texts = list(islice(filled, _IDENTITY_CELLS))
        if not texts:
            return ""
        if any(is_total(text) for text in texts if not is_figure(text)):
            return "total"
        code = code_text(self._cell("code", row))
        if code in self.spoilt_codes:
            return self._reason_by_name(name, row, texts)
        is_region = code.isdigit() and (len(code) == 6 or code[6:9] == "000")
        if is_region and not looks_like_township(name):
            return "total"
        if _CODE.fullmatch(code):
            return None
        return self._reason_by_name(name, row, texts)

    def _reason_by_name(self, name: str, row: int, texts: list[str]) -> str | None:
        has_figures = self._has_figures(row)
        if not name:
            return self._reason_without_name(row, texts, has_figures)
        written = self._cell("name", row)
        is_section = name in self.bare_kinds or is_group(written)
        is_region = name in self._counties or is_county_line(name)
        if is_section or (is_region and not self._cell("kind", row)):
            return "total" if has_figures else "footnote"
        if is_stranger(name):
            return "stranger" if has_figures else "footnote"
        if is_footnote(written) and _EXPLAINS.search(written):
            return "unnamed" if has_figures else "footnote"
        if not has_figures and (is_footnote(texts[0]) or len(name) > _LONGEST_NAME):
            return "footnote"
        if len(texts) == 1 and (name in self._other or not looks_like_township(name)):
            return "footnote"
        return None

    def _reason_without_name(self, row: int, texts: list[str], has_figures: bool) -> str | None:
        if self._cell("pinyin", row):
            return None
        if not has_figures or is_footnote(texts[0]):
            return "footnote"
        has_region = self._cell("county", row) or self._cell("prefecture", row)
        return "total" if has_region else "unnamed"
