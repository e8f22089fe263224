"""Two reports by one pack held against each other: two years, or two proposals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from calculator.calculation import Report
from calculator.change_reasons import ChangeReason, ChangeReasons
from calculator.comparison import CLASS, MERGER, VERDICT, Comparison, TownshipChange, compare
from calculator.days import said_day
from calculator.errors import CalculatorError
from calculator.messages import Language, Messages
from calculator.pairing import differ_in
from rules.mergers import CANDIDATE
from rules.statistics import BoolArray, IntArray, Statistics
from rules.wording import Sentence

_MOST_NAMED = 3
_RANKS = (CLASS, MERGER, VERDICT)


@dataclass(frozen=True)
class ReportComparison:
    """Two reports held against each other, and every form it can be had in.

    Attributes:
        before: The earlier report.
        after: The later one.
        comparison: What they say, township by township.
    """

    before: Report
    after: Report
    comparison: Comparison

    @cached_property
    def changes(self) -> list[tuple[TownshipChange, list[ChangeReason]]]:
        """The townships that differ in what the rules say or in the proposal, and why."""
        reasons = ChangeReasons(self.comparison)
        return [(change, reasons.of(change)) for change in self.comparison.changes()]

    @cached_property
    def ranked_changes(self) -> list[tuple[TownshipChange, list[ChangeReason]]]:
        """The same, changes of class first, then of merger status and verdict, then the rest."""

        def rank(changed: tuple[TownshipChange, list[ChangeReason]]) -> int:
            values = changed[0].values
            return next((n for n, name in enumerate(_RANKS) if name in values), len(_RANKS))

        return sorted(self.changes, key=rank)

    @cached_property
    def renamed(self) -> BoolArray:
        """Which pairs have another name."""
        return self._differ("name")

    @cached_property
    def other_county(self) -> BoolArray:
        """Which pairs belong to a county of another name."""
        return self._differ("county")

    @cached_property
    def other_code(self) -> BoolArray:
        """Which pairs have another code."""
        return self._differ("code")

    def _differ(self, column: str) -> BoolArray:
        return differ_in(column, self.comparison.pairs, *self.statistics)

    @property
    def statistics(self) -> tuple[Statistics, Statistics]:
        """The statistics of both."""
        return self.before.evaluation.statistics, self.after.evaluation.statistics

    @cached_property
    def class_moves(self) -> dict[str, int]:
        """``rose``, ``fell``, ``other``: how many townships changed class so."""
        counts = dict.fromkeys(("rose", "fell", "other"), 0)
        aspect = self.comparison.aspects.get(CLASS)
        names = self.after.pack.class_names
        for (one, other), count in aspect.transitions.items() if aspect is not None else ():
            key = "other"
            if one in names and other in names:
                key = "rose" if names.index(other) < names.index(one) else "fell"
            counts[key] += count
        return counts

    @cached_property
    def new_candidates(self) -> IntArray:
        """The townships of the later report that are candidates, and were none or not there."""
        pairs, aspect = self.comparison.pairs, self.comparison.aspects.get(MERGER)
        if aspect is None:
            return np.zeros(0, dtype=np.int64)
        came = pairs.after[(aspect.after == CANDIDATE) & (aspect.before != CANDIDATE)]
        status = self.after.evaluation.mergers.status[pairs.only_after]
        return np.sort(np.concatenate([came, pairs.only_after[status == CANDIDATE]]))

    @cached_property
    def former_candidates(self) -> IntArray:
        """The townships of the earlier report that were candidates, and are none or gone."""
        pairs, aspect = self.comparison.pairs, self.comparison.aspects.get(MERGER)
        if aspect is None:
            return np.zeros(0, dtype=np.int64)
        went = pairs.before[(aspect.before == CANDIDATE) & (aspect.after != CANDIDATE)]
        status = self.before.evaluation.mergers.status[pairs.only_before]
        return np.sort(np.concatenate([went, pairs.only_before[status == CANDIDATE]]))

    def date_notes(self, speaker: Messages) -> Iterator[str]:
        """What is odd about the two days that the statistics hold for."""
        days = [statistics.date for statistics in self.statistics]
        unknown = [
            Sentence(f"comparison.years.{side}")
            for side, day in zip(("before", "after"), days, strict=True)
            if day is None
        ]
        if unknown:
            yield speaker.text("comparison.years.day_unknown", sides=unknown)
        if days[0] is None or days[1] is None:
            return
        said = [said_day(day, speaker) for day in days if day is not None]
        if days[0] == days[1]:
            yield speaker.text("comparison.years.same_day", day=said[0])
        elif days[1] < days[0]:
            yield speaker.text("comparison.years.older", before=said[0], after=said[1])

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The comparison as plain data, as ``docs/json.md`` describes it."""
        from calculator.reporting.data.report_comparison import report_comparison_data

        return report_comparison_data(self, language)

    def save(self, path: Path, language: Language = "zh", *, replace: bool = False) -> Path:
        """Write the workbook (.xlsx), whole or not at all.

        Raises:
            CalculatorError: The file exists and ``replace`` is not set, or can't be written.
        """
        from calculator.reporting.workbook.comparison_book import write_comparison

        return write_comparison(self, path, language, replace=replace)


def compare_reports(before: Report, after: Report) -> ReportComparison:
    """Hold two reports by one pack against each other.

    Raises:
        CalculatorError: They have no township in common.
    """
    comparison = compare(before.evaluation, after.evaluation)
    if not len(comparison.pairs.before):
        names = {
            side: report.evaluation.statistics.text("name")[:_MOST_NAMED].tolist()
            for side, report in (("before", before), ("after", after))
        }
        raise CalculatorError([Sentence("comparison.years.nothing_in_common", names)])
    return ReportComparison(before, after, comparison)
