"""Cells that say yes or no, or name one of a few choices."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from calculator.reading.grids import as_text
from calculator.reading.matching import without_marks
from calculator.reading.values import is_missing
from calculator.vocabulary import load_vocabulary
from rules.statistics import Choices, FloatArray


def _said(text: str) -> str:
    folded = unicodedata.normalize("NFKC", without_marks(text)).casefold()
    return " ".join(folded.split())


def _text(cell: Any) -> str:
    return ("1" if cell else "0") if isinstance(cell, bool) else as_text(cell)


@lru_cache(maxsize=4096)
def _flag(text: str) -> float | None:
    vocabulary = load_vocabulary()
    said = _said(text)
    if said in vocabulary.yes or text.strip() in vocabulary.yes:
        return 1.0
    if said in vocabulary.no or text.strip() in vocabulary.no or is_missing(said):
        return 0.0
    return None


def read_flags(cells: Sequence[Any]) -> tuple[FloatArray, tuple[int, ...]]:
    """Read yes and no as 1 and 0, a blank as 0; also the positions of cells that say neither."""
    said = [_flag(_text(cell)) for cell in cells]
    values = np.array([np.nan if flag is None else flag for flag in said], dtype=np.float64)
    return values, tuple(position for position, flag in enumerate(said) if flag is None)


@lru_cache(maxsize=65536)
def named_choices(column: str, text: str) -> frozenset[str]:
    """The choices that a cell of a choice column names."""
    said = _said(text)
    vocabulary = load_vocabulary()
    words = [
        (len(word), choice.name, word.casefold())
        for choice in vocabulary.choices[column]
        for word in choice.words
    ]
    if vocabulary.match[column] == "inside":
        return frozenset(name for _, name, word in words if word in said)
    endings = [(length, name) for length, name, word in words if said.endswith(word)]
    return frozenset({max(endings)[1]}) if endings else frozenset()


def read_choices(
    cells: Sequence[Any], named: Callable[[str], frozenset[str]]
) -> tuple[Choices, tuple[int, ...]]:
    """Read the choices that cells name; also the positions of cells that name none."""
    sets: dict[frozenset[str], int] = {}
    by_text: dict[str, int] = {"": -1}
    unknown: set[str] = set()
    texts = [_text(cell) for cell in cells]
    for text in dict.fromkeys(texts):
        if text and not is_missing(_said(text)):
            choice = named(text)
            if choice:
                by_text[text] = sets.setdefault(choice, len(sets))
                continue
            unknown.add(text)
        by_text[text] = -1
    codes = np.fromiter((by_text[text] for text in texts), dtype=np.int64, count=len(texts))
    odd = tuple(i for i, text in enumerate(texts) if text in unknown) if unknown else ()
    return Choices(codes, tuple(sets)), odd
