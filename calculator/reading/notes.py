"""Findings of the reader: a code, and the sentence that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term, Text

MOST_SHOWN = 10
"""So many cells, names or rows a sentence shows of more."""


def sentence(name: str, /, **values: Any) -> Sentence:
    """A sentence of ``messages/*/reading.toml``."""
    return Sentence(f"reading.{name}", values)


def shown(texts: Sequence[str]) -> list[str]:
    """The first of some cells or names, and a sign where there are more."""
    return [*texts[:MOST_SHOWN], *(["…"] if len(texts) > MOST_SHOWN else [])]


def column_term(column: str) -> Term | Text:
    """What a column is called; of a column that a pack declares, the pack's own label."""
    known = load_vocabulary().columns.get(column)
    return known.label if known is not None else Term("column", column)


def quantity(column: str, value: float) -> Quantity:
    """A figure of a column, in the vocabulary's own unit."""
    return Quantity(float(value), load_vocabulary().columns[column].unit)


def unit_term(written: str | None) -> Term | None:
    """What a written unit is called."""
    return Term("written_unit", written) if written is not None else None


def finding(
    severity: Severity,
    code: str,
    *,
    township: int | None = None,
    column: str | None = None,
    cell: str | None = None,
    value: Any = None,
    **values: Any,
) -> Finding:
    """A finding whose sentence has the name of its code, and may name its cell and value."""
    return Finding(
        code=code,
        severity=severity,
        message=sentence(code.replace("-", "_"), cell=cell, value=value, **values),
        township=township,
        column=column,
        cell=cell,
        value=value,
    )
