"""township compare: two years, or two proposals, and why townships came out otherwise."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, Day, calculating
from calculator.commands.json_file import STANDARD_OUTPUT, json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("compare", cls=LocalisedCommand)
@click.argument("before", metavar="OLD")
@click.argument("after", metavar="NEW")
@click.option("--old", "more_before", multiple=True, metavar="FILE")
@click.option("--new", "more_after", multiple=True, metavar="FILE")
@click.option("--old-date", "day_before", metavar="DATE", type=Day())
@calculating(without=("previous", "roster"))
@click.option("--output", "-o", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@json_option
@click.option("--force", is_flag=True)
def command(
    before: str,
    after: str,
    more_before: tuple[str, ...],
    more_after: tuple[str, ...],
    day_before: date | None,
    asked: Asked,
    output: Path | None,
    json_file: str | None,
    force: bool,
) -> None:
    """Read both sides, apply the rules to each, write what changed, and print the summary."""
    from dataclasses import replace

    from calculator.commands.report_comparison_lines import report_comparison_lines
    from calculator.report_comparison import compare_reports
    from calculator.reporting.outputs import beside, check_workbook_name

    words = speaker()
    files = [before, *more_before], [after, *more_after]
    suffix = words.text("comparison.years.file_suffix")
    workbook = output or beside(Path(after), suffix)
    check_workbook_name(workbook)
    check_asked_outputs([workbook, json_path(json_file)], replace=force)
    earlier = replace(asked, statistics_date=day_before)
    found = compare_reports(earlier.report(files[0]), asked.report(files[1]))
    written = found.save(workbook, words.language, replace=force)
    if json_file is not None:
        write_json(found.as_dict(words.language), json_file, replace=force)
    for line in report_comparison_lines(found, words.language, written):
        write_line(line, to=sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout)
