"""Merger plans as pages show them: what they rest on, then each county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from calculator.messages import Messages
from calculator.planning.plans import CountyPlan, PlannedGroup, Plans, UnresolvedTownship
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
from calculator.web.charts.map import Drawing, drawing_of
from calculator.web.tasks.naming import renamed
from calculator.web.views.findings import entries_of
from calculator.web.views.maps import map_after, map_now
from rules.wording import ClassName, Quantity, Sentence, Term

MOST_FORM_ROWS = 600
"""A list to choose townships from is no longer than this."""
MOST_COUNTIES = 300
"""Counties without a candidate are listed as well, unless there are more counties."""
MOST_FINDINGS = 30

_IN_PAGE_WORDS = {
    "planning.no_borders": "web.plan.no_borders",
    "planning.shared_seat": "web.plan.shared_seat",
    "planning.several_kept": "web.plan.several_kept",
    "planning.across_county": "web.plan.across_county",
    "planning.outcome.bounded": "web.plan.bounded",
    "borders.borders_approximate": "web.plan.borders_approximate",
}
"""Sentences that name options of a command, and what a page says instead."""


def in_page_words(sentence: Sentence) -> Sentence:
    """A sentence as a page says it, where there are no options of a command."""
    return Sentence(_IN_PAGE_WORDS.get(sentence.key, sentence.key), sentence.values)


@dataclass(frozen=True)
class PlanArea:
    """A county, or a prefecture where groups may cross its counties, with its plan if it has one.

    Attributes:
        name: What it is called.
        townships: Positions of all its units.
        plan: Its plan; None where it has no candidate and nothing is to be joined.
    """

    name: str
    townships: Sequence[int]
    plan: CountyPlan | None


def plan_areas(plans: Plans, speaker: Messages) -> list[PlanArea]:
    """Those with a plan, in their order, then the counties that need none."""
    areas = [
        PlanArea(county_name(plan, speaker), plan.townships.tolist(), plan)
        for plan in plans.counties
    ]
    statistics = plans.report.evaluation.statistics
    if len(statistics.counties) <= MOST_COUNTIES:
        planned = {township for area in areas for township in area.townships}
        for code, (prefecture, county) in enumerate(statistics.counties):
            townships = np.flatnonzero(statistics.county_codes == code).tolist()
            if townships and not planned.intersection(townships):
                name = (prefecture or "") + (county or "")
                name = name or speaker.text("planning.county_unknown")
                areas.append(PlanArea(name, townships, None))
    return areas


def head_view(
    plans: Plans, areas: Sequence[PlanArea], names: Mapping[str, str], speaker: Messages
) -> dict[str, Any]:
    """What the plans of all counties have in common, and which there are.

    Args:
        plans: The plans.
        areas: Their counties.
        names: How files are written in findings -> how their owner calls them.
        speaker: The language.
    """
    said = [speaker.say(in_page_words(sentence)) for sentence in basis(plans)]
    if rests_on := unsettled(plans, speaker):
        said.append(rests_on)
    lines = finding_lines(_Findings(plans, names), speaker.language)
    return {
        "basis": said,
        "total": speaker.say(total(plans)) if len(plans.counties) > 1 else None,
        "is_approximate": plans.is_approximate,
        "was_stopped": plans.was_stopped,
        "within": plans.limits.within,
        "exempt_may_join": plans.limits.exempt_may_join,
        "areas": [
            {
                "name": area.name,
                "townships": area.townships,
                "said": speaker.text(
                    "web.plan.area", name=area.name, count=len(area.plan.candidates)
                )
                if area.plan is not None
                else speaker.text("web.plan.area_without", name=area.name),
            }
            for area in areas
        ],
        "findings": entries_of(lines[:MOST_FINDINGS], speaker),
        "all_findings": len(lines),
    }


class _Findings:
    """The findings of plans in the words of a page, with files by their owner's names."""

    def __init__(self, plans: Plans, names: Mapping[str, str]) -> None:
        self.reading = plans.reading
        self.messages = plans.messages
        self.raw_findings = [
            replace(
                finding,
                message=renamed(in_page_words(finding.message), names),
                cell=renamed(finding.cell, names),
            )
            for finding in plans.findings
        ]


def area_view(plans: Plans, area: PlanArea, speaker: Messages) -> dict[str, Any]:
    """The plan of a county, its maps, and its townships to choose from."""
    plan = area.plan
    view: dict[str, Any] = {
        "name": area.name,
        "plan": None if plan is None else _plan(plan, plans, speaker),
        "choices": [_choice(township, plans, speaker) for township in _may_join(plans, area)],
        "maps": [],
    }
    drawing = drawing_of(plans.borders, area.townships)
    if drawing is not None:
        view["maps"] = list(_maps(plans, area, drawing, speaker))
    return view


def _may_join(plans: Plans, area: PlanArea) -> list[int]:
    """The townships of a county that are of a kind that may join, or of none that is known."""
    kinds = plans.report.evaluation.statistics.choices["kind"]
    allowed = set(plans.limits.kinds)
    may = [t for t in area.townships if not (found := set(kinds.at(t))) or found & allowed]
    return may[:MOST_FORM_ROWS]


def _maps(
    plans: Plans, area: PlanArea, drawing: Drawing, speaker: Messages
) -> Iterator[dict[str, Any]]:
    yield map_now(plans.report, area.townships, drawing, speaker)
    if area.plan is None or not area.plan.groups:
        return
    left = [one.township for one in area.plan.unresolved]
    pairs = [(a, b) for a, b in plans.borders.pairs.tolist()]
    groups = area.plan.groups
    yield map_after(plans.report, area.townships, drawing, groups, left, pairs, speaker)


def _plan(plan: CountyPlan, plans: Plans, speaker: Messages) -> dict[str, Any]:
    sort = "good" if plan.is_proven and not plan.unresolved else "warning"
    notes = [speaker.say(in_page_words(note)) for note in plan.notes]
    if plan.not_joined:
        notes += [
            speaker.text("planning.not_joined", names=_names(members, plans))
            for members in plan.not_joined
        ]
    alternatives = plans.options.alternatives
    return {
        "sort": "error" if plan.status is None else sort,
        "summary": speaker.say(summary(plan)),
        "outcome": speaker.say(in_page_words(outcome(plan))),
        "notes": list(dict.fromkeys(notes)),
        "candidates": [_unit(township, plans) for township in plan.candidates],
        "groups": [_group(group, plans, speaker) for group in plan.groups],
        "unresolved": _unresolved(plan.unresolved, plans, speaker),
        "undecided": [_unit(township, plans) for township in plan.undecided],
        "alternatives": [
            {
                "said": speaker.text(
                    "planning.alternative_kilometres"
                    if plan.is_by_distance
                    else "planning.alternative",
                    number=number,
                    **dict(zip(("unresolved", "abolished", "moved"), other.objective, strict=True)),
                ),
                "groups": [
                    speaker.text(
                        "planning.alternative_group",
                        members=members_of(group, plans),
                        name=group.name,
                        people=Quantity(group.people, "people"),
                    )
                    for group in other.groups
                ],
                "unresolved": _unresolved(other.unresolved, plans, speaker),
            }
            for number, other in enumerate(plan.alternatives, start=1)
        ],
        "fewer": len(plan.alternatives) < alternatives and bool(plan.groups),
    }


def _group(group: PlannedGroup, plans: Plans, speaker: Messages) -> dict[str, Any]:
    has_class = any(group.classes_before) or bool(group.class_after)
    return {
        "name": group.name,
        "name_reason": speaker.say(group.name_reason),
        "becomes": speaker.say(becomes(group)),
        "seat": _unit(group.seat, plans),
        "seat_reason": speaker.say(group.seat_reason),
        "moved": speaker.say(moved(group)),
        "classes": speaker.say(classes(group)) if has_class else None,
        "members": [
            {
                **_unit(member, plans),
                "people": speaker.say(Quantity(float(plans.people[member]), "people")),
                "kind": _kind(member, plans, speaker),
                "class": speaker.say(ClassName(named)) if named else None,
                "is_candidate": member in group.candidates,
                "is_seat": member == group.seat,
            }
            for member, named in zip(group.members, group.classes_before, strict=True)
        ],
        "quotas": list(_quotas(group, plans, speaker)),
        "notes": [speaker.say(note) for note in group.notes],
    }


def _quotas(group: PlannedGroup, plans: Plans, speaker: Messages) -> Iterator[dict[str, Any]]:
    """Each item of which something is known before or after."""
    for name, quota in group.quotas.items():
        numbers = [getattr(quota, key) for key in POSTS]
        if any(number == number for number in numbers):
            numbers += [quota.set_free, quota.over_established]
            label = speaker.say(plans.report.pack.quotas[name].label)
            shown = ["—" if n != n else speaker.say(n) for n in numbers]
            yield {"label": label, "numbers": shown}


def _unresolved(
    unresolved: Iterable[UnresolvedTownship], plans: Plans, speaker: Messages
) -> list[dict[str, Any]]:
    return [{**_unit(one.township, plans), "reason": speaker.say(one.reason)} for one in unresolved]


def _choice(township: int, plans: Plans, speaker: Messages) -> Mapping[str, Any]:
    status = str(plans.report.evaluation.mergers.status[township])
    return {
        **_unit(township, plans),
        "kind": _kind(township, plans, speaker),
        "people": speaker.say(Quantity(float(plans.people[township]), "people")),
        "merger": status,
        "merger_said": speaker.text(f"workbook.merger_status.{status}"),
    }


def _unit(township: int, plans: Plans) -> dict[str, Any]:
    statistics = plans.report.evaluation.statistics
    return {
        "position": int(township),
        "name": str(statistics.text("name")[township] or township + 1),
        "county": statistics.text("county")[township],
    }


def _kind(township: int, plans: Plans, speaker: Messages) -> str:
    kinds = plans.report.evaluation.statistics.choices["kind"].at(township)
    kind = next(iter(kinds), None)
    return speaker.say(Term("kind", kind)) if kind else speaker.text("web.townships.kind_unknown")


def _names(members: Iterable[int], plans: Plans) -> list[str]:
    return [_unit(member, plans)["name"] for member in members]
