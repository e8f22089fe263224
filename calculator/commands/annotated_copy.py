"""The option --annotated, which commands that read files have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calculator.commands.localised import speaker

if TYPE_CHECKING:
    from calculator.messages import Language
    from calculator.reporting.finding_lines import HasFindings

annotated_option = click.option("--annotated", metavar="FILE", type=click.Path(path_type=Path))
"""The option --annotated: where the copy with the findings in it goes."""


def single_copy(path: Path | None) -> Path | None:
    """The copy as a file to be checked beforehand; of a folder for copies, none."""
    return None if path is None or path.is_dir() else path


def copies_written(paths: Sequence[Path]) -> list[str]:
    """What is said of the copies: where they are."""
    if not paths:
        return []
    shown = str(paths[0]) if len(paths) == 1 else str(paths[0].parent)
    return [speaker().text("commands.common.annotated_written", path=shown, count=len(paths))]


def write_copies(
    found: HasFindings,
    path: Path | None,
    language: Language,
    inputs: Sequence[Path],
    *,
    replace: bool,
) -> list[Path]:
    """Write the annotated copy of every file that could be read.

    Args:
        found: What was read, and what was found.
        path: The copy of a single file; of several, the folder for their copies; None where no
            copy is asked for.
        language: The language of lists and comments.
        inputs: What was named to be read; none of it is written over.
        replace: Whether copies that exist are replaced.

    Raises:
        CalculatorError: A copy can't be made or written.
    """
    if path is None:
        return []
    from calculator.reading.containers.files import read_grids
    from calculator.reporting.annotated import write_annotated
    from calculator.reporting.finding_lines import finding_lines

    read = [file for file in found.reading.files if file.problem is None]
    sources = {file.name: file.source.data() for file in read}
    grids = [grid for name, data in sources.items() for grid in read_grids(name, data)[0]]
    return write_annotated(
        finding_lines(found, language),
        sources,
        grids,
        path,
        language,
        inputs=[*inputs, *(file.source.path for file in read)],
        replace=replace,
    )
