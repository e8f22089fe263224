"""What came out for proposals, and how sure the figures behind each result are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from rules.balances import Balance
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.findings import Finding
from rules.groups import Group
from rules.measures.base import amounts_of, figures_of
from rules.pack import RulePack
from rules.quotas import QuotaCheck
from rules.statistics import BoolArray
from rules.status import Status, weakest


def checked_townships(evaluation: Evaluation) -> BoolArray:
    """Which townships have a proposal, of anything, that was held against the rules."""
    checked = np.zeros(evaluation.statistics.size, dtype=np.bool_)
    for check in evaluation.quotas.values():
        checked |= check.counted
    return checked


def wholly_checked(evaluation: Evaluation) -> BoolArray:
    """Which townships were held against every rule that any township was held against."""
    whole = np.ones(evaluation.statistics.size, dtype=np.bool_)
    for check in evaluation.quotas.values():
        if check.counted.any():
            whole &= check.counted
    return whole


class Outcomes:
    """The findings on what townships propose, by township, and on sums of them."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Index the findings by their names and what they concern."""
        self._found: dict[tuple[str, int], Finding] = {
            (finding.code, finding.township): finding
            for finding in evaluation.findings
            if finding.township is not None
        }
        self._of_sums: defaultdict[tuple[str, int | None], list[Finding]] = defaultdict(list)
        for finding in evaluation.findings:
            if finding.township is None:
                self._of_sums[finding.code, finding.county].append(finding)

    def over(self, name: str, check: QuotaCheck, township: int) -> Finding | None:
        """The finding that a township is over a quota, though its county does not pool."""
        return self._found.get((f"{name.replace('_', '-')}-over-{check.quota.kind}", township))

    def pooled(self, name: str, township: int) -> Finding | None:
        """The finding that a township is over a quota inside its county's total."""
        return self._found.get((f"{name.replace('_', '-')}-pooled", township))

    def increased(self, name: str, township: int) -> Finding | None:
        """The finding that more is proposed than was approved before."""
        return self._found.get((f"{name.replace('_', '-')}-increased", township))

    def over_established(self, name: str, township: int) -> Finding | None:
        """The finding that a township has more staff than approved posts."""
        return self._found.get((f"{name.replace('_', '-')}-over-established", township))

    def of_sum(self, group: Group, position: int, code: str, balance: Balance) -> Finding | None:
        """The finding on a sum of a county or a prefecture.

        Args:
            group: The counties, or the prefectures.
            position: Which of them.
            code: The finding's name without the level.
            balance: The sums held against their limits.
        """
        county = position if group.level == "county" else None
        compared = float(balance.found[position]), float(balance.limit[position])
        found = self._of_sums.get((f"{group.level}-{code}", county), ())
        return next((each for each in found if (each.value, each.limit) == compared), None)

    def other_class(self, township: int) -> Finding | None:
        """The finding that the proposed class is not the one computed."""
        return self._found.get(("class-differs", township))


def unsettled(figures: Iterable[Figure]) -> Status | None:
    """The least sure status of some figures; None where all may be relied on."""
    status = weakest(figure.status for figure in figures)
    return None if status.is_settled else status


def class_figures(pack: RulePack) -> list[Figure]:
    """What a class rests on, with the kinds that are classified and the classes' names."""
    rule = pack.classification
    if rule is None or pack.classes_figure is None:
        return []
    return [pack.classes_figure, pack.figures[rule.applies_to], *pack.rests_on(rule.measure)]


def quota_figures(pack: RulePack, measure: str) -> list[Figure]:
    """What a limit or standard rests on beside the class, which is marked by itself."""
    rule = pack.classification
    behind = {figure.name for figure in pack.rests_on(rule.measure)} if rule else set()
    figures = pack.rests_on(measure)
    return [figure for figure in figures if figure.name not in behind] or figures


def check_figures(pack: RulePack, check: QuotaCheck) -> list[Figure]:
    """What the limits or standards of one quota rest on, those of marked units too."""
    measures = dict.fromkeys([check.quota.allowed, *check.measures[check.judged].tolist()])
    found = (figure for measure in measures for figure in quota_figures(pack, str(measure)))
    return list({figure.name: figure for figure in found}.values())


def merger_figures(pack: RulePack) -> list[Figure]:
    """What candidacy for a merger rests on."""
    rule = pack.mergers
    if rule is None:
        return []
    named = [pack.figures[rule.applies_to], *pack.rests_on(rule.population)]
    conditions = [c for c in (rule.exempt, rule.candidate) if c is not None]
    amounts = [name for name in (rule.minimum, rule.margin) if name is not None]
    for name in (*amounts, *amounts_of(conditions), *figures_of(conditions)):
        named += pack.figures.named(name) or pack.rests_on(name)
    return list({figure.name: figure for figure in named}.values())
