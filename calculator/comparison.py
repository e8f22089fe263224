"""Two evaluations held against each other, township by township.

One comparison serves all: two packs, two values of a figure, two years, two proposals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from calculator.counting import Counts, count
from calculator.pairing import Pairs, pair
from rules.comparing import in_decimal
from rules.evaluation import Evaluation
from rules.mergers import NOT_APPLICABLE
from rules.statistics import BoolArray
from rules.wording import ClassName, Quantity, Sentence, Term, Text

CLASS = "class"
MERGER = "merger"
NEAR = "near"
VERDICT = "verdict"
UNDECIDED = "undecided"
PROPOSED = "proposed_"
"""What stands before the name of a quota, and before ``class``, where it is the proposal's."""


@dataclass(frozen=True)
class Aspect:
    """One thing that may differ between two evaluations: the class, say, or one quota.

    Attributes:
        name: ``class``, ``merger``, ``near``, ``verdict``, the name of a quota, or for what the
            county proposes ``proposed_class`` or ``proposed_`` and the name of a quota.
        label: What a quota or a proposal is called; None for the others.
        unit: The unit of a quota; None for what is no number.
        before: One value per pair: the name of a class or of a status, a flag, or a number;
            None or NaN where undecided.
        after: The same in the other evaluation.
        changed: Which pairs differ.
    """

    name: str
    label: Text | Term | None
    unit: str | None
    before: npt.NDArray[Any]
    after: npt.NDArray[Any]
    changed: BoolArray

    @property
    def is_number(self) -> bool:
        """Whether it is a number: what a township may have of something, or what is proposed."""
        return self.unit is not None

    @property
    def said_name(self) -> Sentence | Text | Term:
        """What it is called."""
        return self.label or Sentence(f"comparison.{self.name}")

    def said(self, value: Any) -> Any:
        """One of its values as messages can say it."""
        if self.is_number:
            return Quantity(value, self.unit)
        if self.name == PROPOSED + CLASS:
            return ClassName(value)
        if self.name == CLASS and value not in (None, NOT_APPLICABLE):
            return ClassName(value)
        if self.name == NEAR:
            return bool(value)
        if self.name == MERGER:
            return Sentence(f"workbook.merger_status.{value}")
        return Sentence(f"comparison.{self.name}_is.{value or UNDECIDED}")

    @property
    def transitions(self) -> dict[tuple[Any, Any], int]:
        """(before, after) -> how many changed so, the most frequent first."""
        before, after = _plain(self.before[self.changed]), _plain(self.after[self.changed])
        return dict(Counter(zip(before, after, strict=True)).most_common())


@dataclass(frozen=True)
class TownshipChange:
    """What differs for one township.

    Attributes:
        before: Its position in the statistics of the first evaluation.
        after: Its position in those of the second.
        values: Aspect -> its value before and after, only where they differ.
    """

    before: int
    after: int
    values: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Comparison:
    """Two evaluations held against each other.

    Attributes:
        before: The first evaluation.
        after: The second.
        pairs: Which township of the one is which of the other.
        aspects: What both say, by name. What only one of the packs decides is not compared.
        counts_before: How the first came out in numbers.
        counts_after: How the second did.
    """

    before: Evaluation
    after: Evaluation
    pairs: Pairs
    aspects: Mapping[str, Aspect]
    counts_before: Counts
    counts_after: Counts

    @property
    def changed(self) -> BoolArray:
        """Which pairs differ in anything."""
        changed = np.zeros(len(self.pairs.before), dtype=np.bool_)
        for aspect in self.aspects.values():
            changed |= aspect.changed
        return changed

    def changes(self) -> Iterator[TownshipChange]:
        """The townships that differ in anything, in the order of the first evaluation."""
        here = np.flatnonzero(self.changed)
        columns = [
            (
                name,
                aspect.changed[here].tolist(),
                _plain(aspect.before[here]),
                _plain(aspect.after[here]),
            )
            for name, aspect in self.aspects.items()
        ]
        before, after = self.pairs.before[here].tolist(), self.pairs.after[here].tolist()
        for place in range(len(here)):
            values = {n: (b[place], a[place]) for n, changed, b, a in columns if changed[place]}
            yield TownshipChange(before[place], after[place], values)


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Hold two evaluations against each other."""
    pairs = pair(before.statistics, after.statistics)
    return Comparison(
        before=before,
        after=after,
        pairs=pairs,
        aspects={aspect.name: aspect for aspect in _aspects(before, after, pairs)},
        counts_before=count(before),
        counts_after=count(after),
    )


def _aspects(before: Evaluation, after: Evaluation, pairs: Pairs) -> Iterator[Aspect]:
    def aspect(
        name: str,
        one: npt.NDArray[Any],
        other: npt.NDArray[Any],
        label: Text | Term | None = None,
        unit: str | None = None,
    ) -> Aspect:
        first, second = one[pairs.before], other[pairs.after]
        if unit is None:
            changed = (first != second).astype(np.bool_)
        else:
            equal = in_decimal(first) == in_decimal(second)
            changed = ~(equal | (np.isnan(first) & np.isnan(second)))
        return Aspect(name, label, unit, first, second, changed)

    if before.pack.classification is not None and after.pack.classification is not None:
        yield aspect(CLASS, classes_of(before), classes_of(after))
    if before.pack.mergers is not None and after.pack.mergers is not None:
        yield aspect(MERGER, before.mergers.status, after.mergers.status)
        if before.pack.mergers.margin is not None or after.pack.mergers.margin is not None:
            yield aspect(NEAR, before.mergers.near, after.mergers.near)
    if before.establishment is not None and after.establishment is not None:
        yield aspect(VERDICT, before.establishment.verdict, after.establishment.verdict)
    common = [name for name in after.quotas if name in before.quotas]
    for name in common:
        one, other = before.quotas[name], after.quotas[name]
        yield aspect(name, one.allowed, other.allowed, other.quota.label, other.quota.unit)
    if before.statistics is after.statistics:
        return
    of_class = Term("column", PROPOSED + CLASS)
    classes = before.classification.proposed, after.classification.proposed
    proposals = [aspect(PROPOSED + CLASS, classes[0], classes[1], of_class)]
    for name in common:
        one, other = before.quotas[name], after.quotas[name]
        label = Term("column", other.quota.proposed)
        said = aspect(PROPOSED + name, one.proposed, other.proposed, label, other.quota.unit)
        proposals.append(said)
    yield from (said for said in proposals if said.changed.any())


def _plain(values: npt.NDArray[Any]) -> list[Any]:
    """Values as Python's own, None where missing."""
    return [None if value != value else value for value in values.tolist()]


def classes_of(evaluation: Evaluation) -> npt.NDArray[Any]:
    """The class of every township; units that the classification does not apply to told apart."""
    classes = evaluation.classification.classes.copy()
    unknown_kind = evaluation.statistics.choices["kind"].codes < 0
    classes[~(evaluation.classification.judged | unknown_kind)] = NOT_APPLICABLE
    return classes
