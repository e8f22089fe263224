"""What a spreadsheet program says of the cell of a figure, and what it takes there unasked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from calculator.amendments.values import is_large_share
from calculator.messages import Messages
from calculator.packs import known_names
from calculator.reporting.template.validation import shown
from rules.columns import YEAR_BEFORE
from rules.figures import Figure
from rules.wording import Term

_MOST = 10**15
_FIRST_DAY = date(1949, 10, 1)


def figure_validation(figure: Figure, title: str, speaker: Messages, cell: str) -> dict[str, Any]:
    """The validation of the cell of a figure; ``cell`` is its reference.

    A number may be written with its unit, so what is none is asked about and not refused.
    """
    how = _how(figure, speaker)
    if isinstance(figure.value, bool):
        choices = [speaker.say(True), speaker.say(False)]
        error = speaker.text("figures_sheet.errors.choice")
        return {"validate": "list", "source": choices, **shown(title, how, error)}
    if isinstance(figure.value, list):
        return {"validate": "any", **shown(title, how, "")}
    error = speaker.text("figures_sheet.errors.number")
    said = {"error_type": "warning", **shown(title, how, error)}
    if is_large_share(figure):
        formula = f"=AND(ISNUMBER({cell}),OR({cell}=0,{cell}>=1))"
        return {"validate": "custom", "value": formula, **said}
    least = -_MOST if figure.is_slot else 0
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": _MOST,
        **said,
    }


def document_validation(part: str, label: str, speaker: Messages) -> dict[str, Any]:
    """The validation of a cell for the document."""
    how = speaker.text(f"figures_sheet.document_how.{part}")
    if part != "date":
        return {"validate": "any", **shown(label, how, "")}
    error = speaker.text("figures_sheet.errors.date")
    said = {"error_type": "warning", **shown(label, how, error)}
    return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, **said}


def _how(figure: Figure, speaker: Messages) -> str:
    said = {"like": figure.said, "status": Term("status", figure.status)}
    if not figure.is_entered:
        return speaker.text("figures_sheet.how.asked", unit=unit_text(figure, speaker))
    if isinstance(figure.value, bool):
        return speaker.text("figures_sheet.how.choice", **said)
    if isinstance(figure.value, list):
        return speaker.text("figures_sheet.how.list", names=list(_names(figure)), **said)
    key = "percent" if figure.unit == "percent" else "number"
    return speaker.text(f"figures_sheet.how.{key}", **said)


def _names(figure: Figure) -> Iterator[Term]:
    """What a list may hold; of columns only those it holds, for there are too many."""
    group = figure.group or ""
    known = known_names().choices.get(group, figure.value)
    yield from (Term(group, name) for name in known if not name.endswith(YEAR_BEFORE))


def unit_text(figure: Figure, speaker: Messages) -> str:
    """The unit of a figure on its own, such as 人."""
    if figure.unit is None:
        return ""
    return speaker.template(f"terms.unit.{figure.unit}").replace("{number}", "").strip()
