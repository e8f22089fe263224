"""The sheet of groups: what would be joined, and what it would be."""

from __future__ import annotations

from calculator.planning.plans import PlannedGroup
from calculator.reporting.sentences.plans import members_of
from calculator.reporting.workbook.plan_sheets.wording import (
    PlanWriting,
    mean_kilometres,
    number,
    without_blank,
)
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn

_WIDEST = 28


def groups_table(plan_writing: PlanWriting) -> Table | None:
    """A row for each group; None where nothing would be joined."""
    numbered = plan_writing.numbered
    if not numbered:
        return None
    text, say = plan_writing.text, plan_writing.say
    groups = [group for _, _, group in numbered]
    columns = plan_writing.county_columns([plan for plan, _, _ in numbered])
    columns += [
        TableColumn(text("group"), [count for _, count, _ in numbered], Style.CENTRED),
        TableColumn(text("name_after"), [group.name for group in groups]),
    ]
    fixed = len(columns)
    said = [say(members_of(group, plan_writing.plans)) for group in groups]
    columns += without_blank(
        [
            TableColumn(text("members"), said, Style.WRAPPED, widest=_WIDEST),
            number(plan_writing.unit_below(text("people"), "people"), [g.people for g in groups]),
            number(plan_writing.unit_below(text("area"), "km2"), [g.area for g in groups]),
            number(text("villages"), [group.villages for group in groups]),
            TableColumn(
                text("kind_after"),
                [plan_writing.kind(group.kind) or text("kind_unknown") for group in groups],
                Style.CENTRED,
            ),
            TableColumn(text("seat"), [plan_writing.names[group.seat] for group in groups]),
            number(plan_writing.unit_below(text("moved"), "people"), [g.moved for g in groups]),
            number(
                text("kilometres"),
                [mean_kilometres([group]) for group in groups],
                has_total=False,
            ),
            *_classes(plan_writing, groups),
        ]
    )
    columns += without_blank(
        [
            TableColumn(
                text("name_reason"),
                [say(g.name_reason) for g in groups],
                Style.WRAPPED,
                widest=_WIDEST,
            ),
            TableColumn(
                text("seat_reason"),
                [say(g.seat_reason) for g in groups],
                Style.WRAPPED,
                widest=_WIDEST,
            ),
            TableColumn(
                text("notes"),
                ["\n".join(map(say, group.notes)) for group in groups],
                Style.WRAPPED,
                widest=_WIDEST,
            ),
        ]
    )
    return Table(
        text("titles.groups"),
        plan_writing.writing.subtitle,
        columns,
        fixed=fixed,
        notes=[text("groups_note")],
        has_total=True,
    )


def _classes(plan_writing: PlanWriting, groups: list[PlannedGroup]) -> list[TableColumn]:
    """The members' classes and the one unit's, where the rules classify."""
    writing = plan_writing.writing
    if plan_writing.plans.report.pack.classification is None:
        return []
    before = [
        plan_writing.say([c or writing.undecided for c in _said(plan_writing, g)]) for g in groups
    ]
    after = [
        name or writing.undecided for name in writing.class_column([g.class_after for g in groups])
    ]
    return [
        TableColumn(plan_writing.text("class_before"), before, Style.CENTRED),
        TableColumn(plan_writing.text("class_after"), after, Style.CENTRED),
    ]


def _said(plan_writing: PlanWriting, group: PlannedGroup) -> list[str | None]:
    return plan_writing.writing.class_column(group.classes_before)
