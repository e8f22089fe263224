"""Broken spreadsheets of every format end in grids or in a sentence."""

from __future__ import annotations

import random
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.reading.containers.files import read_grids
from tests.fuzzing.breaking import Trial, broken, said, say_all
from tests.reading.containers.building import every_format


def ready(folder: Path) -> Trial:  # noqa: ARG001
    whole = every_format()

    def trial(seed: int) -> str:
        chance = random.Random(seed)
        name = chance.choice(list(whole))
        return f"{name} {outcome(broken(whole[name], chance))}"

    return trial


def outcome(data: bytes) -> str:
    """How reading a file ends: ``read``, or the key of the sentence that says why not."""
    try:
        _, findings = read_grids("表.xls", data)
    except CalculatorError as error:
        return said(error)
    say_all(findings)
    return "read"
