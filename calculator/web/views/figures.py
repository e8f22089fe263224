"""The figures of a pack by what they decide, each with its value and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.messages import Messages
from calculator.reporting.figure_groups import slot_text
from calculator.reporting.outcomes import class_figures, merger_figures, quota_figures
from calculator.vocabulary import load_vocabulary
from rules.figures import Figure
from rules.pack import RulePack
from rules.planning import PlanningEntry
from rules.wording import ClassName, Term

CLASS, MERGER, STANDARD, QUOTA, PLAN, OTHER = (
    "class",
    "merger",
    "establishment",
    "quota",
    "plan",
    "other",
)


def figures_view(pack: RulePack, speaker: Messages) -> list[dict[str, Any]]:
    """Groups of figures that a user may enter, each figure in the first group it belongs to."""
    taken: set[str] = set()
    groups = []
    for name, figures in _grouped(pack):
        new = [f for f in figures if f.name not in taken and f.settable and f.name in pack.figures]
        unique = list({figure.name: figure for figure in new}.values())
        taken |= {figure.name for figure in unique}
        if unique:
            rows = [_figure(figure, pack, speaker) for figure in unique]
            title = speaker.text(f"web.trial.group_{name}")
            groups.append({"name": name, "title": title, "figures": rows})
    return groups


def figure_label(figure: Figure, pack: RulePack, speaker: Messages) -> str:
    """What a figure is called, with the class it is for, or its place in its measure."""
    label = speaker.say(figure.label)
    if figure.is_slot:
        slot = slot_text(figure, list(pack.figures.values()), speaker)
        return speaker.text("whatif.of_slot", label=label, slot=slot)
    if figure.member is None:
        return label
    member = speaker.say(ClassName(figure.member))
    return speaker.text("whatif.of_slot", label=label, slot=member)


def _grouped(pack: RulePack) -> Iterator[tuple[str, list[Figure]]]:
    yield CLASS, class_figures(pack)
    yield MERGER, merger_figures(pack)
    if pack.establishment is not None:
        rule = pack.establishment
        yield STANDARD, [pack.figures[rule.applies_to], *pack.rests_on(rule.test)]
    figures = [f for quota in pack.quotas.values() for f in quota_figures(pack, quota.allowed)]
    yield QUOTA, figures
    if pack.planning is not None:
        names = (getattr(pack.planning, key) for key in PlanningEntry.model_fields)
        yield PLAN, [pack.figures[name] for name in names if name in pack.figures]
    yield OTHER, list(pack.figures.values())


def _figure(figure: Figure, pack: RulePack, speaker: Messages) -> dict[str, Any]:
    return {
        "name": figure.name,
        "label": figure_label(figure, pack, speaker),
        "value": speaker.say(figure.said) if figure.is_entered else None,
        "sort": _sort(figure),
        "choices": _choices(figure, speaker),
        "status": figure.status,
        "status_said": speaker.say(Term("status", figure.status)),
        "cited": speaker.say(figure.cited),
    }


def _sort(figure: Figure) -> str:
    """How it is typed: ``flag``, ``names`` or ``number``."""
    if isinstance(figure.value, bool):
        return "flag"
    return "names" if isinstance(figure.value, list) else "number"


def _choices(figure: Figure, speaker: Messages) -> list[str]:
    """The names that a list may hold, where they are few enough to be named."""
    if not isinstance(figure.value, list):
        return []
    if figure.group == "column":
        return [speaker.say(Term("column", name)) for name in figure.value]
    known = load_vocabulary().choices.get(figure.group or "", ())
    return [speaker.say(Term(str(figure.group), choice.name)) for choice in known]
