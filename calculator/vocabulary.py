"""The vocabulary of columns, as columns.toml gives it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Literal

from rules.wording import Text

POPULATIONS = ("resident", "registered", "total")
"""The populations that the vocabulary tells apart: ``<name>_population`` is the column."""


@dataclass(frozen=True)
class VocabularyColumn:
    """One column that the reader knows: its name in code, its headings, what it holds."""

    name: str
    holds: Literal["number", "flag", "choice", "text"]
    label: Text
    unit: str | None
    aliases: tuple[str, ...]
    least: float | None
    most: float | None

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return (self.label.zh, self.label.en, self.name, *self.aliases)


@dataclass(frozen=True)
class Choice:
    """One of the few things that a cell of a choice column may say."""

    name: str
    label: Text
    words: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Columns, units, choices and yes-or-no words that the reader knows.

    Attributes:
        columns: By name in code.
        units: Kind of unit -> written unit -> how many of the kind's own unit it is.
        choices: Choice column -> its choices, in the order of the file.
        match: Choice column -> ``ending`` or ``inside``: how a cell is compared with the words.
        yes: Cells of a flag column that mean yes.
        no: Cells of a flag column that mean no.
        headings: Words of headings: ``whole``, ``idle``, ``neutral`` and ``differs``.
        rows: Words of rows and cells: ``totals``, ``endings``, ``footnotes`` and ``missing``.
    """

    columns: Mapping[str, VocabularyColumn]
    units: Mapping[str, Mapping[str, Fraction]]
    choices: Mapping[str, tuple[Choice, ...]]
    match: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    headings: Mapping[str, frozenset[str]]
    rows: Mapping[str, frozenset[str]]

    def label(self, group: str, name: str) -> Text | None:
        """What reports call a column (group ``column``) or a choice of a choice column."""
        if group == "column":
            column = self.columns.get(name)
            return column.label if column else None
        for choice in self.choices.get(group, ()):
            if choice.name == name:
                return choice.label
        return None


def _column(name: str, entry: Mapping[str, Any]) -> VocabularyColumn:
    return VocabularyColumn(
        name=name,
        holds=entry["holds"],
        label=Text(entry["zh"], entry["en"]),
        unit=entry.get("unit"),
        aliases=tuple(entry.get("aliases", ())),
        least=entry.get("least"),
        most=entry.get("most"),
    )


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary shipped with the calculator."""
    source = resources.files("calculator").joinpath("columns.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return Vocabulary(
        columns={name: _column(name, entry) for name, entry in data["columns"].items()},
        units={
            kind: {written: Fraction(factor) for written, factor in units.items()}
            for kind, units in data["units"].items()
        },
        choices={
            column: tuple(
                Choice(name, Text(entry["zh"], entry["en"]), tuple(entry["words"]))
                for name, entry in entries.items()
                if name != "match"
            )
            for column, entries in data["choices"].items()
        },
        match={column: entries["match"] for column, entries in data["choices"].items()},
        yes=frozenset(data["flags"]["yes"]),
        no=frozenset(data["flags"]["no"]),
        headings={use: frozenset(words) for use, words in data["headings"].items()},
        rows={use: frozenset(words) for use, words in data["rows"].items()},
    )
