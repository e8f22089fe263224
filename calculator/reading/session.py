"""Reading some files at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np

from calculator.errors import CalculatorError
from calculator.own_sheets import is_our_sheet
from calculator.reading.assembling import assemble
from calculator.reading.checks import cell_findings, unused_remarks
from calculator.reading.combining import Combined, combine
from calculator.reading.consistency import consistency_findings
from calculator.reading.files import read_grids
from calculator.reading.grids import Grid, as_text
from calculator.reading.kinds import kind_findings
from calculator.reading.notes import column_term, finding, sentence
from calculator.reading.options import ReadingOptions
from calculator.reading.origins import Origins
from calculator.reading.overrides import named_headings, override_findings
from calculator.reading.parts import Part, read_part
from calculator.reading.previous import compare_with_previous
from calculator.reading.ranges import check_figures
from calculator.reading.remarks import remarks
from calculator.reading.results import FileRead, Reading, file_of
from calculator.reading.roster import (
    not_reported,
    renamed_counties,
    repeated_counties,
    roster_findings,
    unused_renames,
)
from calculator.reading.sources import SourceFile, find_sources
from calculator.reading.tables import find_tables
from calculator.reading.totals import total_findings
from calculator.vocabulary import using, with_columns
from rules.findings import Finding
from rules.statistics import Statistics
from rules.status import Severity
from rules.wording import Sentence

_MOST_SHOWN = 12
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
        self._empty: list[Grid] = []
        self._parts: list[Part] = []

    def read(self, paths: Sequence[Path]) -> Reading:
        """Read everything, or say why nothing can be."""
        self._read_sources(paths)
        if not self._parts or any(said.key in _STOPS for _, said in self._problems):
            raise CalculatorError(self._nothing_found())
        self._findings.extend(_unread(self._problems))
        parts = self._renamed()
        figures = [check_figures(part) for part in parts]
        combined = combine(parts, self._options.statistics_date)
        day, date_findings = _date(combined.measured, self._options.statistics_date)
        statistics, contradictions = assemble(combined.parts, combined.joined, day)
        for number in sorted(combined.numbers):
            self._findings.extend(remarks(parts[number]))
            self._findings.extend(unused_remarks(parts[number], statistics.numbers))
            of_cells = (
                cell_findings(parts[number]),
                figures[number],
                total_findings(parts[number], parts),
            )
            for found_here in chain.from_iterable(of_cells):
                self._findings.append(combined.placed(number, found_here))
        origins = Origins(combined.parts, combined.joined.places)
        tables = [part.table for part in parts]
        self._findings.extend(
            [
                *combined.findings,
                *contradictions,
                *consistency_findings(statistics, origins),
                *kind_findings(statistics, origins),
                *self._beside_previous(statistics, origins),
                *repeated_counties(combined.parts, combined.joined, statistics),
                *roster_findings(self._options.roster, statistics),
                *override_findings(self._options.columns, tables),
                *date_findings,
            ]
        )
        findings = _in_order(self._findings)
        return Reading(
            statistics=statistics,
            origins=origins,
            findings=findings,
            tables=tables,
            files=self._files(statistics, combined, findings),
            roster=self._options.roster,
            not_reported=not_reported(self._options.roster, statistics),
        )

    def _read_sources(self, paths: Sequence[Path]) -> None:
        sources = find_sources(paths)
        self._findings.extend(sources.findings)
        self._problems.extend(sources.problems)
        self._sources = sources.files
        for number, source in enumerate(sources.files):
            self._tell(number, source.name)
            try:
                grids, noted = read_grids(source.name, source.data())
            except CalculatorError as error:
                self._problems.extend((source.name, said) for said in error.sentences)
            else:
                self._findings.extend(noted)
                for grid in grids:
                    self._read_grid(grid)
        self._tell(len(sources.files), "")

    def _tell(self, done: int, name: str) -> None:
        if self._options.progress is not None:
            self._options.progress(done, len(self._sources), name)

    def _read_grid(self, grid: Grid) -> None:
        if is_our_sheet(grid):
            return
        found = [part for layout in find_tables(grid) if (part := read_part(layout)) is not None]
        self._parts.extend(found)
        if not found and _has_cells(grid):
            self._empty.append(grid)
            self._findings.append(_skipped(grid))
        if found and grid.is_hidden:
            self._findings.append(finding(Severity.NOTE, "hidden-sheet-read", place=grid.place))

    def _renamed(self) -> list[Part]:
        renames = self._options.renames
        if not renames:
            return self._parts
        parts, used = [], []
        for part in self._parts:
            renamed, noted = renamed_counties(part, renames)
            parts.append(renamed)
            used.extend(noted)
        self._findings.extend([*used, *unused_renames(renames, used)])
        return parts

    def _beside_previous(self, statistics: Statistics, origins: Origins) -> Iterator[Finding]:
        """What differs from last year's files, where there are some."""
        if not self._options.previous:
            return
        options = replace(
            self._options, previous=(), roster=(), columns={}, statistics_date=None, progress=None
        )
        before = _Session(options).read(self._options.previous)
        yield from _previous_dates(statistics.date, before.statistics.date)
        yield from compare_with_previous(statistics, origins, before.statistics, before.origins)

    def _nothing_found(self) -> list[Sentence]:
        said = {name for name, _ in self._problems} | {grid.file for grid in self._empty}
        said |= {part.grid.file for part in self._parts}
        blank = [source.name for source in self._sources if source.name not in said]
        return [
            *(problem for _, problem in self._problems),
            *(sentence("file_empty", file=name) for name in blank),
            *(
                sentence("no_township_row", place=grid.place, texts=_first_texts(grid))
                for grid in self._empty
                if not self._parts
            ),
        ]

    def _files(
        self, statistics: Statistics, combined: Combined, findings: Sequence[Finding]
    ) -> list[FileRead]:
        problems = dict(self._problems)
        sources = [*self._sources]
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
        known = [f"{prefecture or ''}{county or ''}" for prefecture, county in statistics.counties]
        return [
            FileRead(
                source=source,
                tables=tuple(p.table for p in self._parts if p.grid.file == source.name),
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
    return best[:_MOST_SHOWN]


def _skipped(grid: Grid) -> Finding:
    return finding(
        Severity.NOTE,
        "table-skipped",
        place=grid.place,
        term=column_term("name"),
        texts=_first_texts(grid),
    )


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


def _previous_dates(now: date | None, before: date | None) -> Iterator[Finding]:
    """A warning that the files given as last year's are not older."""
    if now is not None and before is not None and before >= now:
        yield finding(Severity.WARNING, "previous-not-older", now=str(now), before=str(before))


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
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
