"""The chain of reasons for one township as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from calculator.commands.screen import indented
from calculator.messages import Language, Messages
from calculator.reporting.figure_groups import grouped_figures
from rules.figures import Figure
from rules.wording import ClassName, Quantity, Sentence, Term

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.explaining import CellRead, Explanation, QuotaStep, Step

BY = 2


def explanation_lines(
    report: Report, explanation: Explanation, language: Language
) -> Iterator[str]:
    """Why one township came out as it did, line by line."""
    speaker = report.messages(language)
    unit = speaker.say(_unit(report, explanation.township))
    yield from indented(" ".join(unit.split()))
    pack = report.pack
    said = {"title": pack.title, "id": pack.id, "digest": pack.digest}
    yield from indented(speaker.text("explaining.rules", **said))
    yield from _of_class(report, explanation, speaker)
    if explanation.quotas:
        yield from _title("quotas", speaker)
    for quota in explanation.quotas:
        yield from _quota(quota, speaker)
    yield from _bodies(explanation, speaker)
    yield from _merger(explanation, speaker)
    yield from _establishment(report, explanation, speaker)
    yield from _title("findings", speaker)
    for line in explanation.findings:
        severity = speaker.template(f"terms.severity.{line.severity}")
        yield from indented(line.message, BY, f"{severity}  ")
    if not explanation.findings:
        yield from indented(speaker.text("explaining.no_findings"), BY)


def _unit(report: Report, township: int) -> Sentence:
    statistics = report.evaluation.statistics
    texts = {
        key: statistics.text(key)[township] or ""
        for key in ("prefecture", "county", "name", "code")
    }
    return Sentence("explaining.unit_with_code" if texts["code"] else "explaining.unit", texts)


def _title(name: str, speaker: Messages, said: str | None = None) -> Iterator[str]:
    yield ""
    title = speaker.text(f"explaining.part.{name}")
    if said is not None:
        title = speaker.text("explaining.title", part=title, said=said)
    yield from indented(title)


def _of_class(report: Report, explanation: Explanation, speaker: Messages) -> Iterator[str]:
    if report.pack.classification is None:
        return
    step = explanation.of_class
    if step is None:
        yield from _title("class", speaker, speaker.text("comparison.class_is.not_applicable"))
        units = report.pack.figures[report.pack.classification.applies_to]
        yield from _figures([units], speaker, BY)
        return
    is_open = step.value == ClassName(None)
    undecided = speaker.text("comparison.class_is.undecided")
    yield from _title("class", speaker, undecided if is_open else speaker.say(step.value))
    yield from _reasons(step, speaker, BY)


def _quota(quota: QuotaStep, speaker: Messages) -> Iterator[str]:
    kind = quota.quota.kind
    allowed: Quantity | Sentence = quota.allowed
    if quota.allowed.value != quota.allowed.value:
        allowed = Sentence("comparison.class_is.undecided")
    said = {"label": quota.quota.label, "allowed": allowed}
    if quota.proposed.value is None:
        title = speaker.text(f"explaining.{kind}", **said)
    else:
        is_over = (quota.over.value or 0.0) > 0
        key = f"explaining.{kind}_proposed" + ("_over" if is_over else "")
        title = speaker.text(key, **said, proposed=quota.proposed.value, over=quota.over)
    yield from indented(title, BY, "· ")
    yield from _reasons(quota.step, speaker, BY + 2)
    if quota.proposed.cell is not None:
        yield from _cells([quota.proposed], speaker, BY + 2)
    yield from _cells(quota.staffing, speaker, BY + 2)


def _bodies(explanation: Explanation, speaker: Messages) -> Iterator[str]:
    """The offices and institutions listed: what each is, whether it counts, and its cell."""
    if explanation.bodies:
        yield from _title("bodies", speaker)
    for body in explanation.bodies:
        counted = "explaining.counted"
        if body.not_counted is not None:
            counted = f"workbook.bodies.because_{body.not_counted}"
        said = {
            "cell": body.cell,
            "name": body.name,
            "kind": Term("body_kind", body.kind) if body.kind is not None else None,
            "counted": Sentence(counted),
        }
        yield from indented(speaker.text("explaining.body", **said), BY, "· ")


def _merger(explanation: Explanation, speaker: Messages) -> Iterator[str]:
    merger = explanation.merger
    if merger is None:
        return
    status = speaker.text(f"workbook.merger_status.{merger.status}")
    if merger.near:
        status = speaker.text("explaining.near", said=status)
    yield from _title("merger", speaker, status)
    yield from indented(speaker.say(merger.sentence), BY)
    yield from _figures(merger.figures, speaker, BY)
    yield from _cells(merger.cells, speaker, BY)
    for step in merger.steps:
        yield from _step(step, speaker, BY + 2)


def _establishment(report: Report, explanation: Explanation, speaker: Messages) -> Iterator[str]:
    standard, rule = explanation.establishment, report.pack.establishment
    if standard is None or rule is None:
        return
    verdict = speaker.text(f"comparison.verdict_is.{standard.verdict}")
    if standard.verdict == "met" and rule.untested:
        verdict = speaker.text("explaining.tested_only")
    yield from _title("establishment", speaker, verdict)
    for clause in standard.clauses:
        yield from indented(speaker.say(clause), BY, "· ")
    yield from _figures(standard.step.figures, speaker, BY)
    yield from _cells(standard.step.cells, speaker, BY)
    for step in standard.step.steps:
        yield from _step(step, speaker, BY + 2)
    if rule.untested:
        texts = [untested.text for untested in rule.untested]
        yield from indented(speaker.text("explaining.untested", conditions=texts), BY)


def _step(step: Step, speaker: Messages, by: int) -> Iterator[str]:
    """A measure that a value was computed from, and what it was computed from itself."""
    key = "explaining.repeated" if step.is_repeated else "explaining.step"
    yield from indented(speaker.text(key, label=step.label, value=step.value), by, "└ ")
    if not step.is_repeated:
        yield from _reasons(step, speaker, by + 2)


def _reasons(step: Step, speaker: Messages, by: int) -> Iterator[str]:
    yield from indented(speaker.say(step.sentence), by)
    yield from _figures(step.figures, speaker, by)
    yield from _cells(step.cells, speaker, by)
    for inner in step.steps:
        yield from _step(inner, speaker, by + 2)


def _figures(figures: Sequence[Figure], speaker: Messages, by: int) -> Iterator[str]:
    for group in grouped_figures(figures, speaker):
        said = {
            "label": group.label,
            "value": group.value,
            "status": group.status,
            "cited": group.figures[0].cited,
        }
        start = speaker.text("explaining.rests_on")
        yield from indented(speaker.text("explaining.figure", **said), by, start)


def _cells(cells: Sequence[CellRead], speaker: Messages, by: int) -> Iterator[str]:
    for read in cells:
        said = {"column": Term("column", read.column), "value": read.value, "cell": read.cell}
        key = "explaining.cell" if read.cell is not None else "explaining.no_cell"
        if read.cell is not None and read.value is None:
            key = "explaining.blank_cell"
        start = speaker.text("explaining.read")
        yield from indented(speaker.text(key, **said), by, start)
