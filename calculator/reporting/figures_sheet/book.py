"""Writing the sheet of figures as a workbook of its own."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from calculator.messages import Language
from calculator.reporting.figures_sheet.sheet import FiguresOrigin, write_figures_sheet
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.workbook.opening import open_workbook
from rules.loading import shipped_packs
from rules.pack import RulePack


def write_figures_workbook(
    pack: RulePack,
    path: Path,
    language: Language,
    *,
    rules: str,
    as_of: date | None = None,
    entered: RulePack | None = None,
    replace: bool = False,
) -> Path:
    """Write the figures of a pack as a workbook to change and give back, whole or not at all.

    Args:
        pack: The pack.
        path: Where it goes, an ``.xlsx``.
        language: The language of labels and instructions.
        rules: How the user names the pack, from the folder in which the command is given.
        as_of: The day whose figures it was loaded with.
        entered: The pack with figures entered by hand, whose values are to be shown as changed.
        replace: Whether a file that exists is replaced.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    origin = FiguresOrigin(pack, reference_from(path.parent, rules), as_of, path.name)

    def write(file: Path) -> None:
        with open_workbook(file) as book:
            write_figures_sheet(book, origin, language, entered)

    return write_whole(path, write, replace=replace)


def reference_from(folder: Path, rules: str) -> str:
    """How a pack is named from a folder: a shipped one by its id, a file by its path from there."""
    if rules in shipped_packs():
        return rules
    try:
        return Path(os.path.relpath(Path(rules).resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return Path(rules).resolve().as_posix()
