"""The sheet of posts that counties pool: who is above the standard, and who is below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from calculator.reporting.outcomes import check_figures
from calculator.reporting.workbook.approved_totals import quota_number
from calculator.reporting.workbook.formulas import ANY_NUMBER, LINE, own
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.figures import Figure
from rules.formulas import MISSING, in_decimal
from rules.pooling import Pooling
from rules.wording import Term

HEADINGS = {
    "allowed": "allowed_standard",
    "proposed": "proposed_standard",
    "takes": "pooling.takes",
    "gives": "pooling.gives",
}
"""The columns of numbers with their headings."""

_SOURCES = {
    "allowed": ("allowed", "", ANY_NUMBER),
    "proposed": ("proposed", "", ANY_NUMBER),
    "takes": ("over", "", '">0"'),
    "gives": ("over", "-", '"<0"'),
}
"""Each of them -> the column of the sheet of posts, its sign, and which of it counts."""


@dataclass(frozen=True)
class _Row:
    """A township that gives or takes, or the sum over a county's townships."""

    pooling: Pooling
    township: int | None
    numbers: tuple[float, float, float | None, float | None]


def pooling_table(writing: Writing) -> Table | None:
    """Who takes and who gives, county by county and kind by kind; None where nobody takes."""
    evaluation = writing.evaluation
    rows = [
        row
        for pooling in sorted(evaluation.poolings, key=lambda pooling: pooling.county)
        for row in _rows(writing, pooling)
    ]
    if not rows:
        return None
    names = evaluation.statistics.text("name")
    counties = [evaluation.statistics.counties[row.pooling.county] for row in rows]
    columns = [TableColumn(writing.text("number"), range(1, len(rows) + 1), Style.CENTRED)]
    for place, column in enumerate(("prefecture", "county")):
        values = [county[place] or None for county in counties]
        if any(values):
            columns.append(writing.text_column(column, values))
    quotas = [evaluation.quotas[row.pooling.quota].quota for row in rows]
    columns.append(
        TableColumn(writing.text("quota"), [writing.speaker.say(quota.label) for quota in quotas])
    )
    total = writing.text("pooling.sum")
    named = [total if row.township is None else names[row.township] for row in rows]
    label = writing.speaker.say(Term("column", "name"))
    home = writing.links_home(writing.all_townships)
    links = [home[row.township] if home and row.township is not None else None for row in rows]
    columns.append(TableColumn(label, named, links=links))
    fixed = len(columns)
    pack = writing.report.pack
    pooled = {quota.pooled: pack.figures[quota.pooled] for quota in quotas if quota.pooled}
    behind: dict[str, Figure] = {
        figure.name: figure
        for quota in dict.fromkeys(row.pooling.quota for row in rows)
        for figure in check_figures(pack, evaluation.quotas[quota])
    }
    for place, (key, words) in enumerate(HEADINGS.items()):
        heading = writing.text(words)
        if not place:
            heading = writing.with_status(heading, behind.values())
        numbers = [row.numbers[place] for row in rows]
        formula = _formula(writing, key)
        columns.append(TableColumn(heading, numbers, Style.NUMBER, key=key, formula=formula))
    if writing.is_live:
        columns += _interim_columns(writing, rows)
    rules = [
        writing.text(
            "staffing.rule",
            label=figure.label,
            status=Term("status", figure.status),
            source=figure.cited,
        )
        for figure in pooled.values()
    ]
    return Table(
        writing.text("titles.pooling"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[
            writing.text("pooling.note"),
            *rules,
            *writing.status_note(writing.text("allowed_standard"), behind.values()),
            *writing.live_note("listed"),
        ],
        lines=_posts_rows(writing, rows),
    )


def _interim_columns(writing: Writing, rows: Sequence[_Row]) -> Iterator[TableColumn]:
    """Hidden columns: whether a row is a sum, of which county, and of which quota."""
    for key, numbers in {
        "is_sum": [int(row.township is None) for row in rows],
        "county": [row.pooling.county for row in rows],
        "quota": [quota_number(writing, row.pooling.quota) for row in rows],
    }.items():
        yield TableColumn("", numbers, key=key, is_hidden=True)


def _posts_rows(writing: Writing, rows: Sequence[_Row]) -> Sequence[int]:
    """The row of each township on the sheet of offices and posts; of sums any."""
    posts = writing.table("posts") if writing.is_live else None
    if posts is None:
        return ()
    judged = np.cumsum(next(iter(writing.evaluation.quotas.values())).judged) - 1
    first = posts.places.first
    return [
        first + int(judged[row.township]) if row.township is not None else first for row in rows
    ]


def _formula(writing: Writing, key: str) -> str | None:
    """A column's formula: of a township its cell of the sheet of posts, of a county the sum.

    Who takes is above the standard, who gives below it; the sums are over the whole county.
    """
    posts = writing.table("posts") if writing.is_live else None
    if posts is None:
        return None
    sheet, places = writing.quoted("posts"), posts.places
    chosen = []
    for name in writing.evaluation.quotas:
        if f"over:{name}" not in places.letters:
            chosen.append(MISSING)
            continue
        column, sign, criterion = _SOURCES[key]
        letters = places.letters[f"{column}:{name}"]
        cells = [f"{sheet}!{places.cells(f'{each}:{name}')}" for each in (column, "over")]
        criteria = f"{sheet}!{places.cells('county')},{own('county')},{cells[1]},{criterion}"
        total = f"{sign}SUMIFS({cells[0]},{criteria})"
        cell = f"{sheet}!${letters}{LINE}"
        if column == "over":
            amount = in_decimal(f"{sign}{cell}")
            cell = f"IF(ISNUMBER({cell}),IF({amount}>0,{sign}{cell},{MISSING}),{MISSING})"
        chosen.append(f"IF({own('is_sum')}=1,{total},{cell})")
    return f"CHOOSE({own('quota')},{','.join(chosen)})"


def _rows(writing: Writing, pooling: Pooling) -> Iterator[_Row]:
    check = writing.evaluation.quotas[pooling.quota]
    for township in (*pooling.takers, *pooling.givers):
        amounts = float(check.allowed[township]), float(check.proposed[township])
        given = pooling.takers.get(township), pooling.givers.get(township)
        yield _Row(pooling, township, (*amounts, *given))
    allowed = float(check.county_allowed[pooling.county])
    proposed = float(check.county_proposed[pooling.county])
    takes, gives = sum(pooling.takers.values()), sum(pooling.givers.values())
    yield _Row(pooling, None, (allowed, proposed, takes, gives))
