"""How an evaluation came out, as the columns of a table."""

from __future__ import annotations

from calculator.counting import Counts
from calculator.messages import Messages
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.pack import RulePack
from rules.wording import ClassName


def count_columns(pack: RulePack, counts: Counts, speaker: Messages) -> list[list[str]]:
    """Each count as [heading, number]: classes, mergers, verdicts, sums allowed, breaches."""
    return [[heading, speaker.say(number)] for heading, number in counted(pack, counts, speaker)]


def counted(pack: RulePack, counts: Counts, speaker: Messages) -> list[tuple[str, float]]:
    """Each count with its heading: classes, mergers, verdicts, sums allowed, breaches."""
    rows: list[tuple[str, float]] = []

    def add(heading: str, number: float) -> None:
        rows.append((heading, number))

    if pack.classification is not None:
        for name, number in counts.tally.classes.items():
            add(speaker.say(ClassName(name)), number)
        add(speaker.text("comparison.count.undecided"), counts.tally.undecided)
    if pack.mergers is not None:
        add(speaker.text("comparison.count.candidate"), counts.tally.mergers[CANDIDATE])
        add(speaker.text("comparison.count.exempt"), counts.tally.mergers[EXEMPT])
        add(speaker.text("comparison.count.merger_undecided"), counts.tally.mergers[OPEN])
        if pack.mergers.margin is not None:
            add(speaker.text("comparison.count.near"), counts.near)
    for verdict, number in counts.verdicts.items():
        add(speaker.text(f"comparison.verdict_is.{verdict}"), number)
    for name, total in counts.allowed.items():
        label = pack.quotas[name].label
        add(speaker.text("comparison.count.allowed", label=label), total)
    if pack.quotas:
        for severity, number in counts.breaches.items():
            add(speaker.text(f"comparison.count.{severity}"), number)
    return rows
