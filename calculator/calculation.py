"""From files to a report: read, apply the rules, keep both."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.calculated import Calculated, RulesUsed
from calculator.days import day_of
from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.packs import declared_columns, enter, load
from calculator.reading import ReadingOptions, read_files, require_any
from rules.evaluation import evaluate
from rules.statistics import Coverage
from rules.wording import Sentence

if TYPE_CHECKING:
    import pandas as pd

    from calculator.planning.plans import Plans
    from calculator.reporting.finding_lines import FindingLine

DEFAULT_PACK = "shandong"


@dataclass(frozen=True)
class Report(Calculated):
    """What the rules say of the townships in some files, and every form it can be had in."""

    def findings(self, language: Language = "zh") -> list[FindingLine]:
        """Everything wrong or worth knowing, the heaviest first."""
        from calculator.reporting.finding_lines import finding_lines

        return finding_lines(self, language)

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The report as plain data, as ``docs/json.md`` describes it."""
        from calculator.reporting.json_output import as_dict

        return as_dict(self, language)

    @property
    def townships(self) -> pd.DataFrame:
        """A table with a row for each township, in the order of the input.

        Columns: code, prefecture, county, name, kind, class, merger, near, source, then every
        measure by its name.
        """
        from calculator.reporting.frame import townships_frame

        return townships_frame(self)

    def save(
        self,
        path: str | os.PathLike[str],
        language: Language = "zh",
        *,
        replace: bool = False,
        values: bool | None = None,
        plans: Plans | None = None,
    ) -> Path:
        """Write the report workbook (.xlsx), whole or not at all.

        Args:
            path: Where it goes.
            language: The language of everything in it.
            replace: Whether a file that exists is replaced.
            values: Whether results are plain values and not formulas; where it is left out,
                they are for more than 5,000 townships.
            plans: What ``plan`` made of this report, to be in it with maps.

        Raises:
            CalculatorError: The file exists and ``replace`` is not set, or can't be written.
        """
        from calculator.reporting.workbook.book import write_workbook

        return write_workbook(
            self, Path(path), language, replace=replace, values=values, plans=plans
        )

    def plan(
        self,
        *,
        neighbours: str | os.PathLike[str] | None = None,
        boundaries: str | os.PathLike[str] | None = None,
        together: Sequence[str | Sequence[str]] = (),
        apart: Sequence[str | Sequence[str]] = (),
        keep: str | Sequence[str] = (),
        include_exempt: bool = False,
        whole_prefecture: bool | None = None,
        alternatives: int = 0,
        time_limit: float | None = 60.0,
    ) -> Plans:
        """Plan which merger candidates could join which neighbours, county by county.

        Townships are named as a person does: a name, ``county/name``, or a code.

        Args:
            neighbours: A table of who borders whom; else the statistics say it.
            boundaries: A file of boundaries, from which it is worked out.
            together: Lists of townships that must become one unit.
            apart: Lists of townships no two of which may become one unit.
            keep: Townships that must not be abolished.
            include_exempt: Whether exempt units may join.
            whole_prefecture: Whether groups may cross counties; None as the pack says.
            alternatives: How many next best plans of each county are wanted.
            time_limit: Seconds for each county; None for no limit.

        Raises:
            CalculatorError: The pack has no merger rule, nothing says who borders whom, or
                something asked for does not fit; all at once.
        """
        from calculator.planning.asking import as_names
        from calculator.planning.planning import plan_mergers
        from calculator.planning.plans import PlanOptions

        options = PlanOptions(
            neighbours=None if neighbours is None else Path(neighbours),
            boundaries=None if boundaries is None else Path(boundaries),
            together=tuple(map(as_names, together)),
            apart=tuple(map(as_names, apart)),
            kept=as_names(keep),
            include_exempt=include_exempt,
            whole_prefecture=whole_prefecture,
            alternatives=alternatives,
            time_limit=time_limit,
        )
        return plan_mergers(self, options)


def report(
    files: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    rules: str | os.PathLike[str] = DEFAULT_PACK,
    settings: Mapping[str, Any] | None = None,
    population: str | None = None,
    as_of: date | None = None,
    statistics_date: date | str | None = None,
    coverage: Coverage | None = None,
    reading: ReadingOptions | None = None,
) -> Report:
    """Read year-end statistics and proposals, and apply a rule pack to them.

    Args:
        files: One spreadsheet or several: statistics, proposals, or both; a folder or a zip
            stands for the spreadsheets in it.
        rules: The id of a shipped pack, or the path of one's own.
        settings: Figures of the pack to enter by hand: name or label -> value, or its text as
            a person writes it.
        population: ``resident``, ``registered`` or ``total``: the one population to judge on.
        as_of: The day for which figures with several versions are taken; else the newest.
        statistics_date: The day that the statistics hold for, if the files do not say it right;
            a date or a text such as ``2009-12-31``.
        coverage: ``county``, ``prefecture`` or ``province``: whether the files hold every
            township of the counties, prefectures or province that they name; else county.
        reading: What else is to be known about the files: what headings mean, counties that
            changed their name, the counties expected, last year's files.

    Raises:
        CalculatorError: Nothing can be calculated; the sentences say why and what to do.
    """
    paths = [files] if isinstance(files, (str, os.PathLike)) else list(files)
    if not paths:
        raise CalculatorError([Sentence("report.no_files")])
    day = day_of(statistics_date) if isinstance(statistics_date, str) else statistics_date
    used = RulesUsed(load(os.fspath(rules), as_of), os.fspath(rules), as_of)
    pack = enter(used.pack, settings, population, used.reference)
    options = replace(reading or ReadingOptions(), extra_columns=declared_columns(pack))
    if day is not None:
        options = replace(options, statistics_date=day)
    read = read_files([Path(path) for path in paths], options)
    for columns in pack.required_columns:
        require_any(read, columns)
    if coverage is not None:
        read = replace(read, statistics=replace(read.statistics, coverage=coverage))
    return Report(read, evaluate(pack, read.statistics), used)
