"""The empty workbook to fill in for a shipped pack."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language
from calculator.packs import open_pack
from calculator.reporting.template import write_template


def run(folder: Path, language: Language, output: Path, *, rules: str) -> None:  # noqa: ARG001
    """Write it."""
    write_template(open_pack(rules), output, language, rules=rules)
