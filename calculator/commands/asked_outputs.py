"""Outputs of a command, none of which may be a file that the same command line names to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

OUTPUTS = ("output", "annotated", "json_file", "copy_templates", "folder")
"""The parameters of commands that say where something is written."""


def check_asked_outputs(outputs: Sequence[Path | None], *, replace: bool) -> list[Path]:
    """Refuse outputs that can't be written, before anything is calculated.

    Whatever else the command line names and is a file is an input: statistics, rules, lists,
    templates, and every file in a folder of them.

    Args:
        outputs: The files to be written; None where one is not asked for.
        replace: Whether outputs that exist are replaced.

    Returns:
        The inputs.

    Raises:
        CalculatorError: As ``calculator.reporting.outputs.check_outputs`` does.
    """
    from calculator.reporting.outputs import check_outputs

    inputs = asked_inputs()
    check_outputs(outputs, inputs, replace=replace)
    return inputs


def asked_inputs() -> list[Path]:
    """Every file that the command line names to be read, with those in folders."""
    from calculator.reading.sources import input_paths

    given = click.get_current_context().params
    named = [
        Path(text) for name, value in given.items() if name not in OUTPUTS for text in _texts(value)
    ]
    return input_paths([path for path in dict.fromkeys(named) if _exists(path)])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, (str, Path)) and str(value):
        yield str(value)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a text that can be no file's name
        return False
