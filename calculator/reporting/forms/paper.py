"""Paper as official documents have it: margins, fonts, tables, lines for opinions and seals.

Sizes are those of GB/T 9704 for official papers; fonts that a computer lacks are replaced by the
one named beside them, by Word and WPS themselves.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TITLE_FONT = "方正小标宋简体"
TEXT_FONT = "仿宋_GB2312"
HEADING_FONT = "黑体"
LATIN_FONT = "Times New Roman"
REPLACEMENTS = {TITLE_FONT: "宋体", TEXT_FONT: "仿宋", HEADING_FONT: "SimHei"}
"""Font -> the one that Windows and WPS have in its place."""

TITLE_SIZE = 22
TEXT_SIZE = 12
TABLE_SIZE = 10.5
SMALL_SIZE = 9

LONG_SIDE, SHORT_SIDE = 297, 210
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
PAGE_NUMBER = 12
"""How far below the text the number of the page stands, in millimetres."""

CELL_MARGIN = 40
"""Left and right of the text of a cell, in twentieths of a point."""

TWIPS_A_MILLIMETRE = 56.6929
_MADE = datetime(2010, 1, 1)
_ZIP_DATE = (2010, 1, 1, 0, 0, 0)

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
START = WD_ALIGN_PARAGRAPH.LEFT
END = WD_ALIGN_PARAGRAPH.RIGHT


class Paper:
    """A document that is written downwards."""

    def __init__(self, *, title: str, landscape: bool) -> None:
        """Take an empty A4 sheet; a wide one is the upright one turned, margins and all."""
        self.document = Document()
        self.document.core_properties.title = title
        section = self.document.sections[0]
        sides = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(side) for side in sides)
        margins = (LEFT, RIGHT, BOTTOM, TOP) if landscape else (TOP, BOTTOM, LEFT, RIGHT)
        section.top_margin, section.bottom_margin = Mm(margins[0]), Mm(margins[1])
        section.left_margin, section.right_margin = Mm(margins[2]), Mm(margins[3])
        section.footer_distance = Mm(margins[1] - PAGE_NUMBER)
        self.width = sides[0] - margins[2] - margins[3]
        _set_font(self.document.styles["Normal"], TEXT_FONT, TEXT_SIZE)
        _number_pages(section)
        _replace_fonts(self.document)

    def title(self, text: str) -> None:
        """Write the title of the form."""
        paragraph = self._paragraph(text, TITLE_SIZE, TITLE_FONT)
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_after = Pt(8)

    def heading(self, text: str) -> None:
        """Write the heading of a part, which stays with what follows it."""
        paragraph = self._paragraph(text, TEXT_SIZE, HEADING_FONT)
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.keep_with_next = True

    def line(self, text: str, size: float = TEXT_SIZE, *, with_next: bool = False) -> None:
        """Write a line or a paragraph."""
        self._paragraph(text, size).paragraph_format.keep_with_next = with_next

    def tag(self, tag: str) -> None:
        """Write a tag that stands in a paragraph of its own, which is dropped when filled in."""
        self._paragraph(tag, SMALL_SIZE)

    def _paragraph(self, text: str, size: float, font: str = TEXT_FONT) -> Any:
        paragraph = self.document.add_paragraph()
        _plain(paragraph)
        _run(paragraph, text, size, font)
        return paragraph

    def table(self, widths: Sequence[float], size: float = TABLE_SIZE) -> PaperTable:
        """Begin a table as wide as the page; ``widths`` are shares of it."""
        return PaperTable(self, widths, size)

    def saved(self) -> bytes:
        """The document, the same bytes each time it is made."""
        properties = self.document.core_properties
        properties.created = properties.modified = _MADE
        properties.author = properties.comments = ""
        properties.revision = 1
        first = io.BytesIO()
        self.document.save(first)
        again = io.BytesIO()
        with zipfile.ZipFile(first) as old, zipfile.ZipFile(again, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))
        return again.getvalue()


class PaperTable:
    """A table whose rows are written downwards."""

    def __init__(self, paper: Paper, widths: Sequence[float], size: float) -> None:
        """Begin with no rows."""
        whole = paper.width * TWIPS_A_MILLIMETRE
        self.widths = [round(width * whole / sum(widths)) for width in widths]
        self.size = size
        self.table = paper.document.add_table(rows=0, cols=len(widths))
        self.table.style = "Table Grid"
        self.table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.table.autofit = False
        properties = self.table._tbl.tblPr
        width = properties.find(qn("w:tblW"))
        width.set(qn("w:w"), str(sum(self.widths)))
        width.set(qn("w:type"), "dxa")
        properties.append(
            parse_xml(
                f"<w:tblCellMar {nsdecls('w')}>"
                f'<w:top w:w="{CELL_MARGIN}" w:type="dxa"/>'
                f'<w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
                f'<w:bottom w:w="{CELL_MARGIN}" w:type="dxa"/>'
                f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
            )
        )
        for column, twips in zip(
            self.table._tbl.tblGrid.findall(qn("w:gridCol")), self.widths, strict=True
        ):
            column.set(qn("w:w"), str(twips))

    def row(
        self,
        texts: Sequence[str | None],
        *,
        heading: bool = False,
        left: Sequence[int] = (),
        height: float | None = None,
        with_next: bool = False,
    ) -> Any:
        """Write a row; None continues the cell above.

        Args:
            texts: What stands in the cells.
            heading: Whether the row is repeated on every page.
            left: The cells whose text begins at the left, by position.
            height: The least height, in millimetres.
            with_next: Whether the row stays on the page of the next one.
        """
        row = self.table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if heading:
            properties.append(OxmlElement("w:tblHeader"))
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Mm(height or 7)
        for position, text in enumerate(texts):
            cell = row.cells[position]
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell_properties = cell._tc.get_or_add_tcPr()
            cell_properties.get_or_add_tcW().set(qn("w:w"), str(self.widths[position]))
            cell_properties.get_or_add_tcW().set(qn("w:type"), "dxa")
            paragraph = cell.paragraphs[0]
            _plain(paragraph)
            paragraph.alignment = START if position in left else CENTRE
            paragraph.paragraph_format.keep_with_next = with_next
            _run(paragraph, text or "", self.size, HEADING_FONT if heading else TEXT_FONT)
        return row

    def tag(self, tag: str) -> None:
        """Write a row that holds only a tag, and is dropped when filled in."""
        self.row([tag, *[""] * (len(self.widths) - 1)], left=[0])

    def merge_down(self, rows: Sequence[Any], positions: Sequence[int]) -> None:
        """Merge the cells of two rows that stand at the same positions."""
        for position in positions:
            for row, value in zip(rows, ("restart", None), strict=True):
                merge = OxmlElement("w:vMerge")
                if value is not None:
                    merge.set(qn("w:val"), value)
                cell = row._tr.tc_lst[position].get_or_add_tcPr()
                cell.find(qn("w:tcW")).addnext(merge)

    def opinion(self, office: str, seal: str) -> None:
        """Write a row for the opinion of an office, with its seal and the date at the end.

        The row stays on one page with what follows it.
        """
        row = self.row([office, ""], height=30, with_next=True)
        cell = row.cells[1]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        paragraph = cell.paragraphs[0]
        paragraph.alignment = END
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.right_indent = Mm(8)
        paragraph.paragraph_format.space_after = Pt(6)
        _run(paragraph, seal, TEXT_SIZE)


def _plain(paragraph: Any) -> None:
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0


def _run(paragraph: Any, text: str, size: float, font: str = TEXT_FONT) -> None:
    _set_font(paragraph.add_run(text), font, size)


def _set_font(owner: Any, font: str, size: float) -> None:
    owner.font.name = LATIN_FONT
    owner.font.size = Pt(size)
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _number_pages(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = CENTRE
    _run(paragraph, "— ", 14, "宋体")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        _set_font(run, "宋体", 14)
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    _run(paragraph, " —", 14, "宋体")


def _replace_fonts(document: Any) -> None:
    """Say in the document which font stands in for one that is not installed."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            fonts = parse_xml(part.blob)
            for font, other in REPLACEMENTS.items():
                fonts.append(
                    parse_xml(
                        f'<w:font {nsdecls("w")} w:name="{font}">'
                        f'<w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                    )
                )
            from lxml import etree

            part._blob = etree.tostring(
                fonts, xml_declaration=True, encoding="UTF-8", standalone=True
            )
