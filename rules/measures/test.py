"""Several conditions of which all, any or so many must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from rules.comparing import NO, UNDECIDED, YES
from rules.conditions import Condition, Entry
from rules.formulas import MISSING, Cells, nested
from rules.given import Given, Values
from rules.measures.base import (
    BilingualText,
    Measure,
    Reason,
    amounts_of,
    columns_of,
    figures_of,
    measures_of,
)
from rules.statistics import FloatArray
from rules.wording import Parts, Quantity, Sentence, Text


class Part(Entry):
    """One condition of a test, with what it is called."""

    label: BilingualText
    when: Condition


class SwitchedOff(Entry):
    """Parts that need not be met where a condition holds."""

    when: Condition
    parts: tuple[str, ...] = Field(min_length=1)


class Relaxed(Entry):
    """Units for which a condition holds need only so much of every bound."""

    when: Condition
    times: str


class Test(Measure):
    """Whether a township meets several conditions: 1 met, 0 not met, missing where undecided.

    Attributes:
        parts: The conditions, by name.
        need: ``all``, ``any``, or a figure: at least so many.
        switched_off: Parts that need not be met where a condition holds: overrides, exemptions.
        relaxed: Units that need only a multiple of every bound.
    """

    __test__ = False

    kind: Literal["test"]
    parts: Mapping[str, Part] = Field(min_length=1)
    need: str = "all"
    switched_off: tuple[SwitchedOff, ...] = ()
    relaxed: Relaxed | None = None

    @model_validator(mode="after")
    def _switches_known_parts(self) -> Test:
        for switch in self.switched_off:
            if not set(switch.parts) <= set(self.parts):
                raise ValueError("no_such_part")
        return self

    @property
    def conditions(self) -> list[Condition]:
        """All conditions in it."""
        relaxed = [] if self.relaxed is None else [self.relaxed.when]
        switches = [switch.when for switch in self.switched_off]
        return [*(part.when for part in self.parts.values()), *switches, *relaxed]

    def measure_names(self) -> Iterable[str]:
        """The measures that its conditions are built on."""
        return measures_of(self.conditions)

    def amount_names(self) -> Iterable[str]:
        """The bounds of its conditions, how many must hold, and how much is relaxed."""
        yield from amounts_of(self.conditions)
        if self.need not in ("all", "any"):
            yield self.need
        if self.relaxed is not None:
            yield self.relaxed.times

    def figure_names(self) -> Iterable[str]:
        """The other figures of its conditions."""
        return figures_of(self.conditions)

    def column_names(self, given: Given) -> Iterable[str]:  # noqa: ARG002
        """The columns that its conditions read."""
        return columns_of(self.conditions)

    def clause_truths(self, given: Given) -> dict[str, FloatArray]:
        """Part -> whether it is met by each township, or need not be."""
        truths: dict[str, FloatArray] = {}
        for name, part in self.parts.items():
            truth = given.truth(part.when)
            if self.relaxed is not None:
                tagged = given.truth(self.relaxed.when)
                times = given.amount(self.relaxed.times)
                eased = part.when.truth(given, times)
                either = np.where(truth == eased, truth, UNDECIDED)
                truth = np.where(tagged == YES, eased, np.where(tagged == NO, truth, either))
            for switch in self.switched_off:
                if name in switch.parts:
                    truth = np.maximum(truth, given.truth(switch.when))
            truths[name] = truth
        return truths

    def truth(self, given: Given) -> FloatArray:
        """Whether the whole test is met: 1, 0, or 0.5 where undecided."""
        truths = np.array(list(self.clause_truths(given).values()))
        if self.need == "all":
            result: FloatArray = truths.min(axis=0)
        elif self.need == "any":
            result = truths.max(axis=0)
        else:
            count = given.amount(self.need)
            sure = (truths == YES).sum(axis=0) >= count
            possible = (truths != NO).sum(axis=0) >= count
            result = np.where(sure, YES, np.where(possible, UNDECIDED, NO))
        return result

    def compute(self, given: Given) -> Values:
        """1 where the test is met, 0 where it is not, missing where undecided."""
        truth = self.truth(given)
        return Values(np.where(truth == UNDECIDED, np.nan, truth))

    def clause_formulas(self, cells: Cells) -> dict[str, str]:
        """Part -> whether it is met, or need not be, as a spreadsheet formula: 1, 0 or 0.5."""
        formulas = {}
        for name, part in self.parts.items():
            truth = part.when.formula(cells)
            if self.relaxed is not None:
                eased = part.when.formula(cells, f"*{cells.amount(self.relaxed.times)}")
                tagged = self.relaxed.when.formula(cells)
                either = f"IF({truth}={eased},{truth},0.5)"
                truth = f"CHOOSE(1+2*{tagged},{truth},{either},{eased})"
            switches = [s.when.formula(cells) for s in self.switched_off if name in s.parts]
            formulas[name] = nested("MAX", [truth, *switches])
        return formulas

    def formula(self, cells: Cells) -> str:
        """1, 0 or missing."""
        parts = list(self.clause_formulas(cells).values())
        if self.need in ("all", "any"):
            truth = nested("MIN" if self.need == "all" else "MAX", parts)
            return f"CHOOSE(1+2*{truth},0,{MISSING},1)"
        sure = "+".join(f"INT({part})" for part in parts)
        possible = "+".join(f"ROUNDUP({part},0)" for part in parts)
        count = cells.amount(self.need)
        return f"IF({sure}>={count},1,IF({possible}>={count},{MISSING},0))"

    def clauses(
        self, given: Given, township: int
    ) -> list[tuple[str, Text, float, Sentence | None]]:
        """Each part for one township: name, label, truth, and what there is to say of it."""
        truths = self.clause_truths(given)
        times = self._times(given, township)
        said = []
        for name, part in self.parts.items():
            off = [
                switch.when
                for switch in self.switched_off
                if name in switch.parts and given.truth(switch.when)[township] == YES
            ]
            sentence = part.when.explain(given, township, times)
            if off:
                because = off[0].explain(given, township)
                sentence = Sentence("rules.switched_off", {"because": because})
            said.append((name, part.label, float(truths[name][township]), sentence))
        return said

    def _times(self, given: Given, township: int) -> float:
        """How much of every bound one township needs."""
        if self.relaxed is None or given.truth(self.relaxed.when)[township] != YES:
            return 1.0
        return given.amount_at(self.relaxed.times, township)

    def clause_sentences(self, given: Given, township: int) -> list[Sentence]:
        """Each part for one township: met, not met or undecided, and why."""
        keys = {YES: "rules.clause_met", NO: "rules.clause_not_met"}
        return [
            Sentence(
                keys.get(truth, "rules.clause_undecided"), {"label": label, "said": said or label}
            )
            for _, label, truth, said in self.clauses(given, township)
        ]

    def explain(self, given: Given, name: str, township: int) -> Reason:
        """Which parts are met, which are not, and which can't be decided."""
        parts = self.clause_sentences(given, township)
        value = given.amount_at(name, township)
        outcome = "undecided" if value != value else "met" if value == YES else "not_met"
        values: dict[str, object] = {"label": self.label, "parts": Parts(parts)}
        if self.relaxed is not None and given.truth(self.relaxed.when)[township] == YES:
            times = Quantity(given.amount_at(self.relaxed.times, township) * 100, "percent")
            values["parts"] = Parts([Sentence("rules.relaxed", {"times": times}), *parts])
        return self.reason(given, Sentence(f"rules.test_{outcome}", values))
