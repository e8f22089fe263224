"""How the sheet of figures looks; what may be changed shows in black and white too."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from calculator.reporting.workbook.styles import GREY, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_THIN_FRAME = "#A6A6A6"
_GROUND = "#FFF2CC"
_THICK = 2
_AS_TEXT = "@"


class FiguresStyles(Styles):
    """The formats of a sheet of figures: what stays has thin grey frames."""

    def _font(self, **look: Any) -> Format:
        thin = {"border_color": _THIN_FRAME} if look.get("border") == 1 else {}
        return super()._font(**thin, **look)

    def entry(self, align: str, number_format: str = "") -> Format:
        """A cell that may be changed: a thick frame on pale ground."""
        look: dict[str, Any] = {"num_format": number_format} if number_format else {}
        return self._font(
            border=_THICK,
            bg_color=_GROUND,
            locked=False,
            align=align,
            valign="vcenter",
            text_wrap=True,
            **look,
        )

    @cached_property
    def number_entry(self) -> Format:
        """A number to change; shown with all its decimals."""
        return self.entry("right")

    @cached_property
    def choice_entry(self) -> Format:
        """Yes or no."""
        return self.entry("center")

    @cached_property
    def text_entry(self) -> Format:
        """A text to fill in; digits stay as they are typed."""
        return self.entry("left", _AS_TEXT)

    def date_entry(self, number_format: str) -> Format:
        """A date to fill in."""
        return self.entry("left", number_format)

    @cached_property
    def changed(self) -> Format:
        """What differs from what the pack says."""
        return self._book.add_format({"bold": True, "underline": 1})

    @cached_property
    def number(self) -> Format:
        """A number that stays, with all its decimals."""
        return self._font(border=1, align="right", valign="vcenter", text_wrap=True)

    @cached_property
    def asked(self) -> Format:
        """The status of a figure that only the user has."""
        return self._font(
            border=1, bold=True, bg_color=GREY, align="center", valign="vcenter", text_wrap=True
        )
