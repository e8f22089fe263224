"""township plan: which merger candidates could join which neighbours."""

from __future__ import annotations

import sys
from math import inf
from pathlib import Path
from typing import Any

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.interrupting import interruptible
from calculator.commands.json_file import STANDARD_OUTPUT, json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line
from calculator.commands.progress import showing_share

_FILE = click.Path(path_type=Path, readable=False)
_MOST_ALTERNATIVES = 100


class Alternatives(click.ParamType[int]):
    """How many further plans."""

    name = "alternatives"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a whole number."""
        text = str(value).strip()
        if not text.isdecimal() or int(text) > _MOST_ALTERNATIVES:
            said = {"found": text, "most": _MOST_ALTERNATIVES}
            self.fail(speaker().text("commands.plan.not_a_number_of_plans", **said), param, ctx)
        return int(text)


class Seconds(click.ParamType[float]):
    """How long."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a number of seconds."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < inf:
            self.fail(speaker().text("commands.plan.not_seconds", found=value), param, ctx)
        return seconds


@click.command("plan", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--neighbours", metavar="FILE", type=_FILE)
@click.option("--boundaries", metavar="FILE", type=_FILE)
@click.option("--together", multiple=True, metavar="NAME,NAME...")
@click.option("--apart", multiple=True, metavar="NAME,NAME...")
@click.option("--keep", "kept", multiple=True, metavar="NAME")
@click.option("--include-exempt", is_flag=True)
@click.option("--whole-prefecture", is_flag=True)
@click.option("--alternatives", type=Alternatives(), default=0, metavar="N")
@click.option("--time-limit", type=Seconds(), default=60.0, metavar="SECONDS")
@calculating()
@click.option("--output", "-o", metavar="PLAN.xlsx", type=click.Path(path_type=Path))
@json_option
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    neighbours: Path | None,
    boundaries: Path | None,
    together: tuple[str, ...],
    apart: tuple[str, ...],
    kept: tuple[str, ...],
    include_exempt: bool,
    whole_prefecture: bool,
    alternatives: int,
    time_limit: float,
    asked: Asked,
    output: Path | None,
    json_file: str | None,
    force: bool,
) -> int:
    """Read, calculate, plan, print and write the plans; the exit status."""
    from calculator.commands.plan_lines import plan_lines
    from calculator.planning.asking import split_names
    from calculator.planning.planning import plan_mergers
    from calculator.planning.plans import PlanOptions
    from calculator.reporting.outputs import check_workbook_name

    words = speaker()
    if output is not None:
        check_workbook_name(output)
    check_asked_outputs([output, json_path(json_file)], replace=force)
    options = PlanOptions(
        neighbours=neighbours,
        boundaries=boundaries,
        together=tuple(map(split_names, together)),
        apart=tuple(map(split_names, apart)),
        kept=tuple(name for names in kept for name in split_names(names) or (names,)),
        include_exempt=include_exempt,
        whole_prefecture=whole_prefecture or None,
        alternatives=alternatives,
        time_limit=time_limit,
    )
    report = asked.report(files)
    with interruptible() as stop, showing_share(words.text("commands.plan.planning")) as progress:
        plans = plan_mergers(report, options, progress=progress, stop=stop)
    if output is not None:
        plans.save(output, words.language, replace=force)
    if json_file is not None:
        write_json(plans.as_dict(words.language), json_file, replace=force)
    to = sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout
    if to is sys.stdout:
        for line in plan_lines(plans, words.language):
            write_line(line)
    if output is not None:
        write_line(words.text("planning.written", path=str(output)), to=to)
    return 0 if all(plan.status is not None for plan in plans.counties) else 1
