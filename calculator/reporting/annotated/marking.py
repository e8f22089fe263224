"""One sheet of the user's workbook with colours and comments of ours, or without them again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from calculator.own_sheets import MARKER
from calculator.reading.grids import column_letters, parse_reference
from calculator.reporting.annotated.colours import Cell, conditional_formats
from calculator.reporting.annotated.comments import Comments
from calculator.reporting.annotated.elements import (
    Edits,
    Element,
    elements,
    named,
    place_for,
    prefixed,
)
from calculator.reporting.annotated.package import WorkbookPackage
from calculator.reporting.annotated.shapes import ColumnWidths, with_shapes
from rules.status import Severity

_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing"),
)
_CELLS = re.compile(
    rb"(<(?:\w+:)?sheetData(?:\s[^>]*)?(?<!/)>).*(</(?:\w+:)?sheetData\s*>)", re.DOTALL
)


@dataclass(frozen=True)
class Mark:
    """What a cell is marked with: the heaviest severity of its findings, and its comment."""

    severity: Severity
    text: str


@dataclass(frozen=True)
class MarkLooks:
    """How marks look in a workbook: the format of each severity, the font of comments."""

    formats: Mapping[Severity, int]
    font: str


def mark_sheet(
    package: WorkbookPackage,
    part: str,
    marks: Mapping[Cell, Mark],
    looks: MarkLooks,
) -> None:
    """Colour and comment cells of a sheet; earlier marks of ours go, and nothing else does.

    Args:
        package: The workbook.
        part: The part that holds the sheet.
        marks: What to mark, by row and column counted from 0.
        looks: How it is to look.
    """
    before, cells, after = _around_cells(package.read(part))
    frame = before + after
    found = elements(frame)
    root = found[0]
    edits = Edits(frame)
    for view in named("sheetView", found):
        # Two selected sheets are a group, in which every entry is made twice.
        if view.attributes.get("tabSelected", "0") not in ("0", "false"):
            edits.set_attributes(view, tabSelected="0")
    users = _without_our_colours(found, frame, edits)
    marks = _at_visible_cells(marks, found)
    if marks:
        if any(priority <= len(Severity) for _, priority in users):
            for rule, priority in users:
                edits.set_attributes(rule, priority=str(priority + len(Severity)))
        coloured: dict[Severity, list[Cell]] = {}
        for cell, mark in marks.items():
            coloured.setdefault(mark.severity, []).append(cell)
        markup = conditional_formats(coloured, looks.formats)
        place = place_for("conditionalFormatting", _ORDER, found)
        edits.insert(place, prefixed(markup, root.prefix))
    drawing = _comment(package, part, marks, looks.font, found)
    if drawing is not None:
        markup = f'<legacyDrawing xmlns:here="{package.relationships}" here:id="{drawing}"/>'
        edits.insert(place_for("legacyDrawing", _ORDER, found), prefixed(markup, root.prefix))
    changed = edits.made()
    if changed != frame:
        head, _, tail = _around_cells(changed)
        package.write(part, head + cells + tail)


def _at_visible_cells(marks: Mapping[Cell, Mark], found: list[Element]) -> dict[Cell, Mark]:
    """The marks, those inside merged cells at the one that is seen of them."""
    placed: dict[Cell, Mark] = dict(marks)
    for merged in named("mergeCell", found) if marks else ():
        first, _, last = merged.attributes.get("ref", "").partition(":")
        top, left = parse_reference(first)
        bottom, right = parse_reference(last or first)
        inside = [
            (row, column)
            for row, column in placed
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        ]
        for cell in inside:
            mark = placed.pop(cell)
            known = placed.get((top, left))
            if known is not None:
                heaviest = min(known.severity, mark.severity, key=list(Severity).index)
                said = dict.fromkeys([*known.text.split("\n"), *mark.text.split("\n")])
                mark = Mark(heaviest, "\n".join(said))
            placed[top, left] = mark
    return placed


def _around_cells(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    """A sheet up to its cells, its cells, and what comes after them."""
    found = _CELLS.search(sheet)
    if found is None:
        return sheet, b"", b""
    return sheet[: found.end(1)], sheet[found.end(1) : found.start(2)], sheet[found.start(2) :]


def _without_our_colours(
    found: list[Element], frame: bytes, edits: Edits
) -> list[tuple[Element, int]]:
    """Take away our conditional formats; the user's own with their priorities remain."""
    ours = set()
    for formatting in named("conditionalFormatting", found):
        rules = named("cfRule", formatting.children)
        gone = [rule for rule in rules if MARKER.encode() in frame[rule.start : rule.end]]
        ours |= {rule.start for rule in gone}
        whole = gone and len(gone) == len(rules)
        for element in [formatting] if whole else gone:
            edits.replace(element.start, element.end, "")
    return [
        (rule, int(rule.attributes["priority"]))
        for rule in named("cfRule", found)
        if rule.start not in ours and rule.attributes.get("priority", "").isdigit()
    ]


def _comment(
    package: WorkbookPackage,
    part: str,
    marks: Mapping[Cell, Mark],
    font: str,
    found: list[Element],
) -> str | None:
    """Write the comments; the relation to the drawing with their boxes, where it is new."""
    known = next(iter(package.related(part, "comments").values()), None)
    if known is None and not marks:
        return None
    comments = Comments(package.read(known) if known is not None else None, package.namespace)
    ours = {
        f"{column_letters(column)}{row + 1}": mark.text for (row, column), mark in marks.items()
    }
    if known is not None and not ours and not comments.removed and not comments.shortened:
        return None
    content = comments.with_ours(ours, font)
    if known is not None:
        package.write(known, content)
    else:
        package.relate(part, package.new_part("xl/comments{}.xml", content, "comments"), "comments")
    boxes = {
        parse_reference(reference): text
        for reference, text in ours.items()
        if reference not in comments.users
    }
    gone = {parse_reference(reference) for reference in comments.removed}
    drawings = package.related(part, "vmlDrawing")
    drawing_relation = next(
        (
            value
            for element in named("legacyDrawing", found)
            for name, value in element.attributes.items()
            if name.endswith(":id") and value in drawings
        ),
        None,
    )
    if drawing_relation is not None:
        drawing = drawings[drawing_relation]
        package.write(drawing, with_shapes(package.read(drawing), boxes, gone, _widths(found)))
        return None
    drawing = package.new_drawing(with_shapes(None, boxes, gone, _widths(found)))
    return package.relate(part, drawing, "vmlDrawing")


def _widths(found: list[Element]) -> ColumnWidths:
    usual = 8.43
    for element in named("sheetFormatPr", found):
        usual = float(element.attributes.get("defaultColWidth", usual))
    given = []
    for element in named("col", found):
        is_hidden = element.attributes.get("hidden") in ("1", "true")
        width = 0.0 if is_hidden else float(element.attributes.get("width", usual))
        first, last = int(element.attributes["min"]), int(element.attributes["max"])
        given.append((first - 1, last - 1, width))
    return ColumnWidths(usual, given)
