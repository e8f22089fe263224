"""What was read of each file, and what columns there are to say that a heading means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from calculator.messages import Messages
from calculator.packs import declared_columns
from calculator.reporting.data.reading import reading_data
from calculator.reporting.finding_lines import FindingLine
from calculator.vocabulary import VocabularyColumn, with_columns
from calculator.web.views.findings import entries_of
from rules.status import Severity
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.reading import Reading
    from rules.pack import RulePack

MOST_LEFT_OUT = 100
MOST_FINDINGS = 30
OF_SHEETS = frozenset({"no-township-row", "heading-without-townships", "only-counties"})
"""Why nothing can be calculated, where a sheet was read all the same."""
GROUPS = ("unit", "statistics", "marks", "proposal", "list", "county", "own")


def reading_view(
    reading: Reading, pack: RulePack, lines: Sequence[FindingLine], speaker: Messages
) -> dict[str, Any]:
    """What was read.

    Args:
        reading: The files.
        pack: The rules they are meant for, which may declare columns.
        lines: What was found, the heaviest first.
        speaker: The language, with the names of the pack.
    """
    data = reading_data(reading, speaker)
    codes = {finding.code for finding in reading.findings}
    lines = [line for line in lines if line.code in codes]
    return {
        "files": [_file(file, lines, speaker) for file in data["files"]],
        "not_reported": data["not_reported"],
        "headings": sorted(
            {
                read["heading"]
                for file in data["files"]
                for table in file["tables"]
                for read in table["columns"]
            }
        ),
        "choices": list(column_choices(pack, speaker)),
    }


def nothing_read(codes: Sequence[str], speaker: Messages) -> dict[str, Any]:
    """The same where no file has a township.

    Args:
        codes: What the reasons are about: of a sheet, its headings may be named.
        speaker: The language.
    """
    choices = list(column_choices(None, speaker))
    no_sheet = OF_SHEETS.isdisjoint(codes)
    read: dict[str, Any] = {"files": [], "not_reported": [], "headings": []}
    return {**read, "choices": choices, "no_sheet": no_sheet}


def column_choices(pack: RulePack | None, speaker: Messages) -> Iterator[dict[str, Any]]:
    """The columns that a heading may mean, by what they are about."""
    declared = declared_columns(pack) if pack is not None else {}
    grouped: dict[str, list[dict[str, str]]] = {name: [] for name in GROUPS}
    for name, column in with_columns(declared).columns.items():
        group = "own" if name in declared else _group(column)
        grouped[group].append({"value": name, "said": speaker.say(Term("column", name))})
    for name, columns in grouped.items():
        if columns:
            yield {"said": speaker.text(f"web.reading.group_{name}"), "columns": columns}


def _group(column: VocabularyColumn) -> str:
    if "statistics" not in column.tables:
        return column.tables[0]
    if column.holds == "number":
        return "statistics"
    return "marks" if column.holds in ("flag", "tick") else "unit"


def _file(file: dict[str, Any], lines: Sequence[FindingLine], speaker: Messages) -> dict[str, Any]:
    """A file with what was found in it, as far as a cell or a sheet of it is named."""
    start = f"[{file['name']}]"
    about = [
        line for line in lines if (line.cell or line.place or "").startswith((start, file["name"]))
    ]
    heavy = [line for line in about if line.severity != Severity.NOTE]
    notes = [line for line in about if line.severity == Severity.NOTE]
    for table in file["tables"]:
        table["rows_are_said"] = speaker.text(f"web.reading.rows_are_{table['rows_are']}")
        table["more_left_out"] = max(0, len(table["left_out"]) - MOST_LEFT_OUT)
        table["left_out"] = [
            {**row, "reason_said": speaker.text(f"web.reading.left_out_{row['reason']}")}
            for row in table["left_out"][:MOST_LEFT_OUT]
        ]
        for read in table["columns"]:
            unit, source = read["unit"], read["unit_from"]
            read["unit_said"] = speaker.say(Term("written_unit", unit)) if unit else None
            key = f"workbook.unit_source.{source}"
            read["unit_from_said"] = speaker.text(key) if source else None
            read["cell"] = _short(read["cell"])
        for unread in table["unrecognised"]:
            unread["cell"] = _short(unread["cell"])
    return {
        **file,
        "counties": [county for county in file["counties"] if county],
        "heavy": entries_of(heavy, speaker)[:MOST_FINDINGS],
        "notes_said": entries_of(notes, speaker)[:MOST_FINDINGS],
        "count": len(heavy),
    }


def _short(cell: str | None) -> str:
    """The address within its sheet."""
    return (cell or "").rpartition("!")[2].rpartition("]")[2]
