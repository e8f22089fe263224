"""township rules show: a policy as it reads."""

from __future__ import annotations

from datetime import date

import click

from calculator.commands.calculating import as_of_option
from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line


@click.command("rules_show", cls=LocalisedCommand)
@click.argument("pack", metavar="PACK")
@as_of_option
@language_option
def command(pack: str, as_of: date | None, language: str | None) -> None:  # noqa: ARG001
    """Print everything that a pack says, in words."""
    from calculator.commands.pack_lines import pack_lines
    from calculator.packs import open_pack

    for line in pack_lines(open_pack(pack, as_of=as_of), speaker().language):
        write_line(line)
