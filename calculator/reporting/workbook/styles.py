"""How the cells of a report look."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rules.status import Severity

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

BODY_FONT = "宋体"
HEADING_FONT = "黑体"
GREY = "#E7E6E6"
ALERT = "#FCE4D6"
_MARKS: dict[Severity | None, dict[str, Any]] = {
    Severity.ERROR: {"bold": True, "bg_color": ALERT},
    Severity.WARNING: {"italic": True},
}


class Style(StrEnum):
    """What sort of thing a column holds, which decides alignment and number format."""

    TEXT = "text"
    CENTRED = "centred"
    WRAPPED = "wrapped"
    NUMBER = "number"


_LOOKS: dict[Style, dict[str, Any]] = {
    Style.TEXT: {"align": "left"},
    Style.CENTRED: {"align": "center"},
    Style.WRAPPED: {"align": "left", "text_wrap": True},
    Style.NUMBER: {"align": "right"},
}
WHOLE_NUMBERS = "#,##0"
_ROOM = "_0"
"""Keeps as much room as a digit on the right; indents go astray beside conditional formats."""


def signed_format(numbers: str) -> str:
    """A number format with a plus sign above zero."""
    return f"+{numbers};-{numbers};0"


class Styles:
    """The formats of one workbook, each made once.

    A mark shows in black and white too: an error is bold and shaded, a warning is italic.
    """

    def __init__(self, book: Workbook) -> None:
        """Make formats in this workbook."""
        self._book = book
        self._made: dict[tuple[Style, Severity | None, str, bool], Format] = {}
        self._lights: dict[Severity, Format] = {}

    def _font(self, **look: Any) -> Format:
        return self._book.add_format({"font_name": BODY_FONT, "font_size": 10, **look})

    def cell(
        self,
        style: Style,
        *,
        mark: Severity | None = None,
        numbers: str = "",
        is_link: bool = False,
    ) -> Format:
        """The format of a table's cell; what leads elsewhere is underlined."""
        key = (style, mark, numbers, is_link)
        if key not in self._made:
            look = {"border": 1, "valign": "vcenter", **_LOOKS[style], **_MARKS.get(mark, {})}
            if is_link:
                look["underline"] = 1
            if numbers:
                look["num_format"] = ";".join(part + _ROOM for part in numbers.split(";"))
            self._made[key] = self._font(**look)
        return self._made[key]

    @staticmethod
    def number(look: Format) -> int:
        """The number that stands for a format in a cell."""
        return int(look._get_xf_index())

    def light(self, severity: Severity) -> Format:
        """What a cell looks like as long as it stands out: as its mark would be."""
        if severity not in self._lights:
            self._lights[severity] = self._book.add_format(_MARKS.get(severity, {}))
        return self._lights[severity]

    @cached_property
    def title(self) -> Format:
        """The title of a sheet."""
        return self._font(font_name=HEADING_FONT, font_size=16, valign="vcenter")

    @cached_property
    def subtitle(self) -> Format:
        """The line under the title."""
        return self._font(valign="vcenter")

    @cached_property
    def section(self) -> Format:
        """The heading of a part of a sheet."""
        return self._font(font_name=HEADING_FONT, font_size=12, valign="vcenter")

    @cached_property
    def heading(self) -> Format:
        """The heading of a column."""
        return self._font(
            font_name=HEADING_FONT,
            border=1,
            bg_color=GREY,
            align="center",
            valign="vcenter",
            text_wrap=True,
        )

    @cached_property
    def term(self) -> Format:
        """What a line of the summary is about."""
        return self._font(font_name=HEADING_FONT, border=1, bg_color=GREY, valign="vcenter")

    @cached_property
    def linked_term(self) -> Format:
        """The same where it leads elsewhere."""
        return self._font(
            font_name=HEADING_FONT, border=1, bg_color=GREY, valign="vcenter", underline=1
        )

    @cached_property
    def total(self) -> Format:
        """A number of a row of sums."""
        return self._font(
            border=1,
            bold=True,
            align="right",
            valign="vcenter",
            num_format=WHOLE_NUMBERS + _ROOM,
        )

    @cached_property
    def total_text(self) -> Format:
        """A text of a row of sums."""
        return self._font(border=1, bold=True, align="center", valign="vcenter")

    @cached_property
    def paragraph(self) -> Format:
        """A paragraph that wraps over merged cells."""
        return self._font(text_wrap=True, valign="top", align="left")
