"""township rules: what packs say, whether they hold together, and how they differ."""

from __future__ import annotations

import click

from calculator.commands.localised import LocalisedGroup, language_option


@click.command(
    "rules",
    cls=LocalisedGroup,
    modules={
        "list": "calculator.commands.rules_list",
        "show": "calculator.commands.rules_show",
        "check": "calculator.commands.rules_check",
        "compare": "calculator.commands.rules_compare",
        "new": "calculator.commands.rules_new",
        "sheet": "calculator.commands.rules_sheet",
    },
)
@language_option
def command(language: str | None) -> None:
    """The group of the commands about packs."""
