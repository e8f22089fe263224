"""The fields of posts and offices: what a township may have, has, and proposes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.forms.fields import BodyFields, QuotaFields, TownshipQuotaFields
from calculator.reporting.forms.texts import FormWords
from calculator.reporting.outcomes import Outcomes
from rules.bodies import ADMINISTRATIVE, INSTITUTION, LEADERSHIP
from rules.quotas import QuotaCheck
from rules.schema import QuotaEntry
from rules.statistics import FloatArray

if TYPE_CHECKING:
    from calculator.calculated import Calculated


@dataclass(frozen=True)
class StaffingWriter:
    """Takes the fields of posts and offices from a report."""

    report: Calculated
    words: FormWords

    @cached_property
    def outcomes(self) -> Outcomes:
        """The findings on what townships propose."""
        return Outcomes(self.report.evaluation)

    def quotas(self, township: int) -> list[TownshipQuotaFields]:
        """Every limit and standard of a township."""
        checks = self.report.evaluation.quotas
        return [self._quota(name, check, township) for name, check in checks.items()]

    def line(self, quotas: list[TownshipQuotaFields]) -> list[str]:
        """The limits and standards of a township as one line, under ``headings``."""
        texts = []
        for fields, check in zip(quotas, self.report.evaluation.quotas.values(), strict=True):
            given = {
                "allowed": fields["allowed"],
                "approved": fields["approved"],
                "actual": fields["actual"],
                "proposed": fields["proposed"],
            }
            texts += [given[name] for name in self._shown(check.quota)]
        return texts

    def sums(self, townships: list[int]) -> list[QuotaFields]:
        """Every limit and standard with its headings, and the sums of some townships."""
        made: list[QuotaFields] = []
        for check in self.report.evaluation.quotas.values():
            quota = check.quota
            values = {
                "allowed": check.allowed,
                "approved": self._numbers(quota.approved),
                "actual": self._numbers(quota.actual),
                "proposed": check.proposed,
            }
            keys = {"allowed": f"allowed_{quota.kind}", "proposed": f"proposed_{quota.kind}"}
            names = self._shown(quota)
            made.append(
                {
                    "heading": self._heading(quota),
                    "label": self.words.say(quota.label),
                    "unit": self.words.unit(quota.unit),
                    "headings": [self.words(f"posts.{keys.get(name, name)}") for name in names],
                    "sums": [self._sum(values[name][townships]) for name in names],
                }
            )
        return made

    def without_allowed(self, townships: list[int]) -> list[str]:
        """The townships whose posts are in the sums though they have no limit or standard.

        Their class is undecided, or they are not classified.
        """
        statistics = self.report.evaluation.statistics
        added = np.zeros(statistics.size, dtype=np.bool_)
        for check in self.report.evaluation.quotas.values():
            others = (
                check.proposed,
                self._numbers(check.quota.approved),
                self._numbers(check.quota.actual),
            )
            given = np.any([~np.isnan(values) for values in others], axis=0)
            added |= np.isnan(check.allowed) & given
        names = statistics.text("name")
        return [self.words.say(names[township]) for township in townships if added[township]]

    def _shown(self, quota: QuotaEntry) -> list[str]:
        """What a line gives of a limit or standard.

        Posts approved and filled before are asked for, so that they can be filled in by hand;
        numbers of offices before only where they are given.
        """
        given = self.report.evaluation.statistics.numbers
        is_standard = quota.kind == "standard"
        return [
            "allowed",
            *(["approved"] if is_standard or quota.approved in given else []),
            *(["actual"] if is_standard or quota.actual in given else []),
            "proposed",
        ]

    def _heading(self, quota: QuotaEntry) -> str:
        """What a limit or standard is called, with its unit."""
        unit = self.words.unit(quota.unit)
        label = self.words.say(quota.label)
        return self.words("heading", label=label, details=[unit]) if unit else label

    def _sum(self, values: FloatArray) -> str:
        """What some townships have together; nothing where none has any."""
        return "" if np.isnan(values).all() else self.words.number(float(np.nansum(values)))

    def _numbers(self, column: str | None) -> FloatArray:
        statistics = self.report.evaluation.statistics
        return np.full(statistics.size, np.nan) if column is None else statistics.number(column)

    def _quota(self, name: str, check: QuotaCheck, township: int) -> TownshipQuotaFields:
        quota = check.quota
        over = float(check.over[township]) if check.counted[township] else float("nan")
        return {
            "heading": self._heading(quota),
            "label": self.words.say(quota.label),
            "unit": self.words.unit(quota.unit),
            "allowed_label": self.words(f"posts.allowed_{quota.kind}"),
            "allowed": self.words.number(check.allowed[township]),
            "approved": self.words.number(self._numbers(quota.approved)[township]),
            "actual": self.words.number(self._numbers(quota.actual)[township]),
            "proposed": self.words.number(check.proposed[township]),
            "difference": f"+{self.words.number(over)}" if over > 0 else self.words.number(over),
            "outcome": self._outcome(name, check, township),
        }

    def _outcome(self, name: str, check: QuotaCheck, township: int) -> str:
        over = float(check.over[township])
        finding = self.outcomes.over(name, check, township)
        if finding is not None:
            key = f"outcome.{check.quota.kind}_{finding.severity}"
            return self.words(key, label=check.quota.label, over=over)
        if self.outcomes.pooled(name, township) is not None:
            return self.words("outcome.pooled", label=check.quota.label, over=over)
        return ""

    def bodies(self, township: int) -> list[BodyFields]:
        """The offices and institutions that the proposal lists for a township."""
        bodies = self.report.evaluation.statistics.bodies
        if bodies is None:
            return []
        say, words = self.words.say, self.words
        name = say(self.report.evaluation.statistics.text("name")[township])
        made: list[BodyFields] = []
        for number, place in enumerate(np.flatnonzero(bodies.townships == township).tolist(), 1):
            kind, funding = bodies.kinds[place], bodies.funding[place]
            formed = bodies.formed_from[place] if place < len(bodies.formed_from) else ()
            remarks = [
                words(f"body.{key}")
                for key, marks in (
                    ("nameplate", bodies.nameplate),
                    ("dispatched", bodies.dispatched),
                )
                if place < len(marks) and marks[place]
            ]
            made.append(
                {
                    "number": str(number),
                    "township": name,
                    "name": say(bodies.names[place]),
                    "kind": words(f"body.{kind}") if kind else "",
                    "funding": words(f"body.{funding}") if funding else "",
                    "formed_from": say(list(formed)) if formed else "",
                    "administrative_posts": self.words.number(bodies.number(ADMINISTRATIVE)[place]),
                    "institution_posts": self.words.number(bodies.number(INSTITUTION)[place]),
                    "leadership_posts": self.words.number(bodies.number(LEADERSHIP)[place]),
                    "remarks": say(remarks) if remarks else "",
                }
            )
        return made
