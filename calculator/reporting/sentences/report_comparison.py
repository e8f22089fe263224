"""What there is to say of two reports held against each other, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from calculator.calculated import Calculated
from calculator.change_reasons import BY_CLASS, ChangeReason
from calculator.comparison import CLASS, MERGER, VERDICT
from calculator.days import said_day
from calculator.messages import Messages
from calculator.report_comparison import ReportComparison
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.outcomes import class_figures, merger_figures
from calculator.reporting.summary import units_text as counted_units_text
from rules.statistics import IntArray, Statistics
from rules.wording import Parts, Sentence

MOST_NAMED = 10
"""So many townships are named in a line; the rest is counted."""


def side_text(report: Calculated, speaker: Messages) -> str:
    """The files of one side, the day of its statistics, and its units."""
    files = list(dict.fromkeys(table.file for table in report.reading.tables))
    day = report.evaluation.statistics.date
    said = {
        "files": files,
        "day": said_day(day, speaker) if day else speaker.text("report.summary.date_unknown"),
        "units": counted_units_text(report, speaker),
    }
    return speaker.text("comparison.years.side", **said)


def paired_text(found: ReportComparison, speaker: Messages) -> str:
    """How many units both sides have, how many appeared, vanished or have another name."""
    pairs = found.comparison.pairs
    return speaker.text(
        "comparison.years.paired_value",
        count=len(pairs.before),
        appeared=len(pairs.only_after),
        vanished=len(pairs.only_before),
        renamed=int(found.renamed.sum()),
    )


def changes_text(found: ReportComparison, speaker: Messages) -> str:
    """How many townships changed, and in what."""
    count = int(found.comparison.changed.sum())
    aspects = found.comparison.aspects
    if CLASS in aspects:
        merger = int(aspects[MERGER].changed.sum()) if MERGER in aspects else 0
        said = {**found.class_moves, "count": count, "merger": merger}
        return speaker.text("comparison.years.changes_value", **said)
    changed = [
        speaker.text(
            "comparison.years.aspect_count", aspect=a.said_name, count=int(a.changed.sum())
        )
        for a in aspects.values()
    ]
    return speaker.text("comparison.years.changes_other", count=count, aspects=changed)


def why_text(reasons: Sequence[ChangeReason], speaker: Messages) -> str:
    """Why a township differs, in one sentence; what follows from its class in a few words."""
    said, by_class = [], []
    for reason in reasons:
        sentence = reason.sentence
        if sentence.key.endswith(BY_CLASS):
            by_class.append(Sentence("comparison.why.step", sentence.values))
        else:
            said.append(sentence)
    if by_class:
        followed = Sentence("comparison.why.with_class", {"changes": by_class})
        said.insert(1 if reasons[0].name == CLASS else 0, followed)
    return speaker.say(Parts(said))


def unit_text(statistics: Statistics, township: int, speaker: Messages) -> str:
    """A township with its county, where there are several counties."""
    several = len(statistics.counties) > 1
    county = statistics.text("county")[township] if several else None
    name = statistics.text("name")[township] or ""
    return speaker.text("report.unit", county=county or "", township=name).strip()


def units_text(statistics: Statistics, townships: IntArray, speaker: Messages) -> str:
    """Some townships by name, or that there are none."""
    if not len(townships):
        return speaker.text("comparison.years.none")
    names = [unit_text(statistics, int(t), speaker) for t in townships[:MOST_NAMED]]
    if len(townships) <= MOST_NAMED:
        return speaker.say(names)
    return speaker.text("comparison.years.names_more", names=names, count=len(townships))


def renamed_text(found: ReportComparison, speaker: Messages) -> str:
    """The townships that have another name, with both names."""
    places = np.flatnonzero(found.renamed)
    pairs = found.comparison.pairs
    names = [
        speaker.text(
            "comparison.packs.transition",
            before=found.statistics[0].text("name")[pairs.before[place]],
            after=unit_text(found.statistics[1], int(pairs.after[place]), speaker),
        )
        for place in places[:MOST_NAMED].tolist()
    ]
    if len(places) <= MOST_NAMED:
        return speaker.say(names)
    return speaker.text("comparison.years.names_more", names=names, count=len(places))


def unconfirmed_text(found: ReportComparison, speaker: Messages) -> str:
    """On which figures, not confirmed, the changes rest; empty where on none."""
    pack = found.after.pack
    aspects = found.comparison.aspects
    figures = []
    if CLASS in aspects and aspects[CLASS].changed.any():
        figures += class_figures(pack)
    if MERGER in aspects and aspects[MERGER].changed.any():
        figures += merger_figures(pack)
    if VERDICT in aspects and aspects[VERDICT].changed.any() and pack.establishment is not None:
        figures += pack.rests_on(pack.establishment.test)
    open_figures = {figure.name: figure for figure in figures if not figure.status.is_settled}
    groups = grouped_figures(open_figures.values(), speaker)
    said = [
        speaker.text("workbook.with_status", heading=group.label, status=group.status)
        for group in groups
    ]
    return speaker.text("comparison.years.rests_on_unsettled", figures=said) if said else ""
