"""The option --json, and writing what it asks for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

STANDARD_OUTPUT = "-"

json_option = click.option(
    "--json", "json_file", metavar="[FILE]", is_flag=False, flag_value=STANDARD_OUTPUT
)
"""The option --json; without a file, or with ``-``, it is the screen that is meant."""


def json_path(json_file: str | None) -> Path | None:
    """The file that JSON goes to; None for none and for the screen."""
    return Path(json_file) if json_file not in (None, STANDARD_OUTPUT) else None


def write_json(data: Any, json_file: str, *, replace: bool) -> None:
    """Write data to a file, whole or not at all, or to the screen.

    Raises:
        CalculatorError: The file exists and ``replace`` is not set, or can't be written.
    """
    import json

    from calculator.reporting.outputs import write_whole

    text = json.dumps(data, ensure_ascii=False, indent=1)
    path = json_path(json_file)
    if path is None:
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.flush()
    else:
        write_whole(path, lambda file: file.write_text(f"{text}\n", "utf-8"), replace=replace)
