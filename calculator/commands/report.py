"""township report: from spreadsheets to a classification report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from calculator.commands.calculating import Asked, calculating
from calculator.commands.json_file import STANDARD_OUTPUT, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("report", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@calculating()
@click.option("--output", metavar="REPORT.xlsx", type=click.Path(path_type=Path))
@click.option("--json", "json_file", metavar="FILE")
@click.option("--strict", is_flag=True)
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    asked: Asked,
    output: Path | None,
    json_file: str | None,
    strict: bool,
    force: bool,
) -> int:
    """Read, calculate, write the report, and print the summary; the exit status."""
    from calculator.reporting.outputs import check_outputs, check_workbook_name
    from calculator.reporting.summary import summary

    speaking = speaker().language
    workbook = output or _beside(Path(files[0]), speaker().text("report.file_suffix"))
    check_workbook_name(workbook)
    check_outputs([workbook, json_path(json_file)], [Path(file) for file in files], replace=force)
    result = asked.report(files)
    written = result.save(workbook, speaking, replace=force)
    if json_file is not None:
        write_json(result.as_dict(speaking), json_file, replace=force)
    text = summary(result, speaking, written)
    write_line(text, to=sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout)
    found_error = any(finding.severity == "error" for finding in result.raw_findings)
    return 1 if strict and found_error else 0


def _beside(first: Path, suffix: str) -> Path:
    return first.with_name(f"{first.stem}-{suffix}.xlsx")
