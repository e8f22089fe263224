"""township template: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import DEFAULT_PACK
from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line


@click.command("template", cls=LocalisedCommand)
@click.option("--rules", default=DEFAULT_PACK, metavar="PACK")
@click.option("--county", metavar="NAME")
@click.option("--output", "-o", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@language_option
@click.option("--force", is_flag=True)
def command(
    rules: str,
    county: str | None,
    output: Path | None,
    language: str | None,  # noqa: ARG001
    force: bool,
) -> None:
    """Write the workbook for a pack."""
    from calculator.packs import open_pack
    from calculator.reporting.outputs import check_workbook_name
    from calculator.reporting.template import quoted, write_template

    words = speaker()
    key = "template.file_name_of_county" if county else "template.file_name"
    path = output or Path(words.text(key, county=county))
    check_workbook_name(path)
    check_asked_outputs([path], replace=force)
    write_template(
        open_pack(rules),
        path,
        words.language,
        rules=rules,
        county=county,
        replace=force,
    )
    write_line(words.text("commands.template.written", path=str(path)))
    write_line(words.text("commands.template.next", path=quoted(path.name), rules=quoted(rules)))
