"""The sheet of the offices and institutions that a proposal lists, one row each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from calculator.reporting.finding_lines import FindingLine
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import MOST_LINKED, Writing
from rules.bodies import BODY_POSTS
from rules.integration import destinations
from rules.listed_bodies import ListedBodies
from rules.status import Severity, Status, weakest
from rules.wording import Term


def bodies_table(writing: Writing) -> Table | None:
    """Each listed body: what it is, whether it counts, and what is wrong; None without a list."""
    listed = writing.evaluation.listed
    if listed is None:
        return None
    order = np.argsort(listed.bodies.townships, kind="stable").tolist()
    townships = listed.bodies.townships[order]
    links = writing.links_home(townships) if len(order) <= MOST_LINKED else None
    columns = writing.unit_columns(townships, brief=True, links=links)
    columns.append(_texts(writing, "body_name", listed.bodies.names[order].tolist()))
    fixed = len(columns)
    columns += _own_columns(writing, listed, order)
    columns.append(_counted_column(writing, listed, order))
    notes = [writing.text("bodies.note")]
    if any(known.entry or known.goes_into for known in listed.recognised):
        column, status = _comprehensive_column(writing, listed, order)
        columns.append(column)
        if status is Status.INFERRED:
            notes.append(writing.text("integration.inferred"))
    columns.append(_findings_column(writing, order))
    cells = [writing.report.reading.origins.body_cell(body, "body_name") for body in order]
    shown = [cell and writing.without_file(cell) for cell in cells]
    columns.append(TableColumn(writing.text("source_heading"), shown))
    if writing.is_live:
        columns += _integration_columns(writing, order)
    return Table(
        writing.text("titles.bodies"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*notes, *writing.live_note("bodies")],
    )


def _integration_columns(writing: Writing, order: Sequence[int]) -> Iterator[TableColumn]:
    """Hidden columns: the row of the suggested set-up that each body has, or goes into."""
    rows = [row for table in writing.evaluation.integrations for row in table.rows]
    own = {row.listed: number for number, row in enumerate(rows, 1) if row.listed is not None}
    moved = {body: number for number, row in enumerate(rows, 1) for body in row.bodies}
    for key, found in (("own", own), ("moved", moved)):
        values = [found.get(body) for body in order]
        yield TableColumn("", values, key=key, is_hidden=True)


def _texts(writing: Writing, column: str, values: Sequence[str | None]) -> TableColumn:
    made = writing.text_column(column, values)
    return replace(made, style=Style.WRAPPED, widest=26)


def _own_columns(
    writing: Writing, listed: ListedBodies, order: Sequence[int]
) -> Iterator[TableColumn]:
    """What the list says of each body, as far as it says it of any."""
    bodies, speaker = listed.bodies, writing.speaker
    for column, words in (("body_kind", listed.kinds), ("funding", bodies.funding)):
        said = [speaker.say(Term(column, word)) if word else None for word in words[order]]
        if any(said):
            yield replace(writing.text_column(column, said), style=Style.CENTRED)
    for kind in BODY_POSTS:
        posts = np.array(listed.posts[kind])[order]
        if not np.isnan(posts).all():
            label, group = writing.text(f"bodies.{kind}"), writing.text("bodies.posts")
            yield TableColumn(label, posts.tolist(), Style.NUMBER, group, key=kind)
    formed = [bodies.formed_from[body] if bodies.formed_from else () for body in order]
    if any(formed):
        yield _texts(writing, "formed_from", [speaker.say(list(f)) if f else None for f in formed])
    outside = [_outside(writing, listed, body) for body in order]
    if any(outside):
        yield TableColumn(writing.text("bodies.outside"), outside, Style.CENTRED)


def _outside(writing: Writing, listed: ListedBodies, body: int) -> str | None:
    """Whether a body is only a name-plate, or dispatched."""
    for name in ("nameplate", "dispatched"):
        if getattr(listed.bodies, name)[body]:
            return writing.text(f"bodies.{name}")
    return None


def _counted_column(writing: Writing, listed: ListedBodies, order: Sequence[int]) -> TableColumn:
    """Against which limit each body counts, or why against none."""
    labels = {
        check.quota.listed: writing.speaker.say(check.quota.label)
        for check in writing.evaluation.quotas.values()
    }
    values = []
    for body in order:
        why = listed.not_counted[body]
        limit = labels.get(listed.kinds[body], writing.text("bodies.no_limit"))
        values.append(writing.text(f"bodies.because_{why}") if why else limit)
    return TableColumn(writing.text("bodies.counted"), values, Style.WRAPPED, widest=20)


def _comprehensive_column(
    writing: Writing, listed: ListedBodies, order: Sequence[int]
) -> tuple[TableColumn, Status]:
    """The comprehensive body that each one is, or would go into, and how sure that is."""
    entries = listed.catalogue.entries
    goes = {each.body: each for each in destinations(listed)}
    values: list[str | None] = []
    used: list[Status] = []
    for body in order:
        known = listed.recognised[body]
        if known.entry is not None:
            values.append(writing.text("bodies.is_comprehensive"))
        elif body in goes:
            entry = entries[goes[body].entry]
            others = [entries[key].name for key in goes[body].others]
            key = "bodies.goes_or" if others else "bodies.goes"
            values.append(writing.text(key, entry=entry.name, others=others))
            used.append(entry.status)
        else:
            values.append(None)
    status = weakest(used)
    heading = writing.text("bodies.comprehensive")
    if not status.is_settled:
        said = Term("status", status)
        heading = writing.text("status_below", heading=heading, status=said)
    return TableColumn(heading, values, Style.WRAPPED, widest=30), status


def _findings_column(writing: Writing, order: Sequence[int]) -> TableColumn:
    found: defaultdict[int, list[FindingLine]] = defaultdict(list)
    for line in writing.findings:
        if line.body is not None:
            found[line.body].append(line)
    said = [[writing.without_file(line.statement) for line in found[body]] for body in order]
    marks = [Severity(found[body][0].severity) if found[body] else None for body in order]
    values = ["\n".join(lines) if lines else None for lines in said]
    heading = writing.text("finding")
    return TableColumn(heading, values, Style.WRAPPED, marks=marks, widest=48)
