"""township rules new: a pack to start from."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line


@click.command("rules_new", cls=LocalisedCommand)
@click.option(
    "--output",
    "-o",
    default="my-rules.yaml",
    metavar="RULES.yaml",
    type=click.Path(path_type=Path),
)
@language_option
@click.option("--force", is_flag=True)
def command(output: Path, language: str | None, force: bool) -> None:  # noqa: ARG001
    """Write the commented starting pack."""
    from calculator.reporting.outputs import check_outputs, write_whole

    check_outputs([output], [], replace=force)
    content = resources.files("calculator").joinpath("starting_pack.yaml").read_bytes()
    write_whole(output, lambda file: file.write_bytes(content), replace=force)
    words = speaker()
    write_line(words.text("commands.rules_new.written", path=str(output)))
    write_line(words.text("commands.rules_new.next", path=str(output)))
