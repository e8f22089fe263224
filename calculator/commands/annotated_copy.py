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
    """Write the annotated copies, where they are asked for; where they are.

    Raises:
        CalculatorError: A copy can't be made or written.
    """
    if path is None:
        return []
    from calculator.reporting.annotated import write_annotated_copies

    return write_annotated_copies(found, path, language, inputs, replace=replace)
