"""township rules check: whether a pack can be used."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from calculator.commands.calculating import as_of_option
from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line
from calculator.commands.screen import indented
from calculator.errors import CalculatorError

if TYPE_CHECKING:
    from calculator.messages import Messages
    from rules.pack import RulePack
    from rules.status import Status


@click.command("rules_check", cls=LocalisedCommand)
@click.argument("pack", metavar="PACK")
@as_of_option
@language_option
def command(pack: str, as_of: date | None, language: str | None) -> int:  # noqa: ARG001
    """Load a pack; say what is in it, or every mistake; the exit status."""
    from calculator.packs import open_pack

    words = speaker()
    try:
        found = open_pack(pack, as_of=as_of)
    except CalculatorError as error:
        for sentence in error.sentences:
            write_line(words.text("commands.rules_check.mistake", problem=sentence), to=sys.stderr)
        count = len(error.sentences)
        write_line(words.text("commands.rules_check.mistakes", count=count), to=sys.stderr)
        return 1
    for line in _inventory(found):
        write_line(line)
    return 0


def _inventory(pack: RulePack) -> list[str]:
    from calculator.messages import Messages
    from calculator.packs import pack_names
    from calculator.reporting.figure_groups import grouped_figures
    from calculator.reporting.inventory import decides, statuses

    words = Messages(speaker().language, pack_names(pack))
    lines = indented(
        words.text(
            "commands.rules_check.ok",
            title=pack.title,
            id=pack.id,
            digest=pack.digest,
            decides=decides(pack, words),
            measures=len(pack.measures),
            figures=len(list(pack.all_figures)),
            statuses=statuses(pack, words),
        )
    )
    groups = grouped_figures(pack.unconfirmed, words)
    unconfirmed = [(group.label, group.value, group.status) for group in groups]
    unconfirmed += _unconfirmed_bodies(pack, words)
    if unconfirmed:
        lines.append(words.text("commands.rules_check.unconfirmed"))
    for label, value, status in unconfirmed:
        said = {"label": label, "value": value, "status": status}
        lines += indented(words.text("report.summary.unconfirmed_line", **said), 2)
    return lines


def _unconfirmed_bodies(pack: RulePack, words: Messages) -> list[tuple[str, str, str]]:
    """The bodies of the catalogue that are not confirmed, by status: label, names, status."""
    from calculator.pack_comparison import catalogue_of
    from rules.wording import Term

    by_status: dict[Status, list[object]] = {}
    for entry in catalogue_of(pack).values():
        if not entry.status.is_settled:
            by_status.setdefault(entry.status, []).append(entry.name)
    label = words.text("commands.rules_check.catalogue")
    return [
        (label, words.say(names), words.say(Term("status", status)))
        for status, names in by_status.items()
    ]
