"""Writing the sheet of figures: what to do, the document, the pack, and a row a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from calculator import __version__
from calculator.amendments.sheet import DOCUMENT
from calculator.amendments.values import Cell, cell_of, is_settable
from calculator.messages import Language, Messages
from calculator.own_sheets import FIGURES_MARKER
from calculator.packs import pack_names
from calculator.reporting.figure_groups import slot_text
from calculator.reporting.figures_sheet.names import defined_names
from calculator.reporting.figures_sheet.styles import FiguresStyles
from calculator.reporting.figures_sheet.validation import (
    document_validation,
    figure_validation,
    unit_text,
)
from calculator.reporting.workbook.fitting import (
    LINE_HEIGHT,
    ROW_MARGIN,
    column_width,
    lines_needed,
)
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import set_up_page
from rules.figures import Figure
from rules.pack import RulePack
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDEST: dict[str, float] = {
    "label": 30,
    "member": 16,
    "value": 20,
    "unit": 16,
    "new_clause": 22,
    "former": 18,
    "status": 12,
    "source": 28,
    "clause": 36,
    "name": 30,
}
"""The columns of the table, and how wide each may be, in characters of a spreadsheet."""

_TO_FILL_IN = ("value", "new_clause")
"""Columns that have their width whatever stands in them."""

_COLUMNS = list(_WIDEST)
_VALUE, _FORMER = _COLUMNS.index("value"), _COLUMNS.index("former")
_FILLED_IN = 2
"""The column in which the cells above the table begin, and how wide they are."""
_LAST_FILLED_IN = 4
_STEPS = ("edit", "document", "write", "rows", "give_back")


@dataclass(frozen=True)
class FiguresOrigin:
    """The pack that a sheet of figures amends when it is given back.

    Attributes:
        pack: That pack, as it is without the sheet.
        reference: How it is found again: the id of a shipped pack, or a path from the folder
            in which the workbook will lie.
        as_of: The day whose figures it was loaded with; None for the newest.
        file: What the workbook is called.
    """

    pack: RulePack
    reference: str
    as_of: date | None
    file: str


def write_figures_sheet(
    book: Workbook, origin: FiguresOrigin, language: Language, pack: RulePack | None = None
) -> dict[str, str]:
    """Add the sheet of figures to a workbook that is being written.

    Args:
        book: The workbook. The value cell of every figure gets a name that holds all over it.
        origin: The pack that the sheet amends when it is given back.
        language: The language of everything but the names.
        pack: The pack whose values are shown, where figures of the origin have been entered.

    Returns:
        Name of a figure -> the name of its value cell, as ``defined_names`` gives them.
    """
    return _FiguresSheet(book, origin, language, pack or origin.pack).write()


class _FiguresSheet:
    """Writes one sheet downwards."""

    def __init__(
        self, book: Workbook, origin: FiguresOrigin, language: Language, pack: RulePack
    ) -> None:
        self._book = book
        self._origin = origin
        self._pack = pack
        self._former = {figure.name: figure for figure in origin.pack.all_figures}
        self._speaker = Messages(language, pack_names(pack))
        self._styles = FiguresStyles(book)
        self._sheet: Worksheet = book.add_worksheet(self._text("sheet"))
        self._row = 0
        self._rows = [self._cells(figure) for figure in pack.all_figures]
        self._widths = {column: self._width(column) for column in _COLUMNS}

    def write(self) -> dict[str, str]:
        sheet, styles = self._sheet, self._styles
        for column, width in enumerate(self._widths.values()):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self._text("title", marker=FIGURES_MARKER), styles.title)
        sheet.set_row(0, 26)
        self._row = 1
        self._write_steps()
        self._write_document()
        self._write_origin()
        self._section("figures")
        heading = self._row
        texts = [self._text(f"headings.{column}") for column in _COLUMNS]
        self._line(texts, [styles.heading] * len(texts))
        names = self._write_figures()
        set_up_page(sheet, self._text("footer"), (heading, heading))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        return names

    def _text(self, key: str, **values: Any) -> str:
        return self._speaker.text(f"figures_sheet.{key}", **values)

    def _section(self, key: str) -> None:
        self._sheet.write_string(self._row, 0, self._text(f"sections.{key}"), self._styles.section)
        self._sheet.set_row(self._row, 20)
        self._row += 1

    def _write_steps(self) -> None:
        self._section("steps")
        width = sum(self._widths.values())
        for number, step in enumerate(_STEPS, start=1):
            text = f"{number}. {self._text(f'steps.{step}', file=_quoted(self._origin.file))}"
            look = self._styles.paragraph
            self._sheet.merge_range(self._row, 0, self._row, len(_COLUMNS) - 1, "", look)
            self._sheet.write_string(self._row, 0, text, look)
            height = LINE_HEIGHT * lines_needed(text, width) + ROW_MARGIN
            self._sheet.set_row(self._row, height)
            self._row += 1

    def _write_document(self) -> None:
        self._section("document")
        for part in DOCUMENT:
            label = self._text(f"document.{part}")
            look = self._styles.text_entry
            if part == "date":
                look = self._styles.date_entry(self._text("date_format"))
            self._write_above(label, None, look)
            cell = (self._row - 1, _FILLED_IN)
            validation = document_validation(part, label, self._speaker)
            self._sheet.data_validation(*cell, *cell, validation)

    def _write_origin(self) -> None:
        self._section("origin")
        origin = self._origin
        said = {
            "pack": origin.reference,
            "digest": origin.pack.digest,
            "as_of": origin.as_of.isoformat() if origin.as_of is not None else None,
            "program": __version__,
        }
        look = self._styles.cell(Style.TEXT)
        self._write_above(self._text("origin.title"), self._speaker.say(origin.pack.title), look)
        for part, value in said.items():
            if value is not None:
                self._write_above(self._text(f"origin.{part}"), value, look)

    def _write_above(self, label: str, value: str | None, look: Format) -> None:
        """A line above the table: what it is about, and a cell over several columns."""
        sheet, row = self._sheet, self._row
        sheet.merge_range(row, 0, row, _FILLED_IN - 1, label, self._styles.term)
        sheet.merge_range(row, _FILLED_IN, row, _LAST_FILLED_IN, "", look)
        if value is not None:
            sheet.write_string(row, _FILLED_IN, value, look)
        sheet.set_row(row, LINE_HEIGHT + 2 * ROW_MARGIN)
        self._row += 1

    def _line(self, cells: Sequence[Cell], looks: Sequence[Format]) -> None:
        """A row of the table."""
        lines = 1
        for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            if cell is None or cell == "":
                self._sheet.write_blank(self._row, column, None, look)
            elif isinstance(cell, str):
                self._sheet.write_string(self._row, column, cell, look)
                lines = max(lines, lines_needed(cell, self._widths[_COLUMNS[column]]))
            else:
                self._sheet.write_number(self._row, column, cell, look)
        self._sheet.set_row(self._row, LINE_HEIGHT * lines + 2 * ROW_MARGIN)
        self._row += 1

    def _write_figures(self) -> dict[str, str]:
        from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

        names = defined_names(self._pack)
        sheet_name = quote_sheetname(self._sheet.get_name())
        first = self._row
        for figure, cells in zip(self._pack.all_figures, self._rows, strict=True):
            cell = xl_rowcol_to_cell(self._row, _VALUE, row_abs=True, col_abs=True)
            self._book.define_name(names[figure.name], f"={sheet_name}!{cell}")
            if is_settable(figure):
                title = self._speaker.say(figure.label)
                reference = xl_rowcol_to_cell(self._row, _VALUE)
                how = figure_validation(figure, title, self._speaker, reference)
                self._sheet.data_validation(self._row, _VALUE, self._row, _VALUE, how)
            self._line(list(cells.values()), self._looks(figure))
        last = max(self._row - 1, first)
        value, was = (xl_rowcol_to_cell(first, column) for column in (_VALUE, _FORMER))
        changed = {"type": "formula", "criteria": f"={value}<>{was}"}
        self._sheet.conditional_format(
            first, _VALUE, last, _VALUE, {**changed, "format": self._styles.changed}
        )
        return names

    def _width(self, column: str) -> float:
        """As wide as what stands in a column, up to what it may be."""
        widest = _WIDEST[column]
        if column in _TO_FILL_IN:
            return widest
        heading = self._text(f"headings.{column}")
        texts = [cells[column] for cells in self._rows]
        return min(column_width(heading, texts, wrapped=False, indented=False), widest)

    def _cells(self, figure: Figure) -> dict[str, Cell]:
        """The row of a figure: what stands in each column."""
        speaker = self._speaker
        former = self._former.get(figure.name, figure)
        status = speaker.say(Term("status", figure.status))
        return {
            "label": speaker.say(figure.label),
            "member": self._member(figure),
            "value": cell_of(figure, speaker),
            "unit": unit_text(figure, speaker),
            "new_clause": None,
            "former": cell_of(former, speaker),
            "status": status if figure.is_entered else self._text("asked", status=status),
            "source": speaker.say(figure.source.title),
            "clause": speaker.say(figure.clause),
            "name": figure.name,
        }

    def _looks(self, figure: Figure) -> list[Format]:
        styles = self._styles
        looks = {
            "value": self._value_look(figure),
            "unit": styles.cell(Style.CENTRED),
            "new_clause": styles.text_entry,
            "former": styles.number if _is_number(figure) else styles.cell(Style.WRAPPED),
            "status": styles.cell(Style.CENTRED) if figure.is_entered else styles.asked,
        }
        if not is_settable(figure):
            looks["new_clause"] = styles.cell(Style.WRAPPED)
        wrapped = styles.cell(Style.WRAPPED)
        return [looks.get(column, wrapped) for column in _COLUMNS]

    def _value_look(self, figure: Figure) -> Format:
        if not is_settable(figure):
            return self._styles.cell(Style.WRAPPED)
        if isinstance(figure.value, bool):
            return self._styles.choice_entry
        return self._styles.number_entry if _is_number(figure) else self._styles.text_entry

    def _member(self, figure: Figure) -> str:
        """The class that a figure is for, or its place in its measure."""
        if figure.slot is not None:
            measure = figure.name.partition(".")[0]
            slots = [f for f in self._pack.figures.values() if f.name.startswith(f"{measure}.")]
            return slot_text(figure, slots, self._speaker)
        return self._speaker.say(ClassName(figure.member)) if figure.member is not None else ""


def _is_number(figure: Figure) -> bool:
    return not isinstance(figure.value, (bool, list, str))


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
