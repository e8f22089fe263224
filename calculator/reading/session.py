"""Reading some files at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from calculator.errors import CalculatorError
from calculator.own_sheets import is_our_sheet
from calculator.reading.assembly.assembling import assemble
from calculator.reading.assembly.combining import Combined, combine
from calculator.reading.assembly.proposals import add_proposals
from calculator.reading.checks.consistency import consistency_findings
from calculator.reading.checks.kinds import kind_findings
from calculator.reading.checks.partly_told import partly_told
from calculator.reading.checks.previous import compare_with_previous
from calculator.reading.checks.ranges import check_figures
from calculator.reading.checks.roster import (
    not_reported,
    renamed_counties,
    repeated_counties,
    roster_findings,
    unused_renames,
)
from calculator.reading.checks.statistics_dates import previous_date_findings, statistics_date
from calculator.reading.checks.totals import total_findings
from calculator.reading.checks.unreadable import cell_findings, unused_remarks
from calculator.reading.containers.files import read_grids
from calculator.reading.grids import Grid, as_text
from calculator.reading.notes import MOST_SHOWN, column_term, finding, sentence
from calculator.reading.options import ReadingOptions
from calculator.reading.origins import Origins
from calculator.reading.recognition.grid_tables import read_tables
from calculator.reading.recognition.headings import find_heading
from calculator.reading.recognition.overrides import named_headings, override_findings
from calculator.reading.recognition.parts import Part
from calculator.reading.recognition.remarks import remarks
from calculator.reading.results import FileRead, Reading, file_of, in_order
from calculator.reading.sources import SourceFile, find_sources
from calculator.vocabulary import using, with_columns
from rules.findings import Finding
from rules.statistics import Statistics
from rules.status import Severity
from rules.wording import Sentence

# A mistake in the command rather than in a file: nothing is calculated without what was meant.
_STOPS = ("reading.file_missing", "reading.folder_without_files")


def read_files(paths: Sequence[Path], options: ReadingOptions | None = None) -> Reading:
    """Read the townships of some spreadsheets.

    Args:
        paths: Files, folders, and zips of files, whatever their suffix.
        options: What the user says about how to read them.

    Raises:
        CalculatorError: No file has a township, or what the user says about the files does
            not fit them.
    """
    options = options or ReadingOptions()
    vocabulary = with_columns(options.extra_columns)
    if options.columns:
        named = named_headings(options.columns, vocabulary)
        vocabulary = replace(vocabulary, overrides=named)
    with using(vocabulary):
        return _Session(options).read([Path(path) for path in paths])


class _Session:
    """One reading, from paths to statistics."""

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._findings: list[Finding] = []
        self._problems: list[tuple[str, Sentence]] = []
        self._sources: list[SourceFile] = []
        self._unread: list[SourceFile] = []
        self._empty: list[Grid] = []
        self._parts: list[Part] = []
        self._of_counties: list[Part] = []

    def read(self, paths: Sequence[Path]) -> Reading:
        """Read everything, or say why nothing can be."""
        self._read_sources(paths)
        if not self._parts or any(said.key in _STOPS for _, said in self._problems):
            raise CalculatorError(self._nothing_found())
        self._findings.extend(_unread(self._problems))
        parts, of_counties = self._renamed()
        figures = [check_figures(part.of_rows) for part in parts]
        of_totals = [check_figures(part) for part in of_counties]
        combined = combine(parts, self._options.statistics_date)
        day, date_findings = statistics_date(combined.measured, self._options.statistics_date)
        statistics, contradictions = assemble(combined.parts, combined.joined, day)
        for number in sorted(combined.numbers):
            part = parts[number]
            counties = statistics.text("county")[combined.townships(number)]
            is_known = bool(counties.size) and all(counties.tolist())
            self._findings.extend(
                found
                for found in remarks(part)
                if not (is_known and found.code == "county-unknown")  # another table tells it
            )
            self._findings.extend(unused_remarks(part, statistics.numbers))
            of_cells = (cell_findings(part.of_rows), figures[number], total_findings(part, parts))
            for found_here in chain.from_iterable(of_cells):
                self._findings.append(combined.placed(number, found_here))
        proposals = add_proposals(statistics, combined, of_counties)
        statistics, origins = proposals.statistics, proposals.origins
        for part, of_part in zip(of_counties, of_totals, strict=True):
            about = (*cell_findings(part), *of_part)
            self._findings.extend(replace(found, township=None) for found in about)
        tables = [part.table for part in (*parts, *of_counties)]
        self._findings.extend(
            [
                *combined.findings,
                *contradictions,
                *proposals.findings,
                *consistency_findings(statistics, origins),
                *kind_findings(statistics, origins),
                *partly_told(statistics, combined.parts, combined.joined.places),
                *self._beside_previous(statistics, origins),
                *repeated_counties(combined.parts, combined.joined, statistics),
                *roster_findings(self._options.roster, statistics),
                *override_findings(self._options.columns, tables),
                *date_findings,
            ]
        )
        findings = in_order(self._findings)
        return Reading(
            statistics=statistics,
            origins=origins,
            findings=findings,
            tables=tables,
            files=self._files(statistics, combined, findings),
            roster=self._options.roster,
            not_reported=not_reported(self._options.roster, statistics),
            previous=[Path(path) for path in self._options.previous],
        )

    def _read_sources(self, paths: Sequence[Path]) -> None:
        sources = find_sources(paths, self._options.names)
        self._findings.extend(sources.findings)
        self._problems.extend(sources.problems)
        self._sources, self._unread = sources.files, sources.unread
        for number, source in enumerate(sources.files):
            self._tell(number, source.name)
            try:
                grids, noted = read_grids(source.name, source.data())
            except CalculatorError as error:
                self._problems.extend((source.name, said) for said in error.sentences)
            else:
                self._findings.extend(noted)
                before = len(self._parts)
                skipped = [grid for grid in grids if not self._read_grid(grid)]
                weight = Severity.NOTE if len(self._parts) > before else Severity.WARNING
                self._findings.extend(_skipped(grid, weight) for grid in skipped)
        self._tell(len(sources.files), "")

    def _tell(self, done: int, name: str) -> None:
        if self._options.progress is not None:
            self._options.progress(done, len(self._sources), name)

    def _read_grid(self, grid: Grid) -> bool:
        """Keep the tables of a grid; False where it holds something else."""
        if is_our_sheet(grid) or not _has_cells(grid):
            return True
        found = read_tables(grid)
        self._parts.extend(found.townships)
        self._of_counties.extend(found.counties)
        if found.has_blank_form and not found:
            return True
        if not found:
            self._empty.append(grid)
        elif grid.is_hidden:
            self._findings.append(finding(Severity.NOTE, "hidden-sheet-read", place=grid.place))
        return bool(found)

    def _renamed(self) -> tuple[list[Part], list[Part]]:
        """The tables of townships and those of counties, under the names of counties now."""
        renames = self._options.renames
        if not renames:
            return self._parts, self._of_counties
        parts, used = [], []
        for part in (*self._parts, *self._of_counties):
            renamed, noted = renamed_counties(part, renames)
            parts.append(renamed)
            used.extend(noted)
        self._findings.extend([*used, *unused_renames(renames, used)])
        return parts[: len(self._parts)], parts[len(self._parts) :]

    def _beside_previous(self, statistics: Statistics, origins: Origins) -> Iterator[Finding]:
        """What differs from last year's files, where there are some."""
        if not self._options.previous:
            return
        options = replace(
            self._options, previous=(), roster=(), columns={}, statistics_date=None, progress=None
        )
        before = _Session(options).read([Path(path) for path in self._options.previous])
        yield from previous_date_findings(statistics.date, before.statistics.date)
        yield from compare_with_previous(statistics, origins, before.statistics, before.origins)

    def _nothing_found(self) -> list[Sentence]:
        said = {name for name, _ in self._problems} | {grid.file for grid in self._empty}
        said |= {part.grid.file for part in (*self._parts, *self._of_counties)}
        blank = [source.name for source in self._sources if source.name not in said]
        return [
            *(problem for _, problem in self._problems),
            *(sentence("file_empty", file=name) for name in blank),
            *(_no_township(grid) for grid in self._empty if not self._parts),
            *(sentence("only_counties", place=part.grid.place) for part in self._of_counties),
        ]

    def _files(
        self, statistics: Statistics, combined: Combined, findings: Sequence[Finding]
    ) -> list[FileRead]:
        problems = dict(self._problems)
        sources = [*self._sources, *self._unread]
        names = frozenset({source.name for source in sources} | set(problems))
        counted = {name: Counter[Severity]() for name in names}
        for found in findings:
            name = file_of(found, names)
            if name is not None:
                counted[name][found.severity] += 1
        counties: dict[str, dict[int, None]] = {name: {} for name in names}
        for part, places in zip(combined.parts, combined.joined.places, strict=True):
            codes = np.unique(statistics.county_codes[places >= 0]).tolist()
            counties[part.grid.file].update(dict.fromkeys(codes))
        tables = (*self._parts, *self._of_counties)
        known = [f"{prefecture or ''}{county or ''}" for prefecture, county in statistics.counties]
        return [
            FileRead(
                source=source,
                tables=tuple(p.table for p in tables if p.grid.file == source.name),
                counties=tuple(known[code] for code in counties[source.name] if known[code]),
                problem=problems.get(source.name),
                counts=dict(counted[source.name]),
            )
            for source in sources
        ]


def _unread(problems: Sequence[tuple[str, Sentence]]) -> Iterator[Finding]:
    """Files that gave nothing, where others did."""
    for name, problem in problems:
        code = problem.key.rpartition(".")[2].replace("_", "-")
        message = Sentence(problem.key, {**problem.values, "file": name})
        yield Finding(code=code, severity=Severity.ERROR, message=message)


def _has_cells(grid: Grid) -> bool:
    return any(any(cell != "" for cell in row) for row in grid.cells)


def _first_texts(grid: Grid) -> list[str]:
    """The texts of the row that looks most like a heading: the first with several texts."""
    best: list[str] = []
    for row in grid.cells[:20]:
        cells = (cell for cell in row if isinstance(cell, str) and cell.strip())
        texts = [" ".join(as_text(cell).split()) for cell in cells]
        best = max(best, texts, key=len)
    return best[:MOST_SHOWN]


def _name_heading(grid: Grid) -> str | None:
    """The cell of the heading over the townships' names, where there is one."""
    heading = find_heading(grid, 0)
    for column in heading.columns if heading is not None else ():
        if column.match is not None and column.match.column == "name":
            return grid.address(column.row, column.column)
    return None


def _no_township(grid: Grid) -> Sentence:
    cell = _name_heading(grid)
    if cell is not None:
        return sentence("heading_without_townships", cell=cell)
    return sentence("no_township_row", place=grid.place, texts=_first_texts(grid))


def _skipped(grid: Grid, severity: Severity) -> Finding:
    cell = _name_heading(grid)
    if cell is not None:
        return finding(severity, "heading-without-townships", cell=cell)
    return finding(
        severity,
        "table-skipped",
        place=grid.place,
        term=column_term("name"),
        texts=_first_texts(grid),
    )
