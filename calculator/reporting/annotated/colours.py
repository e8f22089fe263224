"""Colours for cells of findings: conditional formats, which leave the cells' own formats alone.

They lie over what a cell looks like and can be taken away again without a trace. Each differs
from the others in black and white too: by its frame, and an error by bold print.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from calculator.own_sheets import MARKER
from calculator.reading.grids import column_letters
from rules.status import Severity

_MOST_AREAS = 200
_LOOKS = {
    Severity.ERROR: ("thin", "FF9C0006", "FFFFC7CE", "<b/>"),
    Severity.WARNING: ("dashed", "FF7F6000", "FFFFEB9C", ""),
    Severity.NOTE: ("dotted", "FF1F4E78", "FFDDEBF7", ""),
}
CONDITION = f'LEN("{MARKER}")&gt;0'
"""Always true; it tells our colours from the user's own conditional formats."""

Cell = tuple[int, int]


def border(severity: Severity) -> str:
    """The frame of a severity."""
    style, colour, _, _ = _LOOKS[severity]
    sides = ("left", "right", "top", "bottom")
    drawn = (f'<{side} style="{style}"><color rgb="{colour}"/></{side}>' for side in sides)
    return f"<border>{''.join(drawn)}</border>"


def overlay(severity: Severity) -> str:
    """What a cell of a severity looks like, as a differential format."""
    _, colour, fill, weight = _LOOKS[severity]
    return (
        f'<dxf><font>{weight}<color rgb="{colour}"/></font>'
        f'<fill><patternFill patternType="solid"><fgColor rgb="{fill}"/>'
        f'<bgColor rgb="{fill}"/></patternFill></fill>{border(severity)}</dxf>'
    )


def cell_look(severity: Severity) -> dict[str, str]:
    """The fill and frame of a severity for a cell's own format."""
    fill = _LOOKS[severity][2]
    return {
        "fill": f'<fill><patternFill patternType="solid"><fgColor rgb="{fill}"/>'
        '<bgColor indexed="64"/></patternFill></fill>',
        "border": border(severity),
    }


def conditional_formats(
    marked: Mapping[Severity, Collection[Cell]], formats: Mapping[Severity, int]
) -> str:
    """The markup that colours the cells of each severity."""
    markup = []
    for priority, severity in enumerate(Severity, start=1):
        areas = _areas(marked.get(severity, ()))
        for first in range(0, len(areas), _MOST_AREAS):
            written = " ".join(areas[first : first + _MOST_AREAS])
            markup.append(
                f'<conditionalFormatting sqref="{written}"><cfRule type="expression" '
                f'dxfId="{formats[severity]}" priority="{priority}"><formula>{CONDITION}</formula>'
                "</cfRule></conditionalFormatting>"
            )
    return "".join(markup)


def _areas(cells: Collection[Cell]) -> list[str]:
    """Cells as areas, those one below the other together."""
    areas: list[list[int]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if areas and areas[-1][0] == column and areas[-1][2] == row - 1:
            areas[-1][2] = row
        else:
            areas.append([column, row, row])
    written = []
    for column, first, last in areas:
        letters = column_letters(column)
        end = f":{letters}{last + 1}" if last > first else ""
        written.append(f"{letters}{first + 1}{end}")
    return written
