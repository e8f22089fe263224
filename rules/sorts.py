"""Whether what a pack names is of the right sort, and its numbers such as can be reckoned with.

Run when a pack loads, and again when figures are entered by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.conditions import Among, AnyCondition
from rules.figures import Figure
from rules.measures import Decide, Grid, Lookup, Measure, Share, Steps, Total
from rules.pack import RulePack
from rules.planning import KIND_LISTS, LEAST, SWITCHES, PlanningEntry
from rules.references import Sort, references
from rules.wording import Sentence
from rules.yaml_text import Path

Mistake = tuple[Path, Sentence]


def gives_classes(measure: Measure) -> bool:
    """Whether the values of a measure are names of classes, not numbers."""
    return (isinstance(measure, Decide) and not measure.gives_numbers) or (
        isinstance(measure, Grid) and measure.gives_classes
    )


def sort_mistakes(pack: RulePack) -> Iterator[Mistake]:
    """Classes where numbers are needed, lists of the wrong things, steps of no length."""
    yield from _classes_for_numbers(pack)
    yield from _figures_of_other_sorts(pack)
    for name, measure in pack.measures.items():
        path: Path = ("measures", name)
        if isinstance(measure, Steps):
            yield from _must_be_above_zero(pack, measure.per, (*path, "per"))
            if measure.multiple is not None:
                yield from _must_be_above_zero(pack, measure.multiple.times, (*path, "multiple"))
        if isinstance(measure, (Steps, Total)):
            yield from _floor_below_cap(pack, measure.floor, measure.cap, path)
        if isinstance(measure, Steps):
            yield from _floor_below_cap(pack, measure.base, measure.cap, path)
        if isinstance(measure, Share) and (pool := _number(pack, measure.pool)) is not None:
            whole = measure.whole is None or pool.number.is_integer()
            if pool.number < 0 or not whole:
                said = {"name": pool.name, "found": pool.said}
                yield (*path, "pool"), Sentence("packs.not_a_pool", said)


def _classes_for_numbers(pack: RulePack) -> Iterator[Mistake]:
    for reference in references(pack):
        measure = pack.measures.get(reference.name)
        is_name = reference.sort in (Sort.MEASURE, Sort.AMOUNT) and reference.name not in (
            pack.figures if reference.sort is Sort.AMOUNT else ()
        )
        if measure is None or not is_name:
            continue
        user = (
            pack.measures.get(str(reference.path[1])) if reference.path[0] == "measures" else None
        )
        wants_classes = reference.path == ("classification", "measure") or (
            isinstance(user, Lookup) and user.by == reference.name
        )
        if wants_classes != gives_classes(measure):
            key = "packs.gives_no_classes" if wants_classes else "packs.gives_no_numbers"
            yield reference.path, Sentence(key, {"name": reference.name})


def _figures_of_other_sorts(pack: RulePack) -> Iterator[Mistake]:
    rules = (pack.classification, pack.mergers, pack.establishment)
    keys = ("classification", "mergers", "establishment")
    for key, rule in zip(keys, rules, strict=True):
        if rule is not None:
            kinds = pack.figures[rule.applies_to]
            if kinds.group != "kind":
                yield (key, "applies_to"), _wrong_list(kinds, "kind")
    for name, quota in pack.quotas.items():
        for key in ("pooled", "no_increase", "within_approved"):
            yield from _must_be_yes_or_no(pack, getattr(quota, key), ("quotas", name, key))
    if pack.bodies is not None:
        for key in ("dispatched_counted", "nameplates_kept", "posts_mixed"):
            yield from _must_be_yes_or_no(pack, getattr(pack.bodies, key), ("bodies", key))
        funding = pack.bodies.limited_funding
        if funding is not None:
            limited = pack.figures.get(funding)
            if limited is None or limited.group != "funding":
                said = Sentence("packs.wrong_list", {"name": funding, "wanted": "funding"})
                yield ("bodies", "limited_funding"), said
    if pack.planning is not None:
        yield from _of_planning(pack, pack.planning)
    for name, measure in pack.measures.items():
        for condition in getattr(measure, "conditions", ()):
            yield from _lists_of(pack, condition, ("measures", name))
        for amount in dict.fromkeys(measure.amount_names()):
            figure = pack.figures.get(amount)
            if figure is not None and isinstance(figure.value, (bool, list)):
                yield ("measures", name), Sentence("packs.no_number", {"name": amount})
    if pack.mergers is not None:
        for key in ("exempt", "candidate"):
            condition = getattr(pack.mergers, key)
            if condition is not None:
                yield from _lists_of(pack, condition, ("mergers", key))


def _of_planning(pack: RulePack, planning: PlanningEntry) -> Iterator[Mistake]:
    for key in KIND_LISTS:
        named = getattr(planning, key)
        if named is not None and pack.figures[named].group != "kind":
            yield ("planning", key), _wrong_list(pack.figures[named], "kind")
    for key in SWITCHES:
        yield from _must_be_yes_or_no(pack, getattr(planning, key), ("planning", key))
    for key, least in LEAST.items():
        named = getattr(planning, key)
        if named is None:
            continue
        figure = _number(pack, named)
        if figure is None:
            if isinstance(pack.figures[named].value, (bool, list)):
                yield ("planning", key), Sentence("packs.no_number", {"name": named})
        elif figure.number < least:
            said = {"name": named, "least": least, "found": figure.said}
            yield ("planning", key), Sentence("packs.at_least", said)


def _lists_of(pack: RulePack, condition: AnyCondition, path: Path) -> Iterator[Mistake]:
    if isinstance(condition, Among):
        figure = pack.figures[condition.among]
        if figure.group != condition.choice:
            yield path, _wrong_list(figure, condition.choice)
    for part in getattr(condition, "parts", ()):
        yield from _lists_of(pack, part, path)


def _must_be_yes_or_no(pack: RulePack, name: str | None, path: Path) -> Iterator[Mistake]:
    figure = pack.figures.get(name or "")
    if name is not None and (figure is None or not isinstance(figure.value, bool)):
        yield path, Sentence("packs.not_yes_or_no", {"name": name})


def _wrong_list(figure: Figure, wanted: str) -> Sentence:
    return Sentence("packs.wrong_list", {"name": figure.name, "wanted": wanted})


def _number(pack: RulePack, name: str | None) -> Figure | None:
    """The figure of a name, if it is a number and has been entered."""
    figure = pack.figures.get(name or "")
    if figure is None or isinstance(figure.value, (bool, list, str)) or not figure.is_entered:
        return None
    return figure


def _must_be_above_zero(pack: RulePack, name: str, path: Path) -> Iterator[Mistake]:
    figure = _number(pack, name)
    if figure is not None and figure.number <= 0:
        yield path, Sentence("packs.above_zero", {"name": name, "found": figure.said})


def _floor_below_cap(
    pack: RulePack, floor: str | None, cap: str | None, path: Path
) -> Iterator[Mistake]:
    low, high = _number(pack, floor), _number(pack, cap)
    if low is not None and high is not None and low.number > high.number:
        said = {"low": low.name, "high": high.name}
        yield (*path, "cap"), Sentence("packs.cap_below_floor", said)
