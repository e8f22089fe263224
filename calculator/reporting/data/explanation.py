"""The chain of reasons for one township as plain data; ``docs/commands.md`` says what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.messages import Language, Messages
from calculator.reporting.data.plain import finding_data, plain
from calculator.reporting.data.quotas import body_rows
from calculator.reporting.json_output import figure_data
from rules.wording import ClassName, Quantity

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.explaining import CellRead, Explanation, Step


def explanation_data(
    report: Report, explanation: Explanation, language: Language
) -> dict[str, Any]:
    """An explanation as plain data."""
    speaker = report.messages(language)
    statistics = report.evaluation.statistics
    place = explanation.township
    merger, standard = explanation.merger, explanation.establishment
    return {
        "rules": {
            "id": report.pack.id,
            "title": speaker.say(report.pack.title),
            "digest": report.pack.digest,
        },
        **{key: statistics.text(key)[place] for key in ("code", "prefecture", "county", "name")},
        "kind": next(iter(statistics.choices["kind"].at(place)), None),
        "class": _step(explanation.of_class, speaker),
        "quotas": {
            step.name: {
                "allowed": _value(step.allowed),
                "proposed": _cell(step.proposed),
                "over": _value(step.over),
                "staffing": [_cell(cell) for cell in step.staffing],
                "why": _step(step.step, speaker),
            }
            for step in explanation.quotas
        },
        "bodies": body_rows(report.evaluation, speaker).get(place, []),
        "merger": merger
        and {
            "status": merger.status,
            "near": merger.near,
            "reason": speaker.say(merger.sentence),
            "cells": [_cell(cell) for cell in merger.cells],
            "figures": [figure_data(figure, speaker) for figure in merger.figures],
            "steps": [_step(step, speaker) for step in merger.steps],
        },
        "establishment": standard
        and {
            "verdict": standard.verdict,
            "clauses": [speaker.say(clause) for clause in standard.clauses],
            "why": _step(standard.step, speaker),
        },
        "findings": [finding_data(line) for line in explanation.findings],
    }


def _step(step: Step | None, speaker: Messages) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "measure": step.measure,
        "label": speaker.say(step.label),
        "value": _value(step.value),
        "reason": speaker.say(step.sentence),
        "repeated": step.is_repeated,
        "cells": [_cell(cell) for cell in step.cells],
        "figures": [figure_data(figure, speaker) for figure in step.figures],
        "steps": [_step(inner, speaker) for inner in step.steps],
    }


def _value(value: Any) -> Any:
    if isinstance(value, ClassName):
        return value.name
    return plain(value.value) if isinstance(value, Quantity) else plain(value)


def _cell(cell: CellRead) -> dict[str, Any]:
    value = cell.value
    said = [term.name for term in value] if isinstance(value, list) else _value(value)
    return {"column": cell.column, "cell": cell.cell, "value": said}
