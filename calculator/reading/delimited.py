"""Delimited text as a grid: its encoding and its delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from calculator.reading.grids import Grid

_DELIMITERS = ",\t;|，"
_SAMPLED_LINES = 60
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str | None:
    """Bytes as text: UTF-8, UTF-16 or GB18030; None where they are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _as_text(data, encoding)
    sample = data[:2000]
    if b"\0" in sample:
        zeros_first = sample[0::2].count(0) > sample[1::2].count(0)
        return _as_text(data, "utf-16-be" if zeros_first else "utf-16-le")
    return _as_text(data, "utf-8") or _as_text(data, "gb18030")


def _as_text(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    control = sum(letter < " " and letter not in "\t\r\n\f\v" for letter in text[:2000])
    return None if control else text


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]


def _delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one."""
    sample = "\n".join(text.splitlines()[:_SAMPLED_LINES])

    def agreement(delimiter: str) -> int:
        widths = Counter(len(row) for row in _rows(sample, delimiter) if len(row) > 1)
        return sum(widths.values()) + max(widths.values(), default=0)

    return max(_DELIMITERS, key=agreement)


def read_delimited(file: str, text: str) -> Grid:
    """Delimited text as a grid, short rows filled up with blank cells."""
    rows = _rows(text, _delimiter(text))
    width = max(map(len, rows), default=0)
    cells = [
        [cell.strip() for cell in row]
        if len(row) == width
        else [cell.strip() for cell in row] + [""] * (width - len(row))
        for row in rows
    ]
    return Grid(file, None, cells)
