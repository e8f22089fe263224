"""The maps: each county as it is and as it would be, on an upright page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from calculator.planning.plans import CountyPlan
from calculator.reporting.sentences.plans import summary
from calculator.reporting.workbook.fitting import LINE_HEIGHT, ROW_MARGIN, lines_needed
from calculator.reporting.workbook.plan_sheets.charts import MapData, bounds, map_chart
from calculator.reporting.workbook.plan_sheets.drawing import Drawing
from calculator.reporting.workbook.plan_sheets.labels import spread
from calculator.reporting.workbook.plan_sheets.places import Places, places_of
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting
from calculator.reporting.workbook.styles import Styles
from calculator.reporting.workbook.tables import set_up_page

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ALL_MAPPED = 12
"""Of more counties than this only those are drawn in which something would be joined."""
MOST_MAPPED = 100
"""So many counties are drawn at most."""
MOST_TOWNSHIPS = 400
"""A county (or a prefecture planned as a whole) with more can't be drawn on a page."""

MOST_OF_SHEET_NAME = 31

_COLUMNS, _COLUMN = 7, 18
_WIDTH = _COLUMNS * _COLUMN
_ROW = 20
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_DATA_WIDTHS = (20, 26, 12, 12, 26)


def map_sheets(plan_writing: PlanWriting) -> dict[int, str]:
    """The counties that are drawn, by their place in the plans: what their sheets are called."""
    counties = [
        (place, plan)
        for place, plan in enumerate(plan_writing.plans.counties)
        if (plan.candidates or plan.groups) and len(plan.townships) <= MOST_TOWNSHIPS
    ]
    if len(counties) > ALL_MAPPED:
        counties = [(place, plan) for place, plan in counties if plan.groups]
    found: dict[int, str] = {}
    for place, plan in counties[:MOST_MAPPED]:
        county = _NOT_IN_A_NAME.sub(" ", plan_writing.county(plan))
        name = plan_writing.text("sheets.map", county=county)[:MOST_OF_SHEET_NAME].rstrip("' ")
        if name.casefold() in map(str.casefold, found.values()):
            name = f"{name[: MOST_OF_SHEET_NAME - len(str(place)) - 1]} {place}"
        found[place] = name
    return found


def write_maps(book: Workbook, plan_writing: PlanWriting, styles: Styles, footer: str) -> None:
    """Add a sheet for each county that is drawn, and one of all points."""
    names = map_sheets(plan_writing)
    if not names:
        return
    sheets = {place: book.add_worksheet(name) for place, name in names.items()}
    data_name = plan_writing.text("sheets.map_data")
    data = MapData(book.add_worksheet(data_name), data_name, 3)
    _begin_data(plan_writing, data, styles)
    for place, sheet in sheets.items():
        plan = plan_writing.plans.counties[place]
        _write_county(book, sheet, plan_writing, plan, data, styles)
        set_up_page(sheet, footer, None)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
    set_up_page(data.sheet, footer, None)


def _write_county(
    book: Workbook,
    sheet: Worksheet,
    plan_writing: PlanWriting,
    plan: CountyPlan,
    data: MapData,
    styles: Styles,
) -> None:
    """The two maps of a county below each other."""
    text, county = plan_writing.text, plan_writing.county(plan)
    places = places_of(plan_writing.plans, plan)
    sheet.set_column(0, _COLUMNS - 1, _COLUMN)
    sheet.write_string(0, 0, text("titles.map", county=county), styles.title)
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, plan_writing.writing.subtitle, styles.subtitle)
    row = _paragraph(sheet, 2, plan_writing.say(summary(plan)), styles)
    row = _paragraph(sheet, row, "".join(_caption(plan_writing, places)), styles)
    drawing = Drawing(plan_writing, plan, places)
    *_, a_pixel = bounds(places.drawn)
    base = [(layer, data.add(county, layer)) for layer in drawing.base()]
    for key, layers in (("as_it_is", drawing.before()), ("as_it_would_be", drawing.after())):
        sheet.write_string(row, 0, text(key), styles.section)
        sheet.set_row(row, 20)
        row += 1
        filled = [layer for layer in spread(list(layers), a_pixel) if len(layer.points)]
        placed = base + [(layer, data.add(county, layer)) for layer in filled]
        chart, height = map_chart(book, data, placed, places.drawn)
        rows = -(-height // _ROW)
        for each in range(row, row + rows):
            sheet.set_row_pixels(each, _ROW)
        said = text("maps.description", county=county, map=text(key))
        sheet.insert_chart(row, 0, chart, {"description": said})
        row += rows
    # LibreOffice may cut off the last row of a sheet that it fits to one page.
    sheet.write_string(row, 0, " ", styles.subtitle)


def _paragraph(sheet: Worksheet, row: int, said: str, styles: Styles) -> int:
    sheet.merge_range(row, 0, row, _COLUMNS - 1, "", styles.paragraph)
    sheet.write_string(row, 0, said, styles.paragraph)
    sheet.set_row(row, LINE_HEIGHT * lines_needed(said, _WIDTH) + ROW_MARGIN)
    return row + 1


def _caption(plan_writing: PlanWriting, places: Places) -> Iterator[str]:
    """What is drawn, how sure it is, and what is not in it."""
    text = plan_writing.text
    yield text(f"maps.base_{places.base}")
    if plan_writing.plans.is_approximate:
        yield text("maps.approximate")
    if places.estimated:
        names = plan_writing.members(int(places.units[place]) for place in places.estimated)
        yield text("maps.estimated", names=names)
    if places.left_out:
        yield text("maps.left_out", names=plan_writing.members(places.left_out))


def _begin_data(plan_writing: PlanWriting, data: MapData, styles: Styles) -> None:
    """The title and the headings of the sheet of points."""
    text, sheet = plan_writing.text, data.sheet
    sheet.write_string(0, 0, text("titles.map_data"), styles.title)
    sheet.write_string(1, 0, text("maps.data_note"), styles.subtitle)
    for position, width in enumerate(_DATA_WIDTHS):
        sheet.set_column(position, position, width)
        heading = ("county", "layer", "across", "up", "label")[position]
        sheet.write_string(2, position, text(f"maps.{heading}"), styles.heading)
    sheet.freeze_panes(3, 0)
    sheet.hide()  # thousands of numbers that nobody wants to print; the charts show them
