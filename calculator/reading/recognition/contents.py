"""Columns whose heading leaves open what they are, settled by what their cells say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from calculator.reading.cells.choices import named_choices, read_flags
from calculator.reading.grids import as_text
from calculator.reading.recognition.layouts import ColumnRead, Layout
from calculator.vocabulary import load_vocabulary

# Headings such as 类别 may stand over either.
_EITHER = ("kind", "proposed_class")


def settle(layout: Layout, rows: Sequence[int]) -> Layout:
    """Go by the cells of the townships where a heading could mean two things.

    A column 类别 whose cells are names of classes is the proposed class, and one 乡镇类别
    whose cells are kinds is the kind; a column 山区 is ticks only if its cells say yes or no.
    """
    columns = dict(layout.columns)
    dropped = dict(layout.dropped)
    unrecognised = list(layout.unrecognised)
    for name, read in layout.columns.items():
        holds = load_vocabulary().columns[name].holds
        if holds == "tick" and not _says_yes_or_no(layout, read, rows):
            del columns[name]
            others = dropped.pop(name, ())
            unrecognised.extend((other.heading, other.cell) for other in (read, *others))
    settled = replace(layout, columns=columns, dropped=dropped, unrecognised=tuple(unrecognised))
    return _either(settled, rows)


def _texts(layout: Layout, read: ColumnRead, rows: Sequence[int]) -> list[str]:
    cells = layout.grid.column(read.position, rows)
    texts = [unicodedata.normalize("NFKC", as_text(cell)).casefold() for cell in cells]
    return [text for text in texts if text]


def _says_yes_or_no(layout: Layout, read: ColumnRead, rows: Sequence[int]) -> bool:
    cells = layout.grid.column(read.position, rows)
    filled = [cell for cell in cells if cell != ""]
    return 2 * len(read_flags(filled)[1]) < len(filled)


def _meant(layout: Layout, read: ColumnRead, rows: Sequence[int]) -> str | None:
    """What the cells of a kind or class column mostly are: names of classes, or kinds."""
    texts = _texts(layout, read, rows)
    is_class = re.compile(load_vocabulary().class_names).fullmatch
    classes = sum(is_class(text) is not None for text in texts)
    kinds = sum(is_class(text) is None and bool(named_choices("kind", text)) for text in texts)
    if 2 * classes > len(texts):
        return "proposed_class"
    return "kind" if 2 * kinds > len(texts) else None


def _either(layout: Layout, rows: Sequence[int]) -> Layout:
    candidates = [
        (name, read)
        for name in _EITHER
        if name in layout.columns
        for read in (layout.columns[name], *layout.dropped.get(name, ()))
    ]
    meant = [_meant(layout, read, rows) or name for name, read in candidates]
    if all(name == mean for (name, _), mean in zip(candidates, meant, strict=True)):
        return layout
    columns, dropped = dict(layout.columns), dict(layout.dropped)
    by_contents = []
    for name in _EITHER:
        columns.pop(name, None)
        dropped.pop(name, None)
        own = [read for (was, read), mean in zip(candidates, meant, strict=True) if mean == name]
        own.sort(key=lambda read: read.column != name)
        if not own:
            continue
        columns[name] = replace(own[0], column=name)
        if own[0].column != name:
            by_contents.append(name)
        if len(own) > 1:
            dropped[name] = tuple(own[1:])
    in_order = sorted(columns.items(), key=lambda item: item[1].position)
    return replace(layout, columns=dict(in_order), dropped=dropped, by_contents=tuple(by_contents))
