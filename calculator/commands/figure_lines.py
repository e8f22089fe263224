"""The figures of a pack as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.commands.screen import indented, table
from calculator.days import said_day
from calculator.messages import Messages
from calculator.reporting.figure_groups import slot_text
from rules.figures import Figure
from rules.pack import RulePack
from rules.status import Status
from rules.wording import ClassName, Sentence, Term


def marked(text: str, status: Status, speaker: Messages) -> str:
    """A text with a status behind it, unless that is settled."""
    if status.is_settled:
        return text
    return speaker.text("describing.marked", text=text, status=Term("status", status))


def figure_lines(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """Every figure: what it is called, its value by its name, its source and clause."""
    for figures in _alike(pack):
        first = figures[0]
        status = Term("status", first.status)
        yield from indented(speaker.text("describing.figure", label=first.label, status=status), 2)
        rows = [[figure.name, f"= {figure_value(figure, speaker, figures)}"] for figure in figures]
        yield from table(rows, by=4)
        cited = speaker.say(first.cited)
        if first.since is not None:
            cited += speaker.text("describing.since", day=said_day(first.since, speaker))
        yield from indented(cited, 4)


def figure_value(figure: Figure, speaker: Messages, members: Sequence[Figure] = ()) -> str:
    """The value of a figure in words, with the class or the place in a measure that it is of."""
    value = figure.said if figure.is_entered else Sentence("describing.not_entered")
    if figure.member is not None and speaker.say(ClassName(figure.member)) != figure.member:
        said = {"member": ClassName(figure.member), "value": value}
        return speaker.text("describing.of_class", **said)
    if figure.slot is not None:
        place = slot_text(figure, members, speaker)
        return speaker.text("describing.of_slot", place=place, value=value)
    return speaker.say(value)


def _alike(pack: RulePack) -> list[list[Figure]]:
    """Figures in the pack's order, those of one family or measure that say the same together."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in pack.figures.values():
        family = figure.name.partition(".")[0]
        key = (family, figure.label, figure.status, figure.source.name, figure.clause, figure.since)
        groups.setdefault(key, []).append(figure)
    return list(groups.values())
