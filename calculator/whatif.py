"""What other values of a figure would do: the same statistics under each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calculator.comparison import Comparison, compare
from calculator.errors import CalculatorError
from calculator.packs import enter
from calculator.settings import read_settings
from rules.evaluation import evaluate
from rules.figures import Figure
from rules.pack import RulePack
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report

_BETWEEN = re.compile(r"[,，、;；\s]+")
_AMBIGUOUS = re.compile(r"(?<!\d)\d{1,3}[,，]\d{3}(?!\d)")
"""A comma that may stand for thousands: 30,000 is one number or two."""


@dataclass(frozen=True)
class Trial:
    """The statistics under other values.

    Attributes:
        settings: Name of a figure -> the value entered, as it was written.
        figure: The figure tried, with its value here; the first member of a family.
        comparison: The pack as it is against the pack with these values.
    """

    settings: Mapping[str, str]
    figure: Figure
    comparison: Comparison


@dataclass(frozen=True)
class WhatIf:
    """Several values tried.

    Attributes:
        base: The report by the pack as it is.
        figures: The figure tried as the pack has it; all members of a family.
        fixed: Other figures that were entered for every trial: name -> as it was written.
        trials: One for each value, in the order given.
    """

    base: Report
    figures: Sequence[Figure]
    fixed: Mapping[str, str]
    trials: Sequence[Trial]


def what_if(
    base: Report, settings: Sequence[tuple[str, str]], population: str | None = None
) -> WhatIf:
    """Try values of figures on statistics that were read once.

    Args:
        base: The report by the pack as it is.
        settings: (name of a figure, one value or several, as a person writes them). One figure
            may have several values, by commas or by being named several times.
        population: ``resident``, ``registered`` or ``total``: the one population to judge on.

    Raises:
        CalculatorError: A name or value that does not fit, or several figures with several values.
    """
    values = _values(base.pack, settings)
    several = [name for name, written in values.items() if len(written) > 1]
    if len(several) > 1:
        raise CalculatorError([Sentence("whatif.several_figures", {"names": several})])
    tried = several[0] if several else next(reversed(values))
    fixed = {name: written[0] for name, written in values.items() if name != tried}
    trials = []
    for written in values[tried]:
        entered = {**fixed, tried: written}
        pack = enter(base.pack, entered, population)
        after = evaluate(pack, base.evaluation.statistics)
        figure = pack.figures.named(tried)[0]
        trials.append(Trial(entered, figure, compare(base.evaluation, after)))
    return WhatIf(base, base.pack.figures.named(tried), fixed, trials)


def _values(pack: RulePack, settings: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Name of a figure -> its values as they were written, each once."""
    values: dict[str, list[str]] = {}
    problems: list[Sentence] = []
    for written, text in settings:
        try:
            name = next(iter(read_settings(pack, {written: None})))
        except CalculatorError as error:
            problems.extend(error.sentences)
            continue
        parts = [text]
        if _is_number(pack.figures.named(name)[0].value):
            if _AMBIGUOUS.search(text):
                said = {"name": written, "found": text}
                problems.append(Sentence("whatif.ambiguous", said))
                continue
            parts = [part for part in _BETWEEN.split(text) if part]
        known = values.setdefault(name, [])
        known.extend(part for part in parts if part not in known)
    if problems:
        raise CalculatorError(problems)
    return values


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
