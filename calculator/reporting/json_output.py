"""The report as plain data; ``docs/json.md`` describes every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.messages import Language, Messages
from calculator.packs import declared_columns
from calculator.reporting.data.plain import finding_data, plain
from calculator.reporting.data.quotas import (
    body_rows,
    county_quotas,
    integration_data,
    quota_columns,
)
from calculator.reporting.data.reading import reading_data
from calculator.reporting.finding_lines import finding_lines
from calculator.vocabulary import with_columns
from rules.comparing import NO, YES
from rules.establishment import NOT_APPLICABLE
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.mergers import CANDIDATE, EXEMPT

if TYPE_CHECKING:
    from calculator.calculated import Calculated


def as_dict(report: Calculated, language: Language) -> dict[str, Any]:
    """The whole report: rules, date, townships, counties, findings."""
    speaker = report.messages(language)
    evaluation = report.evaluation
    day = evaluation.statistics.date
    return {
        "rules": _rules(report, speaker),
        "statistics_date": day.isoformat() if day else None,
        "townships": _townships(report, speaker),
        "counties": _counties(evaluation),
        **reading_data(report.reading, speaker),
        "findings": [finding_data(line) for line in finding_lines(report, language)],
    }


def _rules(report: Calculated, speaker: Messages) -> dict[str, Any]:
    pack = report.pack
    return {
        "id": pack.id,
        "title": speaker.say(pack.title),
        "digest": pack.digest,
        "based_on": list(pack.based_on),
        "unconfirmed": [figure_data(figure, speaker) for figure in pack.unconfirmed],
        "figures": [figure_data(figure, speaker) for figure in pack.all_figures],
    }


def figure_data(figure: Figure, speaker: Messages) -> dict[str, Any]:
    """A figure as plain data."""
    return {
        "name": figure.name,
        "label": speaker.say(figure.label),
        "value": plain(figure.value),
        "unit": figure.unit,
        "status": figure.status,
        "source": speaker.say(figure.source.title),
        "clause": speaker.say(figure.clause),
    }


def _townships(report: Calculated, speaker: Messages) -> list[dict[str, Any]]:
    evaluation = report.evaluation
    statistics = evaluation.statistics
    codes, prefectures, counties, names = (
        statistics.text(column).tolist() for column in ("code", "prefecture", "county", "name")
    )
    measures = _measure_columns(evaluation)
    features = _feature_columns(evaluation)
    kinds = statistics.choices["kind"]
    quotas = quota_columns(evaluation)
    bodies = body_rows(evaluation, speaker)
    integrations = {
        table.township: integration_data(table, evaluation, speaker)
        for table in evaluation.integrations
    }
    townships = []
    for position in range(statistics.size):
        source = report.reading.origins.source(position)
        reason = evaluation.why_class(position)
        townships.append(
            {
                "code": codes[position],
                "prefecture": prefectures[position],
                "county": counties[position],
                "name": names[position],
                "kind": next(iter(kinds.at(position)), None),
                "class": evaluation.classification.classes[position],
                "class_reason": speaker.say(reason.sentence) if reason else None,
                "proposed_class": evaluation.classification.proposed[position],
                "measures": {name: values[position] for name, values in measures.items()},
                "features": {
                    name: values[position] for name, values in features.items() if values[position]
                },
                "quotas": {name: rows[position] for name, rows in quotas.items()},
                "bodies": bodies.get(position, []),
                "integration": integrations.get(position),
                "merger": {
                    "status": evaluation.mergers.status[position],
                    "near": bool(evaluation.mergers.near[position]),
                    "reason": speaker.say(evaluation.why_merger(position)),
                },
                "establishment": _establishment(evaluation, position, speaker),
                "source": {"file": source.file, "sheet": source.sheet, "row": source.row},
            }
        )
    return townships


def _establishment(
    evaluation: Evaluation, township: int, speaker: Messages
) -> dict[str, Any] | None:
    """The standard held against one township; None where the pack has none."""
    rule, standard = evaluation.pack.establishment, evaluation.establishment
    if rule is None or standard is None:
        return None
    verdict = standard.verdict[township]
    if verdict == NOT_APPLICABLE:
        return {"verdict": verdict, "clauses": {}, "reason": None}
    words = {YES: "met", NO: "not_met"}
    return {
        "verdict": verdict,
        "clauses": {
            name: words.get(float(truths[township]), "undecided")
            for name, truths in standard.clauses.items()
        },
        "reason": speaker.say(evaluation.why(rule.test, township).sentence),
    }


def _measure_columns(evaluation: Evaluation) -> dict[str, list[Any]]:
    """Measured columns of the statistics, then the pack's measures, by name."""
    vocabulary = with_columns(declared_columns(evaluation.pack)).columns
    columns = {
        name: [plain(value) for value in values.tolist()]
        for name, values in evaluation.statistics.numbers.items()
        if vocabulary[name].holds == "number"
    }
    judged = evaluation.classification.judged
    for name, values in evaluation.given.measures.items():
        if values.data.dtype == object:
            continue
        shown = evaluation.quota_measures
        columns[name] = [
            plain(value) if name not in shown or is_judged else None
            for value, is_judged in zip(values.data.tolist(), judged.tolist(), strict=True)
        ]
    return columns


def _feature_columns(evaluation: Evaluation) -> dict[str, list[Any]]:
    """What the statistics mark a township as: its terrain, and yes-or-no columns."""
    vocabulary = with_columns(declared_columns(evaluation.pack)).columns
    columns: dict[str, list[Any]] = {
        name: [value == 1 for value in values.tolist()]
        for name, values in evaluation.statistics.numbers.items()
        if vocabulary[name].holds == "flag"
    }
    terrain = evaluation.statistics.choices.get("terrain")
    if terrain is not None:
        columns["terrain"] = [
            sorted(terrain.at(position)) for position in range(evaluation.statistics.size)
        ]
    return columns


def _counties(evaluation: Evaluation) -> list[dict[str, Any]]:
    counties = []
    for position, (prefecture, county) in enumerate(evaluation.statistics.counties):
        here = evaluation.statistics.county_codes == position
        tally = evaluation.tally(here)
        counties.append(
            {
                "prefecture": prefecture or None,
                "county": county or None,
                "townships": int(here.sum()),
                "classes": tally.classes,
                "undecided": tally.undecided,
                "not_applicable": tally.not_applicable,
                "candidates": tally.mergers[CANDIDATE],
                "exempt": tally.mergers[EXEMPT],
                "quotas": county_quotas(evaluation, position, here),
            }
        )
    return counties
