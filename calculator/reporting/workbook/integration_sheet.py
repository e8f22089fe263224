"""The sheet that suggests a comprehensive set-up: what goes into what, with the posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from calculator.reporting.workbook.formulas import ANY_NUMBER, own, plain_number
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.bodies import BODY_POSTS
from rules.formulas import MISSING
from rules.integration import Integration, IntegrationRow
from rules.listed_bodies import ListedBodies
from rules.status import Status, weakest
from rules.wording import Term


def integration_table(writing: Writing) -> Table | None:
    """Each comprehensive body that takes in listed ones; None where nothing is to be taken in."""
    evaluation = writing.evaluation
    listed = evaluation.listed
    pairs = [(table, row) for table in evaluation.integrations for row in table.rows]
    if listed is None or not pairs:
        return None
    townships = np.array([table.township for table, _ in pairs], dtype=np.int64)
    speaker = writing.speaker
    columns = writing.unit_columns(townships, brief=True, links=writing.links_home(townships))
    fixed = len(columns)
    columns += [
        TableColumn(
            writing.text("integration.from"),
            [_taken_in(writing, listed, row) for _, row in pairs],
            Style.WRAPPED,
            widest=44,
        ),
        TableColumn(
            writing.text("integration.to"),
            [
                writing.text(
                    f"integration.{'listed' if row.listed is not None else 'new'}",
                    name=row.catalogue.name,
                )
                for _, row in pairs
            ],
            Style.WRAPPED,
            widest=30,
        ),
    ]
    columns += _posts_columns(writing, [row for _, row in pairs])
    entries = listed.catalogue.entries
    others = [[entries[key].name for key in row.alternatives] for _, row in pairs]
    if any(others):
        values = [speaker.say(names) if names else None for names in others]
        heading = writing.text("integration.alternatives")
        columns.append(TableColumn(heading, values, Style.WRAPPED, widest=26))
    columns += [
        TableColumn(
            writing.text("integration.township"),
            [_township(writing, table) for table, _ in pairs],
            Style.WRAPPED,
            widest=34,
        ),
        TableColumn(
            writing.text("status"),
            [speaker.say(Term("status", row.status)) for _, row in pairs],
            Style.CENTRED,
        ),
    ]
    if writing.is_live:
        numbers = range(1, len(pairs) + 1)
        columns.append(TableColumn("", numbers, key="row", is_hidden=True))
    status = weakest(row.status for _, row in pairs)
    title = writing.text("titles.integration")
    notes = [writing.text("integration.note")]
    if not status.is_settled:
        title = writing.text("with_status", heading=title, status=Term("status", status))
    if any(row.status is Status.INFERRED for _, row in pairs):
        notes.append(writing.text("integration.inferred"))
    return Table(
        title,
        writing.subtitle,
        columns,
        fixed=fixed,
        preface="".join(notes) if writing.language == "zh" else " ".join(notes),
        notes=[*_sources(writing, [row for _, row in pairs]), *writing.live_note("moved")],
    )


def _sources(writing: Writing, rows: list[IntegrationRow]) -> list[str]:
    """What the set-up rests on, each document and clause once, with what rests on it."""
    resting: defaultdict[tuple[str, str, Status], dict[str, None]] = defaultdict(dict)
    for row in rows:
        entry = row.catalogue
        source = writing.report.pack.sources[entry.source].title
        said = writing.speaker.text("rules.cited", source=source, clause=entry.clause)
        resting[said, entry.source, entry.status][writing.speaker.say(entry.name)] = None
    return [
        writing.text("staffing.rule", label=list(names), status=Term("status", status), source=said)
        for (said, _, status), names in resting.items()
    ]


def _taken_in(writing: Writing, listed: ListedBodies, row: IntegrationRow) -> str:
    names = [listed.bodies.names[body] for body in row.bodies]
    if not row.formed_from:
        return writing.speaker.say(names)
    return writing.text("integration.also_formed_from", names=names, others=list(row.formed_from))


def _posts_columns(writing: Writing, rows: list[IntegrationRow]) -> Iterator[TableColumn]:
    """The posts before and after, of each kind that the list gives."""
    for kind in BODY_POSTS:
        if all(row.after[kind] != row.after[kind] for row in rows):
            continue
        group = writing.text(f"bodies.{kind}")
        for part in ("own", "moved", "after"):
            values = [getattr(row, part)[kind] for row in rows]
            if part == "after" or any(value == value for value in values):
                heading = writing.text(f"integration.posts_{part}")
                formula = _posts(writing, kind, part)
                yield TableColumn(heading, values, Style.NUMBER, group, formula=formula)


def _posts(writing: Writing, kind: str, part: str) -> str | None:
    """A formula for posts of the bodies on their own sheet: its own, those moved, or both."""
    bodies = writing.table("bodies")
    if not writing.is_live or bodies is None:
        return None
    sheet, places = writing.quoted("bodies"), bodies.places
    posts = f"{sheet}!{places.cells(kind)}"
    parts = ("own", "moved") if part == "after" else (part,)
    criteria = [f"{sheet}!{places.cells(each)},{own('row')}" for each in parts]
    known = "+".join(f"COUNTIFS({each},{posts},{ANY_NUMBER})" for each in criteria)
    sums = "+".join(f"SUMIFS({posts},{each})" for each in criteria)
    return f"IF({known}=0,{MISSING},{sums})"


def _township(writing: Writing, table: Integration) -> str:
    """How many bodies count against each limit of a township, now and then."""
    said = []
    for name, check in writing.evaluation.quotas.items():
        kind = check.quota.listed
        if kind is None or kind not in table.bodies_before:
            continue
        limit = table.standards[name]
        values = {
            "label": check.quota.label,
            "before": table.bodies_before[kind],
            "after": table.bodies_after[kind],
            "limit": plain_number(limit),
        }
        key = "bodies_within" if limit == limit else "bodies_change"
        said.append(writing.text(f"integration.{key}", **values))
    return writing.speaker.template("terms.part_separator").join(said)
