"""The sheet that holds each unit against a standard for being set up, clause by clause."""

from __future__ import annotations

import numpy as np

from calculator.reporting.workbook.formulas import literal, own
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.comparing import NO, YES
from rules.establishment import NOT_APPLICABLE, NOT_MET
from rules.status import Severity

_WORDS = {YES: "met", NO: "not_met"}
LONG_TEXT = 80


def establishment_table(writing: Writing) -> Table | None:
    """Each unit the standard is asked of: the verdict, every clause, and the reasons."""
    rule = writing.report.pack.establishment
    standard = writing.evaluation.establishment
    if rule is None or standard is None:
        return None
    townships = np.flatnonzero(standard.verdict != NOT_APPLICABLE)
    links = writing.links_to("calculation", townships)
    columns = writing.unit_columns(townships, brief=True, links=links)
    fixed = len(columns)
    verdicts = standard.verdict[townships].tolist()
    words = [writing.verdicts[verdict] for verdict in verdicts]
    marks = [Severity.WARNING if verdict == NOT_MET else None for verdict in verdicts]
    not_met = f"{own('verdict')}={literal(writing.verdicts[NOT_MET])}"
    columns.append(
        TableColumn(
            writing.text("verdict_heading"),
            words,
            Style.CENTRED,
            marks=marks,
            key="verdict",
            formula=writing.result("verdict"),
            lights=[(not_met, Severity.WARNING)],
        )
    )
    for name, truths in standard.clauses.items():
        said = [
            writing.text(f"verdict.{_WORDS.get(truth, 'undecided')}")
            for truth in truths[townships].tolist()
        ]
        clause = writing.speaker.say(standard.labels[name])
        formula = _clause_formula(writing, f"clause:{name}")
        columns.append(TableColumn(clause, said, Style.CENTRED, formula=formula))
    reasons = [
        writing.speaker.say(writing.evaluation.why(rule.test, int(township)).sentence)
        for township in townships
    ]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=LONG_TEXT))
    columns.append(writing.source_column(townships, writing.links_to("statistics", townships)))
    label = writing.report.pack.measures[rule.test].label
    return Table(
        writing.text("titles.establishment", label=label),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[
            writing.text("untested", text=untested.text, clause=untested.clause)
            for untested in rule.untested
        ]
        + writing.live_note("selection"),
        lines=writing.lines_of(townships),
    )


def _clause_formula(writing: Writing, key: str) -> str | None:
    """Whether a clause is met, in words."""
    truth = writing.result(key)
    if truth is None:
        return None
    met, not_met, undecided = (
        literal(writing.text(f"verdict.{word}")) for word in ("met", "not_met", "undecided")
    )
    return f"CHOOSE(1+2*{truth},{not_met},{undecided},{met})"
