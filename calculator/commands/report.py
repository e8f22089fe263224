"""township report: from spreadsheets to a classification report."""

from __future__ import annotations

import sys
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
from calculator.commands.json_file import STANDARD_OUTPUT, json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line

_FILE = click.Path(path_type=Path, readable=False)


@click.command("report", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@calculating()
@click.option("--output", "-o", metavar="REPORT.xlsx", type=click.Path(path_type=Path))
@annotated_option
@json_option
@click.option("--neighbours", metavar="FILE", type=_FILE)
@click.option("--boundaries", metavar="FILE", type=_FILE)
@click.option("--plan", "with_plan", is_flag=True)
@click.option("--values", is_flag=True)
@click.option("--strict", is_flag=True)
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    asked: Asked,
    output: Path | None,
    annotated: Path | None,
    json_file: str | None,
    neighbours: Path | None,
    boundaries: Path | None,
    with_plan: bool,
    values: bool,
    strict: bool,
    force: bool,
) -> int:
    """Read, calculate, write the report, and print the summary; the exit status."""
    from calculator.planning.reported import plan_for_report
    from calculator.reporting.outputs import beside, check_workbook_name
    from calculator.reporting.summary import summary

    speaking = speaker().language
    workbook = output or beside(Path(files[0]), speaker().text("report.file_suffix"))
    check_workbook_name(workbook)
    outputs = [workbook, json_path(json_file), single_copy(annotated)]
    inputs = check_asked_outputs(outputs, replace=force)
    result = asked.report(files)
    copies = write_copies(result, annotated, speaking, inputs, replace=force)
    plans, left_out = plan_for_report(result, neighbours, boundaries, is_asked=with_plan)
    written = result.save(workbook, speaking, replace=force, values=values or None, plans=plans)
    if json_file is not None:
        write_json(result.as_dict(speaking), json_file, replace=force)
    text = summary(result, speaking, written)
    without = [speaker().text("plan_book.left_out", problem=problem) for problem in left_out]
    for line in (text, *copies_written(copies), *without):
        write_line(line, to=sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout)
    found_error = any(finding.severity == "error" for finding in result.raw_findings)
    return 1 if strict and found_error else 0
