"""The sheet of posts that counties pool: who is above the standard, and who is below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.reporting.outcomes import check_figures
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.figures import Figure
from rules.pooling import Pooling
from rules.wording import Term


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
        for row in rows
        for figure in check_figures(pack, evaluation.quotas[row.pooling.quota])
    }
    headings = ("allowed_standard", "proposed_standard", "pooling.takes", "pooling.gives")
    for place, key in enumerate(headings):
        heading = writing.text(key)
        if not place:
            heading = writing.with_status(heading, behind.values())
        numbers = [row.numbers[place] for row in rows]
        columns.append(TableColumn(heading, numbers, Style.NUMBER))
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
            *writing.live_note("values"),
        ],
    )


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
