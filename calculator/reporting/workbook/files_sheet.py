"""The sheet that shows which files were read, and which counties did not report."""

from __future__ import annotations

from calculator.reading import FileRead
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.status import Severity
from rules.wording import Term


def files_table(writing: Writing) -> Table | None:
    """A line for each file and each county that did not report; None for a single file."""
    reading = writing.report.reading
    if len(reading.files) < 2 and not reading.roster:
        return None
    files = reading.files
    absent = [f"{entry.prefecture or ''}{entry.county}" for entry in reading.not_reported]
    blank = [None] * len(absent)
    states = [_state(writing, file) for file in files]
    marks = [Severity.ERROR if file.problem is not None else None for file in files]
    counties = [writing.speaker.say(list(file.counties)) for file in files]
    columns = [
        TableColumn(writing.text("number"), range(1, len(files) + len(absent) + 1), Style.CENTRED),
        TableColumn(
            writing.text("file"), [*(f.name for f in files), *blank], Style.WRAPPED, widest=48
        ),
        TableColumn(writing.text("counties_of_file"), [*counties, *absent], Style.WRAPPED),
        TableColumn(
            writing.text("tables"), [*(len(f.tables) for f in files), *blank], Style.NUMBER
        ),
        TableColumn(
            writing.text("townships_read"), [*(f.townships for f in files), *blank], Style.NUMBER
        ),
        *(
            TableColumn(
                writing.speaker.say(Term("severity", severity)),
                [*(file.counts.get(severity, 0) for file in files), *blank],
                Style.NUMBER,
            )
            for severity in Severity
        ),
        TableColumn(
            writing.text("state"),
            [*states, *[writing.text("not_reported")] * len(absent)],
            Style.WRAPPED,
            marks=[*marks, *[Severity.WARNING] * len(absent)],
            widest=60,
        ),
    ]
    return Table(writing.text("titles.files"), writing.subtitle, columns, fixed=2)


def _state(writing: Writing, file: FileRead) -> str:
    if file.problem is not None:
        return writing.speaker.say(file.problem)
    return writing.text("file_read" if file.tables else "file_without_townships")
