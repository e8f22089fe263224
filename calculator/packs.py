"""Packs as the calculator uses them: with its vocabulary, and figures entered by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, PackNames, messages
from calculator.vocabulary import load_vocabulary
from rules.checking import KnownNames
from rules.errors import PackError
from rules.figures import Figure, Source
from rules.loading import load_pack
from rules.pack import RulePack
from rules.settings import enter_figures
from rules.wording import Sentence, Text

POPULATION_FIGURE = "population_basis"
"""The figure of a pack that lists the population columns in order of preference."""


def known_names() -> KnownNames:
    """The columns and choices that packs may speak of."""
    vocabulary = load_vocabulary()
    return KnownNames(
        columns=[
            name
            for name, column in vocabulary.columns.items()
            if column.holds in ("number", "flag")
        ],
        choices={
            name: [choice.name for choice in vocabulary.choices.get(name, ())]
            for name, column in vocabulary.columns.items()
            if column.holds == "choice"
        },
    )


def open_pack(
    reference: str | Path,
    settings: Mapping[str, Any] | None = None,
    population: str | None = None,
) -> RulePack:
    """Load a pack and enter figures by hand.

    Args:
        reference: The id of a shipped pack, or the path of one's own.
        settings: Name of a figure -> value, or its text as a person writes it.
        population: ``resident``, ``registered`` or ``total``: the one population to judge on.

    Raises:
        CalculatorError: The pack can't be used, or a setting does not fit it.
    """
    try:
        pack = load_pack(reference, known_names())
        entered = {
            name: _parsed(value, pack.figures.named(name)) if isinstance(value, str) else value
            for name, value in (settings or {}).items()
        }
        if entered:
            pack = _entered(pack, entered, "entered_by_setting")
        if population is not None:
            column = f"{population}_population"
            pack = _entered(pack, {POPULATION_FIGURE: [column]}, "entered_by_population")
    except PackError as error:
        raise CalculatorError([placed(problem) for problem in error.problems]) from error
    return pack


def placed(problem: Any) -> Sentence:
    """A mistake in a pack with its place, as one sentence."""
    values = {"file": problem.file, "key": problem.key, "problem": problem.sentence}
    if problem.line is None:
        return Sentence("packs.place_without_line", values)
    return Sentence("packs.place", {**values, "line": problem.line})


def pack_names(pack: RulePack) -> PackNames:
    """How the pack calls its measures and classes, for the messages."""
    classes = pack.classes.names if pack.classes else ()
    return PackNames(
        measures={name: measure.label for name, measure in pack.measures.items()},
        classes={entry.name: Text(entry.name, entry.en) for entry in classes},
    )


def _entered(pack: RulePack, values: Mapping[str, Any], clause: str) -> RulePack:
    return enter_figures(
        pack,
        values,
        Source("--set", _in_both_languages("report.entered_by_user")),
        _in_both_languages(f"report.{clause}"),
        known_names(),
    )


def _in_both_languages(key: str) -> Text:
    return Text(*(messages(language).text(key) for language in LANGUAGES))


def _parsed(text: str, like: list[Figure]) -> Any:
    """A value as a person writes it, of the sort that the figure has; else the text itself."""
    sort = like[0].value if like else None
    words = text.strip()
    vocabulary = load_vocabulary()
    if isinstance(sort, bool):
        folded = words.casefold()
        if folded in vocabulary.yes or folded in vocabulary.no:
            return folded in vocabulary.yes
        return words
    if isinstance(sort, list):
        parts = words.replace("、", ",").replace("，", ",").split(",")
        return [_name(part.strip(), like[0].group) for part in parts if part.strip()]
    try:
        number = Decimal(words.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return words
    if not number.is_finite():
        return words
    return int(number) if number == number.to_integral_value() else float(number)


def _name(text: str, group: str | None) -> str:
    """The name in code of a column or choice that a person names in either language."""
    vocabulary = load_vocabulary()
    if group == "column":
        for name, column in vocabulary.columns.items():
            if text in column.headings:
                return name
    for choice in vocabulary.choices.get(group or "", ()):
        if text in (choice.name, *choice.words):
            return choice.name
    return text
