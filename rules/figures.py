"""Figures: every number and every reading that a policy fixes, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from rules.status import Status, weakest
from rules.wording import ClassName, Quantity, Sentence, Term, Text

CLASS = "class"
"""The group of a figure whose list names classes."""


@dataclass(frozen=True)
class Source:
    """A document that figures come from."""

    name: str
    title: Text
    issuer: Text | None = None
    date: Text | None = None
    read_in: Text | None = None


@dataclass(frozen=True)
class Figure:
    """One thing that the policy fixes: a number, a yes or no, or a list of names.

    A figure of a family, such as the limit of one class, is named ``family.member``.

    Attributes:
        name: As packs, ``--set`` and JSON call it.
        label: As reports call it; the members of a family share it.
        value: A number, a boolean, or a list of names of columns or choices.
        unit: The unit of a number, as the message files know it.
        group: What the names of a list are: ``column``, ``class``, or the name of a choice column.
        source: The document.
        clause: The place in it, or the words that fix the figure.
        status: How sure it is.
        settable: Whether a user may enter another value without writing a pack.
        is_slot: Whether it is a number written in a measure, not a member of a family.
        since: The day from which it holds, where known.
    """

    name: str
    label: Text
    value: Any
    source: Source
    clause: Text
    status: Status
    unit: str | None = None
    group: str | None = None
    settable: bool = True
    is_slot: bool = False
    since: date | None = None

    @property
    def is_entered(self) -> bool:
        """Whether it has a value: a figure that only the user can give has none at first."""
        return bool(self.value == self.value)

    @property
    def member(self) -> str | None:
        """Which member of its family it is, such as the name of a class; None on its own."""
        return None if self.is_slot else self.name.partition(".")[2] or None

    @property
    def slot(self) -> str | None:
        """Where in its measure it is written, such as ``bound_1``; None if it is not."""
        return self.name.partition(".")[2] if self.is_slot else None

    @property
    def number(self) -> float:
        """The value of a figure that is a number."""
        return float(self.value)

    @cached_property
    def cited(self) -> Sentence:
        """The document and the clause, as one sentence."""
        return Sentence("rules.cited", {"source": self.source.title, "clause": self.clause})

    @property
    def said(self) -> Any:
        """The value as messages can say it."""
        if isinstance(self.value, list) and self.group == CLASS:
            return [ClassName(name) for name in self.value]
        if isinstance(self.value, list) and self.group:
            return [Term(self.group, name) for name in self.value]
        if isinstance(self.value, (bool, list, str)):
            return self.value
        return Quantity(self.value, self.unit)


class Figures(Mapping[str, Figure]):
    """The figures of a pack by name."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        """Keep them in the order given."""
        self._by_name = {figure.name: figure for figure in figures}
        self._families: dict[str, Mapping[str, Figure]] = {}

    def __getitem__(self, name: str) -> Figure:
        """The figure of a name."""
        return self._by_name[name]

    def __iter__(self) -> Any:
        """The names, in the order of the pack."""
        return iter(self._by_name)

    def __len__(self) -> int:
        """How many figures there are."""
        return len(self._by_name)

    def family(self, name: str) -> Mapping[str, Figure]:
        """The members of a family: what stands behind the dot -> figure."""
        if name not in self._families:
            prefix = f"{name}."
            self._families[name] = {
                full.removeprefix(prefix): figure
                for full, figure in self._by_name.items()
                if full.startswith(prefix) and not figure.is_slot
            }
        return self._families[name]

    def named(self, name: str) -> list[Figure]:
        """The figure of a name, or every member of the family of that name."""
        if name in self._by_name:
            return [self._by_name[name]]
        return list(self.family(name).values())

    @property
    def unsettled(self) -> list[Figure]:
        """The figures that are inferred, precedents or placeholders."""
        return [figure for figure in self._by_name.values() if not figure.status.is_settled]


def least_sure(figures: Iterable[Figure]) -> Figure | None:
    """The figure of the least sure status, the first of several; None of none."""
    listed = list(figures)
    status = weakest(figure.status for figure in listed)
    return next((figure for figure in listed if figure.status is status), None)
