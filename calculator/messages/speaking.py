"""Putting sentences, quantities and terms into a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any, Literal

from calculator.vocabulary import Vocabulary, load_vocabulary
from rules.columns import YEAR_BEFORE
from rules.wording import ClassName, Measured, Parts, Quantity, Sentence, Term, Text

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def message_file(language: Language, subject: str) -> Mapping[str, Any]:
    """The templates of a subject in a language: key -> template.

    Raises:
        KeyError: There is no such subject.
    """
    file = resources.files("calculator.messages").joinpath(language, f"{subject}.toml")
    if not file.is_file():
        raise KeyError(subject)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def format_number(value: float) -> str:
    """A number with thousands separators and no more decimals than it has."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4096)
def _with_unit(value: float, unit: str) -> str:
    return unit.format(number=format_number(value))


@dataclass(frozen=True)
class PackNames:
    """How a pack calls its measures, its classes, and the columns that it declares."""

    measures: Mapping[str, Text]
    classes: Mapping[str, Text]
    columns: Mapping[str, Text] = field(default_factory=dict)


NO_PACK = PackNames({}, {})


class Messages:
    """Speaks one language."""

    def __init__(self, language: Language, names: PackNames = NO_PACK) -> None:
        """Choose the language, and the pack whose measures and classes it names.

        The file of a subject is read when its first sentence is asked for.
        """
        self.language: Language = language
        self._names = names
        self._found: dict[str, str] = {}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return load_vocabulary()

    def template(self, key: str) -> str:
        """The bare template of a key such as ``reading.total_row``.

        Raises:
            KeyError: There is no such key in this language.
        """
        if key in self._found:
            return self._found[key]
        subject, *parts = key.split(".")
        found: Any = message_file(self.language, subject)
        for part in parts:
            found = found[part]
        if not isinstance(found, str):
            raise KeyError(key)
        self._found[key] = found
        return found

    def has(self, key: str) -> bool:
        """Whether there is a template of this key."""
        try:
            return bool(self.template(key))
        except KeyError:
            return False

    @property
    def units(self) -> list[str]:
        """The units that quantities may have."""
        return list(self._terms["unit"])

    @property
    def _terms(self) -> Mapping[str, Any]:
        return message_file(self.language, "terms")

    def text(self, key: str, /, **values: Any) -> str:
        """The sentence of a key, each value put into the language first."""
        say = self.say
        said = {name: v if type(v) is str else say(v) for name, v in values.items()}
        return self.template(key).format_map(said)

    def say(self, said: Any) -> str:
        """Whatever the rules or the readers hand out, as a person reads it."""
        if type(said) is str:  # the most frequent
            return said
        if type(said) is Quantity:
            return self._quantity(said)
        match said:
            case Sentence():
                return self.text(said.key, **said.values)
            case None:
                return self.template("terms.nothing")
            case Text():
                return said.zh if self.language == "zh" else said.en
            case Term():
                return self._term(said)
            case Parts():
                return self.template("terms.part_separator").join(map(self.say, said.items))
            case Measured():
                return self.say(self._names.measures.get(said.name, said.name))
            case ClassName():
                return self.say(self._names.classes.get(said.name or "", said.name))
            case bool():
                return self.template("terms.yes" if said else "terms.no")
            case int() | float():
                return format_number(said)
            case list() | tuple():
                return self.template("terms.list_separator").join(self.say(part) for part in said)
            case _:
                return str(said)

    def _quantity(self, quantity: Quantity) -> str:
        if quantity.value is None or quantity.value != quantity.value:
            return self.template("terms.nothing")
        return _with_unit(quantity.value, self._terms["unit"].get(quantity.unit, "{number}"))

    def _term(self, term: Term) -> str:
        if term.group == "column" and term.name.endswith(YEAR_BEFORE):
            column = Term("column", term.name.removesuffix(YEAR_BEFORE))
            return self.text("terms.year_before", column=column)
        if term.group == "column" and term.name in self._names.columns:
            return self.say(self._names.columns[term.name])
        label = self._vocabulary.label(term.group, term.name)
        if label is not None:
            return self.say(label)
        return str(self._terms.get(term.group, {}).get(term.name, term.name))


@cache
def messages(language: Language) -> Messages:
    """The one ``Messages`` of a language."""
    return Messages(language)
