"""township allocate: a county's total of posts, divided among its townships."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, Setting, calculating
from calculator.commands.json_file import STANDARD_OUTPUT, json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("allocate", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--total", "totals", multiple=True, metavar="[COUNTY:]KIND=POSTS", type=Setting())
@click.option("--keep", "kept", multiple=True, metavar="NAME[=POSTS]")
@calculating()
@click.option("--output", "-o", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@json_option
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    totals: tuple[tuple[str, str], ...],
    kept: tuple[str, ...],
    asked: Asked,
    output: Path | None,
    json_file: str | None,
    force: bool,
) -> int:
    """Read, calculate, divide, print and write the division; the exit status."""
    from calculator.allocating import allocate_posts
    from calculator.commands.allocation_lines import allocation_lines
    from calculator.reporting.data.allocation import allocation_data
    from calculator.reporting.outputs import check_workbook_name
    from calculator.reporting.workbook.allocation_book import write_allocation

    words = speaker()
    if output is not None:
        check_workbook_name(output)
    check_asked_outputs([output, json_path(json_file)], replace=force)
    found = allocate_posts(asked.report(files), totals, kept)
    if output is not None and found.is_divided:
        write_allocation(found, output, words.language, replace=force)
    if json_file is not None:
        write_json(allocation_data(found, words.language), json_file, replace=force)
    to = sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout
    if to is sys.stdout:
        for line in allocation_lines(found, words.language):
            write_line(line)
    if output is not None:
        for name in ("written", "next") if found.is_divided else ("not_written",):
            write_line(words.text(f"allocation.{name}", path=str(output)), to=to)
    return 0 if found.is_complete else 1
