"""What was read and what is wrong with it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.checking_files import CheckedFiles
from calculator.commands.screen import indented, table
from calculator.days import said_day
from calculator.messages import Language, Messages
from calculator.reading import FileRead, TableRead
from calculator.reporting.finding_lines import finding_lines
from calculator.reporting.repeated_findings import repeated_once
from calculator.reporting.summary import severities
from calculator.vocabulary import load_vocabulary
from rules.wording import Term

BY = 2
_MOST_TABLES = 40
_TABLE = {
    "townships": "commands.check.table",
    "bodies": "commands.check.table_of_bodies",
    "counties": "commands.check.table_of_counties",
}


def check_lines(checked: CheckedFiles, language: Language) -> Iterator[str]:
    """The files and their tables, every finding, and whether one can calculate with them."""
    speaker = checked.messages(language)
    yield from _files(checked, speaker)
    yield ""
    yield from _findings(checked, language, speaker)
    yield ""
    yield from _verdict(checked, speaker)


def _files(checked: CheckedFiles, speaker: Messages) -> Iterator[str]:
    shows_tables = sum(len(file.tables) for file in checked.reading.files) <= _MOST_TABLES
    for file in checked.reading.files:
        yield from indented(_file(file, speaker))
        if shows_tables:
            for read in file.tables:
                yield from _table(read, speaker)
    not_reported = [f"{e.prefecture or ''}{e.county}" for e in checked.reading.not_reported]
    if not_reported:
        yield from indented(speaker.text("commands.check.not_reported", names=not_reported))


def _file(file: FileRead, speaker: Messages) -> str:
    if file.problem is not None:
        return speaker.text("commands.check.file_unread", file=file.name)
    if not file.tables:
        return speaker.text("commands.check.file_empty", file=file.name)
    return speaker.text(
        "commands.check.file",
        file=file.name,
        tables=len(file.tables),
        townships=file.townships,
        counties=list(file.counties) or speaker.text("commands.check.county_unknown"),
    )


def _table(read: TableRead, speaker: Messages) -> Iterator[str]:
    first, last = read.heading_rows
    heading = speaker.text(
        _TABLE[read.sort],
        sheet=read.sheet or "",
        rows=str(first) if first == last else f"{first}–{last}",
        townships=read.townships,
        bodies=read.bodies,
        counties=read.counties,
        left_out=len(read.left_out),
    )
    yield from indented(heading.strip(), BY)
    rows = [
        tuple(speaker.text(f"commands.check.{name}") for name in ("cell", "heading", "as", "unit"))
    ]
    for column in read.columns:
        known = load_vocabulary().columns.get(column.column)
        label = speaker.say(Term("column", column.column) if known is None else known.label)
        unit = speaker.say(Term("written_unit", column.unit)) if column.unit else ""
        place = column.cell.rpartition("!")[2].rpartition("]")[2]
        rows.append((place, column.heading, label, unit))
    yield from table(rows, by=2 * BY)
    if read.unrecognised:
        headings = [heading for heading, _ in read.unrecognised]
        said = speaker.text("commands.check.unrecognised", headings=headings)
        yield from indented(said, 2 * BY)


def _findings(checked: CheckedFiles, language: Language, speaker: Messages) -> Iterator[str]:
    counts = severities(checked)
    yield speaker.text(
        "report.summary.findings_value",
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
    )
    for line in repeated_once(finding_lines(checked, language), speaker):
        start = f"{speaker.template(f'terms.severity.{line.severity}')}  "
        yield from indented(line.message, start=start)


def _verdict(checked: CheckedFiles, speaker: Messages) -> Iterator[str]:
    title = checked.pack.title
    day = checked.reading.statistics.date
    if checked.lacking:
        for problem in checked.lacking:
            said = speaker.text("commands.check.cannot", rules=title, problem=problem)
            yield from indented(said)
        return
    said = speaker.text(
        "commands.check.can",
        rules=title,
        townships=checked.reading.statistics.size,
        day=said_day(day, speaker) if day else speaker.text("report.summary.date_unknown"),
    )
    yield from indented(said)
