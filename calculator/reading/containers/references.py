"""Where the cells of an .xlsx sheet stand, all at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

_CHUNK = 1 << 20
_END_OF_ROW = b"</row>"
_USUAL_START = np.frombuffer(b' r="', np.uint8)
_LONGEST_LETTERS, _LONGEST_NUMBER = 4, 8
_AFTER_NAME = np.zeros(256, bool)
_AFTER_NAME[list(b" >/\r\n\t")] = True
_PREFIXED = (b":c ", b":c>", b":c\n", b":c\t", b":c/")


def chunks(content: bytes) -> Iterator[bytes]:
    """A sheet in pieces that each end at the end of a row."""
    start = 0
    while start < len(content):
        end = content.find(_END_OF_ROW, min(start + _CHUNK, len(content)))
        end = len(content) if end < 0 else end + len(_END_OF_ROW)
        yield content[start:end]
        start = end


def cell_places(chunk: bytes) -> tuple[Numbers, Numbers] | None:
    """The rows and columns, counted from 0, of all cells listed in a piece of a sheet.

    None where any cell is written otherwise than Excel, WPS and their like write it: without
    a reference, with another attribute before it, with a prefix, inside a comment.
    """
    if any(mark in chunk for mark in _PREFIXED):
        return None
    letters = np.frombuffer(chunk + bytes(_LONGEST_LETTERS + _LONGEST_NUMBER + 8), np.uint8)
    tags = np.flatnonzero(letters == ord("<"))
    first = letters[tags + 1]
    if (first == ord("!")).any():
        return None
    tags = tags[first == ord("c")]
    cells = tags[_AFTER_NAME[letters[tags + 2]]]
    for offset, letter in enumerate(_USUAL_START):
        if (letters[cells + (2 + offset)] != letter).any():
            return None
    at = cells + (2 + len(_USUAL_START))
    columns = _number(letters, at, ord("A"), 26, _LONGEST_LETTERS)
    rows = _number(letters, at, ord("0"), 10, _LONGEST_NUMBER)
    is_whole = (letters[at] == ord('"')) & (rows > 0) & (columns >= 0)
    return (rows - 1, columns) if is_whole.all() else None


def _number(
    letters: npt.NDArray[np.uint8], at: Numbers, zero: int, base: int, longest: int
) -> Numbers:
    """The numbers written at some places, which move behind them; letters count from A = 0."""
    # In letters there is no zero: A is 0, and AA follows on Z.
    carried = base == 26
    value = np.full(len(at), -1 if carried else 0, np.int64)
    for _ in range(longest):
        digit = letters[at] - np.uint8(zero)
        is_digit = digit < base
        value = np.where(is_digit, (value + carried) * base + digit, value)
        at += is_digit
    return value
