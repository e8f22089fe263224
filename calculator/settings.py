"""Figures that a person enters: which figure is meant, and what value was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from calculator.reading.cells.units import Unit
from calculator.reading.cells.values import parse_number
from calculator.vocabulary import load_vocabulary
from rules.figures import Figure
from rules.pack import RulePack
from rules.wording import Sentence

MOST = 10**15
"""No figure of a policy is larger; floats are exact up to here."""

_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+))\s*(?P<ten_thousands>万?)"
)
_MOST_CLOSE = 5


def read_settings(
    pack: RulePack, settings: Mapping[str, Any], reference: str | None = None
) -> dict[str, Any]:
    """The figures that settings name, each with its value in the figure's own unit.

    Args:
        pack: The pack whose figures are meant.
        settings: Name or label of a figure, or of a family -> value, or its text as a person
            writes it, such as ``2万`` or ``20000人``.
        reference: How the user named the pack; else its id is shown.

    Raises:
        CalculatorError: A name that no figure bears, or a number beyond all measure; all at once.
    """
    problems: list[Sentence] = []
    entered: dict[str, Any] = {}
    for written, given in settings.items():
        name = _figure_name(pack, written)
        if name is None:
            problems.append(_unknown(pack, written, reference or pack.id))
            continue
        like = pack.figures.named(name)[0]
        value = _parsed(given, like) if isinstance(given, str) else given
        if _is_number(value) and not abs(value) <= MOST:
            said = {"name": written, "found": str(given), "like": like.said}
            problems.append(Sentence("report.set_too_large", said))
        entered[name] = value
    if problems:
        raise CalculatorError(problems)
    return entered


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _figure_name(pack: RulePack, written: str) -> str | None:
    """The name of the figure or family that a name, or a label in either language, means."""
    if pack.figures.named(written):
        return written
    label, _, member = written.partition(".")
    families = {
        figure.name.partition(".")[0] if figure.member else figure.name
        for figure in pack.figures.values()
        if _folded(label) in (_folded(figure.label.zh), _folded(figure.label.en))
        and not figure.is_slot
    }
    if len(families) != 1:
        return None
    family = families.pop()
    if not member:
        return family
    entry = pack.class_of(member)
    name = f"{family}.{entry.name if entry is not None else member}"
    return name if name in pack.figures else None


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _unknown(pack: RulePack, written: str, reference: str) -> Sentence:
    fixed = next((figure for figure in pack.all_figures if not figure.settable), None)
    if fixed is not None and written in (fixed.name, fixed.label.zh, fixed.label.en):
        return Sentence("report.set_not_settable", {"name": written})
    close = get_close_matches(written, list(_names(pack)), n=_MOST_CLOSE, cutoff=0.6)
    values = {"name": written, "pack": reference, "close": list(dict.fromkeys(close))}
    return Sentence("report.set_unknown" if close else "report.set_unknown_see_list", values)


def _names(pack: RulePack) -> Iterator[str]:
    for figure in pack.figures.values():
        yield figure.name
        yield figure.name.partition(".")[0]
        if not figure.is_slot:
            yield figure.label.zh
            yield figure.label.en


def _parsed(text: str, like: Figure) -> Any:
    """A value as a person writes it, of the sort that the figure has; else the text itself."""
    words = text.strip()
    if isinstance(like.value, bool):
        vocabulary = load_vocabulary()
        folded = words.casefold()
        if folded in vocabulary.yes or folded in vocabulary.no:
            return folded in vocabulary.yes
        return words
    if isinstance(like.value, list):
        parts = words.replace("、", ",").replace("，", ",").split(",")
        return [_name(part.strip(), like.group) for part in parts if part.strip()]
    number = written_number(words, like.unit)
    if number is None:
        return words
    whole = number.denominator == 1 or abs(number) > MOST
    return int(number) if whole else float(number)


def written_number(text: str, kind: str | None) -> Fraction | None:
    """A written number in the unit of its figure: 2万 and 20000人 are both 20,000 people.

    Commas only part thousands: 3,4 is no number, for it may be two.
    """
    units = load_vocabulary().units.get(kind or "", {})
    own = next((Unit(name, f, kind or "") for name, f in units.items() if f == 1), None)
    read = parse_number(text, own)
    if read is not None:
        return read[0]
    for word in _unit_words(kind):
        text = text.removesuffix(word).strip()
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    number = Fraction(found["number"].replace(",", ""))
    return number * 10_000 if found["ten_thousands"] else number


def _unit_words(kind: str | None) -> Iterator[str]:
    """How reports write a unit behind a number, in each language."""
    for language in LANGUAGES:
        key = f"terms.unit.{kind}"
        if messages(language).has(key):
            yield messages(language).template(key).removeprefix("{number}").strip()


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
