"""Breaches that weigh as the figure behind them is sure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rules.balances import Balance
from rules.figures import Figure, least_sure
from rules.findings import Finding
from rules.given import Given
from rules.status import Severity, Status
from rules.wording import Quantity, Sentence, Text


def figure_that_says(given: Given, name: str | None, answer: bool) -> Figure | None:
    """The yes-or-no figure of a name, if there is one and it says so."""
    figure = given.figures.get(name or "")
    return figure if figure is not None and bool(figure.value) is answer else None


def breach(
    code: str,
    figures: Iterable[Figure],
    said: Sentence,
    remedy: str,
    *,
    as_note: bool = False,
    **place: Any,
) -> Finding:
    """A breach as heavy as the least sure of its figures; without any it is *entered*.

    Args:
        code: The finding's name.
        figures: What is breached.
        said: What was expected and what was found.
        remedy: The key of what to do about it.
        as_note: Whether it is only worth knowing, however sure the figures are; the sentence
            then stands by itself.
        place: The finding's other fields: township, column, value and the like.
    """
    figure = least_sure(figures)
    status = figure.status if figure is not None else Status.ENTERED
    severity = Severity.NOTE if as_note else status.breach_severity
    weighed = Sentence(f"rules.weighed_{severity}", {"said": said, "remedy": Sentence(remedy)})
    return Finding(
        code,
        severity,
        said if as_note else weighed,
        status=status,
        source=figure.cited if figure is not None else None,
        **place,
    )


def compared(label: Text, balance: Balance, position: int, unit: str) -> dict[str, object]:
    """What a sentence says of one place of a balance: found, limit, and the difference."""
    return {
        "label": label,
        "found": Quantity(float(balance.found[position]), unit),
        "limit": Quantity(float(balance.limit[position]), unit),
        "over": Quantity(float(balance.over[position]), unit),
    }
