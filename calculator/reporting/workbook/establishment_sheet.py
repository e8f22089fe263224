"""The sheet that holds each unit against a standard for being set up, clause by clause."""

from __future__ import annotations

import numpy as np

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
    columns = writing.unit_columns(townships, brief=True)
    fixed = len(columns)
    verdicts = standard.verdict[townships].tolist()
    met_key = "verdict.tested_only" if rule.untested else "verdict.met"
    words = [writing.text(met_key if v == "met" else f"verdict.{v}") for v in verdicts]
    marks = [Severity.WARNING if verdict == NOT_MET else None for verdict in verdicts]
    columns.append(TableColumn(writing.text("verdict_heading"), words, Style.CENTRED, marks=marks))
    for name, truths in standard.clauses.items():
        said = [
            writing.text(f"verdict.{_WORDS.get(truth, 'undecided')}")
            for truth in truths[townships].tolist()
        ]
        clause = writing.speaker.say(standard.labels[name])
        columns.append(TableColumn(clause, said, Style.CENTRED))
    reasons = [
        writing.speaker.say(writing.evaluation.why(rule.test, int(township)).sentence)
        for township in townships
    ]
    columns.append(TableColumn(writing.text("reason"), reasons, Style.WRAPPED, widest=LONG_TEXT))
    columns.append(writing.source_column(townships))
    label = writing.report.pack.measures[rule.test].label
    return Table(
        writing.text("titles.establishment", label=label),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[
            writing.text("untested", text=untested.text, clause=untested.clause)
            for untested in rule.untested
        ],
    )
