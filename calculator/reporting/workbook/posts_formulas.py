"""Formulas of the sheet that holds proposals against what each township may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from calculator.reporting.workbook.approved_totals import county_total
from calculator.reporting.workbook.formulas import (
    ANY_NUMBER,
    joined,
    literal,
    own,
    text_with,
    whole,
)
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from rules.figures import least_sure
from rules.quotas import QuotaCheck, amount_figures
from rules.statistics import IntArray
from rules.status import Severity, Status

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

WITHIN, OVER, POOLED = 0, 1, 2
"""What becomes of a township's proposal of one kind."""

_SEVERITIES = list(Severity)


def interim_columns(
    writing: Writing, name: str, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    """Hidden columns: whether a proposal is over, and how heavily that weighs."""
    counties = writing.evaluation.statistics.county_codes[townships]
    totals = check.county_approved[counties]
    pooled = check.pooled[counties]
    over = check.is_over[townships]
    states = np.where(over, np.where(pooled, POOLED, OVER), WITHIN)
    weights = [_SEVERITIES.index(severity_of(writing, name, int(t))) for t in townships]

    def hidden(key: str, values: Sequence[float], formula: str | None = None) -> TableColumn:
        key = f"{key}:{name}"
        return TableColumn("", values, Style.NUMBER, key=key, formula=formula, is_hidden=True)

    yield hidden("severity", weights)
    yield hidden("total", totals.tolist(), county_total(writing, name, check, own("county")))
    yield hidden("state", states.tolist(), _state(writing, name, check))


def severity_of(writing: Writing, name: str, township: int) -> Severity:
    """How heavily it would weigh if a township were over: as the figure that would be breached.

    The township's class decides which figure that is.
    """
    evaluation = writing.evaluation
    check = evaluation.quotas[name]
    key = (name, check.measures[township], evaluation.classification.classes[township])
    if key not in writing.severities:
        figures = amount_figures(writing.report.pack, evaluation.given, key[1], township)
        figure = least_sure(figures)
        status = figure.status if figure is not None else Status.ENTERED
        writing.severities[key] = status.breach_severity
    return writing.severities[key]


def _state(writing: Writing, name: str, check: QuotaCheck) -> str:
    over, proposed, allowed = (own(f"{key}:{name}") for key in ("over", "proposed", "allowed"))
    outcome = f"{OVER}"
    if check.quota.pooled is not None and writing.live is not None:
        county = f"{whole('county')},{own('county')}"
        counted = f"{county},{whole(f'over:{name}')},{ANY_NUMBER}"
        sums = [
            f"ROUND(SUMIFS({whole(f'{key}:{name}')},{counted}),6)"
            for key in ("proposed", "allowed")
        ]
        total = own(f"total:{name}")
        everything = f"ROUND(SUMIFS({whole(f'proposed:{name}')},{county}),6)"
        within = f"IF(ISNUMBER({total}),{everything}<=ROUND({total},6),1=1)"
        pools = writing.live.cells.figure(check.quota.pooled)
        outcome = f"IF(AND({pools},{sums[0]}<={sums[1]},{within}),{POOLED},{OVER})"
    is_over = f"IF(ROUND({proposed}-{allowed},6)>0,{outcome},{WITHIN})"
    return f"IF(ISNUMBER({over}),{is_over},{WITHIN})"


def difference(name: str) -> str:
    """By how many a proposal is above what is allowed, blank where either is missing."""
    proposed, allowed = own(f"proposed:{name}"), own(f"allowed:{name}")
    return f'IF(AND(ISNUMBER({proposed}),ISNUMBER({allowed})),{proposed}-{allowed},"")'


def lights(name: str) -> list[tuple[str, Severity]]:
    """How a difference stands out: as the breach weighs."""
    return [
        (f"AND({own(f'state:{name}')}={OVER},{own(f'severity:{name}')}={weight})", severity)
        for weight, severity in enumerate(_SEVERITIES)
        if severity is not Severity.NOTE
    ]


def outcome(writing: Writing, names: list[str]) -> tuple[str, list[tuple[str, Severity]]]:
    """What came out for a township in words, over several quotas; and how it stands out."""
    parts, counted = [], []
    for name in names:
        quota = writing.evaluation.quotas[name].quota
        label = writing.speaker.say(quota.label)
        state = own(f"state:{name}")
        counted.append(f"ISNUMBER({own(f'over:{name}')})")
        words = [
            _words(writing, f"outcome_{quota.kind}_{severity}", label, name)
            for severity in _SEVERITIES
        ]
        over = f"CHOOSE(1+{own(f'severity:{name}')},{','.join(words)})"
        pooled = _words(writing, "outcome_pooled", label, name)
        parts.append((f"{state}>{WITHIN}", f"IF({state}={POOLED},{pooled},{over})"))
    some_over = ",".join(condition for condition, _ in parts)
    separator = writing.speaker.template("terms.list_separator")
    nothing = (
        f"IF(OR({','.join(counted)}),{literal(writing.text('outcome_within'))},"
        f"{literal(writing.text('outcome_no_proposal'))})"
    )
    formula = f"IF(OR({some_over}),{joined(parts, separator)},{nothing})"
    if writing.report.pack.classification is not None:
        formula = f'IF({own("class")}="",{literal(writing.undecided)},{formula})'
    heaviest: list[tuple[str, Severity]] = []
    for weight, severity in enumerate(_SEVERITIES):
        if severity is not Severity.NOTE:
            conditions = ",".join(
                f"AND({own(f'state:{name}')}={OVER},{own(f'severity:{name}')}={weight})"
                for name in names
            )
            heaviest.append((f"OR({conditions})", severity))
    return formula, heaviest


def _words(writing: Writing, key: str, label: str, name: str) -> str:
    template = writing.speaker.template(f"workbook.{key}")
    over = f"ROUND({own(f'over:{name}')},6)"
    return text_with(template, {"label": literal(label), "over": over})
