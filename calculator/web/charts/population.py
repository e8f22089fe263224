"""The chart of populations: a bar for each township, or one for all those of a size.

Side by side a page shows some dozens of townships; of more it shows how many there are of each
size, in the steps of the report's own chart. Numbers are in the units of the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.messages import Messages
from calculator.reporting.workbook.chart_population import MOST_BANDS, PEOPLE, band_step
from rules.measures import Column
from rules.mergers import CANDIDATE, EXEMPT, NOT_APPLICABLE
from rules.statistics import BoolArray, FloatArray, IntArray
from rules.wording import Quantity

if TYPE_CHECKING:
    from calculator.calculated import Calculated

MOST_TOWNSHIPS = 80
MOST_NAMES = 45
WIDTH, LEFT, RIGHT, TOP, HEIGHT = 960.0, 64.0, 952.0, 24.0, 220.0
_NAMES, _LABELS = 96.0, 30.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_LINES = 4


def population_measure(report: Calculated) -> str | None:
    """The population that mergers are judged on; else the first one that the pack reads."""
    pack = report.pack
    if pack.mergers is not None:
        return pack.mergers.population
    people = (
        name
        for name, measure in pack.measures.items()
        if isinstance(measure, Column) and measure.unit == PEOPLE
    )
    return next(people, None)


def minimum_people(report: Calculated) -> Quantity | None:
    """The least population, where the pack has one for all townships alike."""
    rule = report.pack.mergers
    figure = report.pack.figures.get((rule and rule.minimum) or "")
    if figure is None or not figure.number > 0:
        return None
    return Quantity(figure.number, PEOPLE)


def population_chart(report: Calculated, speaker: Messages) -> dict[str, Any] | None:
    """The drawing and what it says in words; None where no township's population is known."""
    measure = population_measure(report)
    if measure is None:
        return None
    values = report.evaluation.given.numbers(measure)
    chosen = _shown(report) & ~np.isnan(values)
    if not chosen.any():
        return None
    places = np.flatnonzero(chosen)
    minimum = minimum_people(report)
    label = speaker.say(report.pack.measures[measure].label)
    said = {"label": label, "count": len(places), "minimum": minimum or ""}
    below = int((values[places] < minimum.value).sum()) if minimum and minimum.value else 0
    if len(places) <= MOST_TOWNSHIPS:
        drawing, sort = _each(report, speaker, places, values, minimum), "each"
    else:
        drawing, sort = _bands(speaker, values[places], minimum), "bands"
    key = sort if minimum is not None else f"{sort}_plain"
    return {
        **drawing,
        "title": speaker.text(f"web.chart.title_{sort}", **said),
        "told": speaker.text(f"web.chart.told_{key}", **said, below=below),
        "legend": [
            {"sort": name, "said": speaker.text(f"web.chart.{name}")}
            for name in ("candidate", "exempt", "below")
            if any(bar["sort"] == name for bar in drawing["bars"])
        ],
    }


def _shown(report: Calculated) -> BoolArray:
    """The townships that the minimum is for; else those that are judged."""
    evaluation = report.evaluation
    if report.pack.mergers is not None:
        return np.asarray(evaluation.mergers.status != NOT_APPLICABLE, dtype=np.bool_)
    if report.pack.classification is not None:
        return evaluation.classification.judged
    return np.ones(evaluation.statistics.size, dtype=np.bool_)


def _each(
    report: Calculated,
    speaker: Messages,
    places: IntArray,
    values: FloatArray,
    minimum: Quantity | None,
) -> dict[str, Any]:
    ordered = places[np.argsort(-values[places], kind="stable")]
    names = report.evaluation.statistics.text("name")
    status = report.evaluation.mergers.status
    most = max(float(values[ordered[0]]), (minimum.value or 0.0) if minimum else 0.0)
    scale = _Scale(most)
    step = (RIGHT - LEFT) / len(ordered)
    named = len(ordered) <= MOST_NAMES
    bars = [
        {
            **_bar(LEFT + step * number, step, scale, float(values[place])),
            "sort": str(status[place]) if status[place] in (CANDIDATE, EXEMPT) else "",
            "name": names[place] or "" if named else "",
            "position": place,
            "said": speaker.text(
                "web.chart.bar", name=names[place] or "", value=Quantity(values[place], PEOPLE)
            ),
        }
        for number, place in enumerate(ordered.tolist())
    ]
    line = None
    if minimum is not None:
        y = round(scale.y(minimum.value or 0.0), 1)
        said = speaker.text("web.chart.minimum", minimum=minimum)
        line = {"path": f"M{LEFT:g} {y:g}H{RIGHT:g}", "x": RIGHT, "y": y - 6, "said": said}
        line["end"] = True
    return _drawing(speaker, bars, scale, line, _NAMES if named else 8.0)


def _bands(speaker: Messages, values: FloatArray, minimum: Quantity | None) -> dict[str, Any]:
    least = minimum.value if minimum else None
    step, parts = band_step(least, values)
    count = min(MOST_BANDS, max(int(values.max() // step) + 1, parts + 1))
    edges = [step * band for band in range(count)]
    found = np.bincount(
        np.minimum(values // step, count - 1).astype(np.int64), minlength=count
    ).tolist()
    scale = _Scale(float(max(found)))
    width = (RIGHT - LEFT) / count
    bars = []
    for band, number in enumerate(found):
        label = _band_label(speaker, edges, band)
        said = speaker.text("web.chart.band", band=label, count=number)
        bar = _bar(LEFT + width * band, width, scale, float(number))
        bar |= {"sort": "below" if band < parts else "", "said": said}
        bars.append({**bar, "label": label, "above": speaker.say(number)})
    line = None
    if minimum is not None:
        x = round(LEFT + width * parts, 1)
        said = speaker.text("web.chart.minimum", minimum=minimum)
        line = {"path": f"M{x:g} {TOP - 12:g}V{TOP + HEIGHT:g}", "x": x + 6, "y": TOP - 4}
        line |= {"said": said, "end": False}
    return _drawing(speaker, bars, scale, line, _LABELS)


def _band_label(speaker: Messages, edges: Sequence[float], band: int) -> str:
    is_last = band == len(edges) - 1
    key = "band_last" if is_last else "band_between" if band else "band_first"
    start, end = edges[band], edges[min(band + 1, len(edges) - 1)]
    return speaker.text(f"web.chart.{key}", start=_short(start), end=_short(end))


def _short(number: float) -> str:
    return f"{number / 10_000:g}"


class _Scale:
    """Heights of numbers, and the lines across the drawing."""

    def __init__(self, most: float) -> None:
        power = 10.0 ** math.floor(math.log10(max(most, 1.0) / _MOST_LINES))
        self.step = next(s * power for s in _STEPS if s * power * _MOST_LINES >= most)
        self.step = max(self.step, 1.0)
        self.top = math.ceil(max(most, 1.0) / self.step) * self.step

    def y(self, value: float) -> float:
        return TOP + HEIGHT * (1 - value / self.top)

    @property
    def lines(self) -> list[float]:
        return [self.step * n for n in range(round(self.top / self.step) + 1)]


def _bar(start: float, step: float, scale: _Scale, value: float) -> dict[str, Any]:
    width = min(step * 0.68, 44.0)
    y = scale.y(value)
    return {
        "x": round(start + (step - width) / 2, 1),
        "y": round(y, 1),
        "width": round(width, 1),
        "height": round(TOP + HEIGHT - y, 1),
        "middle": round(start + step / 2, 1),
    }


def _drawing(
    speaker: Messages,
    bars: list[dict[str, Any]],
    scale: _Scale,
    line: dict[str, Any] | None,
    below: float,
) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": TOP + HEIGHT + below,
        "bottom": TOP + HEIGHT,
        "bars": bars,
        "grid": [
            {
                "path": f"M{LEFT:g} {scale.y(value):g}H{RIGHT:g}",
                "x": LEFT - 8,
                "y": round(scale.y(value) + 4, 1),
                "said": speaker.say(value),
            }
            for value in scale.lines
        ],
        "line": line,
    }
