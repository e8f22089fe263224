"""Every place in a pack that refers to something by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from rules.conditions import AnyCondition
from rules.figures import Figures
from rules.given import Given
from rules.measures import Column
from rules.pack import RulePack
from rules.planning import PlanningEntry
from rules.statistics import Statistics
from rules.yaml_text import Path


class Sort(Enum):
    """What a name must bear."""

    MEASURE = auto()
    FIGURE = auto()
    FIGURE_OR_COLUMN = auto()
    AMOUNT = auto()
    COLUMN = auto()
    SOURCE = auto()


@dataclass(frozen=True)
class Reference:
    """A name, where it stands, and what it must be the name of."""

    path: Path
    name: str
    sort: Sort


def references(pack: RulePack) -> Iterator[Reference]:
    """Every name that a pack refers to, each once a place."""
    yield from _of_measures(pack)
    if pack.classification is not None:
        path: Path = ("classification",)
        yield Reference((*path, "measure"), pack.classification.measure, Sort.MEASURE)
        yield Reference((*path, "applies_to"), pack.classification.applies_to, Sort.FIGURE)
        if pack.classification.proposed is not None:
            yield Reference((*path, "proposed"), pack.classification.proposed, Sort.COLUMN)
    yield from _of_quotas(pack)
    yield from _of_bodies(pack)
    yield from _of_mergers(pack)
    if pack.planning is not None:
        keys = dict.fromkeys(PlanningEntry.model_fields, Sort.FIGURE)
        yield from _named(("planning",), pack.planning, keys)
    if pack.establishment is not None:
        path = ("establishment",)
        yield Reference((*path, "test"), pack.establishment.test, Sort.MEASURE)
        yield Reference((*path, "applies_to"), pack.establishment.applies_to, Sort.FIGURE)
        for position, untested in enumerate(pack.establishment.untested):
            place = (*path, "untested", position, "source")
            yield Reference(place, untested.source, Sort.SOURCE)
    if pack.classes is not None:
        yield Reference(("classes", "source"), pack.classes.source, Sort.SOURCE)
    for position, stage in enumerate(pack.stages):
        yield Reference(("stages", position, "source"), stage.source, Sort.SOURCE)


_OF_QUOTA = {
    "allowed": Sort.MEASURE,
    "proposed": Sort.COLUMN,
    "pooled": Sort.FIGURE,
    "approved": Sort.COLUMN,
    "actual": Sort.COLUMN,
    "county_approved": Sort.COLUMN,
    "no_increase": Sort.FIGURE,
    "within_approved": Sort.FIGURE,
    "compared_with": Sort.MEASURE,
}
_OF_ALLOCATION = {"weights": Sort.MEASURE, "at_least": Sort.AMOUNT, "at_most": Sort.AMOUNT}
_OF_BODIES = ("limited_funding", "dispatched_counted", "nameplates_kept", "posts_mixed")


def _named(path: Path, entry: object, keys: Mapping[str, Sort]) -> Iterator[Reference]:
    """The names that some keys of an entry hold, where they hold one."""
    for key, sort in keys.items():
        name = getattr(entry, key)
        if name is not None:
            yield Reference((*path, key), name, sort)


def _of_quotas(pack: RulePack) -> Iterator[Reference]:
    for name, quota in pack.quotas.items():
        path: Path = ("quotas", name)
        yield from _named(path, quota, _OF_QUOTA)
        if quota.allocation is not None:
            yield from _named((*path, "allocation"), quota.allocation, _OF_ALLOCATION)


def _of_bodies(pack: RulePack) -> Iterator[Reference]:
    if pack.bodies is not None:
        yield from _named(("bodies",), pack.bodies, dict.fromkeys(_OF_BODIES, Sort.FIGURE))
        for name, entry in pack.bodies.catalogue.items():
            yield Reference(("bodies", "catalogue", name, "source"), entry.source, Sort.SOURCE)
    for name, special in pack.special_units.items():
        path: Path = ("special_units", name)
        yield Reference((*path, "flag"), special.flag, Sort.COLUMN)
        yield Reference((*path, "source"), special.source, Sort.SOURCE)
        for quota, measure in special.allowed.items():
            yield Reference((*path, "allowed", quota), measure, Sort.MEASURE)


def _of_measures(pack: RulePack) -> Iterator[Reference]:
    nothing = Given(Statistics(0), Figures(()))
    for name, measure in pack.measures.items():
        path: Path = ("measures", name)
        for wanted in dict.fromkeys(measure.measure_names()):
            yield Reference(path, wanted, Sort.MEASURE)
        for wanted in dict.fromkeys(measure.amount_names()):
            yield Reference(path, wanted, Sort.AMOUNT)
        sort = Sort.FIGURE_OR_COLUMN if isinstance(measure, Column) else Sort.FIGURE
        for wanted in dict.fromkeys(measure.figure_names()):
            yield Reference(path, wanted, sort)
        if not isinstance(measure, Column):
            for wanted in dict.fromkeys(measure.column_names(nothing)):
                yield Reference(path, wanted, Sort.COLUMN)


def _of_mergers(pack: RulePack) -> Iterator[Reference]:
    rule = pack.mergers
    if rule is None:
        return
    path: Path = ("mergers",)
    yield Reference((*path, "applies_to"), rule.applies_to, Sort.FIGURE)
    yield Reference((*path, "population"), rule.population, Sort.MEASURE)
    if rule.minimum is not None:
        yield Reference((*path, "minimum"), rule.minimum, Sort.AMOUNT)
    if rule.margin is not None:
        yield Reference((*path, "margin"), rule.margin, Sort.AMOUNT)
    for key, condition in (("exempt", rule.exempt), ("candidate", rule.candidate)):
        if condition is not None:
            yield from _of_condition((*path, key), condition)


def _of_condition(path: Path, condition: AnyCondition) -> Iterator[Reference]:
    for name in dict.fromkeys(condition.measures()):
        yield Reference(path, name, Sort.MEASURE)
    for name in dict.fromkeys(condition.amounts()):
        yield Reference(path, name, Sort.AMOUNT)
    for name in dict.fromkeys(condition.figures()):
        yield Reference(path, name, Sort.FIGURE)
    for name in dict.fromkeys(condition.columns()):
        yield Reference(path, name, Sort.COLUMN)
