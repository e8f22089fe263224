"""The sheet of offices and posts: what the members have, and what the one unit may have."""

from __future__ import annotations

import numpy as np

from calculator.planning.plans import CountyPlan, PlannedGroup
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, without_blank
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.status import Severity

QUOTA_COLUMNS = (
    "allowed_before",
    "approved_before",
    "actual_before",
    "allowed_after",
    "set_free",
    "over_established",
)


def posts_table(plan_writing: PlanWriting) -> Table | None:
    """For each item of the pack a row for each group and one for all; None without any."""
    numbered = plan_writing.numbered
    known = [
        name
        for name in plan_writing.plans.report.pack.quotas
        if any(_is_known(group, name) for _, _, group in numbered)
    ]
    if not known:
        return None
    text, writing = plan_writing.text, plan_writing.writing
    plans: list[CountyPlan | None] = []
    said: dict[str, list[str | None]] = {"item": [], "group": [], "name_after": []}
    values: list[list[float]] = []
    for name in known:
        label = plan_writing.say(plan_writing.plans.report.pack.quotas[name].label)
        rows = [[getattr(g.quotas[name], key) for key in QUOTA_COLUMNS] for _, _, g in numbered]
        plans += [plan for plan, _, _ in numbered]
        said["group"] += [str(number) for _, number, _ in numbered]
        said["name_after"] += [group.name for _, _, group in numbered]
        values += rows
        if len(numbered) > 1:
            plans.append(None)
            said["group"].append(None)
            said["name_after"].append(writing.text("total"))
            sums = np.array(rows)
            added = np.where(np.isnan(sums).all(axis=0), np.nan, np.nansum(sums, axis=0))
            values.append(added.tolist())
        said["item"] += [label] * (len(plans) - len(said["item"]))
    columns = [TableColumn(writing.text("number"), range(1, len(plans) + 1), Style.CENTRED)]
    columns.append(TableColumn(writing.text("quota"), said["item"]))
    if plan_writing.has_counties:
        counties = [plan and plan_writing.county(plan) for plan in plans]
        columns.append(TableColumn(plan_writing.column("county"), counties))
    columns += [
        TableColumn(text("group"), said["group"], Style.CENTRED),
        TableColumn(text("name_after"), said["name_after"]),
    ]
    fixed = len(columns)
    columns += without_blank(
        TableColumn(
            text(f"quota.{key}"),
            [row[place] for row in values],
            Style.NUMBER,
            marks=_marks(key, [row[place] for row in values]),
        )
        for place, key in enumerate(QUOTA_COLUMNS)
    )
    return Table(
        text("titles.posts"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[text("posts_note")],
    )


def _is_known(group: PlannedGroup, name: str) -> bool:
    quota = group.quotas[name]
    return not all(np.isnan(getattr(quota, key)) for key in QUOTA_COLUMNS)


def _marks(key: str, values: list[float]) -> list[Severity | None]:
    """What stands out: staff above what the one unit may have."""
    over = key == "over_established"
    return [Severity.ERROR if over and value > 0 else None for value in values]
