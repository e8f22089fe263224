"""Why a township came out otherwise: the figure that moved, and the bound that it crossed.

Both evaluations say why a township is what it is; what differs between the two reasons is why
it is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from calculator.comparison import (
    CLASS,
    MERGER,
    NEAR,
    PROPOSED,
    UNDECIDED,
    VERDICT,
    Comparison,
    TownshipChange,
)
from calculator.reason_atoms import (
    COMPARED,
    atoms,
    crossed,
    is_about_mark,
    moved_key,
    now,
    other_column,
    subject,
)
from calculator.reporting.outcomes import class_figures, merger_figures, quota_figures
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.measures import Column, Decide, Test
from rules.mergers import CANDIDATE, EXEMPT, NOT_APPLICABLE
from rules.status import Status, weakest
from rules.wording import Parts, Quantity, Sentence, Term

BY_CLASS = "_by_class"
"""How the key of a sentence ends that says what followed from another class."""


@dataclass(frozen=True)
class ChangeReason:
    """Why one thing differs for a township.

    Attributes:
        name: The aspect of the comparison.
        sentence: What moved, and what that changed.
        status: The least sure status of the figures that the change rests on; None where no
            figure of the rules bears on it.
    """

    name: str
    sentence: Sentence
    status: Status | None

    @property
    def is_unsettled(self) -> bool:
        """Whether the change rests on a figure that is not confirmed, reported or entered."""
        return self.status is not None and not self.status.is_settled


class ChangeReasons:
    """Says why townships differ between two evaluations by packs of the same measures."""

    def __init__(self, comparison: Comparison) -> None:
        """Keep the two evaluations."""
        self.comparison = comparison
        self._statuses: dict[str, Status | None] = {}

    def of(self, change: TownshipChange) -> list[ChangeReason]:
        """Why a township differs, thing by thing.

        A limit or standard that changed because the class did is told in few words.
        """
        return [
            ChangeReason(name, self._said(change, name), self._status(change, name))
            for name in change.values
        ]

    def _status(self, change: TownshipChange, name: str) -> Status | None:
        """How sure a change is; a standard that changed with the class is as sure as both."""
        by_class = name in self.comparison.after.quotas and CLASS in change.values
        known = [self.status(name), self.status(CLASS) if by_class else None]
        statuses = [status for status in known if status is not None]
        return weakest(statuses) if statuses else None

    def status(self, name: str) -> Status | None:
        """The least sure status of the figures that an aspect rests on; None where on none."""
        if name not in self._statuses:
            figures = list(self._figures(name))
            self._statuses[name] = weakest(f.status for f in figures) if figures else None
        return self._statuses[name]

    def _figures(self, name: str) -> Iterator[Figure]:
        for evaluation in (self.comparison.before, self.comparison.after):
            pack = evaluation.pack
            if name == CLASS:
                yield from class_figures(pack)
            elif name == MERGER:
                yield from merger_figures(pack)
            elif name == VERDICT and pack.establishment is not None:
                yield pack.figures[pack.establishment.applies_to]
                yield from pack.rests_on(pack.establishment.test)
            elif name in pack.quotas:
                yield from quota_figures(pack, pack.quotas[name].allowed)

    def _said(self, change: TownshipChange, name: str) -> Sentence:
        aspect = self.comparison.aspects[name]
        before, after = change.values[name]
        said = {"before": aspect.said(before), "after": aspect.said(after)}
        if aspect.is_number:
            return self._number(change, name, said)
        if name in (PROPOSED + CLASS, NEAR):
            return Sentence("comparison.why.other", {"aspect": aspect.said_name, **said})
        parts = self._parts(change, name)
        said["because"] = Parts(parts)
        key = f"{name}_{self._direction(name, before, after)}"
        return Sentence(f"comparison.why.{key if parts else key + '_alone'}", said)

    def _direction(self, name: str, before: Any, after: Any) -> str:
        ranks = self.comparison.after.pack.class_names
        if name != CLASS or before not in ranks or after not in ranks:
            return "changed"
        return "rose" if ranks.index(after) < ranks.index(before) else "fell"

    def _number(self, change: TownshipChange, name: str, said: dict[str, Any]) -> Sentence:
        """A limit, a standard or a proposal that is another number."""
        aspect = self.comparison.aspects[name]
        values = change.values[name]
        of_class = not name.startswith(PROPOSED) and CLASS in change.values
        key = moved_key(*values) + (BY_CLASS if of_class else "")
        if name.startswith(PROPOSED):
            return Sentence(f"comparison.why.{key}", {"measure": aspect.said_name, **said})
        quota = self.comparison.after.pack.quotas[name]
        label = Sentence(f"comparison.why.{quota.kind}", {"label": quota.label})
        moved = Sentence(f"comparison.why.{key}", {"measure": label, **said})
        parts = [] if of_class else self._measure(change, quota.allowed)
        return _because(parts, moved)

    def _parts(self, change: TownshipChange, name: str) -> list[Sentence]:
        """What differs between the two reasons that a township has its class, say."""
        before, after = self.comparison.before, self.comparison.after
        if name == CLASS:
            rules = before.pack.classification, after.pack.classification
            if rules[0] is None or rules[1] is None:
                return []
            if NOT_APPLICABLE in change.values[name]:
                return [*self._kind(change)]
            return self._measure(change, rules[1].measure)
        if name == VERDICT and after.pack.establishment is not None:
            return self._measure(change, after.pack.establishment.test)
        if name == MERGER:
            if NOT_APPLICABLE in change.values[name]:
                return [*self._kind(change)]
            reasons = (
                _as_compared(before, change.before),
                _as_compared(after, change.after),
            )
            return [*self._differences(change, *reasons)]
        return []

    def _kind(self, change: TownshipChange) -> Iterator[Sentence]:
        said = [
            [Term("kind", kind) for kind in sorted(e.statistics.choices["kind"].at(place))] or None
            for e, place in (
                (self.comparison.before, change.before),
                (self.comparison.after, change.after),
            )
        ]
        if said[0] != said[1]:
            values = {"aspect": Term("column", "kind"), "before": said[0], "after": said[1]}
            yield Sentence("comparison.why.other", values)

    def _measure(self, change: TownshipChange, name: str) -> list[Sentence]:
        """Why a township has another value of a measure, down to the figures that moved."""
        before, after = self.comparison.before, self.comparison.after
        if name not in before.pack.measures or isinstance(after.pack.measures[name], Column):
            return []
        reasons = before.why(name, change.before), after.why(name, change.after)
        said = list(self._differences(change, [reasons[0].sentence], [reasons[1].sentence]))
        told = [sentence.values.get("measure") for sentence in said]
        told += [s.values["moved"].values.get("measure") for s in said if "moved" in s.values]
        for below in dict.fromkeys([*reasons[0].measures, *reasons[1].measures]):
            moved = self._moved(change, below)
            if moved is None:
                continue
            if after.given.label(below, change.after) in told:
                parts = self._measure(change, below)
                said += [part for part in parts if part not in said]
            elif not isinstance(after.pack.measures[name], (Decide, Test)):
                said.append(_because(self._measure(change, below), moved))
        return said

    def _moved(self, change: TownshipChange, measure: str) -> Sentence | None:
        """That a measure has another value; nothing where it has not, or is no number."""
        before, after = self.comparison.before, self.comparison.after
        if measure not in before.given.measures or measure not in after.given.measures:
            return None
        data = before.given.measures[measure].data, after.given.measures[measure].data
        if data[0].dtype == object or data[1].dtype == object:
            return None
        values = float(data[0][change.before]), float(data[1][change.after])
        if values == values[::-1] or (values[0] != values[0] and values[1] != values[1]):
            return None
        label = after.given.label(measure, change.after)
        unit = after.given.units.get(measure)
        said = {"before": Quantity(values[0], unit), "after": Quantity(values[1], unit)}
        return Sentence(f"comparison.why.{moved_key(*values)}", {"measure": label, **said})

    def _differences(
        self, change: TownshipChange, before: list[Sentence], after: list[Sentence]
    ) -> Iterator[Sentence]:
        """What the second of two reasons says otherwise than the first."""
        first = [atom for sentence in before for atom in atoms(sentence)]
        second = [atom for sentence in after for atom in atoms(sentence)]
        judged_on = other_column(first, second)
        if judged_on is not None:
            yield judged_on
            return
        for atom in second:
            if atom in first:
                continue
            earlier = next((a for a in first if subject(a) == subject(atom)), None)
            if atom.key == COMPARED:
                is_compared = earlier is not None and earlier.key == COMPARED
                was = earlier if is_compared else self._compared_column(change, atom)
                yield from crossed(was, atom) if was is not None else [now(earlier, atom)]
            elif "value" not in atom.values and (earlier is not None or is_about_mark(atom)):
                yield now(earlier, atom)
        for atom in first:
            if any(subject(a) == subject(atom) for a in second) or atom in second:
                continue
            if atom.key == COMPARED:
                said = self._compared_column(change, atom, of_before=False)
                if said is not None:
                    yield from crossed(atom, said)
            elif "value" not in atom.values and is_about_mark(atom):
                yield Sentence("comparison.why.no_longer", {"before": atom})

    def _compared_column(
        self, change: TownshipChange, atom: Sentence, *, of_before: bool = True
    ) -> Sentence | None:
        """What the other reason left out: how the same figure stood to the same bounds there."""
        evaluation = self.comparison.before if of_before else self.comparison.after
        place = change.before if of_before else change.after
        label = atom.values["measure"]
        for name in evaluation.given.measures:
            if evaluation.given.measures[name].data.dtype == object:
                continue
            if evaluation.given.label(name, place) == label:
                value = evaluation.given.amount_at(name, place)
                if value != value:
                    return None
                said = Quantity(value, evaluation.given.units.get(name))
                return Sentence(COMPARED, {"measure": label, "value": said, "relations": []})
        return None


def _because(parts: list[Sentence], moved: Sentence) -> Sentence:
    if not parts:
        return moved
    return Sentence("comparison.why.moved_because", {"moved": moved, "because": Parts(parts)})


def _as_compared(evaluation: Evaluation, township: int) -> list[Sentence]:
    """Why a township is a merger candidate or not, as the reason of a class would say it."""
    said = evaluation.why_merger(township)
    rule = evaluation.pack.mergers
    if rule is None or rule.minimum is None or "population" not in said.values:
        return [said]
    status = str(evaluation.mergers.status[township])
    values = said.values
    key = "rules.less_than" if status in (CANDIDATE, EXEMPT) else "rules.at_least"
    label = evaluation.given.amount_label(rule.minimum)
    if status == UNDECIDED or values["population"].value != values["population"].value:
        return [said]
    relation = Sentence(key, {"bound": values["minimum"], "label": label})
    compared = {
        "measure": values["measure"],
        "value": values["population"],
        "relations": [relation],
    }
    exempt = [values["exempt"]] if values.get("exempt") is not None else []
    return [Sentence(COMPARED, compared), *exempt]
