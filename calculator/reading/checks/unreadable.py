"""Cells that could not be understood, as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from calculator.reading.cells.choices import remarked_flags
from calculator.reading.cells.values import describe
from calculator.reading.checks.causes import also_at
from calculator.reading.grids import as_text
from calculator.reading.notes import MOST_SHOWN, column_term, finding, sentence
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray
from rules.status import Severity


def cell_findings(part: Part) -> Iterator[Finding]:
    """Findings about single cells; ``township`` is the place in the table."""
    for column in part.odd:
        read = part.column_read(column)
        holds = load_vocabulary().columns[column].holds
        if column == "code":
            yield _unreadable_codes(part)
        elif read is not None and read.is_remark:
            yield from _unclear_remarks(part, column)
        elif holds == "choice":
            yield from _unknown_words(part, column)
        else:
            yield from _not_understood(part, column, holds)
    yield from _without_name(part)


def _not_understood(part: Part, column: str, holds: str) -> Iterator[Finding]:
    for position in part.odd[column]:
        value = describe(part.raw(column, position))
        code = "not-a-number" if holds == "number" else "not-a-flag"
        if value.startswith("="):
            code = "formula-without-value"
        yield finding(
            Severity.ERROR,
            code,
            township=position,
            column=column,
            cell=part.address(column, position),
            value=value,
            name=part.said_name(position),
            term=column_term(column),
            effect=sentence("left_open" if holds == "tick" else "counts_as_missing"),
        )


def _unknown_words(part: Part, column: str) -> Iterator[Finding]:
    by_text: dict[str, list[int]] = {}
    for position in part.odd[column]:
        by_text.setdefault(describe(part.raw(column, position)), []).append(position)
    words = [choice.label for choice in load_vocabulary().choices.get(column, ())]
    is_open = load_vocabulary().match.get(column) == "list"
    for text, positions in by_text.items():
        cells = [part.address(column, position) for position in positions]
        yield finding(
            Severity.WARNING,
            "unknown-word",
            township=positions[0],
            column=column,
            cell=part.address(column, positions[0]),
            value=text,
            term=column_term(column),
            words=words,
            cells=cells,
            also=also_at(cells),
            effect=sentence("left_open" if is_open else "counts_as_blank"),
            count=len(cells),
        )


def _unreadable_codes(part: Part) -> Finding:
    cells = [part.address("code", position) for position in part.odd["code"]]
    return finding(
        Severity.WARNING,
        "code-unreadable",
        column="code",
        cell=cells[0],
        value=as_text(part.raw("code", part.odd["code"][0])),
        count=len(cells),
        cells=cells,
        shown=cells[:MOST_SHOWN],
    )


def unused_remarks(part: Part, given: Collection[str]) -> Iterator[Finding]:
    """A warning that remarks say yes to flags that the input has no column for."""
    layout, known = part.layout, load_vocabulary().columns
    flags = [known[name] for name in known if known[name].holds == "flag" and name not in given]
    reads = (*layout.columns.values(), *(read for more in layout.dropped.values() for read in more))
    for remark in (read for read in reads if read.is_remark):
        rows = part.rows.tolist()
        texts = [as_text(cell) for cell in part.grid.column(remark.position, rows)]
        named = {text: remarked_flags(flags, text) for text in dict.fromkeys(texts) if text}
        at = [place for place, text in enumerate(texts) if named.get(text)]
        if at:
            cells = [part.grid.address(rows[place], remark.position) for place in at]
            columns = dict.fromkeys(column for place in at for column in named[texts[place]])
            yield finding(
                Severity.WARNING,
                "remark-not-used",
                cell=cells[0],
                value=texts[at[0]],
                heading=remark.heading,
                terms=[column_term(column) for column in columns],
                count=len(cells),
                cells=cells,
                shown=cells[:MOST_SHOWN],
            )


def _unclear_remarks(part: Part, column: str) -> Iterator[Finding]:
    words = [choice.label for choice in load_vocabulary().choices.get(column, ())]
    for position in part.odd[column]:
        read = part.column_read(column, position)
        yield finding(
            Severity.WARNING,
            "remark-unclear",
            township=position,
            column=column,
            cell=part.address(column, position),
            value=as_text(part.raw(column, position)),
            name=part.said_name(position),
            heading=read.heading if read is not None else "",
            term=column_term(column),
            words=words,
        )


def _without_name(part: Part) -> Iterator[Finding]:
    if "name" not in part.layout.columns:
        return
    code = part.texts.get("code")
    pinyin = part.texts.get("pinyin")
    shown_pinyin = []
    for position in np.flatnonzero(_blank_names(part)).tolist():
        if pinyin is not None and pinyin[position] is not None:
            shown_pinyin.append(position)
        elif code is not None:
            yield finding(
                Severity.ERROR,
                "name-missing",
                township=position,
                column="name",
                cell=part.address("name", position),
                code_shown=code[position],
            )
    if shown_pinyin:
        yield finding(
            Severity.NOTE,
            "pinyin-shown",
            column="name",
            cell=part.address("name", shown_pinyin[0]),
            count=len(shown_pinyin),
        )


def _blank_names(part: Part) -> BoolArray:
    cells = part.grid.column(part.layout.columns["name"].position, part.rows.tolist())
    return np.array([not str(cell).strip() for cell in cells], dtype=bool)
