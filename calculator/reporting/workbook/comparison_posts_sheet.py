"""The sheet of limits, standards and proposals on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from calculator.reporting.workbook.comparison_writing import CHANGED, ComparisonWriting, Rows
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn


def posts_table(writing: ComparisonWriting) -> Table | None:
    """Each township's limits, standards and proposals on both sides."""
    before, after = writing.before.evaluation, writing.after.evaluation
    if not after.quotas:
        return None
    judged = before.classification.judged, after.classification.judged
    rows = writing.everything
    either = rows.of_before(judged[0], False) | rows.of_after(judged[1], False)
    rows = Rows(rows.before[either], rows.after[either])
    columns = writing.unit_columns(rows)
    fixed = len(columns)
    for name, check in after.quotas.items():
        earlier = before.quotas[name]
        quota = check.quota
        label = writing.with_unit(writing.speaker.say(quota.label), quota.unit)
        columns += _allowed(writing, rows, label, quota.kind, earlier.allowed, check.allowed)
        if not np.isnan(earlier.proposed).all() or not np.isnan(check.proposed).all():
            columns += _proposed(writing, rows, label, quota.kind, earlier.proposed, check.proposed)
    first = columns[0]
    total = writing.after.text("total")
    columns[0] = TableColumn(first.heading, first.values, Style.CENTRED, total=total)
    notes = [writing.text("counted_in"), *writing.status_notes()]
    return Table(
        writing.text("sheets.posts"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=notes,
        has_total=True,
    )


def _allowed(
    writing: ComparisonWriting, rows: Rows, label: str, kind: str, before: Any, after: Any
) -> Iterator[TableColumn]:
    one = rows.of_before(before, np.nan)
    other = rows.of_after(after, np.nan)
    if np.array_equal(one, other, equal_nan=True):
        yield _summed(writing.text(f"{kind}_both"), other, label)
        return
    changed = (one != other) & ~np.isnan(one) & ~np.isnan(other)
    yield _summed(writing.text(f"{kind}_side", side=writing.text("before")), one, label)
    heading = writing.text(f"{kind}_side", side=writing.text("after"))
    yield _summed(heading, other, label, changed)


def _proposed(
    writing: ComparisonWriting, rows: Rows, label: str, kind: str, before: Any, after: Any
) -> Iterator[TableColumn]:
    one, other = rows.of_before(before, np.nan), rows.of_after(after, np.nan)
    word = writing.after.text(f"proposed_{kind}")
    sides = (("before", one), ("after", other))
    changed = (one != other) & ~np.isnan(one) & ~np.isnan(other)
    for side, values in sides:
        heading = writing.text("proposed_side", word=word, side=writing.text(side))
        yield _summed(heading, values, label, changed if side == "after" else None)


def _summed(heading: str, values: Any, group: str, changed: Any = None) -> TableColumn:
    known = ~np.isnan(values)
    total = float(values[known].sum()) if known.any() else None
    marks = None
    if changed is not None:
        marks = [CHANGED if mark else None for mark in changed.tolist()]
    return TableColumn(heading, values.tolist(), Style.NUMBER, group, marks=marks, total=total)
