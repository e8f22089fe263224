"""Merger plans of a result: made once for each set of wishes, and kept for what comes after."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.web.requested import read_requested
from calculator.web.tasks.kept import kept_or_made, report_of, write_json
from calculator.web.tasks.naming import naming, owners_names

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.planning.plans import PlanOptions, Plans


def run(
    folder: Path,
    language: Language,
    output: Path,
    *,
    digest: str,
    wishes: Mapping[str, Any],
    seconds: float,
) -> None:
    """Plan, and write what the pages of the plan show: of each county by itself, then the head.

    Args:
        folder: The folder of the version of the result.
        language: The language of the pages.
        output: The file of the head; those of the counties are beside it.
        digest: What tells these wishes from others.
        wishes: Townships by position: ``together`` and ``apart`` (lists), ``kept``; and
            ``include_exempt``, ``whole_prefecture``, ``alternatives``.
        seconds: The search ends after so long; what was found by then is the plan.
    """
    from calculator.web.views.plan import area_view, head_view, plan_areas

    plans = plans_of(folder, digest, wishes, seconds)
    speaker = plans.messages(language)
    areas = plan_areas(plans, speaker)
    for place, area in enumerate(areas):
        write_json(area_path(output, place), area_view(plans, area, speaker))
    requested = read_requested(folder)
    names = owners_names(folder.parent, requested.neighbours, requested.boundaries)
    write_json(output, head_view(plans, areas, names, speaker))


def area_path(output: Path, place: int) -> Path:
    """The file of a county's plan, beside that of the head."""
    return output.with_name(f"{output.stem}-{place}.json")


def plans_of(folder: Path, digest: str, wishes: Mapping[str, Any], seconds: float) -> Plans:
    """The plans, kept or made within some seconds, of which one county takes half at most.

    Raises:
        CalculatorError: No plan can be made; the sentences say why as a page says it.
    """
    from calculator.planning.planning import plan_mergers
    from calculator.web.views.plan import in_page_words

    def make() -> Plans:
        requested = read_requested(folder)
        report = report_of(folder)
        until = time.monotonic() + seconds
        try:
            with naming(folder.parent, requested.neighbours, requested.boundaries):
                options = replace(_options(report, folder, wishes), time_limit=seconds / 2)
                return plan_mergers(report, options, stop=lambda: time.monotonic() > until)
        except CalculatorError as error:
            raise CalculatorError([in_page_words(said) for said in error.sentences]) from error

    return kept_or_made(folder, f"plans-{digest}", make)


def _options(report: Report, folder: Path, wishes: Mapping[str, Any]) -> PlanOptions:
    from calculator.planning.plans import PlanOptions

    neighbours, boundaries = read_requested(folder).borders_in(folder.parent)
    return PlanOptions(
        neighbours=neighbours,
        boundaries=boundaries,
        together=tuple(_written(report, members) for members in wishes.get("together", ())),
        apart=tuple(_written(report, members) for members in wishes.get("apart", ())),
        kept=_written(report, wishes.get("kept", ())),
        include_exempt=bool(wishes.get("include_exempt")),
        whole_prefecture=bool(wishes.get("whole_prefecture")) or None,
        alternatives=int(wishes.get("alternatives", 0)),
    )


def _written(report: Report, townships: Any) -> tuple[str, ...]:
    """Townships as a person would name them: by code, else with the county."""
    statistics = report.evaluation.statistics
    codes, names, counties = (statistics.text(key) for key in ("code", "name", "county"))
    written = []
    for township in townships:
        if 0 <= township < statistics.size:
            county = counties[township]
            name = f"{county}/{names[township]}" if county else str(names[township])
            written.append(str(codes[township] or name))
    return tuple(written)
