"""Merger plans in words, for the terminal, the workbook and JSON alike."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.messages import Messages
from calculator.planning.plans import CountyPlan, PlannedGroup, Plans
from rules.mergers import CANDIDATE
from rules.wording import ClassName, Parts, Quantity, Sentence, Term

SINGLE = 1

POSTS = ("allowed_before", "approved_before", "actual_before", "allowed_after")
"""What is said of a group's posts of one kind, in this order."""


def county_name(plan: CountyPlan, speaker: Messages) -> str:
    """A county with its prefecture; a prefecture by itself."""
    if plan.county is None:
        return plan.name or speaker.text("planning.prefecture_unknown")
    return plan.name or speaker.text("planning.county_unknown")


def basis(plans: Plans) -> Iterator[Sentence]:
    """What the plans rest on: who borders whom, and the pack's limits."""
    assert plans.borders.source is not None
    yield Sentence(f"planning.source.{plans.borders.source}")
    if plans.is_approximate:
        yield Sentence("planning.approximate")
    if plans.borders.seats_from == "boundaries":
        yield Sentence("planning.seats_inside")
    limits = plans.limits
    said = [
        Sentence("planning.limit.kinds", {"kinds": [Term("kind", kind) for kind in limits.kinds]})
    ]
    if limits.most_members is not None:
        said.append(Sentence("planning.limit.most_members", {"most": limits.most_members}))
    else:
        said.append(Sentence("planning.limit.any_members"))
    if limits.most_people is not None:
        most = Quantity(limits.most_people, "people")
        said.append(Sentence("planning.limit.most_people", {"most": most}))
    if limits.most_area is not None:
        most = Quantity(limits.most_area, "km2")
        said.append(Sentence("planning.limit.most_area", {"most": most}))
    said.append(Sentence(f"planning.limit.within_{limits.within}"))
    if limits.exempt_may_join:
        said.append(Sentence("planning.limit.exempt"))
    yield Sentence("planning.limits", {"limits": Parts(said)})


def summary(plan: CountyPlan) -> Sentence:
    """How many candidates there are, and what becomes of them."""
    if not plan.candidates and not plan.groups:
        return Sentence("planning.no_candidates")
    said = {
        "candidates": len(plan.candidates),
        "resolved": len(plan.candidates) - len(plan.unresolved),
        "unresolved": len(plan.unresolved),
        "groups": len(plan.groups),
        "abolished": sum(len(group.members) - SINGLE for group in plan.groups),
    }
    return Sentence("planning.summary", said)


def total(plans: Plans) -> Sentence:
    """The same for all counties together, and how many of their plans are proven best."""
    counties = plans.counties
    count = {
        "candidates": sum(len(plan.candidates) for plan in counties),
        "unresolved": sum(len(plan.unresolved) for plan in counties),
        "groups": len(plans.groups),
        "abolished": sum(len(group.members) - SINGLE for group in plans.groups),
        "proven": sum(plan.is_proven for plan in counties),
    }
    resolved = count["candidates"] - count["unresolved"]
    areas = Sentence(f"planning.areas_{plans.limits.within}", {"count": len(counties)})
    return Sentence("planning.total", {**count, "resolved": resolved, "areas": areas})


def outcome(plan: CountyPlan) -> Sentence:
    """Whether the plan is proven best; if it is not, how much better another could be."""
    if plan.status is None:
        return Sentence("planning.outcome.withheld")
    if plan.is_proven:
        return Sentence("planning.outcome.optimal")
    steps = ("unresolved", "abolished", "moved")
    first = next(p for p in range(3) if plan.objective[p] != plan.bound[p])
    step = steps[first] if first < 2 or not plan.is_by_distance else "moved_kilometres"
    said = {"found": plan.objective[first], "bound": plan.bound[first]}
    could = Sentence(f"planning.outcome.could.{step}", said)
    return Sentence(f"planning.outcome.{plan.status}", {"could": could})


def members_of(group: PlannedGroup, plans: Plans) -> list[Sentence]:
    """The members with their people; the candidates are marked."""
    statistics = plans.report.evaluation.statistics
    names = statistics.text("name")
    status = plans.report.evaluation.mergers.status
    several = len(set(statistics.county_codes[list(group.members)].tolist())) > 1
    said = []
    for member in group.members:
        key = "candidate" if status[member] == CANDIDATE else "other"
        name = str(names[member] or "")
        if several:
            name = str(statistics.text("county")[member] or "") + name
        people = Quantity(float(plans.people[member]), "people")
        said.append(Sentence(f"planning.member.{key}", {"name": name, "people": people}))
    return said


def becomes(group: PlannedGroup) -> Sentence:
    """What the group would be: kind, people, and area and villages where they are known."""
    kind = Term("kind", group.kind) if group.kind else Sentence("planning.kind_unknown")
    said = {"area": Quantity(round(group.area, 3), "km2"), "villages": group.villages}
    known = {"area": group.area == group.area, "villages": group.villages == group.villages}
    further = {
        key: Sentence(f"planning.becomes_{key}", {key: said[key]}) if known[key] else ""
        for key in said
    }
    people = Quantity(group.people, "people")
    return Sentence("planning.becomes", {"kind": kind, "people": people, **further})


def moved(group: PlannedGroup) -> Sentence:
    """How many people's seat moves, and how far where that is known."""
    said: dict[str, object] = {"people": Quantity(group.moved, "people")}
    if group.moved_kilometres != group.moved_kilometres or not group.moved:
        return Sentence("planning.moved", said)
    said["kilometres"] = round(group.moved_kilometres / group.moved, 1)
    return Sentence("planning.moved_kilometres", said)


def classes(group: PlannedGroup) -> Sentence:
    """The members' classes and that of the one unit."""
    before = [ClassName(name) for name in group.classes_before]
    return Sentence("planning.classes", {"before": before, "after": ClassName(group.class_after)})


def unsettled(plans: Plans, speaker: Messages) -> str | None:
    """The limits that a plan rests on though they are not settled; None where all are."""
    figures = [
        speaker.text(
            "planning.with_status", label=figure.label, status=Term("status", figure.status)
        )
        for figure in plans.limits.unsettled
    ]
    return speaker.text("planning.unsettled", figures=figures) if figures else None
