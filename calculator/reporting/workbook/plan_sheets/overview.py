"""The sheet of all counties: what becomes of their candidates, and what the plans rest on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.planning.plans import CountyPlan
from calculator.reporting.finding_lines import finding_lines
from calculator.reporting.sentences.plans import SINGLE, basis, outcome, total, unsettled
from calculator.reporting.workbook.plan_sheets.maps import map_sheets
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, mean_kilometres, number
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.status import Severity

MOST_FINDINGS = 20
"""More of them are said by ``township plan``."""
LONG_TEXT = 60


def overview_table(plan_writing: PlanWriting) -> Table:
    """A row for each county, below it what the plans rest on."""
    text, plans = plan_writing.text, plan_writing.plans
    counties = plans.counties
    sheets = map_sheets(plan_writing)
    links = [_link(sheets.get(place)) for place in range(len(counties))]
    said = [plan_writing.county(plan) for plan in counties]
    columns = plan_writing.county_columns(counties)[:1]
    columns.append(TableColumn(plan_writing.column("county"), said, links=links))
    fixed = len(columns)
    unresolved = [len(plan.unresolved) for plan in counties]
    columns += [
        number(text("candidates"), [len(plan.candidates) for plan in counties]),
        number(
            text("resolved"), [len(plan.candidates) - len(plan.unresolved) for plan in counties]
        ),
        TableColumn(
            text("unresolved"),
            unresolved,
            Style.NUMBER,
            marks=[Severity.ERROR if count else None for count in unresolved],
            total=sum(unresolved),
        ),
        number(text("undecided"), [len(plan.undecided) for plan in counties]),
        number(text("groups"), [len(plan.groups) for plan in counties]),
        number(
            text("abolished"),
            [sum(len(group.members) - SINGLE for group in plan.groups) for plan in counties],
        ),
        number(
            plan_writing.unit_below(text("moved"), "people"),
            [sum(group.moved for group in plan.groups) for plan in counties],
        ),
        number(
            text("kilometres"), [mean_kilometres(plan.groups) for plan in counties], has_total=False
        ),
        TableColumn(
            text("outcome"),
            ["\n".join(_said(plan, plan_writing)) for plan in counties],
            Style.WRAPPED,
            widest=LONG_TEXT,
        ),
    ]
    if np.isnan(columns[-2].values).all():
        del columns[-2]
    return Table(
        text("titles.overview"),
        plan_writing.writing.subtitle,
        columns,
        fixed=fixed,
        preface=plan_writing.say(total(plans)) if counties else text("nothing"),
        notes=list(_notes(plan_writing)),
        has_total=len(counties) > 1,
    )


def _link(sheet: str | None) -> str | None:
    """What leads to a county's maps."""
    return None if sheet is None else f"internal:'{sheet}'!A1"


def _said(plan: CountyPlan, plan_writing: PlanWriting) -> Iterator[str]:
    """Whether it is proven best, and what one must know of it."""
    if plan.candidates or plan.groups:
        yield plan_writing.say(outcome(plan))
    else:
        yield plan_writing.text("no_candidates")
    if plan_writing.plans.is_approximate and plan.groups:
        yield plan_writing.text("approximate")
    yield from map(plan_writing.say, plan.notes)
    if plan.undecided:
        yield plan_writing.text("not_planned", names=plan_writing.members(plan.undecided))


def _notes(plan_writing: PlanWriting) -> Iterator[str]:
    """That it is a study, the borders, the limits with their status, and findings."""
    plans, writing = plan_writing.plans, plan_writing.writing
    yield writing.text("merger_note")
    yield plan_writing.text("plain_values")
    yield from map(plan_writing.say, basis(plans))
    rests_on = unsettled(plans, writing.speaker)
    if rests_on is not None:
        yield rests_on
    if plans.was_stopped:
        yield plan_writing.text("stopped")
    lines = finding_lines(plans, writing.language)
    for line in lines[:MOST_FINDINGS]:
        severity = writing.speaker.template(f"terms.severity.{line.severity}")
        message = writing.without_file(line.message)
        yield plan_writing.text("finding", severity=severity, message=message)
    if len(lines) > MOST_FINDINGS:
        yield plan_writing.text("more_findings", count=len(lines) - MOST_FINDINGS)
