"""Two packs held against each other: the figures and the rules in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.errors import CalculatorError
from calculator.settings import read_settings
from rules.figures import Figure
from rules.pack import RulePack
from rules.schema import BodiesEntry, CatalogueEntry
from rules.wording import Sentence

_PARTS = (
    "classes",
    "classification",
    "quotas",
    "bodies",
    "mergers",
    "planning",
    "establishment",
    "stages",
)


@dataclass(frozen=True)
class FigureDifference:
    """One figure that two packs have differently; None where a pack lacks it."""

    name: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True)
class RuleDifferences:
    """The names of rules of one sort that two packs have differently.

    Attributes:
        both: Both have them, but they say different things.
        before: Only the first has them.
        after: Only the second has them.
    """

    both: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]

    @classmethod
    def of(cls, before: Mapping[str, Any], after: Mapping[str, Any]) -> RuleDifferences:
        """Hold the rules of two packs against each other, by name."""
        return cls(
            both=[name for name in before if name in after and before[name] != after[name]],
            before=[name for name in before if name not in after],
            after=[name for name in after if name not in before],
        )


@dataclass(frozen=True)
class PackComparison:
    """Two packs held against each other.

    Attributes:
        before: The first pack.
        after: The second.
        figures: Figures that both have, but differently: value, status, source or clause.
        only_before: Figures that only the first has.
        only_after: Figures that only the second has.
        measures: Measures that differ: computed differently where both have them.
        catalogue: Comprehensive offices and centres of their catalogues that differ.
        special_units: Sorts of units with limits of their own that differ.
        parts: Other parts that differ: ``classes``, ``classification``, ``quotas``, ``bodies``
            without the catalogue, ``mergers``, ``planning``, ``establishment``, ``stages``.
    """

    before: RulePack
    after: RulePack
    figures: Sequence[FigureDifference]
    only_before: Sequence[FigureDifference]
    only_after: Sequence[FigureDifference]
    measures: RuleDifferences
    catalogue: RuleDifferences
    special_units: RuleDifferences
    parts: Sequence[str]


def compare_packs(before: RulePack, after: RulePack) -> PackComparison:
    """Hold two packs against each other."""
    differences = list(_figures(before, after))
    return PackComparison(
        before=before,
        after=after,
        figures=[d for d in differences if d.before is not None and d.after is not None],
        only_before=[d for d in differences if d.after is None],
        only_after=[d for d in differences if d.before is None],
        measures=RuleDifferences.of(before.measures, after.measures),
        catalogue=RuleDifferences.of(catalogue_of(before), catalogue_of(after)),
        special_units=RuleDifferences.of(before.special_units, after.special_units),
        parts=[part for part in _PARTS if _part(before, part) != _part(after, part)],
    )


def catalogue_of(pack: RulePack) -> Mapping[str, CatalogueEntry]:
    """The comprehensive offices and centres of a pack; empty where it has none."""
    return pack.bodies.catalogue if pack.bodies is not None else {}


def _part(pack: RulePack, name: str) -> Any:
    found = getattr(pack, name)
    if isinstance(found, BodiesEntry):
        return found.model_copy(update={"catalogue": {}})
    return found


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
