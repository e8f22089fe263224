"""Reading, calculating, and what the pages of a result show."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language
from calculator.web.requested import read_requested
from calculator.web.tasks.kept import report_of, write_json
from calculator.web.tasks.result_map import MAP, result_map
from calculator.web.views.result import OVERVIEW, part_path, result_view


def run(folder: Path, language: Language, output: Path) -> None:
    """Calculate a result, and write what its pages show, but for single townships.

    ``output`` comes last: where it is, the other parts are.
    """
    report, requested = report_of(folder), read_requested(folder)
    parts = result_view(report, requested, language)
    parts[MAP] = result_map(report, folder.parent, requested, language)
    first = parts.pop(OVERVIEW)
    for part, data in parts.items():
        write_json(part_path(folder, part, language), data)
    write_json(output, first)
