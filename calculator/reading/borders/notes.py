"""Findings about borders: a code, and the sentence of ``messages/*/borders.toml``."""

from __future__ import annotations

from typing import Any

from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence


def sentence(name: str, /, **values: Any) -> Sentence:
    """A sentence of ``messages/*/borders.toml``."""
    return Sentence(f"borders.{name}", values)


def finding(
    severity: Severity,
    code: str,
    *,
    township: int | None = None,
    column: str | None = None,
    cell: str | None = None,
    **values: Any,
) -> Finding:
    """A finding whose sentence has the name of its code, and may name its cell."""
    return Finding(
        code=code,
        severity=severity,
        message=sentence(code.replace("-", "_"), cell=cell, **values),
        township=township,
        column=column,
        cell=cell,
    )
