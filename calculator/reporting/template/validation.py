"""What a spreadsheet program is told to accept in a cell, and the hint it shows there."""

from __future__ import annotations

from datetime import date
from typing import Any

from calculator.reporting.template.columns import TemplateColumn
from calculator.reporting.template.hints import Hints

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
LONGEST_LIST = 255
_FIRST_DAY = date(1949, 10, 1)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shown(title: str, message: str, error: str) -> dict[str, Any]:
    """The hint of a cell and what is said of a value that it does not take, cut to what fits."""
    return {
        "input_title": _cut(title, LONGEST_TITLE),
        "input_message": _cut(message, LONGEST_MESSAGE),
        "error_title": _cut(title, LONGEST_TITLE),
        "error_message": _cut(error, LONGEST_MESSAGE),
    }


def date_validation(hints: Hints) -> dict[str, Any]:
    """A day; a year alone would be taken for a day of 1905."""
    texts = (hints.text(f"form.{part}") for part in ("date_title", "date_message", "date_error"))
    return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, **shown(*texts)}


def cell_validation(column: TemplateColumn, hints: Hints, cell: str) -> dict[str, Any]:
    """The validation of a column; ``cell`` is the reference of its first cell."""
    how = hints.how(column)
    if column.choices and _fits_list(column.choices):
        is_list = hints.is_list(column)
        error = hints.text("errors.list", several=hints.several(column)) if is_list else ""
        return {
            "validate": "list",
            "source": list(column.choices),
            "error_type": "information" if is_list else "stop",
            **shown(column.label, how, error or hints.text("errors.choice")),
        }
    if column.known.holds == "number":
        kind = "whole" if hints.is_whole(column) else "number"
        return {
            "validate": "integer" if kind == "whole" else "decimal",
            "criteria": ">=",
            "value": 0,
            **shown(column.label, how, hints.text(f"errors.{kind}")),
        }
    if column.name == "code":
        return {
            "validate": "custom",
            "value": f"=AND(OR(LEN({cell})=9,LEN({cell})=12),ISNUMBER(-{cell}))",
            **shown(column.label, how, hints.text("errors.code")),
        }
    return {"validate": "any", **shown(column.label, how, "")}


def _fits_list(choices: tuple[str, ...]) -> bool:
    """Whether a drop-down list can hold the choices, which it separates by commas."""
    return len(",".join(choices)) <= LONGEST_LIST and not any("," in text for text in choices)
