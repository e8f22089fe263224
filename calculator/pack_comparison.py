"""Two packs held against each other: the figures and the rules in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.errors import CalculatorError
from calculator.settings import read_settings
from rules.figures import Figure
from rules.pack import RulePack
from rules.wording import Sentence


@dataclass(frozen=True)
class FigureDifference:
    """One figure that two packs have differently; None where a pack lacks it."""

    name: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True)
class PackComparison:
    """Two packs held against each other.

    Attributes:
        before: The first pack.
        after: The second.
        figures: Figures that both have, but differently: value, status, source or clause.
        only_before: Figures that only the first has.
        only_after: Figures that only the second has.
        measures: Measures that both have, but computed differently.
        measures_before: Measures that only the first has.
        measures_after: Measures that only the second has.
        parts: Other parts that differ: ``classes``, ``classification``, ``quotas``, ``mergers``,
            ``establishment``, ``stages``.
    """

    before: RulePack
    after: RulePack
    figures: Sequence[FigureDifference]
    only_before: Sequence[FigureDifference]
    only_after: Sequence[FigureDifference]
    measures: Sequence[str]
    measures_before: Sequence[str]
    measures_after: Sequence[str]
    parts: Sequence[str]


def compare_packs(before: RulePack, after: RulePack) -> PackComparison:
    """Hold two packs against each other."""
    differences = list(_figures(before, after))
    common = [name for name in before.measures if name in after.measures]
    return PackComparison(
        before=before,
        after=after,
        figures=[d for d in differences if d.before is not None and d.after is not None],
        only_before=[d for d in differences if d.after is None],
        only_after=[d for d in differences if d.before is None],
        measures=[name for name in common if before.measures[name] != after.measures[name]],
        measures_before=[name for name in before.measures if name not in after.measures],
        measures_after=[name for name in after.measures if name not in before.measures],
        parts=[
            part
            for part in (
                "classes",
                "classification",
                "quotas",
                "mergers",
                "establishment",
                "stages",
            )
            if getattr(before, part) != getattr(after, part)
        ],
    )


def shared_settings(
    packs: Sequence[RulePack], settings: Sequence[tuple[str, str]]
) -> list[dict[str, str]]:
    """For each pack the settings whose figure it has.

    Raises:
        CalculatorError: None of the packs has a figure.
    """
    shared: list[dict[str, str]] = [{} for _ in packs]
    problems: list[Sentence] = []
    for name, value in settings:
        unknown: list[Sentence] = []
        for pack, own in zip(packs, shared, strict=True):
            try:
                read_settings(pack, {name: None})
            except CalculatorError as error:
                unknown.extend(error.sentences)
            else:
                own[name] = value
        if len(unknown) == len(packs):
            problems.extend(unknown)
    if problems:
        raise CalculatorError(problems)
    return shared


def _figures(before: RulePack, after: RulePack) -> Iterator[FigureDifference]:
    for name in dict.fromkeys([*before.figures, *after.figures]):
        one, other = before.figures.get(name), after.figures.get(name)
        if one is None or other is None or not _say_the_same(one, other):
            yield FigureDifference(name, one, other)


def _say_the_same(one: Figure, other: Figure) -> bool:
    cited = [
        (figure.status, figure.source.title, figure.clause, figure.since) for figure in (one, other)
    ]
    return _same(one.value, other.value) and cited[0] == cited[1]


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal, those that are not entered yet included."""
    return bool(one == other or (one != one and other != other))
