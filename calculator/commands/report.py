"""township report: from spreadsheets to a classification report."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line
from calculator.vocabulary import POPULATIONS

if TYPE_CHECKING:
    from calculator.calculation import Report

STANDARD_OUTPUT = "-"


class Setting(click.ParamType[tuple[str, str]]):
    """FIGURE=VALUE."""

    name = "setting"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first equals sign."""
        figure, equals, text = value.partition("=")
        if not (figure.strip() and equals and text.strip()):
            self.fail(speaker().text("commands.report.not_a_setting", found=value), param, ctx)
        return figure.strip(), text.strip()


class Day(click.ParamType[date]):
    """A date such as 2009-12-31."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read an ISO date."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(speaker().text("commands.report.not_a_date", found=value), param, ctx)


@click.command("report", cls=LocalisedCommand)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--rules", default="shandong", metavar="PACK")
@click.option("--output", metavar="REPORT.xlsx", type=click.Path(path_type=Path))
@click.option("--json", "json_file", metavar="FILE")
@language_option
@click.option("--set", "settings", multiple=True, metavar="FIGURE=VALUE", type=Setting())
@click.option("--population", type=click.Choice(POPULATIONS))
@click.option("--statistics-date", metavar="DATE", type=Day())
@click.option("--strict", is_flag=True)
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    rules: str,
    output: Path | None,
    json_file: str | None,
    language: str | None,  # noqa: ARG001 - already chosen, for every message, by speak_for
    settings: tuple[tuple[str, str], ...],
    population: str | None,
    statistics_date: date | None,
    strict: bool,
    force: bool,
) -> int:
    """Read, calculate, write the report, and print the summary; the exit status."""
    from calculator.calculation import report
    from calculator.reporting.outputs import check_outputs
    from calculator.reporting.summary import summary

    speaking = speaker().language
    workbook = output or _beside(Path(files[0]), speaker().text("report.file_suffix"))
    json_path = Path(json_file) if json_file not in (None, STANDARD_OUTPUT) else None
    check_outputs([workbook, json_path], [Path(file) for file in files], replace=force)
    result = report(
        files,
        rules=rules,
        settings=dict(settings),
        population=population,
        statistics_date=statistics_date,
    )
    written = result.save(workbook, speaking, replace=force)
    if json_file is not None:
        _write_json(result, json_path, replace=force)
    text = summary(result, speaking, written)
    write_line(text, to=sys.stderr if json_file == STANDARD_OUTPUT else sys.stdout)
    found_error = any(finding.severity == "error" for finding in result.raw_findings)
    return 1 if strict and found_error else 0


def _beside(first: Path, suffix: str) -> Path:
    return first.with_name(f"{first.stem}-{suffix}.xlsx")


def _write_json(result: Report, path: Path | None, *, replace: bool) -> None:
    import json

    from calculator.reporting.outputs import write_whole

    text = json.dumps(result.as_dict(speaker().language), ensure_ascii=False, indent=1)
    if path is None:
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.flush()
    else:
        write_whole(path, lambda file: file.write_text(f"{text}\n", "utf-8"), replace=replace)
