"""township rules compare: two packs, and what the difference does to townships."""

from __future__ import annotations

import click

from calculator.commands.asked_outputs import check_asked_outputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.json_file import json_option, json_path, write_json
from calculator.commands.localised import LocalisedCommand, speaker, write_line


@click.command("rules_compare", cls=LocalisedCommand)
@click.argument("first", metavar="PACK")
@click.argument("second", metavar="PACK")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@calculating(without=("rules",))
@json_option
@click.option("--force", is_flag=True)
def command(
    first: str,
    second: str,
    files: tuple[str, ...],
    asked: Asked,
    json_file: str | None,
    force: bool,
) -> None:
    """Print the figures that differ and, with statistics, the townships that do."""
    from calculator.commands.pack_comparison_lines import effect_lines, pack_comparison_lines
    from calculator.comparison import compare
    from calculator.pack_comparison import compare_packs, shared_settings
    from calculator.packs import enter, open_pack
    from calculator.reporting.data.pack_comparison import pack_comparison_data

    language, names = speaker().language, (first, second)
    check_asked_outputs([json_path(json_file)], replace=force)
    packs = [open_pack(name, as_of=asked.as_of) for name in names]
    settings = shared_settings(packs, asked.settings)
    differences = compare_packs(
        *(enter(pack, own, asked.population) for pack, own in zip(packs, settings, strict=True))
    )
    effect = None
    if files:
        reports = [
            asked.report(files, rules=name, settings=entered)
            for name, entered in zip(names, settings, strict=True)
        ]
        effect = compare(*(report.evaluation for report in reports))
    if json_file is not None:
        data = pack_comparison_data(differences, effect, language)
        write_json(data, json_file, replace=force)
    if json_file is None or json_path(json_file) is not None:
        for line in pack_comparison_lines(differences, language):
            write_line(line)
        if effect is not None:
            for line in effect_lines(effect, language):
                write_line(line)
