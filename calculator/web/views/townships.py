"""The table of townships: its columns, a row for each township, and what it can be filtered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from calculator.messages import Messages
from calculator.reporting.data.plain import plain
from calculator.reporting.finding_lines import FindingLine
from calculator.reporting.outcomes import Outcomes
from calculator.web.charts.population import population_measure
from rules.mergers import MERGER_STATUSES
from rules.status import Severity
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated

NOT_APPLICABLE, UNDECIDED = "not_applicable", "undecided"
VERDICTS = ("met", "not_met", "undecided", "not_applicable")
KINDS = ("town", "rural_township", "subdistrict", "other")


def townships_view(
    report: Calculated, lines: Sequence[FindingLine], speaker: Messages
) -> dict[str, Any]:
    """The table of townships.

    Returns:
        ``columns``: each with ``name``, ``label`` and ``sort`` (``text``, ``number``, ``choice``
        or ``quota``, a list of what is proposed, what is allowed, and how heavy a breach is);
        ``rows``: a value for each column, in the order of the input; ``choices``: column ->
        what its values are called, with how many townships have each.
    """
    columns = dict(_columns(report, lines, speaker))
    choices = {
        name: _choices(values, said)
        for name, (_, _, values, said) in columns.items()
        if said is not None
    }
    shown = {n: c for n, c in columns.items() if c[1] != "choice" or len(choices[n]) > 1}
    return {
        "columns": [
            {"name": name, "label": label, "sort": sort}
            for name, (label, sort, _, _) in shown.items()
        ],
        "rows": [list(row) for row in zip(*(c[2] for c in shown.values()), strict=True)],
        "choices": {name: found for name, found in choices.items() if name in shown},
    }


_Column = tuple[str, str, list[Any], dict[str, str] | None]


def _columns(
    report: Calculated, lines: Sequence[FindingLine], speaker: Messages
) -> Iterator[tuple[str, _Column]]:
    """Name -> label, sort, values, and of a choice what its values are called."""
    evaluation, pack = report.evaluation, report.pack
    statistics = evaluation.statistics
    count = statistics.size

    def said(key: str) -> str:
        return speaker.text(f"web.townships.{key}")

    yield "name", (said("name"), "text", statistics.text("name").tolist(), None)
    prefectures = [prefecture or "" for prefecture in statistics.text("prefecture").tolist()]
    labels = {name: name for name in prefectures}
    yield "prefecture", (said("prefecture"), "choice", prefectures, labels)
    counties = [county or "" for county in statistics.text("county").tolist()]
    yield "county", (said("county"), "choice", counties, {name: name for name in counties})
    kinds = [next(iter(statistics.choices["kind"].at(place)), "") for place in range(count)]
    names = {name: speaker.say(Term("kind", name)) for name in KINDS} | {"": said("kind_unknown")}
    yield "kind", (said("kind"), "choice", kinds, names)
    measure = population_measure(report)
    if measure is not None:
        label = speaker.say(pack.measures[measure].label)
        values = evaluation.given.numbers(measure).tolist()
        yield "population", (label, "number", [plain(value) for value in values], None)
    if "area_km2" in statistics.numbers:
        values = [plain(value) for value in statistics.numbers["area_km2"].tolist()]
        yield "area", (said("area"), "number", values, None)
    if pack.classification is not None:
        yield "class", _classes(report, speaker)
    if evaluation.establishment is not None:
        verdicts = {name: speaker.text(f"comparison.verdict_is.{name}") for name in VERDICTS}
        found = evaluation.establishment.verdict.tolist()
        yield "verdict", (said("verdict"), "choice", found, verdicts)
    if pack.mergers is not None:
        names = {n: speaker.text(f"workbook.merger_status.{n}") for n in MERGER_STATUSES}
        found = evaluation.mergers.status.tolist()
        yield "merger", (said("merger"), "choice", found, names)
    heavy: Counter[int | None] = Counter(
        line.position for line in lines if line.severity != Severity.NOTE
    )
    yield "problems", (said("problems"), "number", [heavy[place] for place in range(count)], None)
    yield from _quotas(report, speaker)


def _classes(report: Calculated, speaker: Messages) -> _Column:
    classification = report.evaluation.classification
    unknown = report.evaluation.statistics.choices["kind"].codes < 0
    values = [
        name or (UNDECIDED if judged else NOT_APPLICABLE)
        for name, judged in zip(
            classification.classes.tolist(), (classification.judged | unknown).tolist(), strict=True
        )
    ]
    names = {name: speaker.say(ClassName(name)) for name in report.pack.class_names}
    for other in (UNDECIDED, NOT_APPLICABLE):
        names[other] = speaker.text(f"comparison.class_is.{other}")
    return speaker.text("web.townships.class"), "choice", values, names


def _quotas(report: Calculated, speaker: Messages) -> Iterator[tuple[str, _Column]]:
    """What is proposed and allowed, of everything of which anything is proposed."""
    outcomes = Outcomes(report.evaluation)
    for name, check in report.evaluation.quotas.items():
        if not check.counted.any():
            continue
        values = []
        for place, (proposed, allowed) in enumerate(
            zip(check.proposed.tolist(), check.allowed.tolist(), strict=True)
        ):
            over = outcomes.over(name, check, place)
            values.append([plain(proposed), plain(allowed), over.severity if over else None])
        label = speaker.text("web.townships.quota", label=check.quota.label)
        yield f"quota_{name}", (label, "quota", values, None)


def _choices(values: Sequence[str], said: dict[str, str]) -> list[dict[str, Any]]:
    """What is there to choose from, in the order in which it is called."""
    counts = Counter(values)
    return [
        {"value": name, "said": label, "count": counts[name]}
        for name, label in said.items()
        if counts[name]
    ]
