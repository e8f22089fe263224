"""Writing the whole workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language, Messages
from calculator.packs import pack_names
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.template.columns import TemplateColumns
from calculator.reporting.template.form_sheet import write_form_sheet
from calculator.reporting.template.further_sheets import (
    BODIES,
    COUNTIES,
    write_further_sheet,
)
from calculator.reporting.template.hints import Hints
from calculator.reporting.template.instructions_sheet import write_instructions_sheet
from calculator.reporting.template.styles import FormStyles
from calculator.reporting.workbook.opening import open_workbook
from rules.pack import RulePack


def write_template(
    pack: RulePack,
    path: Path,
    language: Language,
    *,
    rules: str,
    county: str | None = None,
    replace: bool = False,
) -> Path:
    """Write an empty workbook with exactly the columns that a pack reads, whole or not at all.

    Args:
        pack: The rules that it is filled in for.
        path: Where it goes, an ``.xlsx``.
        language: The language of headings and instructions.
        rules: How the user names the pack, for the command in the instructions.
        county: The county that it is for; every row then has it.
        replace: Whether a file that exists is replaced.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    hints = Hints(Messages(language, pack_names(pack)))
    found = TemplateColumns(pack, language, county)
    columns, of_list, of_counties = found.all(), found.of_list(), found.of_counties()
    command = _command(pack, path, rules, hints)

    def write(file: Path) -> None:
        with open_workbook(file) as book:
            styles = FormStyles(book)
            instructions = book.add_worksheet(hints.text("sheets.instructions"))
            form = book.add_worksheet(hints.text("sheets.form"))
            every = {"columns": columns, "list_columns": of_list, "county_columns": of_counties}
            write_instructions_sheet(instructions, every, hints, styles, pack, county, command)
            write_form_sheet(form, columns, hints, styles, county)
            for name, further, rows in (
                ("list", of_list, BODIES),
                ("counties", of_counties, 1 if county else COUNTIES),
            ):
                if further:
                    sheet = book.add_worksheet(hints.text(f"sheets.{name}"))
                    title = (county or "") + hints.text(f"form.{name}_title")
                    write_further_sheet(sheet, title, further, hints, styles, rows)

    return write_whole(path, write, replace=replace)


def _command(pack: RulePack, path: Path, rules: str, hints: Hints) -> str:
    """The command that makes a report of the workbook once it is filled in."""
    words = ["township", "report", quoted(path.name), "--rules", quoted(rules)]
    for figure in pack.figures.values():
        if not figure.is_entered:
            words += ["--set", f"{figure.name}={hints.text('instructions.value')}"]
    return " ".join(words)


def quoted(word: str) -> str:
    """A word of a command line as one types it."""
    return f'"{word}"' if " " in word else word
