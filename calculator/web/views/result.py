"""What the pages of a result show, in parts: a page needs one or two of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.messages import Language
from calculator.reporting.finding_lines import finding_lines
from calculator.web.requested import Requested
from calculator.web.views.findings import findings_view
from calculator.web.views.overview import overview
from calculator.web.views.reading import reading_view
from calculator.web.views.townships import townships_view

if TYPE_CHECKING:
    from calculator.calculation import Report

OVERVIEW = "view"
"""The part with what all pages of a result show at their head, and the first page."""


def part_name(part: str, language: Language) -> str:
    """The file of a part, in the folder of the version of a result."""
    return f"{part}.{language}.json"


def part_path(folder: Path, part: str, language: Language) -> Path:
    """Where the file of a part lies."""
    return folder / part_name(part, language)


def result_view(report: Report, requested: Requested, language: Language) -> dict[str, Any]:
    """Everything that the pages of a result show, but for single townships, by part."""
    speaker = report.messages(language)
    lines = finding_lines(report, language)
    return {
        "findings": findings_view(lines, speaker),
        "townships": townships_view(report, lines, speaker),
        "reading": reading_view(report.reading, report.pack, lines, speaker),
        OVERVIEW: overview(report, requested, lines, speaker),
    }
