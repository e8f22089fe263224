"""township rules sheet: the figures of a pack as a workbook to change and give back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import as_of_option
from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line


@click.command("rules_sheet", cls=LocalisedCommand)
@click.argument("pack", metavar="PACK")
@click.option("--output", "-o", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@as_of_option
@language_option
@click.option("--force", is_flag=True)
def command(
    pack: str,
    output: Path | None,
    as_of: date | None,
    language: str | None,  # noqa: ARG001
    force: bool,
) -> None:
    """Write the workbook of a pack's figures."""
    from calculator.packs import open_pack
    from calculator.reporting.figures_sheet import write_figures_workbook
    from calculator.reporting.outputs import check_workbook_name
    from calculator.reporting.template import quoted

    words = speaker()
    path = output or Path(words.text("figures_sheet.file_name", name=Path(pack).stem))
    check_workbook_name(path)
    check_asked_outputs([path], replace=force)
    found = open_pack(pack, as_of=as_of)
    write_figures_workbook(found, path, words.language, rules=pack, as_of=as_of, replace=force)
    write_line(words.text("commands.rules_sheet.written", path=str(path)))
    write_line(words.text("commands.rules_sheet.next", path=quoted(str(path))))
