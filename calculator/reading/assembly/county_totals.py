"""What is approved for each county, from wherever the files say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

import numpy as np

from calculator.reading.notes import column_term, finding, quantity, sentence, shown
from calculator.reading.origins import Origins
from calculator.reading.recognition.county_tables import county_figures
from calculator.reading.recognition.parts import Part
from calculator.reading.recognition.table_sorts import is_of_counties
from rules.findings import Finding
from rules.statistics import FloatArray, IntArray, Statistics
from rules.status import Severity
from rules.wording import Sentence

_NEAR = 0.5


@dataclass
class CountyTotals:
    """One figure for each county in each column.

    Attributes:
        counties: The counties of the statistics, as (prefecture, county).
        values: Column -> one value per county, NaN where nothing is said.
        cells: County and column -> the cell that says it.
        findings: What is wrong or worth knowing.
    """

    counties: Sequence[tuple[str, str]]
    values: dict[str, FloatArray] = field(default_factory=dict)
    cells: dict[tuple[int, str], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, county: int, column: str, value: float, cell: str) -> None:
        """Take a figure, unless another cell said one of the county before."""
        values = self.values.setdefault(column, np.full(len(self.counties), np.nan))
        first = self.cells.get((county, column))
        if first is None:
            values[county] = value
            self.cells[county, column] = cell
        elif values[county] != value:
            self.findings.append(
                finding(
                    Severity.ERROR,
                    "county-totals-contradict",
                    column=column,
                    cell=cell,
                    value=value,
                    county=_said(self.counties[county]),
                    term=column_term(column),
                    here=quantity(column, value),
                    first=first,
                    there=quantity(column, float(values[county])),
                )
            )


def read_county_totals(
    statistics: Statistics,
    origins: Origins,
    parts: Sequence[Part],
    places: Sequence[IntArray],
    tables: Sequence[Part],
) -> tuple[Statistics, CountyTotals]:
    """The statistics with what is approved for each county, out of tables, columns and lines.

    Args:
        statistics: The statistics; columns of counties in them are taken out.
        origins: Their cells.
        parts: The tables of townships.
        places: For each the place of every township in it, -1 where absent.
        tables: The tables with a row for each county.
    """
    totals = CountyTotals(statistics.counties)
    for table in tables:
        _from_table(totals, table)
    own = {name: values for name, values in statistics.numbers.items() if is_of_counties([name])}
    for column, values in own.items():
        _from_townships(totals, statistics, origins, column, values)
    for part, of_part in zip(parts, places, strict=True):
        _from_lines(totals, statistics, part, of_part)
    if not own and not totals.values:
        return statistics, totals
    others = {name: values for name, values in statistics.numbers.items() if name not in own}
    return replace(statistics, numbers=others, county_totals=totals.values), totals


def _said(county: tuple[str, str]) -> str | Sentence:
    return "".join(county) or sentence("this_county")


def _from_table(totals: CountyTotals, table: Part) -> None:
    prefectures = table.texts.get("prefecture", [None] * table.size)
    for place, (prefecture, county) in enumerate(
        zip(prefectures, table.texts["county"], strict=True)
    ):
        found = _county(totals.counties, prefecture or "", county, table.size)
        if found is None:
            totals.findings.append(_not_there(totals.counties, table, place))
            continue
        for column, values in table.numbers.items():
            if not np.isnan(values[place]):
                totals.take(found, column, float(values[place]), table.address(column, place))


def _county(
    counties: Sequence[tuple[str, str]], prefecture: str, county: str, rows: int
) -> int | None:
    """The county of the statistics that a row is about; the only one, where it has no name."""
    if rows == 1 and [*counties] == [("", "")]:
        return 0
    fitting = [
        place
        for place, (of, name) in enumerate(counties)
        if name and (not prefecture or not of or prefecture == of)
    ]
    for same in (
        [place for place in fitting if counties[place][1] == county],
        [place for place in fitting if "".join(counties[place]) == county],
        [place for place in fitting if len(county) > 1 and counties[place][1][:-1] == county],
    ):
        if same:
            return same[0] if len(same) == 1 else None
    return None


def _not_there(counties: Sequence[tuple[str, str]], table: Part, place: int) -> Finding:
    county = table.texts["county"][place]
    near = get_close_matches(county, [name for _, name in counties if name], n=1, cutoff=_NEAR)
    return finding(
        Severity.WARNING,
        "county-not-in-statistics",
        column="county",
        cell=table.name_cell(place)
        if "name" in table.layout.columns
        else _region_cell(table, place),
        value=county,
        nearest=sentence("nearest_name", name=near[0]) if near else "",
    )


def _region_cell(table: Part, place: int) -> str:
    return table.address("county" if "county" in table.layout.columns else "prefecture", place)


def _from_townships(
    totals: CountyTotals,
    statistics: Statistics,
    origins: Origins,
    column: str,
    values: FloatArray,
) -> None:
    """A column beside the townships says a county's figure once, or the same on each row."""
    said = np.flatnonzero(~np.isnan(values))
    for county in np.unique(statistics.county_codes[said]).tolist():
        townships = said[statistics.county_codes[said] == county].tolist()
        cells = [origins.cell(township, column) or "" for township in townships]
        told = list(dict.fromkeys(values[townships].tolist()))
        if len(told) == 1:
            totals.take(county, column, told[0], cells[0])
            continue
        totals.findings.append(
            finding(
                Severity.ERROR,
                "county-total-differs",
                column=column,
                cell=cells[0],
                value=told[0],
                county=_said(totals.counties[county]),
                term=column_term(column),
                told=[quantity(column, value) for value in told[:3]],
                count=len(told),
                cells=cells,
                shown=shown(cells),
            )
        )


def _from_lines(totals: CountyTotals, statistics: Statistics, part: Part, places: IntArray) -> None:
    """A line above or below a table is about its county, where it is about one alone."""
    counties = np.unique(statistics.county_codes[places >= 0]).tolist()
    if len(counties) != 1:
        return
    for figure in county_figures(part):
        totals.take(counties[0], figure.column, figure.value, figure.cell)
        totals.findings.append(
            finding(
                Severity.NOTE,
                "county-total-from-line",
                column=figure.column,
                cell=figure.cell,
                value=figure.value,
                term=column_term(figure.column),
                read=quantity(figure.column, figure.value),
            )
        )
