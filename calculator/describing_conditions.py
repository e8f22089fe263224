"""Conditions of a pack in words, without a township."""

from __future__ import annotations

from functools import reduce
from typing import Any

from rules.conditions import All, Among, AnyCondition, AnyOf, Comparison, Flagged, Not
from rules.pack import RulePack
from rules.wording import Measured, Quantity, Sentence, Term


def amount(pack: RulePack, name: str, unit: str | None) -> Any:
    """A number that a pack names, in a unit: the value of a figure, or a measure by its label."""
    figure = pack.figures.get(name)
    if figure is None:
        return Measured(name)
    if not figure.is_entered:
        return Sentence("describing.to_enter", {"label": figure.label})
    return Quantity(figure.value, unit)


def relations(pack: RulePack, bounds: Any, unit: str | None) -> list[Sentence]:
    """Bounds in words: 以上 and 不满 of a number, 不低于 and 低于 of anything else."""
    said = []
    for bound, name in bounds:
        limit = amount(pack, name, unit)
        key = f"describing.{bound}"
        if not isinstance(limit, Quantity):
            key = f"describing.than.{bound}"
        said.append(Sentence(key, {"bound": limit}))
    return said


def condition(pack: RulePack, said: AnyCondition, *, inside: bool = False) -> Sentence:
    """A condition in words; one of several parts stands in brackets where it is inside another."""
    match said:
        case Comparison():
            bounds = relations(pack, said.bounds, pack.measures[said.of].unit)
            return Sentence("describing.compared", {"measure": Measured(said.of), "bounds": bounds})
        case Among():
            wanted = pack.figures[said.among].said
            values = {"column": Term("column", said.choice), "wanted": wanted}
            return Sentence("describing.among", values)
        case Flagged():
            is_off = said.where is not None and not pack.figures[said.where].value
            key = "describing.flag_off" if is_off else "describing.flag"
            return Sentence(key, {"flag": Term("column", said.flag)})
        case Not():
            return Sentence("describing.not", {"said": condition(pack, said.negated)})
        case All() | AnyOf():
            key = "describing.and" if isinstance(said, All) else "describing.or"
            parts = [condition(pack, part, inside=True) for part in said.parts]
            joined = reduce(lambda a, b: Sentence(key, {"first": a, "second": b}), parts)
            return Sentence("describing.bracketed", {"said": joined}) if inside else joined
    raise NotImplementedError(type(said).__name__)
