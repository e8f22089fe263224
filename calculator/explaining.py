"""Why one township came out as it did: every value down to the cell it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from calculator.reporting.finding_lines import FindingLine, finding_lines
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.establishment import clause_sentences
from rules.figures import Figure
from rules.measures import Column
from rules.mergers import NOT_APPLICABLE
from rules.quotas import QuotaCheck
from rules.wording import ClassName, Quantity, Sentence, Term, Text

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.messages import Language
    from rules.schema import QuotaEntry


@dataclass(frozen=True)
class CellRead:
    """A cell of the input that a value was taken from.

    Attributes:
        column: The column of the statistics.
        cell: The address; None where the input has no such cell.
        value: What was read, as messages can say it.
    """

    column: str
    cell: str | None
    value: Any


@dataclass(frozen=True)
class Step:
    """Why a township has its value of one measure.

    Attributes:
        measure: The measure's name.
        label: What the pack calls it.
        value: The value, as messages can say it.
        sentence: The reason.
        cells: The cells read for it, not for the measures below it.
        figures: The figures it rests on itself.
        steps: The measures it was computed from. One that an earlier step has explained already
            stands there with its value only: ``is_repeated``.
        is_repeated: Whether it has been explained already.
    """

    measure: str
    label: Text
    value: Any
    sentence: Sentence
    cells: tuple[CellRead, ...] = ()
    figures: tuple[Figure, ...] = ()
    steps: tuple[Step, ...] = ()
    is_repeated: bool = False


@dataclass(frozen=True)
class QuotaStep:
    """What a township may have of one thing, what is proposed, and why.

    Attributes:
        name: The quota's name in the pack.
        quota: What the pack says of it.
        allowed: How many the township may have.
        proposed: How many are proposed, and in which cell.
        over: By how many that is above what is allowed.
        step: Why so many are allowed.
        staffing: What was approved before and the actual staff, as far as they are given.
    """

    name: str
    quota: QuotaEntry
    allowed: Quantity
    proposed: CellRead
    over: Quantity
    step: Step
    staffing: tuple[CellRead, ...]


@dataclass(frozen=True)
class BodyRead:
    """An office or institution that the township lists.

    Attributes:
        name: As written.
        kind: ``office``, ``institution``, or None where nothing tells.
        not_counted: Why it does not count against a limit; None where it counts.
        cell: The address of its name.
    """

    name: str
    kind: str | None
    not_counted: str | None
    cell: str | None


@dataclass(frozen=True)
class MergerStep:
    """Whether a township is a merger candidate, and why."""

    status: str
    near: bool
    sentence: Sentence
    figures: tuple[Figure, ...]
    cells: tuple[CellRead, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class VerdictStep:
    """Whether a unit meets the pack's standard, clause by clause."""

    verdict: str
    clauses: tuple[Sentence, ...]
    step: Step


@dataclass(frozen=True)
class Explanation:
    """The whole chain of reasons for one township.

    Attributes:
        township: Its position in the statistics.
        of_class: Why it has its class; None where the pack does not classify it.
        quotas: What it may have, and what is proposed for it.
        bodies: The offices and institutions that it lists.
        merger: Whether it is a merger candidate; None where the pack has no merger rule.
        establishment: Whether it meets the standard; None where the pack has none.
        findings: What was found about it.
    """

    township: int
    of_class: Step | None
    quotas: tuple[QuotaStep, ...]
    bodies: tuple[BodyRead, ...]
    merger: MergerStep | None
    establishment: VerdictStep | None
    findings: tuple[FindingLine, ...]


def explain(report: Report, township: int, language: Language) -> Explanation:
    """The whole chain of reasons for one township of a report.

    Args:
        report: The report.
        township: The position in its statistics.
        language: The language of the findings.
    """
    evaluation, pack = report.evaluation, report.pack
    steps = _Steps(report, township)
    of_class = None
    if pack.classification is not None and evaluation.classification.judged[township]:
        of_class = steps.of(pack.classification.measure)
    quotas = tuple(_quotas(report, steps, township)) if of_class is not None else ()
    merger = _merger(report, steps, township)
    return Explanation(
        township=township,
        of_class=of_class,
        quotas=quotas,
        bodies=tuple(_bodies(report, township)),
        merger=merger,
        establishment=_verdict(report, steps, township),
        findings=tuple(_findings(report, township, language)),
    )


class _Steps:
    """Makes steps for one township; each measure is explained in full only once."""

    def __init__(self, report: Report, township: int) -> None:
        self.report = report
        self.township = township
        self._explained: set[str] = set()

    def of(self, name: str) -> Step:
        """Why the township has its value of a measure."""
        evaluation = self.report.evaluation
        measure = evaluation.pack.measures[name]
        reason = evaluation.why(name, self.township)
        step = Step(name, measure.label, self._value(name), reason.sentence)
        if name in self._explained:
            return replace(step, is_repeated=True)
        self._explained.add(name)
        return replace(
            step,
            cells=tuple(self._cells(name)),
            figures=reason.figures,
            steps=tuple(self.of(built_on) for built_on in reason.measures),
        )

    def _value(self, name: str) -> Any:
        given = self.report.evaluation.given
        data = given.measures[name].data
        if data.dtype == object:
            return ClassName(data[self.township])
        return Quantity(float(data[self.township]), given.units.get(name))

    def _cells(self, name: str) -> Iterator[CellRead]:
        given = self.report.evaluation.given
        measure = given_measure = self.report.pack.measures[name]
        columns = list(measure.column_names(given))
        if isinstance(given_measure, Column):
            taken = given.label(name, self.township)
            columns = [taken.name] if isinstance(taken, Term) else columns
        for column in columns:
            yield cell_read(self.report, self.township, column)


def cell_read(report: Report, township: int, column: str) -> CellRead:
    """What the input says of a township in one column, and where."""
    statistics = report.evaluation.statistics
    cell = report.reading.origins.cell(township, column)
    if column in statistics.choices:
        named = sorted(statistics.choices[column].at(township))
        return CellRead(column, cell, [Term(column, name) for name in named] or None)
    number = float(statistics.number(column)[township])
    if number != number:
        return CellRead(column, cell, None)
    holds, unit = _sort(report, column)
    return CellRead(column, cell, bool(number) if holds == "flag" else Quantity(number, unit))


def _sort(report: Report, column: str) -> tuple[str, str | None]:
    """What a column holds, and in which unit."""
    name = column.removesuffix(YEAR_BEFORE)
    known = report.pack.columns.get(name) or load_vocabulary().columns.get(name)
    return (known.holds, known.unit) if known is not None else ("number", None)


def _quotas(report: Report, steps: _Steps, township: int) -> Iterator[QuotaStep]:
    for name, check in report.evaluation.quotas.items():
        unit = check.quota.unit
        yield QuotaStep(
            name=name,
            quota=check.quota,
            allowed=Quantity(float(check.allowed[township]), unit),
            proposed=_proposed(report, check, township),
            over=Quantity(float(check.over[township]), unit),
            step=steps.of(str(check.measures[township])),
            staffing=tuple(_staffing(report, check.quota, township)),
        )


def _staffing(report: Report, quota: QuotaEntry, township: int) -> Iterator[CellRead]:
    for column in (quota.approved, quota.actual):
        read = cell_read(report, township, column) if column is not None else None
        if read is not None and read.value is not None:
            yield read


def _bodies(report: Report, township: int) -> Iterator[BodyRead]:
    listed = report.evaluation.listed
    if listed is None:
        return
    for body in listed.of(township):
        yield BodyRead(
            name=str(listed.bodies.names[body] or ""),
            kind=listed.kinds[body],
            not_counted=listed.not_counted[body],
            cell=report.reading.origins.body_cell(body, "body_name"),
        )


def _proposed(report: Report, check: QuotaCheck, township: int) -> CellRead:
    """What is proposed: the stated cell, or what the list of bodies gives, which has none."""
    stated = cell_read(report, township, check.quota.proposed)
    proposed = float(check.proposed[township])
    if stated.value is not None and check.proposed[township] == check.stated[township]:
        return stated
    known = Quantity(proposed, check.quota.unit) if proposed == proposed else None
    return CellRead(check.quota.proposed, None, known) if known is not None else stated


def _merger(report: Report, steps: _Steps, township: int) -> MergerStep | None:
    rule = report.pack.mergers
    if rule is None:
        return None
    evaluation = report.evaluation
    status = str(evaluation.mergers.status[township])
    conditions = [c for c in (rule.candidate, rule.exempt) if c is not None]
    if status == NOT_APPLICABLE:
        return MergerStep(status, False, evaluation.why_merger(township), (), (), ())
    amounts = [name for name in (rule.minimum, rule.margin) if name is not None]
    amounts += [name for condition in conditions for name in condition.amounts()]
    lists = [name for condition in conditions for name in condition.figures()]
    measures = [rule.population, *(m for condition in conditions for m in condition.measures())]
    measures += [name for name in amounts if name in report.pack.measures]
    columns = [column for condition in conditions for column in condition.columns()]
    figures = (
        f for name in dict.fromkeys([*amounts, *lists]) for f in report.pack.figures.named(name)
    )
    return MergerStep(
        status=status,
        near=bool(evaluation.mergers.near[township]),
        sentence=evaluation.why_merger(township),
        figures=tuple(figures),
        cells=tuple(cell_read(report, township, column) for column in dict.fromkeys(columns)),
        steps=tuple(steps.of(name) for name in dict.fromkeys(measures)),
    )


def _verdict(report: Report, steps: _Steps, township: int) -> VerdictStep | None:
    rule, standard = report.pack.establishment, report.evaluation.establishment
    if rule is None or standard is None:
        return None
    clauses = clause_sentences(report.pack, report.evaluation.given, township)
    return VerdictStep(str(standard.verdict[township]), tuple(clauses), steps.of(rule.test))


def _findings(report: Report, township: int, language: Language) -> list[FindingLine]:
    """The findings about one township in words, the heaviest first."""
    reading = [found for found in report.reading.findings if found.township == township]
    rules = [found for found in report.evaluation.findings if found.township == township]
    about = replace(
        report,
        reading=replace(report.reading, findings=reading),
        evaluation=replace(report.evaluation, findings=rules),
    )
    return finding_lines(about, language)
