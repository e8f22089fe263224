"""From files to a report: read, apply the rules, keep both."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.calculated import Calculated, RulesUsed
from calculator.days import as_day
from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.packs import declared_columns, enter, load
from calculator.reading import ReadingOptions, read_files, require_any
from calculator.reading.sources import given_paths, input_paths
from rules.evaluation import evaluate
from rules.statistics import COVERAGES, Coverage
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
            CalculatorError: The file was read for the report, exists and ``replace`` is not
                set, or can't be written.
        """
        from calculator.reporting.outputs import check_outputs
        from calculator.reporting.workbook.book import write_workbook

        check_outputs([Path(path)], self._inputs, replace=True)
        return write_workbook(
            self, Path(path), language, replace=replace, values=values, plans=plans
        )

    @property
    def _inputs(self) -> list[Path]:
        """The files that the report was made from, none of which is ever written over."""
        read = [file.source.path for file in self.reading.files]
        return [*read, *input_paths(self.reading.previous), Path(self.rules.reference)]

    def plan(
        self,
        *,
        neighbours: str | os.PathLike[str] | None = None,
        boundaries: str | os.PathLike[str] | None = None,
        together: str | Sequence[str | Sequence[str]] = (),
        apart: str | Sequence[str | Sequence[str]] = (),
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
            together: Lists of townships that must become one unit; a text is one list.
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
        from calculator.planning.asking import as_lists, as_names
        from calculator.planning.planning import plan_mergers
        from calculator.planning.plans import PlanOptions

        options = PlanOptions(
            neighbours=None if neighbours is None else Path(neighbours),
            boundaries=None if boundaries is None else Path(boundaries),
            together=as_lists(together),
            apart=as_lists(apart),
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
    as_of: date | str | None = None,
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
        as_of: The day for which figures with several versions are taken; else the newest. A
            date or a text such as ``2009-12-31``.
        statistics_date: The day that the statistics hold for, if the files do not say it right;
            written likewise.
        coverage: ``county``, ``prefecture`` or ``province``: whether the files hold every
            township of the counties, prefectures or province that they name; else county.
        reading: What else is to be known about the files: what headings mean, counties that
            changed their name, the counties expected, last year's files.

    Raises:
        CalculatorError: Nothing can be calculated; the sentences say why and what to do.
    """
    paths = given_paths(files)
    if coverage is not None and coverage not in COVERAGES:
        said = {"found": coverage, "choices": list(COVERAGES)}
        raise CalculatorError([Sentence("report.not_a_coverage", said)])
    day, rules_day = as_day(statistics_date), as_day(as_of)
    used = RulesUsed(load(os.fspath(rules), rules_day), os.fspath(rules), rules_day)
    pack = enter(used.pack, settings, population, used.reference)
    options = replace(reading or ReadingOptions(), extra_columns=declared_columns(pack))
    if day is not None:
        options = replace(options, statistics_date=day)
    read = read_files(paths, options)
    for columns in pack.required_columns:
        require_any(read, columns)
    if coverage is not None:
        read = replace(read, statistics=replace(read.statistics, coverage=coverage))
    return Report(read, evaluate(pack, read.statistics), used)
