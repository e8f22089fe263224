"""Reading some files at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.reading.assembling import assemble
from calculator.reading.checks import cell_findings, unused_remarks
from calculator.reading.combining import combine
from calculator.reading.files import read_grids
from calculator.reading.grids import Grid, as_text
from calculator.reading.layouts import TableRead
from calculator.reading.notes import column_term, finding, sentence
from calculator.reading.origins import Origins
from calculator.reading.parts import Part, read_part
from calculator.reading.ranges import check_figures
from calculator.reading.remarks import remarks
from calculator.reading.tables import find_tables
from calculator.vocabulary import VocabularyColumn, using, with_columns
from rules.findings import Finding
from rules.statistics import Statistics
from rules.status import Severity
from rules.wording import Sentence

_MOST_SHOWN = 12


@dataclass(frozen=True)
class Reading:
    """What was read from some files.

    Attributes:
        statistics: The statistics and the proposal, one value per township in each column.
        origins: The cells they came from.
        findings: What is wrong or worth knowing, errors first.
        tables: Every table as it was recognised.
    """

    statistics: Statistics
    origins: Origins
    findings: list[Finding]
    tables: list[TableRead]


def read_files(
    paths: Sequence[Path],
    *,
    statistics_date: date | None = None,
    extra_columns: Mapping[str, VocabularyColumn] | None = None,
) -> Reading:
    """Read the townships of some spreadsheets.

    Args:
        paths: Files: .xlsx, .xls, .xlsb, .ods or delimited text, whatever their suffix.
        statistics_date: The day that the statistics hold for; else it is read from titles
            and headings.
        extra_columns: Columns that the vocabulary lacks, by name.

    Raises:
        CalculatorError: A file cannot be read, or no file has a township.
    """
    if extra_columns:
        with using(with_columns(extra_columns)):
            return _read_files(paths, statistics_date)
    return _read_files(paths, statistics_date)


def _read_files(paths: Sequence[Path], statistics_date: date | None) -> Reading:
    grids, findings = _all_grids(paths)
    parts: list[Part] = []
    for grid in grids:
        found = [part for layout in find_tables(grid) if (part := read_part(layout)) is not None]
        parts.extend(found)
        if not found and _has_cells(grid):
            findings.append(_skipped(grid))
        if found and grid.is_hidden:
            findings.append(finding(Severity.NOTE, "hidden-sheet-read", place=grid.place))
    if not parts:
        raise CalculatorError(_nothing_found(paths, grids))
    figures = [check_figures(part) for part in parts]
    combined = combine(parts, statistics_date)
    day, date_findings = _date(combined.measured, statistics_date)
    statistics, contradictions = assemble(combined.parts, combined.joined, day)
    for number in sorted(combined.numbers):
        findings.extend(remarks(parts[number]))
        findings.extend(unused_remarks(parts[number], statistics.numbers))
        for found_here in (*cell_findings(parts[number]), *figures[number]):
            findings.append(combined.placed(number, found_here))
    findings.extend([*combined.findings, *contradictions, *date_findings])
    severities = list(Severity)
    return Reading(
        statistics=statistics,
        origins=Origins(combined.parts, combined.joined.places),
        findings=sorted(_once(findings), key=lambda found: severities.index(found.severity)),
        tables=[part.table for part in parts],
    )


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


def _all_grids(paths: Sequence[Path]) -> tuple[list[Grid], list[Finding]]:
    grids: list[Grid] = []
    findings: list[Finding] = []
    problems: list[Sentence] = []
    for path in paths:
        try:
            found, noted = read_grids(Path(path))
        except CalculatorError as error:
            problems.extend(error.sentences)
        else:
            grids.extend(found)
            findings.extend(noted)
    if problems:
        raise CalculatorError(problems)
    return grids, findings


def _has_cells(grid: Grid) -> bool:
    return any(any(cell != "" for cell in row) for row in grid.cells)


def _first_texts(grid: Grid) -> list[str]:
    """The texts of the row that looks most like a heading: the first with several texts."""
    best: list[str] = []
    for row in grid.cells[:20]:
        texts = [as_text(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        best = max(best, texts, key=len)
    return best[:_MOST_SHOWN]


def _skipped(grid: Grid) -> Finding:
    return finding(
        Severity.NOTE,
        "table-skipped",
        place=grid.place,
        term=column_term("name"),
        texts=_first_texts(grid),
    )


def _nothing_found(paths: Sequence[Path], grids: Sequence[Grid]) -> list[Sentence]:
    filled = [grid for grid in grids if _has_cells(grid)]
    with_cells = {grid.file for grid in filled}
    blank = [path.name for path in map(Path, paths) if path.name not in with_cells]
    return [
        *(sentence("file_empty", file=name) for name in dict.fromkeys(blank)),
        *(sentence("no_township_row", place=g.place, texts=_first_texts(g)) for g in filled),
    ]


def _date(parts: Sequence[Part], given: date | None) -> tuple[date | None, list[Finding]]:
    told = sorted({part.date for part in parts if part.date is not None})
    findings = []
    day = given if given is not None else (told[-1] if told else None)
    if day is None:
        return None, [finding(Severity.NOTE, "date-unknown")]
    if given is None and len(told) > 1:
        findings.append(
            finding(Severity.WARNING, "dates-differ", dates=[str(d) for d in told], day=str(day))
        )
    if given is not None and told and given not in told:
        findings.append(
            finding(Severity.NOTE, "date-overridden", dates=[str(d) for d in told], day=str(day))
        )
    if (day.month, day.day) != (12, 31):
        findings.append(finding(Severity.NOTE, "date-not-year-end", day=str(day)))
    return day, findings


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The same note about several tables of a sheet only once."""
    seen = set()
    kept = []
    for found in findings:
        values = {name: said for name, said in found.message.values.items() if name != "cell"}
        place = (found.cell or "").partition("!")[0]
        key = (found.code, place, repr(values))
        if found.severity is not Severity.NOTE or key not in seen:
            kept.append(found)
        seen.add(key)
    return kept
