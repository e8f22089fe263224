"""What was read as plain data; ``docs/json.md`` describes every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.messages import Language, Messages
from calculator.reporting.data.plain import finding_data
from calculator.reporting.finding_lines import finding_lines
from rules.status import Severity
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.checking_files import CheckedFiles
    from calculator.reading import FileRead, Reading, RosterEntry, TableRead


def checked_data(checked: CheckedFiles, language: Language) -> dict[str, Any]:
    """The files as recognised, and everything that is wrong with them."""
    speaker = checked.messages(language)
    day = checked.reading.statistics.date
    return {
        "rules": checked.pack.id,
        "lacking": [speaker.say(problem) for problem in checked.lacking],
        "statistics_date": day.isoformat() if day else None,
        "townships": checked.reading.statistics.size,
        **reading_data(checked.reading, speaker),
        "findings": [finding_data(line) for line in finding_lines(checked, language)],
    }


def reading_data(reading: Reading, speaker: Messages) -> dict[str, Any]:
    """Every file with its tables, and the counties that did not report."""
    return {
        "files": [_file(file, speaker) for file in reading.files],
        "not_reported": [_county(entry) for entry in reading.not_reported],
    }


def _county(entry: RosterEntry) -> dict[str, Any]:
    return {"prefecture": entry.prefecture, "county": entry.county}


def _file(file: FileRead, speaker: Messages) -> dict[str, Any]:
    return {
        "name": file.name,
        "problem": speaker.say(file.problem) if file.problem is not None else None,
        "townships": file.townships,
        "counties": list(file.counties),
        "errors": file.counts.get(Severity.ERROR, 0),
        "warnings": file.counts.get(Severity.WARNING, 0),
        "notes": file.counts.get(Severity.NOTE, 0),
        "tables": [_table(table, speaker) for table in file.tables],
    }


def _table(table: TableRead, speaker: Messages) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "heading_rows": list(table.heading_rows),
        "rows_are": table.sort,
        "townships": table.townships,
        "bodies": table.bodies,
        "counties": table.counties,
        "columns": [
            {
                "column": read.column,
                "label": speaker.say(Term("column", read.column)),
                "heading": read.heading,
                "cell": read.cell,
                "unit": read.unit,
                "unit_from": read.unit_source,
            }
            for read in table.columns
        ],
        "unrecognised": [
            {"heading": heading, "cell": cell} for heading, cell in table.unrecognised
        ],
        "left_out": [
            {"row": row.row, "reason": row.reason, "text": row.text} for row in table.left_out
        ],
    }
