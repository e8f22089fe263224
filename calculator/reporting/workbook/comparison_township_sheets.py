"""The sheets of a comparison that list townships: those that changed, and all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from calculator.comparison import CLASS, MERGER, NEAR, PROPOSED, VERDICT
from calculator.reporting.outcomes import class_figures, merger_figures
from calculator.reporting.sentences.report_comparison import why_text
from calculator.reporting.workbook.comparison_writing import ComparisonWriting, Rows
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.measures import Column
from rules.statistics import Choices, Statistics, same_text
from rules.status import weakest
from rules.wording import Term

LONG_TEXT = 64


def changed_table(writing: ComparisonWriting) -> Table:
    """Each township that changed: class and figures on both sides, what changed, and why."""
    changes = writing.found.ranked_changes
    rows = Rows(
        np.array([change.before for change, _ in changes], dtype=np.int64),
        np.array([change.after for change, _ in changes], dtype=np.int64),
    )
    columns = writing.unit_columns(rows)
    fixed = len(columns)
    columns += _basis_columns(writing, rows)
    columns += _outcome_columns(writing, rows)
    kinds = [_kinds(writing, change.values) for change, _ in changes]
    columns.append(TableColumn(writing.text("kind"), kinds, Style.WRAPPED, widest=12))
    reasons = [why_text(reasons, writing.speaker) for _, reasons in changes]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=LONG_TEXT))
    statuses = [
        weakest(reason.status for reason in reasons if reason.status is not None)
        for _, reasons in changes
    ]
    shown = [
        None if status.is_settled else writing.speaker.say(Term("status", status))
        for status in statuses
    ]
    if any(shown):
        columns.append(TableColumn(writing.text("status"), shown, Style.CENTRED))
    columns.append(writing.source_column(rows))
    return Table(
        writing.text("sheets.changed"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*([] if changes else [writing.text("no_changes")]), *writing.status_notes()],
    )


def _kinds(writing: ComparisonWriting, values: Any) -> str:
    """What changed for a township, in few words."""
    names = writing.found.after.pack.class_names
    said: list[str] = []
    for name, (before, after) in values.items():
        key = name
        if name == CLASS:
            both = before in names and after in names
            key = "class_changed"
            if both:
                rose = names.index(after) < names.index(before)
                key = "class_rose" if rose else "class_fell"
        elif name.startswith(PROPOSED):
            key = "proposed"
        elif name not in (MERGER, NEAR, VERDICT):
            key = "allowed"
        said.append(writing.text(f"kinds.{key}"))
    return writing.speaker.say(list(dict.fromkeys(said)))


def _basis_columns(writing: ComparisonWriting, rows: Rows) -> Iterator[TableColumn]:
    """The measures that class and candidacy rest on, on both sides."""
    pack = writing.found.after.pack
    names: list[str] = []
    if pack.classification is not None:
        names += pack.measures[pack.classification.measure].measure_names()
    if pack.mergers is not None:
        names.append(pack.mergers.population)
    for name in dict.fromkeys(names):
        yield from _measure_columns(writing, rows, name)


def _measure_columns(writing: ComparisonWriting, rows: Rows, name: str) -> list[TableColumn]:
    before, after = writing.before.evaluation.given, writing.after.evaluation.given
    if before.measures[name].data.dtype == object or after.measures[name].data.dtype == object:
        return []
    measure = writing.found.after.pack.measures[name]
    heading = writing.with_unit(writing.speaker.say(measure.label), measure.unit)
    return writing.numbers(rows, heading, before.numbers(name), after.numbers(name))


def _outcome_columns(writing: ComparisonWriting, rows: Rows) -> Iterator[TableColumn]:
    """Class, merger status and verdict on both sides, with how sure they are."""
    pack, after = writing.found.after.pack, writing.after
    if pack.classification is not None:
        heading = after.in_brackets(after.text("class"), class_figures(pack))
        yield from writing.words(heading, *writing.said(rows, CLASS))
    if pack.mergers is not None:
        heading = after.in_brackets(after.text("sheets.mergers"), merger_figures(pack))
        yield from writing.words(heading, *writing.said(rows, MERGER))
    if pack.establishment is not None:
        heading = writing.speaker.text("comparison.verdict")
        yield from writing.words(heading, *writing.said(rows, VERDICT))


def all_table(writing: ComparisonWriting) -> Table:
    """Every township: class, and each figure on both sides with the difference."""
    rows = writing.everything
    columns = writing.unit_columns(rows)
    fixed = len(columns)
    states = [
        writing.text("kinds.appeared")
        if before < 0
        else writing.text("kinds.vanished")
        if after < 0
        else None
        for before, after in zip(rows.before.tolist(), rows.after.tolist(), strict=True)
    ]
    if any(states):
        columns.append(TableColumn(writing.text("kind"), states, Style.CENTRED))
    columns += _outcome_columns(writing, rows)
    shown = [name for name in _computed(writing) if _measure_columns(writing, rows, name)]
    for name in shown:
        columns += _measure_columns(writing, rows, name)
    columns += _statistics_columns(writing, rows)
    columns += _mark_columns(writing, rows)
    return Table(
        writing.text("sheets.all"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=list(writing.status_notes()),
    )


def _computed(writing: ComparisonWriting) -> list[str]:
    """The measures that class and standard are computed from, but for plain columns."""
    pack = writing.found.after.pack
    tops = [pack.classification.measure] if pack.classification is not None else []
    if pack.establishment is not None:
        tops.append(pack.establishment.test)
    below: dict[str, None] = {}
    todo = list(tops)
    while todo:
        measure = pack.measures[todo.pop(0)]
        amounts = [name for name in measure.amount_names() if name in pack.measures]
        for name in (*measure.measure_names(), *amounts):
            if name not in below and not isinstance(pack.measures[name], Column):
                below[name] = None
                todo.append(name)
    return list(below)


def _statistics_columns(writing: ComparisonWriting, rows: Rows) -> Iterator[TableColumn]:
    """Each measured column that either side has."""
    before, after = writing.found.statistics
    vocabulary = load_vocabulary().columns
    declared = writing.found.after.pack.columns
    for name in dict.fromkeys([*after.numbers, *before.numbers]):
        known = vocabulary.get(name.removesuffix(YEAR_BEFORE))
        own = declared.get(name)
        if (own is not None and own.holds == "number") or (known is not None and known.is_measured):
            unit = own.unit if own is not None else known.unit if known is not None else None
            label = writing.speaker.say(Term("column", name))
            heading = writing.with_unit(label, unit if unit in _SHOWN_UNITS else None)
            yield from writing.numbers(rows, heading, before.number(name), after.number(name))


_SHOWN_UNITS = ("people", "km2", "wan_yuan", "yuan", "percent", "households")


def _mark_columns(writing: ComparisonWriting, rows: Rows) -> Iterator[TableColumn]:
    """Marks and choices, such as the terrain, that are not the same on both sides."""
    before, after = writing.found.statistics
    vocabulary = load_vocabulary().columns
    flags = [n for n, column in vocabulary.items() if column.holds == "flag"]
    flags += [n for n, column in writing.found.after.pack.columns.items() if column.holds == "flag"]
    for name in (*(n for n in after.choices if n not in _NOT_MARKS), *flags):
        one, other = (
            rows.of_before(_marks(writing, before, name)),
            rows.of_after(_marks(writing, after, name)),
        )
        both = (rows.before >= 0) & (rows.after >= 0)
        if (one != other)[both].any():
            heading = writing.speaker.say(Term("column", name))
            yield from writing.words(heading, one.tolist(), other.tolist())


_NOT_MARKS = ("proposed_class",)


def _marks(writing: ComparisonWriting, statistics: Statistics, name: str) -> Any:
    """What the cells of a mark or choice say, a dash where nothing."""
    nothing = writing.speaker.say(None)
    words = same_text(nothing, statistics.size)
    column: Choices | None = statistics.choices.get(name)
    if column is not None:
        said = [writing.speaker.say([Term(name, n) for n in sorted(s)]) for s in column.sets]
        return np.array([*said, nothing], dtype=object)[column.codes]
    words[statistics.number(name) == 1] = writing.speaker.say(True)
    return words
