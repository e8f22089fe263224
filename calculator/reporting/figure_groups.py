"""Figures as people read them: a family of figures in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.messages import Messages
from rules.figures import Figure
from rules.status import Status
from rules.wording import ClassName, Term


@dataclass(frozen=True)
class FigureGroup:
    """A figure, or the members of a family that share label, status and clause.

    Attributes:
        name: The name in packs, of the family where it is one.
        label: As reports call it.
        value: In words, of a family with the member before each value.
        status: In words.
        figures: The figures themselves.
    """

    name: str
    label: str
    value: str
    status: str
    figures: tuple[Figure, ...]


def grouped_figures(figures: Iterable[Figure], speaker: Messages) -> list[FigureGroup]:
    """Figures in their order, the members of a family together where they say the same."""
    groups: dict[tuple[str, Status, str, str], list[Figure]] = {}
    for figure in figures:
        family = figure.name.partition(".")[0]
        key = (family, figure.status, figure.source.name, figure.clause.zh)
        groups.setdefault(key, []).append(figure)
    return [
        FigureGroup(
            name=family,
            label=speaker.say(members[0].label),
            value=_value(members, speaker),
            status=speaker.say(Term("status", status)),
            figures=tuple(members),
        )
        for (family, status, _, _), members in groups.items()
    ]


def slot_text(figure: Figure, members: Sequence[Figure], speaker: Messages) -> str:
    """What a number written in a measure is there, such as a bound; counted if it has several."""
    sort, _, number = (figure.slot or "").rpartition("_")
    measure = figure.name.removesuffix(figure.slot or "")
    alike = [member for member in members if member.name.startswith(f"{measure}{sort}_")]
    several = len(alike) > 1
    return speaker.text(f"terms.slot.{sort}", number=number if several else "").strip()


def _value(members: list[Figure], speaker: Messages) -> str:
    if members[0].is_slot:
        return speaker.say(
            [f"{slot_text(m, members, speaker)} {speaker.say(m.said)}" for m in members]
        )
    if members[0].member is None:
        return speaker.say(members[0].said)
    said = [speaker.say(figure.said) for figure in members]
    if len(set(said)) == 1:
        return said[0]
    return speaker.say(
        [
            f"{speaker.say(ClassName(figure.member))} {value}"
            for figure, value in zip(members, said, strict=True)
        ]
    )


@dataclass(frozen=True)
class FigureRow:
    """One figure in words, for a list of all figures."""

    figure: Figure
    label: str
    member: str | None
    value: str
    status: str
    source: str
    clause: str


def figure_rows(figures: Iterable[Figure], speaker: Messages) -> list[FigureRow]:
    """Each figure by itself, in words."""
    return [
        FigureRow(
            figure=figure,
            label=speaker.say(figure.label),
            member=speaker.say(ClassName(figure.member)) if figure.member else None,
            value=speaker.say(figure.said),
            status=speaker.say(Term("status", figure.status)),
            source=speaker.say(figure.source.title),
            clause=speaker.say(figure.clause),
        )
        for figure in figures
    ]
