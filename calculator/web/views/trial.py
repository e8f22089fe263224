"""What other figures would change, beside what came out with the figures as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.change_reasons import ChangeReasons
from calculator.comparison import Comparison, TownshipChange, compare
from calculator.messages import Language, Messages
from calculator.reporting.count_columns import counted
from calculator.reporting.finding_lines import FindingLine, finding_lines
from calculator.reporting.sentences.report_comparison import why_text
from calculator.web.views.figures import figure_label
from rules.evaluation import evaluate
from rules.pack import RulePack

if TYPE_CHECKING:
    from calculator.calculation import Report

MOST_TOWNSHIPS = 300
MOST_FINDINGS = 50


def trial_view(
    report: Report, pack: RulePack, settings: Mapping[str, str], language: Language
) -> dict[str, Any]:
    """Counts before and after, the townships that change with the reasons, and findings.

    Args:
        report: The report with the figures as they are.
        pack: Its rules with other figures.
        settings: Name of a figure -> what was typed.
        language: The language of the page.
    """
    after = replace(report, evaluation=evaluate(pack, report.evaluation.statistics))
    speaker, other = report.messages(language), after.messages(language)
    found = compare(report.evaluation, after.evaluation)
    changed = int(found.changed.sum())
    gone, new = _findings(finding_lines(report, language), finding_lines(after, language))
    return {
        "figures": list(_figures(report.pack, pack, settings, speaker)),
        "counts": list(_counts(report, after, found, speaker)),
        "changed": changed,
        "kinds": [
            {"label": speaker.say(aspect.said_name), "count": count}
            for aspect in found.aspects.values()
            if (count := int(aspect.changed.sum()))
        ],
        "townships": [
            _township(found, change, reasons, speaker, other)
            for reasons in (ChangeReasons(found),)
            for change in islice(found.changes(), MOST_TOWNSHIPS)
        ],
        "several": len(report.evaluation.statistics.counties) > 1,
        "left_out": max(0, changed - MOST_TOWNSHIPS),
        "new": _shown(new),
        "gone": _shown(gone),
    }


def _figures(
    before: RulePack, after: RulePack, settings: Mapping[str, str], speaker: Messages
) -> Iterator[dict[str, Any]]:
    """The figures that are other than they were."""
    for name in settings:
        for one in before.figures.named(name):
            other = after.figures[one.name]
            yield {
                "name": one.name,
                "label": figure_label(one, before, speaker),
                "before": speaker.say(one.said),
                "after": speaker.say(other.said),
                "is_same": one.value == other.value,
            }


def _counts(
    report: Report, after: Report, found: Comparison, speaker: Messages
) -> Iterator[dict[str, Any]]:
    """What is counted, before and after."""
    one = counted(report.pack, found.counts_before, speaker)
    other = counted(after.pack, found.counts_after, speaker)
    for (label, before), (_, now) in zip(one, other, strict=True):
        yield _count(label, before, now, speaker)
    label = speaker.text("web.trial.all_findings")
    yield _count(label, len(report.raw_findings), len(after.raw_findings), speaker)


def _count(label: str, before: float, after: float, speaker: Messages) -> dict[str, Any]:
    difference = after - before
    is_known = bool(np.isfinite(difference))
    return {
        "label": label,
        "before": speaker.say(before),
        "after": speaker.say(after),
        "difference": f"{difference:+,g}" if is_known and difference else "",
    }


def _township(
    found: Comparison,
    change: TownshipChange,
    reasons: ChangeReasons,
    speaker: Messages,
    other: Messages,
) -> dict[str, Any]:
    statistics = found.after.statistics
    return {
        "position": change.after,
        "name": statistics.text("name")[change.after],
        "county": statistics.text("county")[change.after],
        "changes": [
            {
                "label": speaker.say(found.aspects[name].said_name),
                "before": speaker.say(found.aspects[name].said(before)),
                "after": other.say(found.aspects[name].said(after)),
            }
            for name, (before, after) in change.values.items()
        ],
        "why": why_text(reasons.of(change), other),
    }


_Key = tuple[str, str, int | None, str | None]


def _findings(
    before: Sequence[FindingLine], after: Sequence[FindingLine]
) -> tuple[list[FindingLine], list[FindingLine]]:
    """The findings that are gone, and the new ones; another limit in one makes it no other."""

    def keyed(lines: Sequence[FindingLine]) -> dict[_Key, FindingLine]:
        return {(line.code, line.severity, line.position, line.county): line for line in lines}

    one, other = keyed(before), keyed(after)
    return [one[key] for key in one if key not in other], [
        other[key] for key in other if key not in one
    ]


def _shown(lines: Sequence[FindingLine]) -> dict[str, Any]:
    return {
        "count": len(lines),
        "messages": [line.message for line in lines[:MOST_FINDINGS]],
        "left_out": max(0, len(lines) - MOST_FINDINGS),
    }
