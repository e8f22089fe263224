"""The clock of the machine, whose day stands in every report."""

from __future__ import annotations

import time

from calculator.errors import CalculatorError
from rules.wording import Sentence

YEARS = range(1980, 2108)
"""The years that files in a workbook can be of."""


def check_clock() -> None:
    """Refuse to work by a clock that can't be right, such as one that an empty battery reset.

    Raises:
        CalculatorError: The year is none that a workbook can be of.
    """
    today = time.localtime()
    if today.tm_year not in YEARS:
        said = {"day": time.strftime("%Y-%m-%d", today)}
        raise CalculatorError([Sentence("commands.clock_wrong", said)])
