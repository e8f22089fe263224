"""What is wrong with rows of different tables that should be the same townships."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.reading.assembly.identities import Identity
from calculator.reading.notes import MOST_SHOWN, finding, sentence
from calculator.reading.recognition.parts import Part
from rules.findings import Finding
from rules.status import Severity


def duplicate(part: Part, row: int, township: int, first: str) -> Finding:
    """A township that already stands at another cell."""
    return finding(
        Severity.ERROR,
        "township-twice",
        township=township,
        column="name",
        cell=part.name_cell(row),
        value=part.texts["name"][row],
        first=first,
    )


def shared_code(part: Part, rows: Sequence[int]) -> Finding:
    """A code that stands beside different names in one table."""
    cells = [part.address("code", row) for row in rows]
    return finding(
        Severity.ERROR,
        "code-shared",
        column="code",
        cell=part.address("code", rows[0]),
        value=part.texts["code"][rows[0]],
        names=[part.texts["name"][row] for row in rows[:MOST_SHOWN]],
        cells=cells,
        shown=cells[:MOST_SHOWN],
    )


def renamed(part: Part, row: int, township: int, first: Part, first_row: int) -> Finding:
    """A code that stands beside another name elsewhere."""
    return finding(
        Severity.WARNING,
        "names-differ",
        township=township,
        column="name",
        cell=part.name_cell(row),
        value=part.texts["name"][row],
        first=first.name_cell(first_row),
        first_value=first.texts["name"][first_row],
    )


def ambiguous(part: Part, row: int, cells: Sequence[str]) -> Finding:
    """A name that several townships have."""
    return finding(
        Severity.ERROR,
        "township-ambiguous",
        column="name",
        cell=part.name_cell(row),
        value=part.texts["name"][row],
        cells=cells,
    )


def namesakes(part: Part, rows: Sequence[int]) -> Finding:
    """Rows of the same name that were taken as different townships."""
    return finding(
        Severity.WARNING,
        "namesakes-kept-apart",
        column="name",
        cell=part.name_cell(rows[0]),
        value=part.texts["name"][rows[0]],
        count=len(rows),
    )


def not_in_statistics(part: Part, row: int, identity: Identity, near: Identity | None) -> Finding:
    """A township of a proposal that the statistics do not have."""
    nearest = None
    if near is not None:
        is_elsewhere = identity.county is not None and near.county != identity.county
        county = near.county if is_elsewhere and near.county is not None else ""
        nearest = sentence("nearest_name", name=f"{county}{near.name}")
    return finding(
        Severity.ERROR if part.is_proposal else Severity.WARNING,
        "not-in-statistics",
        column="name",
        cell=part.name_cell(row),
        value=part.texts["name"][row],
        nearest=nearest or "",
    )
