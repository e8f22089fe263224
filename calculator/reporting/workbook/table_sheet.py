"""A worksheet that takes the rows of a large table at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

from calculator.reporting.workbook.formulas import LINE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calculator.reporting.workbook.cells import ColumnCells

_MOST_LINKS = 65_530
"""A sheet holds no more; further cells have their text and lead nowhere."""
_AT_ONCE = 2_000
"""So many rows are in memory as XML."""


class TableSheet(Worksheet):  # type: ignore[misc,unused-ignore]
    """A worksheet to which a table can be added by column, at a fifth of the time a cell takes.

    Its cells go to a temporary file at once and from there into the workbook, so that they take
    no memory. Everything else (titles, sums, notes, widths, print set-up) is XlsxWriter's own.

    No formula has a function that spills or came after Excel 2010: XlsxWriter searches every
    formula for thirty such functions, which would take half the time of a report; formulas here
    have only those of ``rules.formulas.FUNCTIONS``.
    """

    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        """Begin without a table."""
        super().__init__()
        self._first = self._last = 0
        self._rows: IO[str] | None = None
        self._links: list[str] = []

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")

    def add_rows(
        self,
        first: int,
        columns: Sequence[ColumnCells],
        heights: Sequence[float],
        lines: Sequence[int],
    ) -> None:
        """Add the rows of a table, of which a sheet has one; no other cell stands in them.

        Args:
            first: The first row, counted from 0.
            columns: The cells of each column from the left.
            heights: The height of each row in points.
            lines: For each row what stands for ``LINE`` in formulas; empty where none does.
        """
        count = len(heights)
        if not count:
            return
        self._first, self._last = first, first + count - 1
        self._check_dimensions(self._first, 0)
        self._check_dimensions(self._last, len(columns) - 1)
        self._rows = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
        tall = {height: f"{_in_pixels(height) * 0.75:.16g}" for height in set(heights)}
        template = self._template(columns)
        for start in range(0, count, _AT_ONCE):
            stop = min(start + _AT_ONCE, count)
            slots = [slot for column in columns for slot in column.slots(start, stop)]
            shown = [tall[height] for height in heights[start:stop]]
            rows = (template.replace(ROW, str(first + row + 1)) for row in range(start, stop))
            if lines:
                placed = zip(rows, lines[start:stop], strict=True)
                rows = (row.replace(LINE, str(line)) for row, line in placed)
            values = zip(shown, *slots, strict=True)
            self._rows.write("".join(map(str.__mod__, rows, values)))
        for column in columns:
            self._links += column.links(first + 1)
        del self._links[_MOST_LINKS:]

    @staticmethod
    def _template(columns: Sequence[ColumnCells]) -> str:
        """A row with ``ROW`` for its number and ``%s`` for its height and each slot."""
        cells = "".join(f'<c r="{column.letters}{ROW}"{column.pattern}' for column in columns)
        start = f'<row r="{ROW}" spans="1:{len(columns)}" ht="%s" customHeight="1">'
        return f"{start}{cells}</row>"

    def discard_rows(self) -> None:
        """Remove the temporary file, which closing the workbook needs no more."""
        if self._rows is not None:
            self._rows.close()
            self._rows = None

    def _write_rows(self) -> None:
        if self._rows is None:
            super()._write_rows()
            return
        with self._only(self.dim_rowmin, self._first - 1):
            super()._write_rows()
        self._rows.seek(0)
        shutil.copyfileobj(self._rows, self.fh, 1 << 20)
        self.discard_rows()
        with self._only(self._last + 1, self.dim_rowmax):
            super()._write_rows()

    @contextmanager
    def _only(self, first: int, last: int) -> Iterator[None]:
        """Let the sheet have no other rows than these."""
        whole = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmin, self.dim_rowmax = first, last
        try:
            yield
        finally:
            self.dim_rowmin, self.dim_rowmax = whole

    def _write_hyperlinks(self) -> None:
        if not self._links:
            super()._write_hyperlinks()
            return
        self.fh.write(f"<hyperlinks>{''.join(self._links)}</hyperlinks>")


def _in_pixels(points: float) -> int:
    """The height that XlsxWriter gives a row."""
    return int(points * 4 / 3 + 0.5)
