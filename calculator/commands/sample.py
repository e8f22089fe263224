"""township sample: the sample county's files, to try things on."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import click

from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line

FILES = ("qiyuan_county.xlsx", "qiyuan_county.yaml", "qiyuan_boundaries.geojson", "planted.toml")


@click.command("sample", cls=LocalisedCommand)
@click.argument("folder", default=".", metavar="[FOLDER]", type=click.Path(path_type=Path))
@language_option
@click.option("--force", is_flag=True)
def command(folder: Path, language: str | None, force: bool) -> None:  # noqa: ARG001
    """Copy the sample's files into a folder."""
    from calculator.reporting.outputs import check_outputs, make_folder, write_whole

    make_folder(folder)
    targets = [folder / name for name in FILES]
    check_outputs(targets, [], replace=force)
    for target in targets:
        write_whole(target, _copied(target.name), replace=force)
    words = speaker()
    write_line(words.text("commands.sample.written", files=[str(target) for target in targets]))
    example = f"township report {targets[0]} --rules {targets[1]}"
    write_line(words.text("commands.sample.try_it", command=example))


def _copied(name: str) -> Callable[[Path], int]:
    content = resources.files("sample_data").joinpath(name).read_bytes()
    return lambda file: file.write_bytes(content)
