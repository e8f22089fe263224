"""township check: read files and check them, without calculating."""

from __future__ import annotations

from pathlib import Path

import click

from calculator.commands.annotated_copy import (
    annotated_option,
    copies_written,
    single_copy,
    write_copies,
)
from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.json_file import json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("check", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@calculating(without=("settings", "population", "as_of", "coverage"))
@annotated_option
@json_option
@click.option("--strict", is_flag=True)
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    asked: Asked,
    annotated: Path | None,
    json_file: str | None,
    strict: bool,
    force: bool,
) -> int:
    """Read, check, and print what was recognised and what is wrong; the exit status."""
    from calculator.commands.check_lines import check_lines

    language = speaker().language
    outputs = [single_copy(annotated), json_path(json_file)]
    inputs = check_asked_outputs(outputs, replace=force)
    checked = asked.check(files)
    copies = write_copies(checked, annotated, language, inputs, replace=force)
    if json_file is not None:
        write_json(checked.as_dict(language), json_file, replace=force)
    if json_file is None or json_path(json_file) is not None:
        for line in check_lines(checked, language):
            write_line(line)
        for line in copies_written(copies):
            write_line(line)
    found_error = any(finding.severity == "error" for finding in checked.raw_findings)
    return 1 if checked.lacking or (strict and found_error) else 0
