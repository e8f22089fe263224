"""One township: why it came out as it did, what it may have, who borders on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.explaining import Explanation, QuotaStep, explain
from calculator.messages import Language, Messages
from calculator.reporting.outcomes import Outcomes
from calculator.web.charts.population import population_measure
from calculator.web.views.findings import entries_of
from calculator.web.views.reasons import cells_view, figures_view, step_view
from rules.bodies import LEADERSHIP
from rules.findings import Finding
from rules.mergers import NOT_APPLICABLE
from rules.wording import ClassName, Quantity, Term

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.reading.borders import Borders


def township_view(
    report: Report, position: int, borders: Borders | None, language: Language
) -> dict[str, Any]:
    """Everything that the page of a township shows.

    Args:
        report: The report.
        position: The township's place in the statistics.
        borders: Who borders on whom; None where nothing says it.
        language: The language of the page.
    """
    speaker = report.messages(language)
    statistics = report.evaluation.statistics
    explanation = explain(report, position, language)
    outcomes = Outcomes(report.evaluation)
    source = report.reading.origins.source(position)
    return {
        **{key: statistics.text(key)[position] for key in ("code", "prefecture", "county", "name")},
        "kind": _kind(report, position, speaker),
        "source": {"file": source.file, "sheet": source.sheet, "row": source.row},
        "class": _class(report, explanation, speaker),
        "quotas": [
            _quota(report, outcomes, position, quota, speaker) for quota in explanation.quotas
        ],
        "bodies": [
            {
                "name": body.name,
                "kind": speaker.say(Term("body_kind", body.kind)) if body.kind else None,
                "counted": speaker.text(
                    f"workbook.bodies.because_{body.not_counted}"
                    if body.not_counted
                    else "explaining.counted"
                ),
                "cell": body.cell,
            }
            for body in explanation.bodies
        ],
        "merger": _merger(explanation, speaker),
        "establishment": _establishment(report, explanation, speaker),
        "findings": entries_of(explanation.findings, speaker),
        "neighbours": None if borders is None else _neighbours(report, position, borders, speaker),
    }


def _kind(report: Report, position: int, speaker: Messages) -> str:
    kind = next(iter(report.evaluation.statistics.choices["kind"].at(position)), None)
    return speaker.say(Term("kind", kind)) if kind else speaker.text("web.townships.kind_unknown")


def _class(report: Report, explanation: Explanation, speaker: Messages) -> dict[str, Any] | None:
    if report.pack.classification is None:
        return None
    step = explanation.of_class
    if step is None:
        units = report.pack.figures[report.pack.classification.applies_to]
        said = speaker.text("comparison.class_is.not_applicable")
        figures = figures_view([units], speaker)
        return {"said": said, "is_decided": False, "step": None, "figures": figures}
    is_decided = step.value != ClassName(None)
    said = speaker.say(step.value)
    if not is_decided:
        said = speaker.text("comparison.class_is.undecided")
    view = step_view(step, speaker)
    return {"said": said, "is_decided": is_decided, "step": view, "figures": []}


def _quota(
    report: Report, outcomes: Outcomes, position: int, quota: QuotaStep, speaker: Messages
) -> dict[str, Any]:
    check = report.evaluation.quotas[quota.name]
    unit = quota.quota.unit
    return {
        "label": speaker.say(quota.quota.label),
        "allowed": speaker.say(quota.allowed),
        "proposed": speaker.say(quota.proposed.value),
        "proposed_cell": quota.proposed.cell,
        "approved": speaker.say(Quantity(float(check.approved[position]), unit)),
        "actual": speaker.say(Quantity(float(check.actual[position]), unit)),
        "outcomes": list(_outcomes(report, outcomes, position, quota, speaker)),
        "step": step_view(quota.step, speaker),
        "cells": cells_view(quota.staffing, speaker),
    }


def _outcomes(
    report: Report, outcomes: Outcomes, position: int, quota: QuotaStep, speaker: Messages
) -> Iterator[dict[str, str | None]]:
    """What is over what, each with how heavy that is; else that nothing is, or is proposed."""
    check, name, kind = report.evaluation.quotas[quota.name], quota.name, quota.quota.kind
    unit = quota.quota.unit
    is_leaders = quota.quota.listed == LEADERSHIP
    staff = "over_leaders" if is_leaders else "over_established"
    above = Quantity(float(check.staffing.above[position]), unit)
    more = Quantity(float(check.increase.above[position]), unit)
    over = outcomes.over(name, check, position)
    found: list[tuple[Finding | None, str, Quantity]] = [
        (over, f"web.township.over_{kind}_{over.severity}" if over else "", quota.over),
        (outcomes.pooled(name, position), "web.township.pooled", quota.over),
        (outcomes.increased(name, position), "workbook.totals.said_change", more),
        (outcomes.over_established(name, position), f"workbook.totals.said_{staff}", above),
    ]
    said = [(each, key, amount) for each, key, amount in found if each is not None]
    for each, key, amount in said:
        yield {"severity": each.severity, "said": speaker.text(key, over=amount)}
    if not said:
        key = "outcome_within" if check.counted[position] else "outcome_no_proposal"
        yield {"severity": None, "said": speaker.text(f"workbook.{key}")}


def _merger(explanation: Explanation, speaker: Messages) -> dict[str, Any] | None:
    merger = explanation.merger
    if merger is None:
        return None
    said = speaker.text(f"workbook.merger_status.{merger.status}")
    return {
        "status": merger.status,
        "said": speaker.text("explaining.near", said=said) if merger.near else said,
        "reason": speaker.say(merger.sentence),
        "is_judged": merger.status != NOT_APPLICABLE,
        "figures": figures_view(merger.figures, speaker),
        "cells": cells_view(merger.cells, speaker),
        "steps": [step_view(step, speaker) for step in merger.steps],
    }


def _establishment(
    report: Report, explanation: Explanation, speaker: Messages
) -> dict[str, Any] | None:
    standard, rule = explanation.establishment, report.pack.establishment
    if standard is None or rule is None:
        return None
    said = speaker.text(f"comparison.verdict_is.{standard.verdict}")
    if standard.verdict == "met" and rule.untested:
        said = speaker.text("explaining.tested_only")
    return {
        "said": said,
        "clauses": [speaker.say(clause) for clause in standard.clauses],
        "step": step_view(standard.step, speaker),
        "untested": [speaker.say(untested.text) for untested in rule.untested],
    }


def _neighbours(
    report: Report, position: int, borders: Borders, speaker: Messages
) -> dict[str, Any]:
    """Those that border on it, the longest border first as far as that is known."""
    evaluation = report.evaluation
    touching = (borders.pairs == position).any(axis=1)
    others = borders.pairs[touching].sum(axis=1) - position
    lengths = borders.lengths[touching]
    measure = population_measure(report)
    names = evaluation.statistics.text("name")
    rows = []
    for place in np.argsort(np.where(np.isnan(lengths), 0.0, -lengths), kind="stable").tolist():
        other = int(others[place])
        people = float(evaluation.given.numbers(measure)[other]) if measure else float("nan")
        status = str(evaluation.mergers.status[other])
        rows.append(
            {
                "position": other,
                "name": names[other],
                "kind": _kind(report, other, speaker),
                "people": speaker.say(Quantity(people, "people")),
                "class": speaker.say(ClassName(evaluation.classification.classes[other])),
                "merger": status,
                "merger_said": speaker.text(f"workbook.merger_status.{status}"),
                "km": speaker.say(round(float(lengths[place]), 1))
                if lengths[place] == lengths[place]
                else None,
            }
        )
    return {"rows": rows, "is_approximate": borders.approximate}
