"""The merger plans that a report has without being asked for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calculator.errors import CalculatorError
from rules.mergers import CANDIDATE
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.planning.plans import Plans

MOST_PLANNED = 400
"""Reports on more townships than this have plans only where they are asked for."""
TIME_LIMIT = 5.0
"""Seconds for each county; ``township plan`` has more."""
NEIGHBOURS = "neighbours"
"""The column of the statistics that says who borders on whom."""


def plan_for_report(
    report: Report, neighbours: Path | None, boundaries: Path | None, *, is_asked: bool
) -> tuple[Plans | None, list[Sentence]]:
    """The plans of a report, where there is something to plan and something says the borders.

    A file of borders or ``is_asked`` asks for plans, of any number of townships. Otherwise
    plans are made from a column of neighbours, and a report goes without where that fails.

    Args:
        report: The townships under the rules.
        neighbours: A table of who borders whom.
        boundaries: A file of boundaries.
        is_asked: Whether plans are asked for, from whatever says the borders.

    Returns:
        The plans, None where there are none; and why there are none though borders are said.

    Raises:
        CalculatorError: Plans were asked for and can't be made.
    """
    asked = is_asked or neighbours is not None or boundaries is not None
    if not asked and not _suggests_itself(report):
        return None, []
    try:
        plans = report.plan(neighbours=neighbours, boundaries=boundaries, time_limit=TIME_LIMIT)
    except CalculatorError as error:
        if asked:
            raise
        return None, list(error.sentences)
    return plans, []


def _suggests_itself(report: Report) -> bool:
    statistics = report.evaluation.statistics
    return (
        report.pack.mergers is not None
        and NEIGHBOURS in statistics.texts
        and statistics.size <= MOST_PLANNED
        and bool((report.evaluation.mergers.status == CANDIDATE).any())
    )
