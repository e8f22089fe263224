"""The sheet of the statistics as they were read, with the cells that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.statistics import UNREADABLE
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

MOST_CELLS = 3
"""Of so many headings of one column the cells are named; of more only the first."""
IDENTITY = ("prefecture", "county", "code", "name")


def statistics_table(writing: Writing) -> Table:
    """Every township in the order of the input, every column in the unit of its heading."""
    townships = writing.all_townships
    columns = [TableColumn(writing.text("number"), range(1, len(townships) + 1), Style.CENTRED)]
    columns += _columns(writing)
    fixed = 1 + sum(column.key in {f"statistic:{name}" for name in IDENTITY} for column in columns)
    columns.append(writing.source_column(townships))
    return Table(
        writing.text("titles.statistics"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[writing.text("statistics_note")],
        has_groups=True,
    )


def _columns(writing: Writing) -> Iterator[TableColumn]:
    statistics = writing.evaluation.statistics
    for name in (*IDENTITY, *(n for n in statistics.texts if n not in IDENTITY)):
        values = writing.texts_of(name, writing.all_townships)
        if any(values):
            yield _column(writing, name, values)
    for name in statistics.choices:
        yield _column(writing, name, _choices(writing, name), Style.CENTRED)
    for name, numbers in statistics.numbers.items():
        if writing.is_flag(name):
            yes = writing.speaker.template("terms.yes")
            unread = writing.text("unreadable")
            words = {1.0: yes, 0.0: None}
            flags = [words.get(flag, unread) for flag in numbers.tolist()]
            yield _column(writing, name, flags, Style.CENTRED)
        else:
            yield _column(writing, name, numbers.tolist(), Style.NUMBER)


def _choices(writing: Writing, name: str) -> list[str | None]:
    """What the cells of a choice column say, classes by the pack's own names."""
    column = writing.evaluation.statistics.choices[name]
    rule = writing.report.pack.classification
    if rule is not None and name == rule.proposed:
        entries = [writing.report.pack.class_of(next(iter(found), "")) for found in column.sets]
        words = [
            writing.speaker.say(ClassName(entry.name)) if entry else next(iter(found), None)
            for entry, found in zip(entries, column.sets, strict=True)
        ]
        return [words[code] if code >= 0 else None for code in column.codes.tolist()]
    unread = writing.text("unreadable")
    words = [
        unread if UNREADABLE in found else word
        for found, word in zip(column.sets, writing.words_of(name), strict=True)
    ]
    return [words[code] if code >= 0 else None for code in column.codes.tolist()]


def _column(
    writing: Writing, name: str, values: list[str | None] | list[float], style: Style = Style.TEXT
) -> TableColumn:
    label = writing.speaker.say(Term("column", name))
    unit = writing.unit_of(name)
    heading = writing.text("unit_below", label=label, unit=writing.unit(unit)) if unit else label
    key = f"statistic:{name}"
    links = writing.links_home(writing.all_townships) if name == "name" else None
    return TableColumn(heading, values, style, _cells(writing, name), key=key, links=links)


def _cells(writing: Writing, name: str) -> str | None:
    """The cells of the headings that a column was read under."""
    cells = [
        writing.without_file(column.cell)
        for table in writing.report.reading.tables
        for column in table.columns
        if column.column == name
    ]
    if not cells:
        return None
    if len(cells) > MOST_CELLS:
        return writing.text("read_from_more", cell=cells[0], count=len(cells))
    return "\n".join(cells)
