"""Columns in which a blank means no, where only some of the tables have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.reading.notes import column_term, finding, shown
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, IntArray, Statistics
from rules.status import Severity

_KINDS = ("flag", "choice")
_TOLD_OTHERWISE = ("kind", "proposed_class")


def partly_told(
    statistics: Statistics, parts: Sequence[Part], places: Sequence[IntArray]
) -> Iterator[Finding]:
    """Townships whose tables lack a column of statistics that others have, such as terrain.

    Where no table has it, no one was asked, and nothing is said; where some do, a township
    without it is neither a yes nor a no.

    Args:
        statistics: All townships.
        parts: The tables.
        places: For each the place of every township in it, -1 where absent.
    """
    for name, column in load_vocabulary().columns.items():
        if column.holds not in _KINDS or "statistics" not in column.tables:
            continue
        if name in _TOLD_OTHERWISE or not (
            name in statistics.numbers or name in statistics.choices
        ):
            continue
        told = np.zeros(statistics.size, dtype=np.bool_)
        for part, of_part in zip(parts, places, strict=True):
            if name in part.numbers or name in part.choices:
                told |= of_part >= 0
        if told.any() and not told.all():
            yield finding(
                Severity.WARNING,
                "column-in-some-tables",
                column=name,
                term=column_term(name),
                files=shown(_files(parts, places, ~told)),
                count=int((~told).sum()),
                names=shown(statistics.text("name")[~told].tolist()),
            )


def _files(parts: Sequence[Part], places: Sequence[IntArray], lacking: BoolArray) -> list[str]:
    """The files of measured tables that hold these townships."""
    here = (
        part.grid.file
        for part, of_part in zip(parts, places, strict=True)
        if part.is_measured and bool((of_part[lacking] >= 0).any())
    )
    return list(dict.fromkeys(here))
