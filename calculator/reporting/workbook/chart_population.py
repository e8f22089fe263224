"""What the chart of populations shows: every township, or how many there are of each size.

Up to ``MOST_TOWNSHIPS`` townships stand side by side from the largest to the smallest, with the
minimum as a line. More can't be told apart on a page, so their number by size is shown, in steps
of which one begins at the minimum.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.workbook.chart_data import BANDS, POPULATION, Block
from calculator.reporting.workbook.formulas import Formula, column_letters, literal, text_with
from rules.figures import Figure
from rules.measures import Column
from rules.mergers import NOT_APPLICABLE
from rules.statistics import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from calculator.reporting.workbook.live import LiveSheets
    from calculator.reporting.workbook.writing import Writing

PEOPLE = "people"
MOST_TOWNSHIPS = 60
MOST_BANDS = 12
MOST_BELOW = 5
"""The minimum is divided into so many steps at most."""
ROUND = (1.0, 2.0, 2.5, 5.0)
"""Steps are one of these times a power of ten."""
NEARLY_ALL = 0.9
"""Such a part of the townships must be below the last, open band."""

INTERIM_COLUMN = 8
"""The first of the hidden columns, counted from 0: label, population, place from the largest."""
_LABEL, _NUMBER, _PLACE = (INTERIM_COLUMN + n for n in range(3))


def population_block(writing: Writing, first_row: int) -> Block | None:
    """Each township's population, or the number of townships by population."""
    measure = population_measure(writing)
    if measure is None:
        return None
    shown = _shown(writing)
    values = writing.evaluation.given.numbers(measure)
    if not shown.any() or np.isnan(values[shown]).all():
        return None
    if shown.sum() <= MOST_TOWNSHIPS:
        return _each(writing, first_row, measure, np.flatnonzero(shown))
    return _by_band(writing, first_row, measure, values[shown & ~np.isnan(values)])


def population_measure(writing: Writing) -> str | None:
    """The population that mergers are judged on; else the first one that the pack reads."""
    pack = writing.report.pack
    if pack.mergers is not None:
        return pack.mergers.population
    for name, measure in pack.measures.items():
        if isinstance(measure, Column) and measure.unit == PEOPLE:
            return name
    return None


def _minimum(writing: Writing) -> Figure | None:
    """The figure of the least population, where the pack has one for all townships alike."""
    rule = writing.report.pack.mergers
    figure = writing.report.pack.figures.get((rule and rule.minimum) or "")
    return figure if figure is not None and figure.number > 0 else None


def _shown(writing: Writing) -> BoolArray:
    """The townships that the minimum is for; else those that are judged."""
    evaluation = writing.evaluation
    if writing.report.pack.mergers is not None:
        return np.asarray(evaluation.mergers.status != NOT_APPLICABLE, dtype=np.bool_)
    if writing.report.pack.classification is not None:
        return evaluation.classification.judged
    return np.asarray(evaluation.statistics.choices["kind"].codes >= 0)


def _shown_criteria(writing: Writing, live: LiveSheets) -> str:
    """The same as criteria of COUNTIFS."""
    if writing.report.pack.mergers is not None:
        word = writing.text(f"merger_status.{NOT_APPLICABLE}")
        return f"{live.results('merger')},{literal('<>' + word)}"
    return f"{live.results('judged')},1"


def _label(writing: Writing, measure: str) -> str:
    return writing.speaker.say(writing.report.pack.measures[measure].label)


def _unit(writing: Writing, measure: str) -> str:
    unit = writing.report.pack.measures[measure].unit
    return writing.unit(unit) if unit else ""


def _each(writing: Writing, first_row: int, measure: str, townships: IntArray) -> Block:
    values = writing.evaluation.given.numbers(measure)[townships]
    known = np.where(np.isnan(values), -1.0, values)
    order = np.argsort(-known, kind="stable")
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(1, len(order) + 1)
    names = _names(writing, townships)
    figure = _minimum(writing)
    label, unit = _label(writing, measure), _unit(writing, measure)
    heading = writing.text("with_unit", label=label, unit=unit)
    headings = [writing.text("charts.township"), heading]
    if figure is not None:
        headings.append(writing.text("charts.minimum", minimum=figure.said))
    live = writing.live
    rows: list[list[Any]] = []
    for place, position in enumerate(order.tolist(), start=1):
        row: list[Any] = [names[position], values[position]]
        if live is not None:
            row = _sorted_row(row, place, first_row, len(order))
        if figure is not None:
            number = figure.number
            row.append(number if live is None else Formula(live.cells.amount(figure.name), number))
        rows.append(row)
    interim = []
    if live is not None:
        interim = list(_interim(writing, live, measure, townships, first_row, known, places))
    title = writing.text("charts.population", label=label)
    return Block(POPULATION, title, unit, headings, rows, first_row, interim)


def _names(writing: Writing, townships: IntArray) -> list[str]:
    """The townships' names, with the county where there are several."""
    names = [name or "" for name in writing.texts_of("name", townships)]
    if len(writing.evaluation.statistics.counties) < 2:
        return names
    counties = writing.texts_of("county", townships)
    return [f"{county or ''}{name}" for county, name in zip(counties, names, strict=True)]


def _column(column: int, first_row: int, count: int) -> str:
    letters = column_letters(column)
    return f"${letters}${first_row + 1}:${letters}${first_row + count}"


def _sorted_row(row: list[Any], place: int, first_row: int, count: int) -> list[Any]:
    """The name and the population of the township at a place, as formulas."""
    name, value = row
    labels, numbers, places = (_column(c, first_row, count) for c in (_LABEL, _NUMBER, _PLACE))
    position = f"MATCH({place},{places},0)"
    number = f"INDEX({numbers},{position})"
    return [
        Formula(f"INDEX({labels},{position})", name),
        Formula(f'IF({number}<0,"",{number})', value),
    ]


def _interim(
    writing: Writing,
    live: LiveSheets,
    measure: str,
    townships: IntArray,
    first_row: int,
    known: FloatArray,
    places: IntArray,
) -> Iterator[list[Any]]:
    """For each township, in the order of the input, its label, population and place.

    What is missing is -1, so that it comes last; of two alike the earlier one comes first.
    """
    numbers = _column(_NUMBER, first_row, len(townships))
    names = _names(writing, townships)
    has_counties = len(writing.evaluation.statistics.counties) > 1
    parts = [column for column in ("county", "name") if column in live.cells.statistics]
    parts = parts if has_counties else ["name"]
    sheet, calculation = writing.quoted("statistics"), writing.quoted("calculation")
    letters = live.calculation.places.letters[f"measure:{measure}"]
    number_column = column_letters(_NUMBER)
    for position, line in enumerate(live.lines_of(townships)):
        row = first_row + position + 1
        said = "&".join(f"{sheet}!${live.cells.statistics[part]}${line}" for part in parts)
        cell = f"{calculation}!${letters}${line}"
        own = f"${number_column}{row}"
        so_far = f"${number_column}${first_row + 1}:{own}"
        yield [
            Formula(said, names[position]),
            Formula(f"IF(ISNUMBER({cell}),{cell},-1)", float(known[position])),
            Formula(
                f"SUMPRODUCT(({numbers}>{own})*1)+COUNTIFS({so_far},{own})", int(places[position])
            ),
        ]


def band_step(minimum: float | None, values: FloatArray) -> tuple[float, int]:
    """How wide bands are, and how many of them the minimum is; 0 where there is none.

    The widest step is the minimum itself; it is divided as long as steps are round and nearly
    all townships fit into the bands.
    """
    enough = float(np.quantile(values, NEARLY_ALL)) / (MOST_BANDS - 1)
    if minimum is not None:
        for parts in range(MOST_BELOW, 1, -1):
            step = minimum / parts
            if step >= enough and _is_round(step):
                return step, parts
        return minimum, 1
    power = 10.0 ** math.floor(math.log10(max(enough, 1.0)))
    return next(n * power for n in (*ROUND, 10.0) if n * power >= enough), 0


def _is_round(step: float) -> bool:
    leading = step / 10.0 ** math.floor(math.log10(step))
    return any(math.isclose(leading, wanted) for wanted in ROUND)


def _by_band(writing: Writing, first_row: int, measure: str, values: FloatArray) -> Block:
    figure, live = _minimum(writing), writing.live
    minimum = figure.number if figure is not None else None
    step, parts = band_step(minimum, values)
    count = min(MOST_BANDS, max(int(values.max() // step) + 1, parts + 1))
    label, unit = _label(writing, measure), _unit(writing, measure)
    townships = writing.text("charts.townships")
    headings = [
        writing.text("with_unit", label=label, unit=unit),
        writing.text("charts.from"),
        townships,
    ]
    if figure is not None:
        headings[2:] = [
            writing.text("charts.below", minimum=figure.said),
            writing.text("charts.not_below", minimum=figure.said),
        ]
    edges = [step * band for band in range(count)]
    rows: list[list[Any]] = []
    for band, edge in enumerate(edges):
        is_last = band == count - 1
        within = values >= edge if is_last else (values >= edge) & (values < edges[band + 1])
        said = _band_label(writing, edges, band)
        row: list[Any] = [said, edge, int(within.sum())]
        if live is not None:
            row = _live_band(writing, live, measure, row, first_row + band + 1, (band, is_last))
            if figure is not None and band:
                row[1] = Formula(f"{live.cells.amount(figure.name)}*{band}/{parts}", edge)
        if figure is not None:
            row.insert(3 if band < parts else 2, None)
        rows.append(row)
    title = writing.text("charts.bands", label=label)
    return Block(BANDS, title, townships, headings, rows, first_row)


def _band_key(band: int, is_last: bool) -> str:
    return "band_last" if is_last else "band_between" if band else "band_first"


def _band_label(writing: Writing, edges: list[float], band: int) -> str:
    """A band in words, with whole numbers."""
    start, end = edges[band], edges[min(band + 1, len(edges) - 1)]
    key = _band_key(band, band == len(edges) - 1)
    return writing.text(f"charts.{key}", start=f"{start:,.0f}", end=f"{end:,.0f}")


def _live_band(
    writing: Writing,
    live: LiveSheets,
    measure: str,
    row: list[Any],
    line: int,
    place: tuple[int, bool],
) -> list[Any]:
    """The same with formulas; ``line`` is its row, counted from 1."""
    said, edge, found = row
    key = _band_key(*place)
    template = writing.speaker.template(f"workbook.charts.{key}")
    ends = {"start": f"FIXED($B{line},0)", "end": f"FIXED($B{line + 1},0)"}
    cells = live.results(f"measure:{measure}")
    criteria = f'{cells},">="&$B{line}'
    if not place[1]:
        criteria += f',{cells},"<"&$B{line + 1}'
    counted = f"COUNTIFS({criteria},{_shown_criteria(writing, live)})"
    return [Formula(text_with(template, ends), said), edge, Formula(counted, found)]
