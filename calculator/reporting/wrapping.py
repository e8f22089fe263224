"""Text folded by the width that it takes on a terminal, as Chinese text is set."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

NARROWEST = 60
WIDEST = 100
"""Longer lines are hard to read."""

NO_LINE_START = "，。；：、！？）》〉”’」』】〕…％°,.;:!?)]}%"
NO_LINE_END = "（《〈“‘「『【〔([{"

WIDE = {"W", "F"}
WITHOUT_WIDTH = {"Cc", "Cf", "Me", "Mn"}
"""Control characters, joiners, and marks upon the character before (Unicode's categories)."""

# A date, a number or a word stays in one piece; any other character stands for itself. The range
# is that of the few thousand below Chinese: re walks through ranges one by one when it starts.
_IN_WORDS = r"(?:(?=[\0-\u2e7f])\w)"
_PIECE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    rf"|[-+.]*{_IN_WORDS}+(?:[-+./,:'_=*@\\]{_IN_WORDS}+)*"
    r"|\s+|."
)


def screen_width() -> int:
    """How many columns to fill: those of the terminal, but neither too few nor too many."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((96, 24)).columns))


@lru_cache(maxsize=65536)
def columns(text: str) -> int:
    """How many columns a text takes: a Chinese character two, an accent by itself none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns_of, text))


@lru_cache(maxsize=4096)
def _columns_of(character: str) -> int:
    if category(character) in WITHOUT_WIDTH:
        return 0
    return 2 if east_asian_width(character) in WIDE else 1


def left(text: str, room: int) -> str:
    """A text at the left of so many columns."""
    return text + " " * (room - columns(text))


def right(text: str, room: int) -> str:
    """A text at the right of so many columns."""
    return " " * (room - columns(text)) + text


def fold(text: str, room: int) -> list[str]:
    """A text in lines of at most so many columns.

    No line starts with a closing mark such as ``，``, none ends with an opening one such as
    ``（``, and no number, date or word is split, except one that is wider than a line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for piece in _pieces(paragraph):
            if line and taken + columns(piece.rstrip()) > room:
                lines.append(line.rstrip())
                line, taken = "", 0
                piece = piece.lstrip()
            while columns(piece.rstrip()) > room:
                start = _fitting(piece, room)
                lines.append(start)
                piece = piece.removeprefix(start)
            line += piece
            taken += columns(piece)
        lines.append(line.rstrip())
    return lines


def longest_piece(text: str) -> int:
    """How many columns a text needs if nothing in it is to be split."""
    return max((columns(piece.rstrip()) for piece in _pieces(text)), default=0)


def hanging(start: str, text: str, room: int) -> list[str]:
    """A text folded behind ``start``, its further lines indented as far."""
    indent = " " * columns(start)
    first, *rest = fold(text, max(room - len(indent), 1))
    return [f"{start}{first}".rstrip(), *(f"{indent}{line}" for line in rest)]


def _pieces(text: str) -> Iterator[str]:
    """Parts of a text between which a line may end."""
    held = ""
    for piece in _PIECE.findall(text):
        glued = piece in NO_LINE_START or piece.isspace() or held[-1:] in [*NO_LINE_END]
        if held and not glued:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _fitting(text: str, room: int) -> str:
    """As much of the start of a text as fits, one character at least."""
    end = next((n for n in range(1, len(text) + 1) if columns(text[:n]) > room), len(text) + 1)
    return text[: max(end - 1, 1)]
