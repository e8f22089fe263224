"""One township: why it came out as it did, what it may have, who borders on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.web.requested import Requested, read_requested
from calculator.web.tasks.kept import report_of, write_json
from calculator.web.views.township import township_view

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.reading.borders import Borders


def run(folder: Path, language: Language, output: Path, *, position: int) -> None:
    """Write what the page of the township at a place in the statistics shows."""
    report = report_of(folder)
    borders = _borders(report, folder, read_requested(folder))
    write_json(output, township_view(report, position, borders, language))


def _borders(report: Report, folder: Path, requested: Requested) -> Borders | None:
    """Who borders on whom; None where nothing says it, or the file that should can't be read."""
    from calculator.reading.borders import read_borders

    neighbours, boundaries = requested.borders_in(folder.parent)
    try:
        found = read_borders(report.reading, neighbours=neighbours, boundaries=boundaries)
    except CalculatorError:  # the page of the plan says what is wrong with the file
        return None
    return found if found.source is not None else None
