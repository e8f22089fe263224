"""How the cells of an empty workbook look; what is required shows in black and white too."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from calculator.reporting.template.columns import Need
from calculator.reporting.workbook.styles import GREY, HEADING_FONT, WHOLE_NUMBERS, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_DARK = "#BFBFBF"
_PALE = "#7F7F7F"
_GROUNDS: dict[Need, dict[str, Any]] = {
    Need.REQUIRED: {"bold": True, "bg_color": _DARK},
    Need.ONE_OF: {"bold": True, "bg_color": GREY},
    Need.OPTIONAL: {},
}
AS_TEXT = "@"


class FormStyles(Styles):
    """The formats of one workbook to fill in."""

    @cached_property
    def headings(self) -> dict[Need, Format]:
        """The heading of a column, by whether it has to be filled in."""
        return {
            need: self._font(
                font_name=HEADING_FONT,
                border=1,
                align="center",
                valign="vcenter",
                text_wrap=True,
                **_GROUNDS[need],
            )
            for need in Need
        }

    @cached_property
    def text_entry(self) -> Format:
        """A cell for text; digits stay as they are typed."""
        return self._font(border=1, align="left", valign="vcenter", num_format=AS_TEXT)

    @cached_property
    def choice_entry(self) -> Format:
        """A cell for one of a list."""
        return self._font(border=1, align="center", valign="vcenter")

    @cached_property
    def whole_entry(self) -> Format:
        """A cell for a whole number."""
        return self._font(border=1, align="right", valign="vcenter", num_format=WHOLE_NUMBERS)

    @cached_property
    def number_entry(self) -> Format:
        """A cell for a number with decimals."""
        return self._font(border=1, align="right", valign="vcenter")

    def date_entry(self, number_format: str) -> Format:
        """The cell for the date of the statistics."""
        return self._font(border=1, align="center", valign="vcenter", num_format=number_format)

    @cached_property
    def example(self) -> Format:
        """An example, which is no data."""
        return self._font(
            border=1, italic=True, font_color=_PALE, align="left", valign="vcenter", text_wrap=True
        )
