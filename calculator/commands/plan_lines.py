"""Merger plans, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.commands.screen import indented, split_table
from calculator.messages import Language, Messages
from calculator.planning.plans import (
    Alternative,
    CountyPlan,
    PlannedGroup,
    Plans,
    UnresolvedTownship,
)
from calculator.reporting.finding_lines import finding_lines
from calculator.reporting.sentences.plans import (
    POSTS,
    basis,
    becomes,
    classes,
    county_name,
    members_of,
    moved,
    outcome,
    summary,
    total,
    unsettled,
)
from rules.wording import Quantity

BY = 2


def plan_lines(plans: Plans, language: Language) -> Iterator[str]:
    """What the plans rest on, then county by county what could be joined."""
    speaker = plans.messages(language)
    for said in basis(plans):
        yield from indented(speaker.say(said))
    rests_on = unsettled(plans, speaker)
    if rests_on is not None:
        yield from indented(rests_on)
    if not plans.counties:
        yield from indented(speaker.text("planning.nothing"))
    if len(plans.counties) > 1:
        yield from indented(speaker.say(total(plans)))
    for plan in plans.counties:
        yield ""
        yield from _county(plan, plans, speaker)
    lines = finding_lines(plans, language)
    if lines:
        yield ""
        yield from indented(speaker.text("planning.findings", count=len(lines)))
    for line in lines:
        severity = speaker.text(f"terms.severity.{line.severity}")
        text = speaker.text("planning.finding", severity=severity, message=line.message)
        yield from indented(text, BY, "· ")
    if plans.was_stopped:
        yield from indented(speaker.text("planning.stopped"))


def _county(plan: CountyPlan, plans: Plans, speaker: Messages) -> Iterator[str]:
    heading = {"county": county_name(plan, speaker), "summary": summary(plan)}
    yield from indented(speaker.text("planning.heading", **heading))
    if plan.candidates or plan.groups:
        yield from indented(speaker.say(outcome(plan)), BY)
    if plans.is_approximate and plan.groups:
        yield from indented(speaker.text("planning.approximate_here"), BY)
    for note in plan.notes:
        yield from indented(speaker.say(note), BY)
    for number, group in enumerate(plan.groups, start=1):
        yield from _group(number, group, plans, speaker)
    yield from _unresolved(plan.unresolved, plans, speaker, BY)
    if plan.undecided:
        names = plans.report.evaluation.statistics.text("name")[list(plan.undecided)].tolist()
        yield from indented(speaker.text("planning.undecided", names=names), BY)
    for number, other in enumerate(plan.alternatives, start=1):
        yield from _alternative(number, other, plan, plans, speaker)
    asked = plans.options.alternatives
    if plan.groups and len(plan.alternatives) < asked and plan.status == "optimal":
        key = "fewer_alternatives" if plan.alternatives else "no_alternatives"
        yield from indented(speaker.text(f"planning.{key}"), BY)


def _group(number: int, group: PlannedGroup, plans: Plans, speaker: Messages) -> Iterator[str]:
    said = {"number": number, "members": members_of(group, plans), "name": group.name}
    yield from indented(speaker.text("planning.group", **said), BY)
    inner = BY + BY
    yield from indented(speaker.say(becomes(group)), inner)
    names = plans.report.evaluation.statistics.text("name")
    seat = {"name": names[group.seat], "reason": group.seat_reason, "moved": moved(group)}
    yield from indented(speaker.text("planning.seat_line", **seat), inner)
    name = {"name": group.name, "reason": group.name_reason}
    yield from indented(speaker.text("planning.name_line", **name), inner)
    if any(group.classes_before) or group.class_after:
        yield from indented(speaker.say(classes(group)), inner)
    rows = _quotas(group, plans, speaker)
    if len(rows) > 1:
        yield from split_table(rows, range(1, len(rows[0])), inner)
    for note in group.notes:
        yield from indented(speaker.say(note), inner)


def _quotas(group: PlannedGroup, plans: Plans, speaker: Messages) -> list[list[str]]:
    """A heading, and a row for each item of which something is known before and after."""
    heads = ["what", *POSTS, "set_free", "over_established"]
    rows = [[speaker.text(f"planning.quota.{key}") for key in heads]]
    for name, quota in group.quotas.items():
        values = [getattr(quota, key) for key in POSTS]
        if any(value == value for value in values):
            numbers = [*values, quota.set_free, quota.over_established]
            label = speaker.say(plans.report.pack.quotas[name].label)
            rows.append([label, *("" if n != n else f"{n:,g}" for n in numbers)])
    shown = [p for p in range(len(heads)) if p == 0 or any(row[p] for row in rows[1:])]
    return [[row[place] for place in shown] for row in rows]


def _unresolved(
    unresolved: Sequence[UnresolvedTownship], plans: Plans, speaker: Messages, by: int
) -> Iterator[str]:
    if not unresolved:
        return
    yield from indented(speaker.text("planning.unresolved", count=len(unresolved)), by)
    names = plans.report.evaluation.statistics.text("name")
    for one in unresolved:
        said = {"name": names[one.township], "reason": one.reason}
        yield from indented(speaker.text("planning.unresolved_line", **said), by + BY, "· ")


def _alternative(
    number: int, other: Alternative, plan: CountyPlan, plans: Plans, speaker: Messages
) -> Iterator[str]:
    """Another plan in short: its groups, and what is worse than in the best."""
    unresolved, abolished, people = other.objective
    said = {"number": number, "unresolved": unresolved, "abolished": abolished, "moved": people}
    key = "alternative_kilometres" if plan.is_by_distance else "alternative"
    yield from indented(speaker.text(f"planning.{key}", **said), BY)
    for group in other.groups:
        members = members_of(group, plans)
        line = {"members": members, "name": group.name, "people": Quantity(group.people, "people")}
        yield from indented(speaker.text("planning.alternative_group", **line), BY + BY, "· ")
    yield from _unresolved(other.unresolved, plans, speaker, BY + BY)
