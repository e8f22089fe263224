"""The sheet that adds up the townships of each county, where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.reporting.outcomes import class_figures, merger_figures, quota_figures
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.evaluation import Tally
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.quotas import QuotaCheck
from rules.statistics import FloatArray
from rules.wording import ClassName, Term


def counties_table(writing: Writing) -> Table | None:
    """Each county's units, classes, candidates and sums; None where there is only one county."""
    statistics = writing.evaluation.statistics
    counties = statistics.counties
    if len(counties) < 2:
        return None
    units = np.bincount(statistics.county_codes, minlength=len(counties))
    tallies = [writing.evaluation.tally(statistics.county_codes == n) for n in range(len(counties))]
    total = writing.text("total")
    columns = [
        TableColumn(writing.text("number"), range(1, len(counties) + 1), Style.CENTRED, total=total)
    ]
    for name, place in (("prefecture", 0), ("county", 1)):
        values = [county[place] or None for county in counties]
        if any(values):
            columns.append(TableColumn(writing.speaker.say(Term("column", name)), values))
    fixed = len(columns)
    columns.append(_sums(writing.text("units"), units.tolist()))
    columns += _class_columns(writing, tallies)
    columns += _merger_columns(writing, tallies)
    notes = []
    for check in writing.evaluation.quotas.values():
        columns += _quota_columns(writing, check)
    if any(check.counted.any() for check in writing.evaluation.quotas.values()):
        notes.append(writing.text("counties_note"))
    return Table(
        writing.text("titles.counties"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
    )


def _sums(heading: str, values: Sequence[float], group: str | None = None) -> TableColumn:
    total = float(np.nansum(np.array(values, dtype=np.float64)))
    return TableColumn(heading, values, Style.NUMBER, group, total=total)


def _class_columns(writing: Writing, tallies: Sequence[Tally]) -> Iterator[TableColumn]:
    pack = writing.report.pack
    if pack.classification is None:
        return
    group = writing.in_brackets(writing.text("class"), class_figures(pack))
    for name in pack.class_names:
        counts = [tally.classes[name] for tally in tallies]
        yield _sums(writing.speaker.say(ClassName(name)), counts, group)
    for key in ("undecided", "not_applicable"):
        counts = [getattr(tally, key) for tally in tallies]
        yield _sums(writing.speaker.text(f"report.summary.{key}"), counts, group)


def _merger_columns(writing: Writing, tallies: Sequence[Tally]) -> Iterator[TableColumn]:
    pack = writing.report.pack
    if pack.mergers is None:
        return
    group = writing.in_brackets(writing.text("sheets.mergers"), merger_figures(pack))
    for status in (CANDIDATE, EXEMPT, OPEN):
        counts = [tally.mergers[status] for tally in tallies]
        yield _sums(writing.text(f"merger_status.{status}"), counts, group)


def _quota_columns(writing: Writing, check: QuotaCheck) -> Iterator[TableColumn]:
    quota = check.quota
    codes = writing.evaluation.statistics.county_codes
    count = len(writing.evaluation.statistics.counties)
    group = writing.speaker.say(quota.label)
    figures = quota_figures(writing.report.pack, quota.allowed)
    heading = writing.with_status(writing.text(f"allowed_{quota.kind}"), figures)

    def where(present: FloatArray, values: FloatArray) -> list[float]:
        shown: list[float] = np.where(present > 0, values, np.nan).tolist()
        return shown

    if not check.counted.any():
        known = ~np.isnan(check.allowed)
        sums = np.bincount(
            codes, weights=np.where(known, check.allowed, 0.0), minlength=count
        ).astype(np.float64)
        present = np.bincount(codes[known], minlength=count).astype(np.float64)
        yield _sums(heading, where(present, sums), group)
        return
    present = np.bincount(codes[check.counted], minlength=count).astype(np.float64)
    yield _sums(heading, where(present, check.county_allowed), group)
    yield _sums(
        writing.text(f"proposed_{quota.kind}"), where(present, check.county_proposed), group
    )
    yield _sums(writing.text(f"difference_{quota.kind}"), where(present, check.county_over), group)
