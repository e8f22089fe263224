"""What was read from some files: the statistics, where they came from, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.reading.notes import column_term, sentence
from calculator.reading.options import RosterEntry
from calculator.reading.origins import Origins
from calculator.reading.recognition.layouts import TableRead
from calculator.reading.sources import SourceFile
from rules.findings import Finding
from rules.statistics import Statistics
from rules.status import Severity
from rules.wording import Sentence


@dataclass(frozen=True)
class FileRead:
    """One file, and what came of it.

    Attributes:
        source: The file.
        tables: The tables of townships in it.
        counties: The counties, with their prefectures where known, that it has townships of.
        problem: Why nothing was read from it; None where something was.
        counts: Severity -> how many findings are about it.
    """

    source: SourceFile
    tables: tuple[TableRead, ...]
    counties: tuple[str, ...]
    problem: Sentence | None
    counts: dict[Severity, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What findings and reports call it."""
        return self.source.name

    @property
    def townships(self) -> int:
        """How many rows of its tables are townships; of lists alone, how many they name."""
        rows = [table.townships for table in self.tables if table.sort == "townships"]
        return sum(rows or (table.townships for table in self.tables))

    @property
    def bodies(self) -> int:
        """How many offices and institutions its tables list."""
        return sum(table.bodies for table in self.tables)


@dataclass(frozen=True)
class Reading:
    """What was read from some files.

    Attributes:
        statistics: The statistics and the proposal, one value per township in each column.
        origins: The cells they came from.
        findings: What is wrong or worth knowing, errors first.
        tables: Every table as it was recognised.
        files: Every file, those that could not be read as well.
        roster: The counties that should be in the files.
        not_reported: Those of them that are not.
        previous: Last year's files, that it was held against.
    """

    statistics: Statistics
    origins: Origins
    findings: list[Finding]
    tables: list[TableRead]
    files: list[FileRead] = field(default_factory=list)
    roster: Sequence[RosterEntry] = ()
    not_reported: Sequence[RosterEntry] = ()
    previous: Sequence[Path] = ()


def file_of(found: Finding, names: frozenset[str]) -> str | None:
    """The file that a finding of the reader is about; None where it is about none alone."""
    for said in (found.cell, found.message.values.get("place"), found.message.values.get("file")):
        if not isinstance(said, str):
            continue
        if said in names:
            return said
        pieces = said.removeprefix("[").split("]")
        for end in range(1, len(pieces)):
            if (name := "]".join(pieces[:end])) in names:
                return name
    return None


def require_any(reading: Reading, columns: Sequence[str]) -> None:
    """Insist that the input has at least one of some columns.

    Raises:
        CalculatorError: It has none of them; the sentence names the headings that were found.
    """
    statistics = reading.statistics
    present = {*statistics.numbers, *statistics.choices, *statistics.texts}
    if present.isdisjoint(columns):
        headings = [
            heading
            for table in reading.tables
            for heading in (
                *(read.heading for read in table.columns),
                *(heading for heading, _ in table.unrecognised),
            )
        ]
        raise CalculatorError(
            [
                sentence(
                    "column_required",
                    files=list(dict.fromkeys(table.file for table in reading.tables)),
                    columns=[column_term(name) for name in columns],
                    headings=list(dict.fromkeys(headings)),
                )
            ]
        )


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, errors first; the same note about several tables of a sheet only once."""
    seen = set()
    kept = []
    for found in findings:
        values = {name: said for name, said in found.message.values.items() if name != "cell"}
        place = (found.cell or "").partition("!")[0]
        key = (found.code, place, repr(values))
        if found.severity is not Severity.NOTE or key not in seen:
            kept.append(found)
        seen.add(key)
    severities = list(Severity)
    return sorted(kept, key=lambda found: severities.index(found.severity))
