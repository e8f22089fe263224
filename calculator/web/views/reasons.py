"""Why a measure has its value, in words, down to the figures and cells it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from calculator.messages import Messages
from calculator.reporting.figure_groups import grouped_figures
from rules.figures import Figure
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.explaining import CellRead, Step


def step_view(step: Step, speaker: Messages) -> dict[str, Any]:
    """A measure with its value, the reason, and the measures below it."""
    return {
        "label": speaker.say(step.label),
        "value": speaker.say(step.value),
        "reason": speaker.say(step.sentence),
        "is_repeated": step.is_repeated,
        "figures": figures_view(step.figures, speaker),
        "cells": cells_view(step.cells, speaker),
        "steps": [step_view(inner, speaker) for inner in step.steps],
    }


def figures_view(figures: Iterable[Figure], speaker: Messages) -> list[dict[str, Any]]:
    """The figures that something rests on, each with the clause and how sure it is."""
    return [
        {
            "label": group.label,
            "value": group.value,
            "status": group.figures[0].status,
            "status_said": group.status,
            "cited": speaker.say(group.figures[0].cited),
        }
        for group in grouped_figures(figures, speaker)
    ]


def cells_view(cells: Iterable[CellRead], speaker: Messages) -> list[dict[str, Any]]:
    """The cells that something was read from; ``value`` is None where a cell is blank."""
    return [
        {
            "label": speaker.say(Term("column", read.column)),
            "value": speaker.say(read.value) if read.value is not None else None,
            "cell": read.cell,
        }
        for read in cells
    ]
