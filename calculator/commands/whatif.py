"""township whatif: what other values of a figure would do."""

from __future__ import annotations

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.json_file import json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("whatif", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@calculating()
@json_option
@click.option("--force", is_flag=True)
def command(files: tuple[str, ...], asked: Asked, json_file: str | None, force: bool) -> None:
    """Read once, calculate under every value, and print what each does."""
    from calculator.commands.whatif_lines import whatif_lines
    from calculator.reporting.data.whatif import whatif_data
    from calculator.whatif import what_if

    words = speaker()
    if not asked.settings:
        raise click.UsageError(words.text("commands.whatif.nothing_to_try"))
    check_asked_outputs([json_path(json_file)], replace=force)
    base = asked.report(files, settings={})
    found = what_if(base, asked.settings, asked.population)
    if json_file is not None:
        write_json(whatif_data(found, words.language), json_file, replace=force)
    if json_file is None or json_path(json_file) is not None:
        for line in whatif_lines(found, words.language):
            write_line(line)
