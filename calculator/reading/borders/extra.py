"""What only some maps need: the optional extra ``township-calculator[maps]``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from calculator.errors import CalculatorError
from calculator.reading.borders.notes import sentence

COMMAND = 'pip install "township-calculator[maps]"'


def need(module: str, file: str) -> Any:
    """A module of the extra.

    Raises:
        CalculatorError: It is not installed; the sentence names the file and the command.
    """
    found = if_installed(module)
    if found is None:
        raise CalculatorError([sentence("extra_needed", file=file, command=COMMAND)])
    return found


def if_installed(module: str) -> Any:
    """A module of the extra; None where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        return None
