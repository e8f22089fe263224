"""How two packs differ, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from calculator.commands.comparison_lines import change_lines
from calculator.commands.figure_lines import figure_value
from calculator.commands.rule_difference_lines import rule_difference_lines
from calculator.commands.screen import indented, table
from calculator.comparison import Comparison
from calculator.messages import Language, Messages
from calculator.pack_comparison import FigureDifference, PackComparison
from calculator.packs import pack_names
from calculator.reporting.count_columns import count_columns
from rules.figures import Figure
from rules.statistics import IntArray, Statistics
from rules.wording import Sentence, Term

MOST_NAMES = 20


def pack_comparison_lines(packs: PackComparison, language: Language) -> Iterator[str]:
    """The figures and rules that differ, line by line."""
    before, after = (Messages(language, pack_names(pack)) for pack in (packs.before, packs.after))
    for key, pack in (("first", packs.before), ("second", packs.after)):
        said = {"title": pack.title, "id": pack.id, "digest": pack.digest}
        yield from indented(after.text(f"comparison.packs.{key}", **said))
    yield ""
    if packs.before.digest == packs.after.digest:
        yield from indented(after.text("comparison.packs.same"))
        return
    yield from _figures(packs, before, after)
    for key, differences, speaker in (
        ("only_first", packs.only_before, before),
        ("only_second", packs.only_after, after),
    ):
        if differences:
            yield from indented(after.text(f"comparison.packs.{key}"))
            yield from _alone(differences, speaker)
            yield ""
    yield from rule_difference_lines(packs, before, after)


def _figures(packs: PackComparison, before: Messages, after: Messages) -> Iterator[str]:
    if not packs.figures:
        yield from indented(after.text("comparison.packs.no_figures"))
        yield ""
        return
    yield from indented(after.text("comparison.packs.figures", count=len(packs.figures)))
    sides = [after.text("comparison.packs.in_first"), after.text("comparison.packs.in_second")]
    for alike in _alike(packs.figures):
        first, second = alike[0]
        yield from indented(after.say(second.label), 2)
        rows = [
            [
                other.name,
                f"{sides[0]} {before.say(_value(one))}",
                f"{sides[1]} {after.say(_value(other))}",
            ]
            for one, other in alike
        ]
        yield from table(rows, by=4)
        for side, figure, speaker in ((sides[0], first, before), (sides[1], second, after)):
            said = {"status": Term("status", figure.status), "cited": figure.cited}
            yield from indented(speaker.text("comparison.packs.cited", side=side, **said), 4)
    yield ""


def _value(figure: Figure) -> Any:
    return figure.said if figure.is_entered else Sentence("describing.not_entered")


def _alike(differences: Sequence[FigureDifference]) -> list[list[tuple[Figure, Figure]]]:
    """Figures of one family or measure that rest on the same in both packs, together."""
    groups: dict[tuple[object, ...], list[tuple[Figure, Figure]]] = {}
    for difference in differences:
        one, other = difference.before, difference.after
        assert one is not None
        assert other is not None
        key = (other.name.partition(".")[0], other.label, *_rests_on(one), *_rests_on(other))
        groups.setdefault(key, []).append((one, other))
    return list(groups.values())


def _rests_on(figure: Figure) -> tuple[object, ...]:
    return (figure.status, figure.source.title, figure.clause)


def _alone(differences: Sequence[FigureDifference], speaker: Messages) -> Iterator[str]:
    rows = []
    for difference in differences:
        figure = difference.before or difference.after
        assert figure is not None
        said = {"value": figure_value(figure, speaker), "status": Term("status", figure.status)}
        value = speaker.text("comparison.packs.value", **said)
        rows.append([speaker.say(figure.label), difference.name, value])
    yield from table(rows, by=2)


def effect_lines(effect: Comparison, language: Language) -> Iterator[str]:
    """What the difference does to townships, line by line."""
    packs = (effect.before.pack, effect.after.pack)
    before, after = (Messages(language, pack_names(pack)) for pack in packs)
    yield ""
    size = len(effect.pairs.before)
    yield from indented(after.text("comparison.packs.effect", count=size))
    yield from table(_counts(effect, before, after), numbers=(1, 2), by=2)
    yield ""
    for aspect in effect.aspects.values():
        count = int(aspect.changed.sum())
        said = {"aspect": aspect.said_name, "count": count}
        yield from indented(after.text("comparison.packs.so_many", **said), 2)
        if count and not aspect.is_number:
            rows = [
                [
                    after.text(
                        "comparison.packs.transition",
                        before=before.say(aspect.said(one)),
                        after=after.say(aspect.said(other)),
                    ),
                    after.say(number),
                ]
                for (one, other), number in aspect.transitions.items()
            ]
            yield from table(rows, numbers=(1,), by=6)
    if not effect.aspects:
        yield from indented(after.text("comparison.packs.nothing_in_common"), 2)
    if effect.changed.any():
        yield ""
        yield from change_lines(effect, before, after)
    yield from _only(effect, after)


def _counts(effect: Comparison, before: Messages, after: Messages) -> list[list[str]]:
    """Every count of the two packs side by side."""
    first = dict(count_columns(effect.before.pack, effect.counts_before, before))
    second = dict(count_columns(effect.after.pack, effect.counts_after, after))
    nothing = after.say(None)
    heads = ["", *(pack.id for pack in (effect.before.pack, effect.after.pack))]
    names = list(dict.fromkeys([*first, *second]))
    return [heads, *([name, first.get(name, nothing), second.get(name, nothing)] for name in names)]


def _only(effect: Comparison, speaker: Messages) -> Iterator[str]:
    sides = (
        ("townships_first", effect.before.statistics, effect.pairs.only_before),
        ("townships_second", effect.after.statistics, effect.pairs.only_after),
    )
    for key, statistics, places in sides:
        if len(places):
            names = _names(statistics, places[:MOST_NAMES])
            said = {"count": len(places), "names": names}
            yield from indented(speaker.text(f"comparison.packs.{key}", **said), 2)


def _names(statistics: Statistics, places: IntArray) -> list[Sentence]:
    return [
        Sentence(
            "report.unit",
            {
                "county": statistics.text("county")[place] or "",
                "township": statistics.text("name")[place] or "",
            },
        )
        for place in places
    ]
