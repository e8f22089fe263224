"""Findings of the reader: a code, and the sentence that goes with it."""

from __future__ import annotations

from typing import Any

from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence, Term, Text


def sentence(name: str, /, **values: Any) -> Sentence:
    """A sentence of ``messages/*/reading.toml``."""
    return Sentence(f"reading.{name}", values)


def column_term(column: str) -> Term | Text:
    """What a column is called; of a column that a pack declares, the pack's own label."""
    known = load_vocabulary().columns.get(column)
    return known.label if known is not None else Term("column", column)


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
