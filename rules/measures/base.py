"""What every kind of measure knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from rules.conditions import AnyCondition, Entry
from rules.figures import Figure
from rules.findings import Finding
from rules.formulas import Cells
from rules.given import Given, Values
from rules.statistics import BoolArray
from rules.status import Status
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


class _Bilingual:
    """How pydantic reads a text: by ``_text`` alone, so that it need not take ``Text`` apart."""

    @staticmethod
    def __get_pydantic_core_schema__(*_: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_text)


BilingualText = Annotated[Text, _Bilingual]
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
    """A named value of every township: how to compute it, explain it and write it as a formula.

    Attributes:
        label: What reports call it.
        unit: The unit of its values.
        source: The document that the numbers written in the measure itself come from.
        clause: The place in it.
        status: How sure they are.
    """

    label: BilingualText
    unit: str | None = None
    source: str | None = None
    clause: BilingualText | None = None
    status: Status | None = None

    def measure_names(self) -> Iterable[str]:
        """The measures it is built on."""
        return ()

    def amount_names(self) -> Iterable[str]:
        """The figures or measures that it takes as numbers."""
        return ()

    def figure_names(self) -> Iterable[str]:
        """The other figures it rests on: families, lists of names, yes or no."""
        return ()

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The columns of the statistics that it reads itself."""
        return ()

    def compute(self, given: Given) -> Values:
        """The values of all townships at once."""
        raise NotImplementedError

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Why one township has its value; ``name`` is the measure's own."""
        raise NotImplementedError

    def formula(self, cells: Cells) -> str:
        """The value of one township as a spreadsheet formula, without the equals sign."""
        raise NotImplementedError

    def findings(
        self,
        given: Given,  # noqa: ARG002
        name: str,  # noqa: ARG002
        relevant: BoolArray,  # noqa: ARG002
    ) -> Iterable[Finding]:
        """What is worth knowing about its values, for the townships that the pack judges."""
        return ()

    def reason(self, given: Given, sentence: Sentence) -> Reason:
        """A sentence with every figure and measure that the measure stands on."""
        amounts = list(dict.fromkeys(self.amount_names()))
        names = [name for name in amounts if name in given.figures]
        names += [f.name for family in self.figure_names() for f in given.figures.named(family)]
        measures = [*self.measure_names(), *(name for name in amounts if name not in given.figures)]
        return Reason(
            sentence,
            tuple(given.figures[name] for name in dict.fromkeys(names)),
            tuple(dict.fromkeys(measures)),
        )


def measures_of(conditions: Iterable[AnyCondition]) -> Iterator[str]:
    """The measures that conditions are built on."""
    for condition in conditions:
        yield from condition.measures()


def amounts_of(conditions: Iterable[AnyCondition]) -> Iterator[str]:
    """The figures and measures that conditions take as bounds."""
    for condition in conditions:
        yield from condition.amounts()


def figures_of(conditions: Iterable[AnyCondition]) -> Iterator[str]:
    """The other figures that conditions rest on."""
    for condition in conditions:
        yield from condition.figures()


def columns_of(conditions: Iterable[AnyCondition]) -> list[str]:
    """The columns that conditions read, each once."""
    return list(dict.fromkeys(c for condition in conditions for c in condition.columns()))
