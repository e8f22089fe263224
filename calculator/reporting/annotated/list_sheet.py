"""The sheet in front of the copy: every finding, with the way to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from calculator.messages import Messages
from calculator.own_sheets import MARKER
from calculator.reading.grids import column_letters
from calculator.reporting.annotated.colours import cell_look
from calculator.reporting.annotated.comments import severity_term, written
from calculator.reporting.annotated.entries import Entry, Place, some
from calculator.reporting.annotated.formats import Formats
from calculator.reporting.workbook.fitting import (
    LINE_HEIGHT,
    ROW_MARGIN,
    column_width,
    lines_needed,
)
from rules.status import Severity

HEADING_ROW = 3
_MOST_LINKS = 65_000
_MOST_TEXT = 32_000
_TALLEST = 400
_HEADINGS = (
    *("annotated.number", "annotated.severity", "annotated.sheet_heading", "annotated.cell"),
    *("annotated.count", "annotated.township", "annotated.finding", "annotated.found"),
)
_WIDEST = (6, 8, 18, 24, 6, 24, 78, 22)
_LINKS = _HEADINGS.index("annotated.cell")
_BORDER = (
    "<border>"
    + "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    + "</border>"
)
_GREY = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/>'
    '<bgColor indexed="64"/></patternFill></fill>'
)
_WRAPPED = '<alignment vertical="center" wrapText="1"/>'
_CENTRED = '<alignment horizontal="center" vertical="center" wrapText="1"/>'


@dataclass(frozen=True)
class ListSheet:
    """The sheet as XML, and the names that belong to it."""

    content: bytes
    names: dict[str, str]


def list_sheet(
    title: str, entries: Sequence[Entry], formats: Formats, namespace: str, speaker: Messages
) -> ListSheet:
    """Make the sheet under a title, for a workbook with these formats."""
    headings = [speaker.text(name) for name in _HEADINGS]
    rows = [_row(number, entry, speaker) for number, entry in enumerate(entries, start=1)]
    widths = [
        min(widest, column_width(heading, column, wrapped=True, indented=False))
        for heading, widest, *column in zip(headings, _WIDEST, *rows, strict=True)
    ]
    looks = _looks(formats)
    first = HEADING_ROW + 1
    last = HEADING_ROW + max(len(rows), 1)
    last_letters = column_letters(len(headings) - 1)
    lines = [
        _line(1, [_sentence(speaker, title)], [looks["title"]], 24),
        _line(2, [_advice(entries, speaker)], [looks["plain"]], LINE_HEIGHT + ROW_MARGIN),
        _line(HEADING_ROW, headings, [looks["heading"]] * len(headings), 2 * LINE_HEIGHT),
    ]
    for number, (entry, row) in enumerate(zip(entries, rows, strict=True), start=first):
        cells = [looks["centred"], looks[entry.severity], looks["text"], looks["text"]]
        cells += [looks["centred"], looks["text"], looks["text"], looks["text"]]
        if entry.places:
            cells[_LINKS] = looks["link"]
        lines.append(_line(number, row, cells, _height(row, widths)))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width:.2f}" customWidth="1"/>'
        for at, width in enumerate(widths, start=1)
    )
    table = f"A{HEADING_ROW}:{last_letters}{last}"
    content = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADING_ROW}" topLeftCell="A{first}" activePane="bottomLeft" '
        f'state="frozen"/><selection pane="bottomLeft" activeCell="A{first}" sqref="A{first}"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(lines)}</sheetData><autoFilter ref="{table}"/>'
        f"{_links(entries, first)}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{written(speaker.text('annotated.footer'))}</oddFooter>"
        "</headerFooter></worksheet>"
    )
    quoted = quoted_sheet(title)
    return ListSheet(
        content.encode(),
        {
            "_xlnm.Print_Titles": f"{quoted}!${HEADING_ROW}:${HEADING_ROW}",
            "_xlnm._FilterDatabase": f"{quoted}!$A${HEADING_ROW}:${last_letters}${last}",
        },
    )


def quoted_sheet(name: str) -> str:
    """The name of a sheet as it stands in a reference."""
    return "'" + name.replace("'", "''") + "'"


def _sentence(speaker: Messages, title: str) -> str:
    return speaker.text("annotated.title", title=title, marker=MARKER)


def _advice(entries: Sequence[Entry], speaker: Messages) -> str:
    counts = {
        f"{severity}s": sum(entry.severity is severity for entry in entries)
        for severity in Severity
    }
    return speaker.text("annotated.advice", **counts)


def _row(number: int, entry: Entry, speaker: Messages) -> list[str | int]:
    return [
        number,
        speaker.say(severity_term(entry.severity)),
        entry.sheet,
        some([place.reference for place in entry.places], speaker),
        len(entry.places) or 1,
        some(entry.townships, speaker),
        entry.said,
        some(entry.values, speaker),
    ]


def _looks(formats: Formats) -> dict[str, int]:
    name = quoteattr(formats.font_name())
    font = f'<font>{{}}<sz val="{{}}"/>{{}}<name val={name}/></font>'
    plain, bold = font.format("", 10, ""), font.format("<b/>", 10, "")
    link = f'<font><u/><sz val="10"/><color rgb="FF0563C1"/><name val={name}/></font>'
    looks = {
        "title": formats.cell(font=font.format("<b/>", 14, "")),
        "plain": formats.cell(font=plain),
        "heading": formats.cell(font=bold, fill=_GREY, border=_BORDER, alignment=_CENTRED),
        "text": formats.cell(font=plain, border=_BORDER, alignment=_WRAPPED),
        "centred": formats.cell(font=plain, border=_BORDER, alignment=_CENTRED),
        "link": formats.cell(font=link, border=_BORDER, alignment=_WRAPPED),
    }
    for severity in Severity:
        weight = bold if severity is Severity.ERROR else plain
        looks[severity] = formats.cell(font=weight, alignment=_CENTRED, **cell_look(severity))
    return looks


def _height(row: Sequence[str | int], widths: Sequence[float]) -> float:
    lines = max(lines_needed(str(text), width) for text, width in zip(row, widths, strict=True))
    return min(lines * LINE_HEIGHT + 2 * ROW_MARGIN, _TALLEST)


def _line(number: int, texts: Sequence[str | int], looks: Sequence[int], height: float) -> str:
    cells = []
    for column, (text, look) in enumerate(zip(texts, looks, strict=True)):
        at = f'r="{column_letters(column)}{number}" s="{look}"'
        if isinstance(text, int):
            cells.append(f"<c {at}><v>{text}</v></c>")
        elif not text:
            cells.append(f"<c {at}/>")
        else:
            said = written(text[:_MOST_TEXT])
            cells.append(f'<c {at} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>')
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _links(entries: Sequence[Entry], first: int) -> str:
    linked = [
        (row, entry.places[0]) for row, entry in enumerate(entries, start=first) if entry.places
    ]
    if not linked:
        return ""
    letters = column_letters(_LINKS)
    markup = (
        f'<hyperlink ref="{letters}{row}" location={quoteattr(_location(place))}/>'
        for row, place in linked[:_MOST_LINKS]
    )
    return f"<hyperlinks>{''.join(markup)}</hyperlinks>"


def _location(place: Place) -> str:
    return f"{quoted_sheet(place.sheet)}!{place.reference}"
