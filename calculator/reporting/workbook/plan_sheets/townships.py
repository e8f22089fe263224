"""The sheet of all townships of the planned counties: what they are, and what they would be."""

from __future__ import annotations

import numpy as np

from calculator.planning.plans import CountyPlan, PlannedGroup
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, number
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.status import Severity


def townships_table(plan_writing: PlanWriting) -> Table | None:
    """A row for each township, county by county; None where no county is planned."""
    plans, text, writing = plan_writing.plans, plan_writing.text, plan_writing.writing
    rows = [(plan, int(unit)) for plan in plans.counties for unit in plan.townships]
    if not rows:
        return None
    units = np.array([unit for _, unit in rows], dtype=np.int64)
    groups = {unit: (count, g) for _, count, g in plan_writing.numbered for unit in g.members}
    joined = [groups.get(unit) for _, unit in rows]
    columns = plan_writing.county_columns([plan for plan, _ in rows])
    codes = writing.texts_of("code", units)
    if any(codes):
        columns.append(TableColumn(plan_writing.column("code"), codes))
    links = writing.links_home(units)
    names = [plan_writing.names[unit] for _, unit in rows]
    columns.append(TableColumn(plan_writing.column("name"), names, links=links))
    fixed = len(columns)
    standing = [str(plans.standing[unit]) for _, unit in rows]
    after = [
        text("joined_into" if one[1].seat != unit else "joined_here", name=one[1].name)
        if one
        else text(f"standing.{said}")
        for (_, unit), one, said in zip(rows, joined, standing, strict=True)
    ]
    marks = {"unresolved": Severity.ERROR, "undecided": Severity.WARNING}
    kinds = plans.report.evaluation.statistics.choices["kind"].codes[units]
    kinds_before = writing.choices("kind", kinds)
    status = plans.report.evaluation.mergers.status[units]
    columns += [
        number(
            plan_writing.unit_below(text("people"), "people"),
            plans.people[units].tolist(),
            has_total=False,
        ),
        TableColumn(
            plan_writing.column("kind"), kinds_before, Style.CENTRED, group=text("as_it_is")
        ),
        *_class_column(plan_writing, rows, joined, is_after=False),
        TableColumn(
            writing.text("merger"),
            [writing.text(f"merger_status.{said}") for said in status],
            Style.CENTRED,
            group=text("as_it_is"),
        ),
        TableColumn(
            text("standing_heading"),
            after,
            marks=[marks.get(said) for said in standing],
            group=text("as_it_would_be"),
        ),
        TableColumn(
            text("group"),
            [one and one[0] for one in joined],
            Style.CENTRED,
            group=text("as_it_would_be"),
        ),
        TableColumn(
            text("name_after"),
            [one[1].name if one else name for one, name in zip(joined, names, strict=True)],
            group=text("as_it_would_be"),
        ),
        TableColumn(
            plan_writing.column("kind"),
            [
                plan_writing.kind(one[1].kind) or text("kind_unknown") if one else before
                for one, before in zip(joined, kinds_before, strict=True)
            ],
            Style.CENTRED,
            group=text("as_it_would_be"),
        ),
        *_class_column(plan_writing, rows, joined, is_after=True),
    ]
    return Table(
        text("titles.townships"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[text("townships_note")],
    )


def _class_column(
    plan_writing: PlanWriting,
    rows: list[tuple[CountyPlan, int]],
    joined: list[tuple[int, PlannedGroup] | None],
    *,
    is_after: bool,
) -> list[TableColumn]:
    """The classes before or after; none where the rules do not classify."""
    plans, writing = plan_writing.plans, plan_writing.writing
    if plans.report.pack.classification is None:
        return []
    evaluation = plans.after if is_after else plans.report.evaluation
    places = np.arange(plans.report.evaluation.statistics.size)
    if is_after:  # those left alone come first, in their order
        places = np.cumsum(plans.group_of < 0) - 1
    units = [
        one[1].after if one and is_after else int(places[unit])
        for (_, unit), one in zip(rows, joined, strict=True)
    ]
    classes = writing.class_column(evaluation.classification.classes[units].tolist())
    judged = evaluation.classification.judged[units].tolist()
    said = [
        name or (writing.undecided if is_judged else writing.not_classified)
        for name, is_judged in zip(classes, judged, strict=True)
    ]
    group = plan_writing.text("as_it_would_be" if is_after else "as_it_is")
    return [TableColumn(writing.text("class"), said, Style.CENTRED, group=group)]
