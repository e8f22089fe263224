"""The formats of a workbook, to which ours are added once each."""

from __future__ import annotations

import re

from calculator.reporting.annotated.elements import (
    Edits,
    elements,
    named,
    place_for,
    prefixed,
)
from calculator.reporting.annotated.package import WORKBOOK, WorkbookPackage

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_NONE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)


class Formats:
    """The part of a package that holds its formats."""

    def __init__(self, package: WorkbookPackage) -> None:
        """Find the part; a workbook without one gets one."""
        self._package = package
        known = package.related(WORKBOOK, "styles").values()
        part = next((part for part in known if package.has(part)), None)
        if part is None:
            content = _NONE.format(package.namespace).encode()
            part = package.new_part("xl/styles{}.xml", content, "styles")
            package.relate(WORKBOOK, part, "styles")
        self._part = part

    def index(self, collection: str, markup: str) -> int:
        """The position of a format in its collection, where it is added if it is not there."""
        content = self._package.read(self._part)
        found = elements(content)
        markup = prefixed(markup, found[0].prefix)
        edits = Edits(content)
        known = named(collection, found[0].children)
        if not known:
            whole = f'<{collection} count="1">'
            whole = f"{prefixed(whole, found[0].prefix)}{markup}</{found[0].prefix}{collection}>"
            edits.insert(place_for(collection, _ORDER, found), whole)
            position = 0
        else:
            entries = known[0].children
            written = [content[entry.start : entry.end].decode() for entry in entries]
            if markup in written:
                return written.index(markup)
            position = len(entries)
            edits.set_attributes(known[0], count=str(position + 1))
            edits.append(known[0], markup)
        self._package.write(self._part, edits.made())
        return position

    def cell(self, *, font: str = "", fill: str = "", border: str = "", alignment: str = "") -> int:
        """The position of a cell's format made of the markup of its parts.

        The text of such a cell stays text when it is edited, whatever it begins with.
        """
        font_id = self.index("fonts", font) if font else 0
        fill_id = self.index("fills", fill) if fill else 0
        border_id = self.index("borders", border) if border else 0
        return self.index(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font_id}" fillId="{fill_id}" borderId="{border_id}" '
            'xfId="0" quotePrefix="1" applyFont="1" applyFill="1" applyBorder="1" '
            f'applyAlignment="1">{alignment}</xf>',
        )

    def font_name(self) -> str:
        """The font that cells have by default."""
        content = self._package.read(self._part)
        found = re.search(rb'<(?:\w+:)?font>.*?<(?:\w+:)?name val="([^"]*)"', content, re.DOTALL)
        return found[1].decode() if found is not None else "Calibri"
