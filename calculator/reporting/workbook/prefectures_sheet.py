"""The sheet that adds up the counties of each prefecture, where there are several."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from calculator.reporting.workbook.finding_counts import finding_columns
from calculator.reporting.workbook.formulas import ANY_NUMBER, Formula, own, whole
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.groups import Group
from rules.status import Severity

PREFECTURE = "prefecture"
"""The hidden column that numbers the prefectures, here and on the sheet by county."""


def prefectures_table(writing: Writing) -> Table | None:
    """Each prefecture's counties, the sums of these, and the counties that did not report.

    None where there is only one prefecture. One of which no county reported has a row too, if
    the roster names it.
    """
    counties = writing.table("counties")
    group = writing.evaluation.groups[1]
    absent = _absent(writing)
    names = list(dict.fromkeys([*group.names, *absent]))
    if counties is None or len([name for name in names if name]) < 2:
        return None
    more: list[None] = [None] * (len(names) - group.count)
    codes = range(len(names))
    columns = [
        TableColumn(
            writing.text("number"),
            range(1, len(names) + 1),
            Style.CENTRED,
            total=writing.text("total"),
        ),
        writing.text_column("prefecture", [name or None for name in names]),
        _counties_counted(writing, group, len(more)),
    ]
    fixed = len(columns)
    columns += _not_reported(writing, names, absent)
    columns += [
        _summed(writing, column, group, more)
        for column in counties.columns
        if column.key and column.style is Style.NUMBER and not column.is_hidden
    ]
    columns += finding_columns(writing, group, more)
    if writing.is_live:
        columns.append(TableColumn("", codes, key=PREFECTURE, is_hidden=True))
    notes = [*counties.notes]
    homeless = [e.county for e in writing.report.reading.not_reported if not e.prefecture]
    if homeless:
        notes.append(writing.text("prefectures.without_prefecture", counties=homeless))
    return Table(
        writing.text("titles.prefectures"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
    )


def _absent(writing: Writing) -> dict[str, list[str]]:
    """Prefecture -> its counties that are on the roster and did not report."""
    absent: dict[str, list[str]] = {}
    for entry in writing.report.reading.not_reported:
        if entry.prefecture:
            absent.setdefault(entry.prefecture, []).append(entry.county)
    return absent


def _counties_counted(writing: Writing, group: Group, more: int) -> TableColumn:
    counted = np.bincount(group.of_counties, minlength=group.count).tolist()
    return TableColumn(
        writing.text("prefectures.counties"),
        [*counted, *[0] * more],
        Style.NUMBER,
        total=float(sum(counted)),
    )


def _not_reported(
    writing: Writing, names: list[str], absent: dict[str, list[str]]
) -> list[TableColumn]:
    """How many counties did not report, and which; nothing without a roster."""
    if not writing.report.reading.roster:
        return []
    lists = [absent.get(name, []) for name in names]
    heading = writing.text("not_reported")
    return [
        TableColumn(
            writing.text("prefectures.count"),
            [len(counties) for counties in lists],
            Style.NUMBER,
            heading,
            total=float(sum(map(len, lists))),
        ),
        TableColumn(
            writing.text("counties_of_file"),
            [writing.speaker.say(counties) if counties else None for counties in lists],
            Style.WRAPPED,
            heading,
            marks=[Severity.WARNING if counties else None for counties in lists],
            widest=30,
        ),
    ]


def _summed(writing: Writing, column: TableColumn, group: Group, more: list[None]) -> TableColumn:
    """A column of the sheet by county, added up by prefecture; blank where all are blank."""
    values = np.array(column.values, dtype=np.float64)
    known = ~np.isnan(values)
    sums = group.sums_of_counties(values, known)
    present = group.sums_of_counties(known, known) > 0
    total = column.total.value if isinstance(column.total, Formula) else column.total
    summed = replace(
        column,
        values=[*np.where(present, sums, np.nan).tolist(), *more],
        total=total,
        formula=None,
    )
    counties = writing.table("counties")
    if column.formula is None or counties is None:
        return summed
    sheet = writing.quoted("counties")
    cells, prefectures = (f"{sheet}!{counties.places.cells(k)}" for k in (column.key, PREFECTURE))
    criteria = f"{prefectures},{own(PREFECTURE)}"
    formula = f'IF(COUNTIFS({criteria},{cells},{ANY_NUMBER})=0,"",SUMIFS({cells},{criteria}))'
    return replace(summed, formula=formula, total=Formula(f"SUM({whole(column.key)})", total))
