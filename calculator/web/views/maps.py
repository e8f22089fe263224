"""Maps of a result: what townships are now, and what a plan would make of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from calculator.messages import Messages
from calculator.web.charts.map import Drawing, Place, map_data
from calculator.web.charts.population import population_measure
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.wording import ClassName, Quantity

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.planning.plans import PlannedGroup

PATTERNS = 6
"""So many ways of drawing groups there are; borders between groups of one way are avoided."""

_SIGNS = {CANDIDATE: "▲", EXEMPT: "△", OPEN: "?"}
"""What stands before the name of a township, beside the colour, by its merger status."""
_UNRESOLVED = "✕"


def map_now(
    report: Report, townships: Sequence[int], drawing: Drawing, speaker: Messages
) -> dict[str, Any]:
    """Townships by class or verdict, with a sign for candidates and exempt ones."""
    pack, evaluation = report.pack, report.evaluation
    status = evaluation.mergers.status
    looks: dict[str, str] = {}
    places = []
    for township in townships:
        look, said = _now(report, township, speaker)
        looks[look] = said
        sign = _SIGNS.get(status[township], "") if pack.mergers is not None else ""
        told = _said(report, township, said, speaker)
        is_notable = sign == _SIGNS[CANDIDATE]
        name = _name(report, township)
        places.append(Place(township, name, told, look, mark=sign, is_notable=is_notable))
    legend: list[dict[str, Any]] = [{"look": k, "said": v} for k, v in sorted(looks.items())]
    shown = {str(status[township]) for township in townships if pack.mergers is not None}
    signs = {which: sign for which, sign in _SIGNS.items() if which in shown}
    for which, sign in signs.items():
        said = _status(which, speaker)
        is_notable = which == CANDIDATE
        legend.append({"look": "", "mark": sign, "is_notable": is_notable, "said": said})
    coloured = pack.classification is not None or evaluation.establishment is not None
    said_of_all = [speaker.text("web.map.told_colours")] if coloured else []
    said_of_all += [speaker.text("web.map.told_signs")] if signs else []
    title = speaker.text("web.map.now")
    return map_data(
        drawing, places, name="now", title=title, told=" ".join(said_of_all) or title, legend=legend
    )


def map_after(
    report: Report,
    townships: Sequence[int],
    drawing: Drawing,
    groups: Sequence[PlannedGroup],
    unresolved: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    speaker: Messages,
) -> dict[str, Any]:
    """Townships by the group that they would join, each with its number."""
    number = {member: place for place, group in enumerate(groups) for member in group.members}
    ways = _ways(len(groups), number, pairs)
    status = report.evaluation.mergers.status
    looks: dict[str, str] = {}
    places = []
    for township in townships:
        pattern, mark = None, ""
        if township in number:
            group = groups[number[township]]
            pattern = ways[number[township]]
            look = f"group-{pattern}"
            said = speaker.text("web.map.group", number=number[township] + 1, name=group.name)
            mark = speaker.text("web.map.number", number=number[township] + 1)
        elif township in unresolved:
            look, mark = "unresolved", _UNRESOLVED
            said = looks[look] = speaker.text("web.map.unresolved")
        elif status[township] in (EXEMPT, OPEN):
            look, mark = str(status[township]), _SIGNS[status[township]]
            said = looks[look] = _status(look, speaker)
        else:
            look = "same"
            said = looks[look] = speaker.text("web.map.same")
        told = _said(report, township, said, speaker)
        is_notable = township in number or township in unresolved
        name = _name(report, township)
        places.append(Place(township, name, told, look, pattern, mark, is_notable))
    legend: list[dict[str, Any]] = [
        {
            "look": f"group-{ways[place]}",
            "pattern": ways[place],
            "mark": speaker.text("web.map.number", number=place + 1),
            "is_notable": True,
            "said": group.name,
        }
        for place, group in enumerate(groups)
    ]
    marks = {"unresolved": _UNRESOLVED, **_SIGNS}
    legend += [{"look": k, "mark": marks.get(k, ""), "said": said} for k, said in looks.items()]
    return map_data(
        drawing,
        places,
        name="after",
        title=speaker.text("web.map.after"),
        told=speaker.text("web.map.told_after", groups=len(groups)),
        legend=legend,
    )


def _ways(count: int, number: dict[int, int], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """A way of drawing for each group, from 1; groups that border on each other differ."""
    beside: dict[int, set[int]] = {group: set() for group in range(count)}
    for one, other in pairs:
        if one in number and other in number and number[one] != number[other]:
            beside[number[one]].add(number[other])
            beside[number[other]].add(number[one])
    ways: dict[int, int] = {}
    for group in range(count):
        taken = {ways[other] for other in beside[group] if other in ways}
        order = [(group + step) % PATTERNS + 1 for step in range(PATTERNS)]
        ways[group] = next((way for way in order if way not in taken), order[0])
    return ways


def _now(report: Report, township: int, speaker: Messages) -> tuple[str, str]:
    """How a township is drawn as it is now, and what that means."""
    pack, evaluation = report.pack, report.evaluation
    if evaluation.establishment is not None:
        verdict = str(evaluation.establishment.verdict[township])
        said = speaker.text(f"comparison.verdict_is.{verdict}")
        return {"met": "fill-1", "not_met": "fill-3"}.get(verdict, "undecided"), said
    if pack.classification is None:
        return "same", speaker.text("web.map.township")
    found, names = evaluation.classification.classes[township], list(pack.class_names)
    if found in names:
        return f"fill-{min(names.index(found), 4) + 1}", speaker.say(ClassName(found))
    if evaluation.classification.judged[township]:
        return "undecided", speaker.text("web.map.class_undecided")
    return "unjudged", speaker.text("comparison.class_is.not_applicable")


def _status(status: str, speaker: Messages) -> str:
    """A merger status, told from an undecided class."""
    if status == OPEN:
        return speaker.text("web.map.merger_undecided")
    return speaker.text(f"workbook.merger_status.{status}")


def _name(report: Report, township: int) -> str:
    return str(report.evaluation.statistics.text("name")[township] or township + 1)


def _said(report: Report, township: int, said: str, speaker: Messages) -> str:
    """A township's name, what it is, and its people."""
    measure = population_measure(report)
    name = _name(report, township)
    if measure is None:
        return speaker.text("web.map.said", name=name, said=said)
    people = Quantity(float(report.evaluation.given.numbers(measure)[township]), "people")
    return speaker.text("web.map.said_people", name=name, said=said, people=people)
