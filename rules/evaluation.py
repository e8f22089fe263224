"""Applying a pack to statistics and proposals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.body_findings import body_findings
from rules.breaches import Breaches
from rules.classification import Classification, classification_findings, classify
from rules.establishment import Establishment, hold_against_standard
from rules.findings import Finding
from rules.given import Given
from rules.groups import Group, counties_and_prefectures
from rules.integration import Integration, suggest_integration
from rules.listed_bodies import ListedBodies, list_bodies
from rules.measures import Column, Reason
from rules.mergers import (
    MERGER_STATUSES,
    NOT_APPLICABLE,
    Mergers,
    exemption_findings,
    find_candidates,
    merger_reason,
)
from rules.pack import RulePack
from rules.pooling import Pooling, find_pooling
from rules.posts_per_people import PostsPerPeople, posts_per_people
from rules.proposals import proposal_findings
from rules.quotas import QuotaCheck, check_quotas
from rules.special_units import SpecialUnits, find_special_units, special_unit_findings
from rules.statistics import BoolArray, Statistics
from rules.status import Severity
from rules.wording import Sentence, Term


@dataclass(frozen=True)
class Tally:
    """How many townships of some part of the statistics came out as what.

    Attributes:
        classes: Name of the class -> how many, from the highest class to the lowest.
        undecided: How many are judged, but their class is undecided.
        not_applicable: How many the classification does not apply to.
        mergers: Merger status -> how many.
    """

    classes: dict[str, int]
    undecided: int
    not_applicable: int
    mergers: dict[str, int]


@dataclass(frozen=True)
class Evaluation:
    """Everything that a pack says of some statistics.

    Attributes:
        pack: The pack applied.
        given: The statistics, the figures, and the values of every measure.
        classification: The class of every township.
        quotas: What may be had and what is proposed, by the name of the quota.
        listed: The offices and institutions that the proposal lists; None where it has none.
        integrations: A suggested set-up for each township that lists single-purpose bodies.
        poolings: Who gives and who takes, where a county pools its posts.
        special_units: The townships with a mark that may have limits of their own.
        posts_per_people: By the name of the quota: posts against people, for reference only.
        groups: The townships by county and by prefecture, for sums.
        mergers: Which townships are merger candidates.
        establishment: Which units meet the pack's standard, where it has one.
        findings: Everything wrong or worth knowing.
    """

    pack: RulePack
    given: Given
    classification: Classification
    quotas: dict[str, QuotaCheck]
    listed: ListedBodies | None
    integrations: list[Integration]
    poolings: list[Pooling]
    special_units: list[SpecialUnits]
    posts_per_people: dict[str, PostsPerPeople]
    groups: tuple[Group, Group]
    mergers: Mergers
    establishment: Establishment | None
    findings: list[Finding]

    @property
    def statistics(self) -> Statistics:
        """The statistics that the pack was applied to."""
        return self.given.statistics

    @property
    def quota_measures(self) -> set[str]:
        """The measures that say what a township may have; they hold only for judged units."""
        special = (entry.allowed.values() for entry in self.pack.special_units.values())
        own = {measure for measures in special for measure in measures}
        return own | {check.quota.allowed for check in self.quotas.values()}

    def tally(self, part: BoolArray | None = None) -> Tally:
        """Count the townships, or those of a part, by what came out."""
        here = np.ones(self.statistics.size, dtype=np.bool_) if part is None else part
        unknown_kind = self.statistics.choices["kind"].codes < 0
        judged = (self.classification.judged | unknown_kind) & here
        classes = self.classification.classes[judged]
        counts = {name: int((classes == name).sum()) for name in self.pack.class_names}
        return Tally(
            classes=counts,
            undecided=len(classes) - sum(counts.values()),
            not_applicable=int(here.sum()) - len(classes),
            mergers={
                status: int((self.mergers.status[here] == status).sum())
                for status in MERGER_STATUSES
            },
        )

    def why_class(self, township: int) -> Reason | None:
        """Why a township has its class; None where it is not classified."""
        rule = self.pack.classification
        if rule is None or not self.classification.judged[township]:
            return None
        return self.why(rule.measure, township)

    def why(self, measure: str, township: int) -> Reason:
        """Why a township has its value of a measure."""
        return self.pack.measures[measure].explain(self.given, measure, township)

    def why_merger(self, township: int) -> Sentence:
        """Why a township is a merger candidate, exempt, or neither."""
        return merger_reason(self.pack, self.given, self.mergers, township)


def evaluate(pack: RulePack, statistics: Statistics) -> Evaluation:
    """Apply a pack to statistics: classes, limits, breaches and merger candidates.

    Args:
        pack: The policy.
        statistics: One value per township in each column; ``choices`` has ``kind``.
    """
    given = Given(
        statistics,
        pack.figures,
        units={name: measure.unit for name, measure in pack.measures.items()},
        labels={name: measure.label for name, measure in pack.measures.items()},
    )
    for name, measure in pack.measures.items():
        given.measures[name] = measure.compute(given)
    classification = classify(pack, given)
    judged = classification.judged
    if pack.classification is None:
        judged = statistics.choices["kind"].codes >= 0
    listed = list_bodies(pack, given)
    special = find_special_units(pack, given, judged)
    quotas = check_quotas(pack, given, judged, listed, special)
    groups = counties_and_prefectures(statistics)
    poolings = find_pooling(quotas, groups[0])
    mergers = find_candidates(pack, given)
    establishment = hold_against_standard(pack, given)
    relevant = (judged if quotas else classification.judged) | (mergers.status != NOT_APPLICABLE)
    if establishment is not None:
        relevant |= establishment.verdict != NOT_APPLICABLE
    findings = [
        *_figures_not_entered(pack),
        *_kinds_unknown(given),
        *_columns_not_given(pack, given),
        *_measure_findings(pack, given, relevant),
        *classification_findings(pack, given, classification),
        *exemption_findings(pack, given),
        *special_unit_findings(pack, given, special),
        *(body_findings(pack, given, listed) if listed is not None else ()),
        *proposal_findings(given, quotas, listed, judged),
        *Breaches(pack, given, quotas, poolings, groups).findings(),
    ]
    return Evaluation(
        pack=pack,
        given=given,
        classification=classification,
        quotas=quotas,
        listed=listed,
        integrations=suggest_integration(listed, quotas) if listed is not None else [],
        poolings=poolings,
        special_units=special,
        posts_per_people=posts_per_people(quotas, given, classification.classes),
        groups=groups,
        mergers=mergers,
        establishment=establishment,
        findings=findings,
    )


def _figures_not_entered(pack: RulePack) -> Iterator[Finding]:
    for figure in pack.figures.values():
        if not figure.is_entered:
            values = {"label": figure.label, "name": figure.name}
            said = Sentence("rules.figure_not_entered", values)
            yield Finding(
                "figure-not-entered",
                Severity.WARNING,
                said,
                status=figure.status,
                source=figure.cited,
            )


def _kinds_unknown(given: Given) -> Iterator[Finding]:
    said = Sentence("rules.kind_unknown", {"column": Term("column", "kind")})
    for township in np.flatnonzero(given.statistics.choices["kind"].codes < 0).tolist():
        yield Finding("kind-unknown", Severity.ERROR, said, township=township, column="kind")


def _columns_not_given(pack: RulePack, given: Given) -> Iterator[Finding]:
    """A note for each yes-or-no or choice column that a measure reads and the input lacks."""
    statistics = given.statistics
    read = (
        column
        for measure in pack.measures.values()
        if not isinstance(measure, Column)
        for column in measure.column_names(given)
    )
    for column in dict.fromkeys(read):
        if column not in statistics.numbers and column not in statistics.choices:
            said = Sentence("rules.column_not_given", {"column": Term("column", column)})
            yield Finding("column-not-given", Severity.NOTE, said)


def _measure_findings(pack: RulePack, given: Given, relevant: BoolArray) -> Iterator[Finding]:
    for name, measure in pack.measures.items():
        yield from measure.findings(given, name, relevant)
