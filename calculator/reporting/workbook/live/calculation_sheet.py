"""The sheet of the calculation: every result and every measure as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.live.cells import LiveCells
from calculator.reporting.workbook.live.results import Result, results
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing


def calculation_table(writing: Writing, cells: LiveCells, lines: Sequence[int]) -> Table:
    """Every township in the order of the statistics: its results, then its measures.

    Args:
        writing: The report.
        cells: Where formulas find things; what they ask for is added in hidden columns.
        lines: The row of each township on the sheet of statistics, counted from 1.
    """
    columns = _who(writing)
    fixed = len(columns)
    found = results(writing, cells)
    shown = {key: result for key, result in found.items() if result.is_shown}
    columns += _results(writing.text("groups.results"), shown)
    columns += _measures(writing, cells)
    hidden = {key: result for key, result in found.items() if not result.is_shown}
    group = writing.text("groups.interim")
    columns += _results(group, hidden, is_hidden=True)
    cells.group_number("county")
    columns += [
        TableColumn(
            writing.text("interim"),
            interim.values.tolist(),
            Style.NUMBER,
            group,
            key=key,
            formula=interim.formula,
            is_hidden=True,
        )
        for key, interim in cells.interim.items()
    ]
    return Table(
        writing.text("titles.calculation"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[writing.text("calculation_note")],
        has_groups=True,
        lines=lines,
    )


def _who(writing: Writing) -> list[TableColumn]:
    """The columns that tell one township from the others; the name leads to its own row."""
    townships = writing.all_townships
    links = writing.links_home(townships)
    return writing.unit_columns(townships, brief=True, links=links)


def _results(
    group: str, found: dict[str, Result], *, is_hidden: bool = False
) -> Iterator[TableColumn]:
    for key, result in found.items():
        style = Style.NUMBER if result.is_number else Style.CENTRED
        yield TableColumn(
            result.heading,
            result.values,
            style,
            group,
            key=key,
            formula=result.formula,
            is_hidden=is_hidden,
        )


def _measures(writing: Writing, cells: LiveCells) -> Iterator[TableColumn]:
    group = writing.text("groups.measures")
    for name, measure in writing.report.pack.measures.items():
        data = writing.evaluation.given.measures[name].data
        is_text = data.dtype == object
        values: list[Any] = writing.class_column(data.tolist()) if is_text else data.tolist()
        label = writing.speaker.say(measure.label)
        unit = writing.unit(measure.unit) if measure.unit else ""
        yield TableColumn(
            writing.text("unit_below", label=label, unit=unit) if unit else label,
            values,
            Style.CENTRED if is_text else Style.NUMBER,
            group,
            key=f"measure:{name}",
            formula=measure.formula(cells),
        )
