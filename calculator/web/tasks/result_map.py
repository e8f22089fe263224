"""The map on the first page of a result, where boundaries or coordinates say where things lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.web.requested import Requested
from calculator.web.tasks.naming import naming

if TYPE_CHECKING:
    from calculator.calculation import Report

MAP = "map"
"""The part of a result that holds it."""
MOST_TOWNSHIPS = 600
"""Of more townships no map is drawn; those of a county are on the page of its plan."""


def result_map(
    report: Report, place: Path, requested: Requested, language: Language
) -> dict[str, Any] | None:
    """The map, or ``problems`` with the boundaries; None where there is nothing to draw."""
    statistics = report.evaluation.statistics
    has_seats = {"longitude", "latitude"} <= set(statistics.numbers)
    if not (requested.boundaries or has_seats) or not 1 < statistics.size <= MOST_TOWNSHIPS:
        return None
    from calculator.reading.borders import read_borders
    from calculator.web.charts.map import drawing_of
    from calculator.web.views.maps import map_now

    speaker = report.messages(language)
    neighbours, boundaries = requested.borders_in(place)
    try:
        with naming(place, requested.neighbours, requested.boundaries):
            borders = read_borders(report.reading, neighbours=neighbours, boundaries=boundaries)
    except CalculatorError as error:
        return {"problems": [speaker.say(sentence) for sentence in error.sentences]}
    townships = range(statistics.size)
    drawing = drawing_of(borders, townships)
    return None if drawing is None else map_now(report, townships, drawing, speaker)
