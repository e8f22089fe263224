"""What can't be entered of the figures that were typed, each mistake beside its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from calculator.errors import CalculatorError
from calculator.messages import Language, Messages
from calculator.packs import enter
from calculator.vocabulary import load_vocabulary
from rules.figures import Figure
from rules.pack import RulePack
from rules.wording import Sentence, Term

if TYPE_CHECKING:
    from calculator.calculation import Report


def mistakes_view(
    report: Report, settings: Mapping[str, str], sentences: Sequence[Sentence], language: Language
) -> dict[str, Any]:
    """The mistakes by field, and those of several figures together.

    Args:
        report: The report that the figures are tried on.
        settings: Name of a figure -> what was typed.
        sentences: What is wrong with all of them together.
        language: The language of the page.
    """
    speaker = report.messages(language)
    together = [_said(sentence, report.pack, speaker) for sentence in sentences]
    fields: dict[str, list[str]] = {}
    for name, text in settings.items():
        alone = _alone(report.pack, name, text)
        found = [_said(sentence, report.pack, speaker) for sentence in alone]
        # Alone a bound may be out of order that is not with the others.
        if mistaken := [said for said in found if said in together]:
            fields[name] = mistaken
    beside = {said for found in fields.values() for said in found}
    return {
        "errors": fields,
        "problems": list(dict.fromkeys(said for said in together if said not in beside)),
    }


def _alone(pack: RulePack, name: str, text: str) -> list[Sentence]:
    try:
        enter(pack, {name: text})
    except CalculatorError as error:
        return error.sentences
    return []


def _said(sentence: Sentence, pack: RulePack, speaker: Messages) -> str:
    """A mistake without the place of a command line, and with figures by their labels."""
    inner = sentence.values.get("problem")
    if isinstance(inner, Sentence):
        sentence = inner
    figure = next(iter(pack.figures.named(str(sentence.values.get("name", "")))), None)
    values = {key: _worded(value, key, figure) for key, value in sentence.values.items()}
    return speaker.say(replace(sentence, values=values))


def _worded(value: Any, key: str, figure: Figure | None) -> Any:
    """A value of a sentence: labels for names in code."""
    if key == "name" and figure is not None:
        return figure.label
    if isinstance(value, (list, tuple)) and key == "known":
        groups = load_vocabulary().choices
        for group, choices in groups.items():
            if set(value) <= {choice.name for choice in choices}:
                return [Term(group, name) for name in value]
    return value
