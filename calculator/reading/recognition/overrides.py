"""Headings that the user has named: what they mean goes before what the vocabulary says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from calculator.errors import CalculatorError
from calculator.reading.cells.matching import plain, ways_to_say
from calculator.reading.notes import column_term, finding, sentence
from calculator.reading.recognition.layouts import TableRead
from calculator.vocabulary import Vocabulary, load_vocabulary
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence

_MOST_CLOSE = 3


def named_headings(columns: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, str | None]:
    """The headings that the user has named, as they are compared, with the columns they mean.

    Raises:
        CalculatorError: Some mean columns that there are not; all of them at once.
    """
    known = {
        plain(heading): name
        for name, column in reversed(list(vocabulary.columns.items()))
        for heading in reversed(column.headings)
    }
    words = vocabulary.headings["ignored"]
    ignored = {plain(word) for word in words} - {""}
    named: dict[str, str | None] = {}
    problems: list[Sentence] = []
    for heading, column in columns.items():
        wanted = plain(column)
        # of signs alone nothing is left to compare
        if wanted in ignored or column.strip() in ("", *words):
            named[plain(heading)] = None
        elif wanted in known:
            named[plain(heading)] = known[wanted]
        else:
            problems.append(_unknown(heading, column, known, vocabulary))
    if problems:
        raise CalculatorError(problems)
    return named


def _unknown(
    heading: str, column: str, known: Mapping[str, str], vocabulary: Vocabulary
) -> Sentence:
    near = get_close_matches(plain(column), known, n=_MOST_CLOSE, cutoff=0.3)
    close = list(dict.fromkeys(known[word] for word in near)) or list(vocabulary.columns)[:8]
    return sentence(
        "column_unknown",
        heading=heading,
        column=column,
        close=[sentence("column_as_name", term=column_term(name), name=name) for name in close],
    )


def override_findings(columns: Mapping[str, str], tables: Sequence[TableRead]) -> Iterator[Finding]:
    """What the user's headings did: those found, and those that no table has."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for table in tables if columns else ():
        seen: list[tuple[str, str, str | None]] = [
            (read.heading, read.cell, read.column) for read in table.columns
        ]
        seen += [(heading, cell, None) for heading, cell in table.unrecognised]
        for heading, cell, column in seen:
            for said in dict.fromkeys(ways_to_say(heading)):
                found.setdefault(said, []).append((cell, column))
    overrides = load_vocabulary().overrides
    for heading in columns:
        places = found.get(plain(heading), ())
        meant = overrides[plain(heading)]
        cells = [cell for cell, column in places if column == meant]
        values: dict[str, Any] = {"heading": heading, "count": len(cells)}
        term = column_term(meant) if meant is not None else None
        if not places:
            yield finding(Severity.WARNING, "heading-not-found", **values)
        elif not cells:
            cell = places[0][0]
            yield finding(Severity.WARNING, "heading-not-used", cell=cell, term=term, **values)
        elif meant is None:
            yield finding(Severity.NOTE, "column-ignored", cell=cells[0], **values)
        else:
            yield finding(
                Severity.NOTE, "column-by-user", column=meant, cell=cells[0], term=term, **values
            )
