"""What is wrong or worth knowing about an input, a proposal or a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rules.status import Severity, Status
from rules.wording import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing.

    Attributes:
        code: A stable name, such as ``offices-over-limit``.
        severity: Error, warning or note.
        message: The sentence: where, what was expected, what was found, what to do.
        township: The position of the township in the statistics, if it concerns one.
        county: The position of the county in ``Statistics.counties``, if it concerns one.
        column: The column of the statistics that the value stands in. With ``township`` it
            names a cell without knowing any spreadsheet.
        body: The position of the office or institution in ``Statistics.bodies``, if it
            concerns one; ``column`` then is one of the list's.
        cell: The address of the cell, where whoever made the finding knows it.
        value: What was found.
        limit: What it was held against.
        status: The status of the figure it was held against.
        source: The source and clause of that figure (a ``Sentence``), or nothing.
    """

    code: str
    severity: Severity
    message: Sentence
    township: int | None = None
    county: int | None = None
    column: str | None = None
    cell: str | None = None
    value: Any = None
    limit: Any = None
    status: Status | None = None
    source: Sentence | None = None
    body: int | None = None
