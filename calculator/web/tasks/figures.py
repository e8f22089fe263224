"""The figures of the rules that a result was calculated with, to try others."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language
from calculator.web.tasks.kept import report_of, write_json
from calculator.web.views.figures import figures_view


def run(folder: Path, language: Language, output: Path) -> None:
    """Write them by what they decide."""
    report = report_of(folder)
    write_json(output, figures_view(report.pack, report.messages(language)))
