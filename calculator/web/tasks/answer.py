"""The answer to a program: the report as JSON or as a workbook; nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language
from calculator.web.requested import read_requested
from calculator.web.tasks.kept import calculated, called, write_json


def run(folder: Path, language: Language, output: Path) -> None:
    """Calculate, and write JSON or a workbook by the suffix of ``output``."""
    requested = read_requested(folder)
    report = calculated(folder, requested)
    if output.suffix == ".json":
        write_json(output, report.as_dict(language))
    else:
        called(report, folder, requested).save(output, language)
