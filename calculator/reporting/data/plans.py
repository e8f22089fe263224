"""Merger plans as plain data; ``docs/plan.md`` says what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.messages import Language, Messages
from calculator.planning.plans import (
    Alternative,
    CountyPlan,
    PlannedGroup,
    Plans,
    UnresolvedTownship,
)
from calculator.planning.problem import Objective
from calculator.reporting.data.plain import finding_data, plain
from calculator.reporting.finding_lines import finding_lines
from calculator.reporting.json_output import figure_data

_PLACES = 6
_TEXTS = ("code", "prefecture", "county", "name")


def plans_data(plans: Plans, language: Language) -> dict[str, Any]:
    """The plans of all counties under the key ``plan``."""
    speaker = plans.messages(language)
    pack, borders, limits = plans.report.pack, plans.borders, plans.limits
    return {
        "plan": {
            "rules": {"id": pack.id, "title": speaker.say(pack.title), "digest": pack.digest},
            "borders": {
                "source": borders.source,
                "approximate": borders.approximate,
                "pairs": len(borders.pairs),
            },
            "limits": {
                "kinds": list(limits.kinds),
                "most_members": limits.most_members,
                "most_people": plain(limits.most_people),
                "most_area": plain(limits.most_area),
                "exempt_may_join": limits.exempt_may_join,
                "within": limits.within,
                "county_seat_kept": limits.keeps_county_seat,
                "shared_seats_joined": limits.joins_shared_seats,
                "result_kinds": list(limits.result_kinds),
                "status": limits.status,
                "figures": [figure_data(f, speaker) for f in limits.figures.values()],
            },
            "was_stopped": plans.was_stopped,
            "counties": [_county(plan, plans, speaker) for plan in plans.counties],
            "findings": [finding_data(line) for line in finding_lines(plans, language)],
        }
    }


def _county(plan: CountyPlan, plans: Plans, speaker: Messages) -> dict[str, Any]:
    return {
        "prefecture": plan.prefecture or None,
        "county": plan.county or None,
        "status": plan.status,
        "proven": plan.is_proven,
        "objective": _objective(plan.objective),
        "bound": _objective(plan.bound),
        "by_distance": plan.is_by_distance,
        "formulation": plan.formulation,
        "candidates": _townships(plan.candidates, plans),
        "groups": [_group(group, plans, speaker) for group in plan.groups],
        "unresolved": _unresolved(plan.unresolved, plans, speaker),
        "undecided": _townships(plan.undecided, plans),
        "not_joined": [_townships(members, plans) for members in plan.not_joined],
        "alternatives": [_alternative(other, plans, speaker) for other in plan.alternatives],
        "faults": list(plan.faults),
        "notes": [speaker.say(note) for note in plan.notes],
    }


def _objective(objective: Objective) -> dict[str, int]:
    return dict(zip(("unresolved", "abolished", "moved"), objective, strict=True))


def _townships(townships: Iterable[int], plans: Plans) -> list[dict[str, Any]]:
    return [_township(township, plans) for township in townships]


def _township(township: int, plans: Plans) -> dict[str, Any]:
    statistics = plans.report.evaluation.statistics
    return {name: statistics.text(name)[township] for name in _TEXTS}


def _group(group: PlannedGroup, plans: Plans, speaker: Messages) -> dict[str, Any]:
    members = zip(group.members, group.classes_before, strict=True)
    return {
        "name": group.name,
        "name_reason": speaker.say(group.name_reason),
        "kind": group.kind,
        "members": [
            {
                **_township(member, plans),
                "people": _number(float(plans.people[member])),
                "candidate": member in group.candidates,
                "class": named,
            }
            for member, named in members
        ],
        "seat": _township(group.seat, plans),
        "seat_reason": speaker.say(group.seat_reason),
        "people": _number(group.people),
        "area": _number(group.area),
        "villages": _number(group.villages),
        "moved": _number(group.moved),
        "moved_kilometres": _number(group.moved_kilometres),
        "class": group.class_after,
        "quotas": {
            name: {
                "allowed_before": _number(quota.allowed_before),
                "approved_before": _number(quota.approved_before),
                "actual_before": _number(quota.actual_before),
                "allowed_after": _number(quota.allowed_after),
                "set_free": _number(quota.set_free),
                "over_established": _number(quota.over_established),
            }
            for name, quota in group.quotas.items()
        },
        "notes": [speaker.say(note) for note in group.notes],
    }


def _unresolved(
    unresolved: Iterable[UnresolvedTownship], plans: Plans, speaker: Messages
) -> list[dict[str, Any]]:
    return [
        {
            "township": _township(one.township, plans),
            "code": one.code,
            "reason": speaker.say(one.reason),
        }
        for one in unresolved
    ]


def _alternative(other: Alternative, plans: Plans, speaker: Messages) -> dict[str, Any]:
    return {
        "objective": _objective(other.objective),
        "groups": [_group(group, plans, speaker) for group in other.groups],
        "unresolved": _unresolved(other.unresolved, plans, speaker),
    }


def _number(value: float) -> Any:
    return plain(round(value, _PLACES))
