"""The sheet that adds up the townships of each county, where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.reporting.outcomes import check_figures, class_figures, merger_figures
from calculator.reporting.workbook.approved_totals import county_total
from calculator.reporting.workbook.finding_counts import finding_columns
from calculator.reporting.workbook.formulas import ANY_NUMBER, Formula, exactly, own, whole
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
    for column, place in (("prefecture", 0), ("county", 1)):
        values = [county[place] or None for county in counties]
        if any(values):
            columns.append(TableColumn(writing.speaker.say(Term("column", column)), values))
    fixed = len(columns)
    counted = _counting(writing)
    columns.append(_sums("units", writing.text("units"), units.tolist(), formula=counted))
    columns += _class_columns(writing, tallies)
    columns += _merger_columns(writing, tallies)
    notes = []
    for name, check in writing.evaluation.quotas.items():
        columns += _quota_columns(writing, name, check)
        columns += _approved_totals(writing, name, check)
    if any(check.counted.any() for check in writing.evaluation.quotas.values()):
        notes.append(writing.text("counties_note"))
    by_county, by_prefecture = writing.evaluation.groups
    columns += finding_columns(writing, by_county)
    notes.append(writing.text("prefectures.findings_note"))
    if writing.is_live:
        numbers = range(len(counties))
        columns.append(TableColumn("", numbers, key="county", is_hidden=True))
        prefectures = by_prefecture.of_counties.tolist()
        columns.append(TableColumn("", prefectures, key="prefecture", is_hidden=True))
    return Table(
        writing.text("titles.counties"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
    )


def _sums(
    key: str,
    heading: str,
    values: Sequence[float],
    group: str | None = None,
    formula: str | None = None,
) -> TableColumn:
    total = float(np.nansum(np.array(values, dtype=np.float64)))
    return TableColumn(
        heading,
        values,
        Style.NUMBER,
        group,
        total=Formula(f"SUM({whole(key)})", total) if formula is not None else total,
        key=key,
        formula=formula,
    )


def _counting(writing: Writing, key: str | None = None, word: str = "") -> str | None:
    """A formula that counts a county's townships, those of whose result is a word."""
    if writing.live is None:
        return None
    criteria = f"{writing.live.results('group:county')},{own('county')}"
    if key is not None:
        criteria += f",{writing.live.results(key)},{exactly(word)}"
    return f"COUNTIFS({criteria})"


def _class_columns(writing: Writing, tallies: Sequence[Tally]) -> Iterator[TableColumn]:
    pack = writing.report.pack
    if pack.classification is None:
        return
    group = writing.in_brackets(writing.text("class"), class_figures(pack))
    for position, name in enumerate(pack.class_names):
        counts = [tally.classes[name] for tally in tallies]
        said = writing.speaker.say(ClassName(name))
        yield _sums(f"class:{position}", said, counts, group, _counting(writing, "class", said))
    for key in ("undecided", "not_applicable"):
        counts = [getattr(tally, key) for tally in tallies]
        said = writing.speaker.text(f"report.summary.{key}")
        yield _sums(f"class:{key}", said, counts, group, _counting(writing, "class", said))


def _merger_columns(writing: Writing, tallies: Sequence[Tally]) -> Iterator[TableColumn]:
    pack = writing.report.pack
    if pack.mergers is None:
        return
    group = writing.in_brackets(writing.text("sheets.mergers"), merger_figures(pack))
    for status in (CANDIDATE, EXEMPT, OPEN):
        counts = [tally.mergers[status] for tally in tallies]
        said = writing.text(f"merger_status.{status}")
        formula = _counting(writing, "merger", said)
        yield _sums(f"merger:{status}", said, counts, group, formula)


def _quota_columns(writing: Writing, name: str, check: QuotaCheck) -> Iterator[TableColumn]:
    quota = check.quota
    codes = writing.evaluation.statistics.county_codes
    count = len(writing.evaluation.statistics.counties)
    group = writing.speaker.say(quota.label)
    figures = check_figures(writing.report.pack, check)
    heading = writing.with_status(writing.text(f"allowed_{quota.kind}"), figures)

    def where(present: FloatArray, values: FloatArray) -> list[float]:
        shown: list[float] = np.where(present > 0, values, np.nan).tolist()
        return shown

    def column(part: str, heading: str, values: list[float], among: str) -> TableColumn:
        formula = _adding(writing, f"{part}:{name}", f"{among}:{name}")
        return _sums(f"{part}:{name}", heading, values, group, formula)

    if not check.counted.any():
        known = ~np.isnan(check.allowed)
        sums = np.bincount(
            codes, weights=np.where(known, check.allowed, 0.0), minlength=count
        ).astype(np.float64)
        present = np.bincount(codes[known], minlength=count).astype(np.float64)
        yield column("allowed", heading, where(present, sums), "allowed")
        return
    present = np.bincount(codes[check.counted], minlength=count).astype(np.float64)
    yield column("allowed", heading, where(present, check.county_allowed), "over")
    proposed = where(present, check.county_proposed)
    yield column("proposed", writing.text(f"proposed_{quota.kind}"), proposed, "over")
    over = where(present, check.county_over)
    yield column("over", writing.text(f"difference_{quota.kind}"), over, "over")


def _approved_totals(writing: Writing, name: str, check: QuotaCheck) -> Iterator[TableColumn]:
    """The totals that the province approved, where there are any."""
    if not np.isnan(check.county_approved).all():
        group = writing.speaker.say(check.quota.label)
        heading = writing.text("totals.approved_total")
        formula = county_total(writing, name, check, own("county"))
        key, totals = f"approved:{name}", check.county_approved.tolist()
        yield _sums(key, heading, totals, group, formula)


def _adding(writing: Writing, key: str, among: str) -> str | None:
    """A formula that adds up a column of the posts sheet over a county's townships.

    Only those count that have a number in the column ``among``; blank where there are none.
    """
    posts = writing.table("posts") if writing.is_live else None
    if posts is None:
        return None
    sheet = writing.quoted("posts")
    counties, values, numbers = (
        f"{sheet}!{posts.places.cells(column)}" for column in ("county", key, among)
    )
    criteria = f"{counties},{own('county')},{numbers},{ANY_NUMBER}"
    return f'IF(COUNTIFS({criteria})=0,"",SUMIFS({values},{criteria}))'
