"""Cells that say yes or no, or name one of a few choices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from calculator.reading.cells.matching import without_marks
from calculator.reading.cells.values import is_missing
from calculator.reading.grids import as_text
from calculator.vocabulary import VocabularyColumn, load_vocabulary
from rules.statistics import Choices, FloatArray

_LIST = re.compile(r"[、,，;；/和及]")

UNREADABLE = frozenset({"unreadable"})
"""What a cell of a list names that could not be understood, so that it is left open."""


def _said(text: str) -> str:
    folded = unicodedata.normalize("NFKC", without_marks(text)).casefold()
    return " ".join(folded.split())


def _text(cell: Any) -> str:
    return ("1" if cell else "0") if isinstance(cell, bool) else as_text(cell)


@lru_cache(maxsize=4096)
def _flag(text: str, also_yes: frozenset[str]) -> float | None:
    vocabulary = load_vocabulary()
    said = _said(text)
    if said in vocabulary.yes or text.strip() in vocabulary.yes or said in also_yes:
        return 1.0
    if said in vocabulary.no or text.strip() in vocabulary.no or is_missing(said):
        return 0.0
    return None


def saying_yes(column: VocabularyColumn) -> frozenset[str]:
    """The names of a flag column: a cell under 中心镇 that repeats 省级中心镇 says yes."""
    return frozenset(_said(name) for name in column.headings if not name.startswith("是否"))


def read_flags(
    cells: Sequence[Any], also_yes: frozenset[str] = frozenset()
) -> tuple[FloatArray, tuple[int, ...]]:
    """Read yes and no as 1 and 0, a blank as 0; also the positions of cells that say neither."""
    said = [_flag(_text(cell), also_yes) for cell in cells]
    values = np.array([np.nan if flag is None else flag for flag in said], dtype=np.float64)
    return values, tuple(position for position, flag in enumerate(said) if flag is None)


@lru_cache(maxsize=65536)
def named_choices(column: str, text: str) -> frozenset[str] | None:
    """The choices that a cell of a choice column names; None where it says something else."""
    said = _said(text)
    vocabulary = load_vocabulary()
    if vocabulary.match[column] == "list":
        return _listed(column, said)
    endings = [
        (len(word), choice.name)
        for choice in vocabulary.choices[column]
        for word in choice.words
        if said.endswith(word.casefold())
    ]
    return frozenset({max(endings)[1]}) if endings else None


def remarked_flags(columns: Iterable[VocabularyColumn], text: str) -> tuple[str, ...]:
    """Those of some flag columns that a remark names in whole words."""
    items = {
        item for listed in _LIST.split(_said(text)) for item in (listed.strip(), *listed.split())
    }
    return tuple(column.name for column in columns if not items.isdisjoint(saying_yes(column)))


@lru_cache(maxsize=65536)
def remarked_choices(column: str, text: str) -> frozenset[str] | None:
    """The choices that a remark names; None where it speaks of one but not in a clean list."""
    said = _said(text)
    listed = _listed(column, said)
    if listed is not None:
        return listed
    return None if _mention(column).search(said) else frozenset()


def _listed(column: str, said: str) -> frozenset[str] | None:
    """The choices that a text lists in whole words, and nothing else; None if it does not."""
    known = _list_words(column)
    vocabulary = load_vocabulary()
    if said in vocabulary.lists[column].none or said in vocabulary.no:
        return frozenset()
    chosen: set[str] = set()
    for item in filter(None, map(str.strip, _LIST.split(said))):
        whole = next((form for form in (item, "".join(item.split())) if form in known), None)
        words = [whole] if whole is not None else item.split()
        if not all(word in known for word in words):
            return None
        chosen.update(known[word] for word in words)
    return frozenset(chosen) if chosen else None


@cache
def _list_words(column: str) -> dict[str, str]:
    """Every way to write a choice of a list -> the choice."""
    vocabulary = load_vocabulary()
    return {
        form: choice.name
        for choice in vocabulary.choices[column]
        for word in map(str.casefold, choice.words)
        for ending in ("", *vocabulary.lists[column].endings)
        for form in (f"{word}{ending}", f"{word} {ending}")
    }


@cache
def _mention(column: str) -> re.Pattern[str]:
    """A word of a choice inside a longer text; of English, a whole word."""
    words = (word for choice in load_vocabulary().choices[column] for word in choice.words)
    return re.compile(
        "|".join(
            rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
            for word in map(str.casefold, words)
        )
    )


def read_choices(
    cells: Sequence[Any],
    named: Callable[[str], frozenset[str] | None],
    unreadable: frozenset[str] | None = None,
) -> tuple[Choices, tuple[int, ...]]:
    """Read the choices that cells name; also the positions of cells that say something else.

    Those name ``unreadable``, else nothing.
    """
    sets: dict[frozenset[str], int] = {}
    by_text: dict[str, int] = {"": -1}
    unknown: set[str] = set()
    texts = [_text(cell) for cell in cells]
    for text in dict.fromkeys(texts):
        by_text[text] = -1
        if text and not is_missing(_said(text)):
            choice = named(text)
            if choice is None:
                unknown.add(text)
                choice = unreadable
            if choice:
                by_text[text] = sets.setdefault(choice, len(sets))
    codes = np.fromiter((by_text[text] for text in texts), dtype=np.int64, count=len(texts))
    odd = tuple(i for i, text in enumerate(texts) if text in unknown) if unknown else ()
    return Choices(codes, tuple(sets)), odd


def joined_choices(read: Sequence[Choices]) -> Choices:
    """Several columns of the same choices as one: a township names what any of them names."""
    sets: dict[frozenset[str], int] = {}
    blank: frozenset[str] = frozenset()
    rows = zip(*(column.codes.tolist() for column in read), strict=True)
    codes = []
    for row in rows:
        named = [
            column.sets[code] if code >= 0 else blank
            for column, code in zip(read, row, strict=True)
        ]
        chosen = blank.union(*named)
        codes.append(sets.setdefault(chosen, len(sets)) if chosen else -1)
    return Choices(np.array(codes, dtype=np.int64), tuple(sets))


def ticked(flags: FloatArray, column: VocabularyColumn) -> Choices:
    """A yes-or-no column of one choice as choices; what says neither leaves them open."""
    named = frozenset(column.tick[1:] if column.tick is not None else ())
    codes = np.where(flags == 1, 0, np.where(np.isnan(flags), 1, -1))
    return Choices(codes.astype(np.int64), (named, UNREADABLE))
