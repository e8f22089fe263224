"""The sheet of next best plans: what they reach, and how they differ from the best."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.planning.plans import Alternative, CountyPlan, PlannedGroup
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, number, without_blank
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn

_WIDEST = 48


def alternatives_table(plan_writing: PlanWriting) -> Table | None:
    """For each county with alternatives its plan and those; None where there are none."""
    text = plan_writing.text
    rows = [
        (plan, place, other)
        for plan in plan_writing.plans.counties
        if plan.alternatives
        for place, other in enumerate((_itself(plan), *plan.alternatives))
    ]
    if not rows:
        return None
    columns = plan_writing.county_columns([plan for plan, _, _ in rows])
    said = [
        text("other_plan", number=place) if place else text("this_plan") for _, place, _ in rows
    ]
    columns.append(TableColumn(text("plan"), said, Style.CENTRED))
    fixed = len(columns)
    units = {
        True: text("moved_kilometres"),
        False: plan_writing.unit_below(text("moved"), "people"),
    }
    columns += without_blank(
        [
            _count(text("unresolved"), [other.objective[0] for _, _, other in rows]),
            _count(text("abolished"), [other.objective[1] for _, _, other in rows]),
            *(
                _count(
                    heading,
                    [
                        other.objective[2] if plan.is_by_distance is by_distance else float("nan")
                        for plan, _, other in rows
                    ],
                )
                for by_distance, heading in units.items()
            ),
            _texts(text("only_there"), [_groups(plan_writing, o, plan) for plan, _, o in rows]),
            _texts(
                text("only_here"),
                [_groups(plan_writing, _itself(plan), o) for plan, _, o in rows],
            ),
            _texts(
                text("left"),
                [plan_writing.members(u.township for u in o.unresolved) for _, _, o in rows],
            ),
        ]
    )
    return Table(
        text("titles.alternatives"),
        plan_writing.writing.subtitle,
        columns,
        fixed=fixed,
        notes=[text("alternatives_note")],
    )


def _itself(plan: CountyPlan) -> Alternative:
    """The plan of a county, in the shape of an alternative."""
    return Alternative(plan.groups, plan.unresolved, plan.objective)


def _groups(
    plan_writing: PlanWriting, one: Alternative, other: Alternative | CountyPlan
) -> str | None:
    """The groups of one plan that the other does not have."""
    known = {group.members for group in other.groups}
    only = [group for group in one.groups if group.members not in known]
    return "\n".join(_shown(plan_writing, only)) or None


def _shown(plan_writing: PlanWriting, groups: Iterable[PlannedGroup]) -> list[str]:
    return [
        plan_writing.text("joined", members=plan_writing.members(group.members), name=group.name)
        for group in groups
    ]


def _count(heading: str, values: list[float]) -> TableColumn:
    return number(heading, values, has_total=False)


def _texts(heading: str, values: list[str | None]) -> TableColumn:
    return TableColumn(heading, values, Style.WRAPPED, widest=_WIDEST)
