"""The boxes in which comments are shown, in the old drawing language that spreadsheets use."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from calculator.reporting.annotated.colours import Cell
from calculator.reporting.wrapping import columns

_WIDTH = 300
_LINE = 17
_CHARACTERS_A_LINE = 42
_MOST_LINES = 24
_PIXELS_A_CHARACTER = 7
_PADDING = 5
_GAP = 15
_ROW = 20
_LAST_COLUMN = 16383

_PREFIXES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _PREFIXES.items())
_DRAWING = f"""\
<xml{_DECLARED}>
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
</xml>"""
_SHAPE_TYPE = """\
<v:shapetype{declared} id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
"""
_SHAPE = """\
<v:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;\
margin-left:60pt;margin-top:2pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>\
<x:Column>{column}</x:Column></x:ClientData></v:shape>
"""
_ROOT = re.compile(rb"<xml\b[^>]*>")
_ANY_SHAPE = re.compile(rb"<(\w+:)shape\s.*?</\1shape>\s*", re.DOTALL)
_ROW_OF = re.compile(rb"<\w+:Row>\s*(\d+)\s*<")
_COLUMN_OF = re.compile(rb"<\w+:Column>\s*(\d+)\s*<")
_NUMBER_OF = re.compile(rb"_x0000_s(\d+)")


@dataclass(frozen=True)
class ColumnWidths:
    """How wide the columns of a sheet are, in characters.

    Attributes:
        usual: The width of a column that is not named.
        given: The first and last column (counted from 0) of a width, and the width.
    """

    usual: float = 8.43
    given: list[tuple[int, int, float]] = field(default_factory=list)

    def pixels(self, column: int) -> int:
        """The width of a column counted from 0, in pixels."""
        width = next((w for first, last, w in self.given if first <= column <= last), self.usual)
        return int(width * _PIXELS_A_CHARACTER + _PADDING) if width else 0


def with_shapes(
    drawing: bytes | None, texts: Mapping[Cell, str], gone: Collection[Cell], widths: ColumnWidths
) -> bytes:
    """A drawing with a box for each new comment and without those of comments that are gone."""
    part = drawing or _DRAWING.encode()

    def keep(found: re.Match[bytes]) -> bytes:
        row, column = _ROW_OF.search(found[0]), _COLUMN_OF.search(found[0])
        is_gone = row is not None and column is not None and (int(row[1]), int(column[1])) in gone
        return b"" if is_gone else found[0]

    if gone:
        part = _ANY_SHAPE.sub(keep, part)
    number = max((int(found) for found in _NUMBER_OF.findall(part)), default=1024)
    # Some programs call the drawing languages by other prefixes, or name them further inside.
    root = _ROOT.search(part)
    named = root is not None and all(f"xmlns:{p}=".encode() in root[0] for p in _PREFIXES)
    declared = "" if named else _DECLARED
    markup = []
    if texts and b'id="_x0000_t202"' not in part:
        markup.append(_SHAPE_TYPE.format(declared=declared))
    for (row, column), text in texts.items():
        number += 1
        lines = sum(-(-columns(line) // _CHARACTERS_A_LINE) or 1 for line in text.split("\n"))
        height = _LINE * min(lines + 1, _MOST_LINES)
        anchor = _anchor(row, column, height, widths)
        markup.append(
            _SHAPE.format(
                declared=declared,
                number=number,
                width=_WIDTH,
                height=height,
                anchor=anchor,
                row=row,
                column=column,
            )
        )
    end = part.rindex(b"</xml>")
    return part[:end] + "".join(markup).encode() + part[end:]


def _anchor(row: int, column: int, height: int, widths: ColumnWidths) -> str:
    """Where a box begins and ends: columns and rows, each with pixels into it."""
    first = min(column + 1, _LAST_COLUMN)
    last, left_over = first, _GAP + _WIDTH
    while left_over > widths.pixels(last) and last < _LAST_COLUMN:
        left_over -= widths.pixels(last)
        last += 1
    top = max(row - 1, 0)
    bottom, rest = divmod(top * _ROW + height + 2, _ROW)
    return f"{first}, {_GAP}, {top}, 2, {last}, {left_over}, {bottom}, {rest}"
