"""Patterns such as ``*.xlsx`` on a command line, where no shell has replaced them."""

from __future__ import annotations

import glob
from collections.abc import Sequence


def expanded(arguments: Sequence[str]) -> list[str]:
    """Arguments with the files that each pattern matches in its place, by name.

    Options, and patterns that match nothing, stay as they are.
    """
    found: list[str] = []
    for argument in arguments:
        is_pattern = not argument.startswith("-") and glob.has_magic(argument)
        found += (sorted(glob.glob(argument)) if is_pattern else []) or [argument]
    return found
