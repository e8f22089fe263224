"""Text folded by the width that it takes on a terminal, as Chinese text is set."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import lru_cache

NARROWEST = 60
WIDEST = 100
"""Longer lines are hard to read."""

NO_LINE_START = "，。；：、！？）》〉”’」』】〕…％°,.;:!?)]}%"
NO_LINE_END = "（《〈“‘「『【〔([{"

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
    """How many columns a text takes; a Chinese character takes two."""
    from wcwidth import width

    return width(text)


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
