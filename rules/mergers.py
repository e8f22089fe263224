"""Merger candidates: units below the minimum that no special terrain exempts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.comparing import holds, in_decimal
from rules.findings import Finding
from rules.given import Given
from rules.pack import RulePack
from rules.statistics import BoolArray, TextArray
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term

CANDIDATE = "candidate"
EXEMPT = "exempt"
UNDECIDED = "undecided"
NONE = "none"
NOT_APPLICABLE = "not_applicable"
MERGER_STATUSES = (CANDIDATE, EXEMPT, UNDECIDED, NONE, NOT_APPLICABLE)


@dataclass(frozen=True)
class Mergers:
    """Which townships are merger candidates: one value per township, indexed as the statistics.

    Attributes:
        status: ``candidate``, ``exempt`` (below the minimum, but of exempt terrain),
            ``undecided`` (population or kind unknown), ``none`` (not below the minimum) or
            ``not_applicable`` (a kind of unit that the rule does not speak of).
        near: Whether the pack gives a margin and the unit is no further from the minimum.
    """

    status: TextArray
    near: BoolArray


def find_candidates(pack: RulePack, given: Given) -> Mergers:
    """Apply the pack's merger rule; without one, it applies to no township."""
    rule = pack.mergers
    status = np.full(given.size, NOT_APPLICABLE, dtype=object)
    near = np.zeros(given.size, dtype=np.bool_)
    if rule is None:
        return Mergers(status, near)
    kinds = given.statistics.choices["kind"]
    applies = kinds.names_any(given.figure(rule.applies_to).value)
    population = given.numbers(rule.population)
    minimum = given.figure(rule.minimum).number
    below = holds(population, "less_than", minimum)
    exempt = np.zeros(given.size) if rule.exempt is None else given.truth(rule.exempt)
    status[applies & (below == 0)] = NONE
    status[applies & (below == 1)] = CANDIDATE
    status[applies & (below == 1) & np.isnan(exempt)] = UNDECIDED
    status[applies & (below == 1) & (exempt == 1)] = EXEMPT
    status[applies & np.isnan(below)] = UNDECIDED
    status[kinds.codes < 0] = UNDECIDED
    if rule.margin is not None:
        margin = in_decimal(given.figure(rule.margin).number)
        near = applies & (np.abs(in_decimal(population) - in_decimal(minimum)) <= margin)
    return Mergers(status, near)


def merger_reason(pack: RulePack, given: Given, mergers: Mergers, township: int) -> Sentence:
    """Why one township is a candidate, exempt, or neither."""
    rule = pack.mergers
    status = str(mergers.status[township])
    if rule is None:
        return Sentence("rules.merger_no_rule")
    if status == NOT_APPLICABLE:
        kind = [
            Term("kind", name) for name in sorted(given.statistics.choices["kind"].at(township))
        ]
        return Sentence("rules.merger_not_applicable", {"kind": kind})
    minimum = given.figure(rule.minimum)
    population = float(given.numbers(rule.population)[township])
    said = {
        "measure": given.label(rule.population, township),
        "minimum": minimum.said,
        "population": Quantity(population, minimum.unit),
    }
    if status == EXEMPT and rule.exempt is not None:
        said["exempt"] = rule.exempt.explain(given, township)
    return Sentence(f"rules.merger_{status}", said)


def exemption_findings(pack: RulePack, given: Given) -> Iterator[Finding]:
    """A note where exemption could not be judged, because its column is absent."""
    rule = pack.mergers
    if rule is None or rule.exempt is None:
        return
    absent = [
        column
        for column in rule.exempt.columns()
        if column not in given.statistics.choices and column not in given.statistics.numbers
    ]
    if absent:
        columns = [Term("column", column) for column in absent]
        said = Sentence("rules.exemption_not_judged", {"columns": columns})
        yield Finding("exemption-not-judged", Severity.NOTE, said)
