"""What the rules have to say, before it is put into a language.

The rules know no language: they hand out a key and the values of a sentence. Whoever
shows it to a person turns it into Chinese or English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a pack gives in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, such as 30,000 people."""

    value: float | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field by its name in code, such as ``Term("kind", "town")``.

    ``group`` is ``column`` for a column of the statistics, else the name of the choice
    column whose value it is (``kind``, ``terrain``), or ``status``, ``severity``.
    """

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The label of a measure of the pack, by the measure's name."""

    name: str


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class of the pack, by its name in the policy; None where undecided."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Several sentences that stand one after the other."""

    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its key in the message files, with the values it names."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
