"""township rules list: the packs that come with the calculator."""

from __future__ import annotations

import click

from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line
from calculator.commands.screen import table


@click.command("rules_list", cls=LocalisedCommand)
@language_option
def command(language: str | None) -> None:  # noqa: ARG001 - already chosen by speak_for
    """Print the shipped packs, what each decides, and how sure its figures are."""
    from calculator.packs import open_pack
    from calculator.reporting.inventory import decides, statuses
    from rules.loading import shipped_packs

    words = speaker()
    heads = [words.text(f"commands.rules_list.{key}") for key in ("id", "title", "says", "figures")]
    packs = [open_pack(name) for name in shipped_packs()]
    rows = [
        [pack.id, words.say(pack.title), decides(pack, words), statuses(pack, words)]
        for pack in packs
    ]
    write_line("\n".join(table([heads, *rows])))
    write_line("\n" + words.text("commands.rules_list.see"))
