"""Other figures tried on a result: what would change, or what can't be entered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.packs import enter
from calculator.web.tasks.kept import report_of, write_json
from calculator.web.views.mistakes import mistakes_view
from calculator.web.views.trial import trial_view


def run(folder: Path, language: Language, output: Path, *, settings: Mapping[str, str]) -> None:
    """Write what the page of a trial shows.

    Args:
        folder: The folder of the version of the result.
        language: The language of the page.
        output: The file.
        settings: Name of a figure -> what was typed.
    """
    report = report_of(folder)
    try:
        pack = enter(report.pack, settings)
    except CalculatorError as error:
        write_json(output, mistakes_view(report, settings, error.sentences, language))
        return
    write_json(output, trial_view(report, pack, settings, language))
