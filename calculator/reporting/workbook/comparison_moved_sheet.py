"""The sheet of townships that appeared, vanished, or are called otherwise."""

from __future__ import annotations

import numpy as np

from calculator.comparison import CLASS
from calculator.reporting.workbook.comparison_writing import ABSENT, ComparisonWriting, Rows
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.statistics import IntArray, Statistics
from rules.wording import Term


def moved_table(writing: ComparisonWriting) -> Table | None:
    """Townships that only one side has, or that have another name, county or code."""
    found = writing.found
    pairs = found.comparison.pairs
    other = np.flatnonzero(found.renamed | found.other_county | found.other_code)
    absent = [
        np.full(len(p), ABSENT, dtype=np.int64) for p in (pairs.only_after, pairs.only_before)
    ]
    rows = Rows(
        np.concatenate([pairs.before[other], absent[0], pairs.only_before]),
        np.concatenate([pairs.after[other], pairs.only_after, absent[1]]),
    )
    if not len(rows.before):
        return None
    kinds = [
        writing.speaker.say(
            [
                writing.text(f"kinds.{kind}")
                for kind, which in (
                    ("renamed", found.renamed),
                    ("county", found.other_county),
                    ("code", found.other_code),
                )
                if which[place]
            ]
        )
        for place in other.tolist()
    ]
    kinds += [writing.text("kinds.appeared")] * len(pairs.only_after)
    kinds += [writing.text("kinds.vanished")] * len(pairs.only_before)
    columns = [
        TableColumn(writing.after.text("number"), range(1, len(kinds) + 1), Style.CENTRED),
        TableColumn(writing.text("kind"), kinds, Style.CENTRED),
    ]
    before, after = found.statistics
    for name in ("county", "name", "code"):
        one, two = rows.of_before(before.text(name)), rows.of_after(after.text(name))
        if any(one.tolist()) or any(two.tolist()):
            heading = writing.speaker.say(Term("column", name))
            columns += writing.words(heading, one.tolist(), two.tolist())
    if found.after.pack.classification is not None:
        heading = writing.after.text("class")
        columns += writing.words(heading, *writing.said(rows, CLASS))
    notes = [""] * len(other) + _county_notes(writing, after, pairs.only_after, pairs.after)
    notes += _county_notes(writing, before, pairs.only_before, pairs.before)
    if any(notes):
        columns.append(
            TableColumn(writing.text("note"), [n or None for n in notes], Style.WRAPPED, widest=46)
        )
    return Table(writing.text("sheets.moved"), writing.subtitle, columns, fixed=2)


def _county_notes(
    writing: ComparisonWriting, statistics: Statistics, alone: IntArray, paired: IntArray
) -> list[str]:
    """For each township of one side only, whether its whole county is."""
    in_both = set(statistics.county_codes[paired].tolist())
    said = writing.text("whole_county")
    return ["" if code in in_both else said for code in statistics.county_codes[alone].tolist()]
