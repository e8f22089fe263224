"""township explain: the whole chain of reasons for one township."""

from __future__ import annotations

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.json_file import json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("explain", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--township", required=True, metavar="NAME")
@click.option("--county", metavar="NAME")
@calculating()
@json_option
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    township: str,
    county: str | None,
    asked: Asked,
    json_file: str | None,
    force: bool,
) -> None:
    """Read, calculate, and print why one township came out as it did."""
    from calculator.commands.explanation_lines import explanation_lines
    from calculator.explaining import explain
    from calculator.named_townships import find_township
    from calculator.reporting.data.explanation import explanation_data

    language = speaker().language
    check_asked_outputs([json_path(json_file)], replace=force)
    report = asked.report(files)
    place = find_township(report.evaluation.statistics, township, county)
    explanation = explain(report, place, language)
    if json_file is not None:
        data = explanation_data(report, explanation, language)
        write_json(data, json_file, replace=force)
    if json_file is None or json_path(json_file) is not None:
        for line in explanation_lines(report, explanation, language):
            write_line(line)
