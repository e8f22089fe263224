"""Merger candidates: units below the minimum that no special terrain exempts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.comparing import NO, UNDECIDED, YES, holds, in_decimal
from rules.findings import Finding
from rules.given import Given
from rules.pack import RulePack
from rules.statistics import BoolArray, FloatArray, TextArray, same_text
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term

CANDIDATE = "candidate"
EXEMPT = "exempt"
OPEN = "undecided"
NONE = "none"
NOT_APPLICABLE = "not_applicable"
MERGER_STATUSES = (CANDIDATE, EXEMPT, OPEN, NONE, NOT_APPLICABLE)


@dataclass(frozen=True)
class Mergers:
    """Which townships are merger candidates: one value per township, indexed as the statistics.

    Attributes:
        status: ``candidate``, ``exempt`` (below the minimum, but of exempt terrain),
            ``undecided`` (a value or the kind unknown), ``none`` (not below the minimum) or
            ``not_applicable`` (a kind of unit that the rule does not speak of).
        near: Whether the pack gives a margin and the unit is no further from the minimum.
    """

    status: TextArray
    near: BoolArray


def find_candidates(pack: RulePack, given: Given) -> Mergers:
    """Apply the pack's merger rule; without one, it applies to no township."""
    rule = pack.mergers
    status = same_text(NOT_APPLICABLE, given.size)
    near = np.zeros(given.size, dtype=np.bool_)
    if rule is None:
        return Mergers(status, near)
    kinds = given.statistics.choices["kind"]
    applies = kinds.names_any(given.figures[rule.applies_to].value)
    below = _below(pack, given)
    exempt = np.zeros(given.size) if rule.exempt is None else given.truth(rule.exempt)
    status[applies & (below == NO)] = NONE
    status[applies & (below == YES)] = CANDIDATE
    status[applies & (below == YES) & (exempt == UNDECIDED)] = OPEN
    status[applies & (below == YES) & (exempt == YES)] = EXEMPT
    status[applies & (below == UNDECIDED)] = OPEN
    status[kinds.codes < 0] = OPEN
    if rule.margin is not None and rule.minimum is not None:
        margin = in_decimal(given.amount(rule.margin))
        distance = in_decimal(given.numbers(rule.population)) - in_decimal(
            given.amount(rule.minimum)
        )
        near = applies & (np.abs(distance) <= margin)
    return Mergers(status, near)


def _below(pack: RulePack, given: Given) -> FloatArray:
    """Whether each unit is below the minimum, or meets the rule's own condition."""
    rule = pack.mergers
    assert rule is not None
    if rule.candidate is not None:
        return given.truth(rule.candidate)
    assert rule.minimum is not None
    return holds(given.numbers(rule.population), "less_than", given.amount(rule.minimum))


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
    said: dict[str, object] = {}
    if status == EXEMPT and rule.exempt is not None:
        said["exempt"] = rule.exempt.explain(given, township)
    if rule.candidate is not None:
        said["because"] = rule.candidate.explain(given, township)
        return Sentence(f"rules.merger_by_condition_{status}", said)
    assert rule.minimum is not None
    unit = given.units.get(rule.population)
    said["measure"] = given.label(rule.population, township)
    said["population"] = Quantity(given.amount_at(rule.population, township), unit)
    said["minimum"] = Quantity(given.amount_at(rule.minimum, township), unit)
    return Sentence(f"rules.merger_{status}", said)


def absent_columns(pack: RulePack, given: Given) -> list[str]:
    """The columns of the rule's conditions that the statistics do not have."""
    rule = pack.mergers
    if rule is None:
        return []
    conditions = [c for c in (rule.exempt, rule.candidate) if c is not None]
    columns = dict.fromkeys(column for condition in conditions for column in condition.columns())
    statistics = given.statistics
    return [c for c in columns if c not in statistics.choices and c not in statistics.numbers]


def exemption_findings(pack: RulePack, given: Given) -> Iterator[Finding]:
    """A note where exemption could not be judged, because its column is absent."""
    absent = absent_columns(pack, given)
    if absent:
        columns = [Term("column", column) for column in absent]
        said = Sentence("rules.exemption_not_judged", {"columns": columns})
        yield Finding("exemption-not-judged", Severity.NOTE, said)
