"""Measures of a pack in words, without a township: what a person reads who knows no YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from calculator.describing_conditions import amount, condition, relations
from rules.figures import Figure
from rules.measures import (
    Bands,
    Column,
    Decide,
    Grid,
    Group,
    Lookup,
    Measure,
    Rank,
    Ratio,
    Share,
    Steps,
    Test,
    Total,
)
from rules.measures.bands import OTHERWISE, Band
from rules.measures.grid import Axis
from rules.pack import RulePack
from rules.wording import ClassName, Measured, Quantity, Sentence, Term

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """A small table: intervals with their values, say, under a heading or none."""

    rows: Sequence[Row]
    heading: Any = None


@dataclass(frozen=True)
class Description:
    """A measure in words.

    Attributes:
        intro: What it does, in a sentence.
        tables: Its bounds and values, row by row.
        notes: What else there is to know.
    """

    intro: Sentence
    tables: Sequence[Rows] = ()
    notes: Sequence[Sentence] = ()


def describe(pack: RulePack, name: str) -> Description:
    """A measure of the pack in words."""
    measure = pack.measures[name]
    match measure:
        case Column():
            return _column(pack, measure)
        case Ratio():
            key = "describing.percentage" if measure.percent else "describing.ratio"
            return Description(_said(key, of=Measured(measure.of), by=Measured(measure.by)))
        case Total():
            return _total(pack, measure)
        case Bands():
            return _bands(pack, measure)
        case Steps():
            return _steps(pack, measure)
        case Rank():
            return _rank(measure)
        case Group():
            return Description(_said(f"describing.group_{measure.take}", **_group(measure)))
        case Share():
            return _share(pack, measure)
        case Test():
            return _test(pack, measure)
        case Decide():
            return _decide(pack, measure)
        case Lookup():
            members = pack.figures.family(measure.figure).items()
            rows = [(ClassName(member), figure.said) for member, figure in members]
            by = Measured(measure.by)
            return Description(_said("describing.lookup", by=by), [Rows(rows)])
        case Grid():
            return _grid(pack, measure)
    raise NotImplementedError(type(measure).__name__)


def own_figures(pack: RulePack, measure: Measure) -> list[Figure]:
    """The figures that a measure rests on itself, not through the measures it is built on."""
    names = dict.fromkeys((*measure.figure_names(), *measure.amount_names()))
    return [figure for name in names for figure in pack.figures.named(name)]


def _said(key: str, /, **values: Any) -> Sentence:
    return Sentence(key, values)


def _column(pack: RulePack, measure: Column) -> Description:
    columns = [Term("column", column) for column in pack.columns_of(measure)]
    key = "describing.column" if len(columns) == 1 else "describing.first_of"
    notes = [Sentence("describing.required")] if measure.required else []
    return Description(_said(key, columns=columns), notes=notes)


def _limits(pack: RulePack, measure: Total | Steps) -> Iterator[Sentence]:
    for key in ("floor", "cap"):
        name = getattr(measure, key)
        if name is not None:
            yield _said(f"describing.{key}", limit=amount(pack, name, measure.unit))


def _total(pack: RulePack, measure: Total) -> Description:
    notes = list(_limits(pack, measure))
    if all(term.weight is None for term in measure.terms):
        parts = [Measured(term.of) for term in measure.terms]
        return Description(_said("describing.sum", parts=parts), notes=notes)
    rows = [
        (
            Measured(term.of),
            "" if term.weight is None else _weight(amount(pack, term.weight, None)),
        )
        for term in measure.terms
    ]
    return Description(Sentence("describing.weighted_sum"), [Rows(rows)], notes)


def _weight(weight: Any) -> Sentence:
    return _said("describing.times", weight=weight)


def _bands(pack: RulePack, measure: Bands) -> Description:
    unit = pack.measures[measure.of].unit
    tables = []
    for choice, bands in measure.all_tables().items():
        heading: Any = None
        if measure.by is not None:
            is_rest = choice == OTHERWISE
            heading = Sentence("describing.others") if is_rest else Term(measure.by, choice)
        rows = [
            (_interval(pack, band, unit), amount(pack, band.value, measure.unit)) for band in bands
        ]
        tables.append(Rows(rows, heading))
    return Description(_said("describing.bands", of=Measured(measure.of)), tables)


def _interval(pack: RulePack, band: Band, unit: str | None) -> Any:
    return relations(pack, band.bounds, unit) or Sentence("describing.any_value")


def _steps(pack: RulePack, measure: Steps) -> Description:
    unit = pack.measures[measure.of].unit

    def number(name: str | None, of: str | None) -> Any:
        return Quantity(0.0, of) if name is None else amount(pack, name, of)

    intro = _said(
        "describing.steps_pro_rata" if measure.pro_rata else "describing.steps",
        of=Measured(measure.of),
        base=number(measure.base, measure.unit),
        start=number(measure.start, unit),
        per=number(measure.per, unit),
        each=number(measure.each, measure.unit),
    )
    notes = list(_limits(pack, measure))
    if measure.multiple is not None:
        times = amount(pack, measure.multiple.times, None)
        when = condition(pack, measure.multiple.when)
        notes.append(_said("describing.multiple", when=when, times=times))
    if measure.rounding is not None:
        sort = "rounded" if measure.decimals else "whole"
        key = f"describing.{sort}.{measure.rounding}"
        notes.append(_said(key, decimals=measure.decimals))
    return Description(intro, notes=notes)


def _group(measure: Rank | Group | Share) -> dict[str, Any]:
    among = None if measure.among is None else Measured(measure.among)
    units = (
        Sentence("describing.all_units") if among is None else _said("describing.of", among=among)
    )
    return {"of": Measured(measure.of), "within": Term("coverage", measure.within), "units": units}


def _rank(measure: Rank) -> Description:
    order = "describing.lowest_first" if measure.lowest_first else "describing.highest_first"
    key = "describing.rank_share" if measure.share else "describing.rank"
    notes = []
    if measure.ties is not None:
        notes.append(_said("describing.ties", ties=Measured(measure.ties)))
    return Description(_said(key, order=Sentence(order), **_group(measure)), notes=notes)


def _share(pack: RulePack, measure: Share) -> Description:
    pool = amount(pack, measure.pool, measure.unit)
    notes = [] if measure.whole is None else [Sentence(f"describing.{measure.whole}")]
    return Description(_said("describing.pool", pool=pool, **_group(measure)), notes=notes)


def _test(pack: RulePack, measure: Test) -> Description:
    intro = Sentence(f"describing.need_{measure.need}")
    if measure.need not in ("all", "any"):
        intro = _said("describing.need", need=amount(pack, measure.need, None))
    rows = [(part.label, condition(pack, part.when)) for part in measure.parts.values()]
    notes = []
    for switch in measure.switched_off:
        labels = [measure.parts[name].label for name in switch.parts]
        when = condition(pack, switch.when)
        notes.append(_said("describing.switched_off", when=when, parts=labels))
    if measure.relaxed is not None:
        times = amount(pack, measure.relaxed.times, None)
        when = condition(pack, measure.relaxed.when)
        notes.append(_said("describing.relaxed", when=when, times=times))
    return Description(intro, [Rows(rows)], notes)


def _decide(pack: RulePack, measure: Decide) -> Description:
    rows: list[Row] = []
    for place, row in enumerate(measure.rows, start=1):
        when = Sentence("describing.rest") if row.when is None else condition(pack, row.when)
        value = (
            amount(pack, row.value, measure.unit) if measure.gives_numbers else ClassName(row.value)
        )
        rows.append((_said("describing.place", place=place), when, value))
    return Description(Sentence("describing.decide"), [Rows(rows)])


def _grid(pack: RulePack, measure: Grid) -> Description:
    down, across = (_axis(pack, axis) for axis in (measure.rows, measure.columns))
    rows: list[Row] = [("", *across)]
    for label, values in zip(down, measure.values, strict=True):
        if measure.gives_classes:
            rows.append((label, *(ClassName(value) for value in values)))
        else:
            rows.append((label, *(amount(pack, value, measure.unit) for value in values)))
    said = {"rows": _axis_name(measure.rows), "columns": _axis_name(measure.columns)}
    return Description(_said("describing.grid", **said), [Rows(rows)])


def _axis_name(axis: Axis) -> Any:
    return Measured(axis.of) if axis.of is not None else Term("column", axis.choice or "")


def _axis(pack: RulePack, axis: Axis) -> list[Any]:
    """The intervals of an axis in words."""
    if axis.choice is not None:
        choices = [Term(axis.choice, name) for name in axis.among]
        return [*choices, Sentence("describing.others")]
    unit = pack.measures[axis.of or ""].unit
    lower, upper = ("at_least", "less_than") if axis.at_least else ("more_than", "at_most")
    bounds = axis.bounds
    intervals = [[(upper, bounds[0])]]
    intervals += [[(lower, one), (upper, other)] for one, other in pairwise(bounds)]
    intervals.append([(lower, bounds[-1])])
    return [relations(pack, interval, unit) for interval in intervals]
