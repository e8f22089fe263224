"""What every kind of measure knows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from rules.conditions import Entry
from rules.figures import Figure
from rules.findings import Finding
from rules.given import Given, Values
from rules.statistics import BoolArray
from rules.wording import Sentence, Text


def _text(data: Any) -> Any:
    if (
        isinstance(data, dict)
        and set(data) == {"zh", "en"}
        and all(isinstance(text, str) for text in data.values())
    ):
        return Text(**data)
    if isinstance(data, Text):
        return data
    raise ValueError("not_bilingual")


BilingualText = Annotated[Text, BeforeValidator(_text)]
"""A text of a pack, given as ``{zh: …, en: …}``."""


@dataclass(frozen=True)
class Reason:
    """Why one township has its value.

    Attributes:
        sentence: The reason in one sentence, with the figures in it.
        figures: The figures it rests on, each with clause and status.
        measures: The measures it was computed from.
    """

    sentence: Sentence
    figures: tuple[Figure, ...] = ()
    measures: tuple[str, ...] = ()


class Measure(Entry):
    """A named value of every township: how to compute it and how to explain it."""

    label: BilingualText
    unit: str | None = None

    @abstractmethod
    def measure_names(self) -> Iterable[str]:
        """The measures it is built on."""

    @abstractmethod
    def figure_names(self) -> Iterable[str]:
        """The figures it rests on; a family is named by itself."""

    @abstractmethod
    def compute(self, given: Given) -> Values:
        """The values of all townships at once."""

    @abstractmethod
    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Why one township has its value; ``name`` is the measure's own."""

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The columns of the statistics that it reads itself."""
        return ()

    def findings(
        self,
        given: Given,  # noqa: ARG002
        name: str,  # noqa: ARG002
        relevant: BoolArray,  # noqa: ARG002
    ) -> Iterable[Finding]:
        """What is worth knowing about its values, for the townships that the pack judges."""
        return ()
