"""The fields of one township: what it is, and its class with the basis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from calculator.packs import declared_columns
from calculator.reporting.forms.fields import ColumnFields, TownshipFields
from calculator.reporting.forms.staffing_fields import StaffingWriter
from calculator.reporting.forms.texts import FormWords
from calculator.reporting.outcomes import class_figures, unsettled
from calculator.vocabulary import with_columns
from rules.figures import Figure
from rules.measures import Column
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated


@dataclass(frozen=True)
class TownshipWriter:
    """Takes the fields of townships from a report."""

    report: Calculated
    words: FormWords

    def fields(self, township: int, number: int) -> TownshipFields:
        """The fields of a township; ``number`` is its place in the form."""
        evaluation = self.report.evaluation
        statistics = evaluation.statistics
        say = self.words.say
        rule = self.report.pack.mergers
        population = "" if rule is None else self._number(rule.population, township)
        classification = evaluation.classification
        proposed = classification.proposed[township]
        quotas = self.staffing.quotas(township)
        return {
            "number": str(number),
            "code": say(statistics.text("code")[township]),
            "name": say(statistics.text("name")[township]),
            "kind": say([Term("kind", k) for k in sorted(statistics.choices["kind"].at(township))]),
            "population": population,
            "population_kind": self._chosen(rule.population, township) if rule else "",
            "figures": [self._figure(column, township) for column in self._columns],
            "computed_class": self._class(township),
            "proposed_class": say(ClassName(proposed)) if proposed is not None else "",
            "class_differs": self.words("class_differs") if self._differs(township) else "",
            "class_unconfirmed": self._unconfirmed(township),
            "basis": self._basis(township),
            "merger": self._merger(township),
            "merger_reason": say(evaluation.why_merger(township)) if rule else "",
            "quotas": quotas,
            "posts": self.staffing.line(quotas),
            "outcome": self.words.say([q["outcome"] for q in quotas if q["outcome"]]),
            "bodies": self.staffing.bodies(township),
        }

    # ---- the class and what it rests on -----------------------------------------------------

    @cached_property
    def _columns(self) -> list[str]:
        """Statistics that the class rests on, the scores made of them, then marks."""
        pack, rule = self.report.pack, self.report.pack.classification
        if rule is None:
            return []
        direct = list(dict.fromkeys(pack.measures[rule.measure].measure_names()))
        reached: dict[str, None] = {}
        marks: dict[str, None] = {}
        todo = [rule.measure]
        while todo:
            name = todo.pop(0)
            measure = pack.measures[name]
            if name in reached:
                continue
            reached[name] = None
            amounts = (a for a in measure.amount_names() if a not in pack.figures)
            todo += [*measure.measure_names(), *amounts]
            if not isinstance(measure, Column):
                marks.update(dict.fromkeys(measure.column_names(self.report.evaluation.given)))
        del reached[rule.measure]
        statistics = [name for name in reached if isinstance(pack.measures[name], Column)]
        scores = [name for name in direct if name not in statistics]
        given = self.report.evaluation.statistics
        known = [name for name in marks if name in given.choices or name in given.numbers]
        return [*statistics, *scores, *known]

    def columns(self, townships: list[int]) -> list[ColumnFields]:
        """The headings of the figures that the class rests on, as these townships have them."""
        pack = self.report.pack
        made: list[ColumnFields] = []
        for name in self._columns:
            measure = pack.measures.get(name)
            said: ColumnFields = {"heading": "", "label": "", "unit": "", "taken_from": ""}
            said["label"] = self.words.say(measure.label if measure else Term("column", name))
            said["unit"] = self.words.unit(measure.unit if measure else None)
            if measure is not None:
                chosen = {self._chosen(name, township) for township in townships} - {""}
                said["taken_from"] = chosen.pop() if len(chosen) == 1 else ""
                if said["taken_from"] == said["label"]:
                    said["taken_from"] = ""
            details = [text for text in (said["unit"], said["taken_from"]) if text]
            said["heading"] = said["label"]
            if details:
                said["heading"] = self.words("heading", label=said["label"], details=details)
            made.append(said)
        return made

    def _figure(self, column: str, township: int) -> str:
        evaluation = self.report.evaluation
        if column not in self.report.pack.measures:
            statistics = evaluation.statistics
            if column in statistics.choices:
                chosen = sorted(statistics.choices[column].at(township))
                return self.words.say([Term(column, name) for name in chosen])
            vocabulary = with_columns(declared_columns(self.report.pack)).columns
            value = statistics.numbers[column][township]
            if vocabulary[column].holds == "number":
                return self.words.number(value)
            return self.words.speaker.template("terms.yes") if value == 1 else ""
        value = evaluation.given.measures[column].data[township]
        if isinstance(value, str):
            return self.words.say(ClassName(value))
        number = self._number(column, township)
        taken_from = self._chosen(column, township)
        if number and taken_from and column in self._of_several_sorts:
            return self.words("figure_taken_from", number=number, column=taken_from)
        return number

    @cached_property
    def _of_several_sorts(self) -> set[str]:
        """Measures whose values come from different columns in different townships."""
        measures = self.report.evaluation.given.measures
        return {
            name
            for name, values in measures.items()
            if values.chosen is not None and len(np.unique(values.chosen[values.chosen >= 0])) > 1
        }

    def _number(self, measure: str, township: int) -> str:
        return self.words.number(self.report.evaluation.given.measures[measure].data[township])

    def _chosen(self, measure: str, township: int) -> str:
        """The column that a measure's value was taken from."""
        values = self.report.evaluation.given.measures[measure]
        if not values.columns:
            return ""
        place = 0 if values.chosen is None else int(values.chosen[township])
        return self.words.say(Term("column", values.columns[place])) if place >= 0 else ""

    def _class(self, township: int) -> str:
        evaluation = self.report.evaluation
        if evaluation.pack.classification is None:
            return ""
        name = evaluation.classification.classes[township]
        if name is not None:
            return self.words.say(ClassName(name))
        unknown = evaluation.statistics.choices["kind"].codes[township] < 0
        is_open = bool(evaluation.classification.judged[township]) or unknown
        key = "undecided" if is_open else "not_applicable"
        return self.words.speaker.text(f"report.summary.{key}")

    def _differs(self, township: int) -> bool:
        return self.staffing.outcomes.other_class(township) is not None

    @cached_property
    def staffing(self) -> StaffingWriter:
        """Takes the fields of posts and offices."""
        return StaffingWriter(self.report, self.words)

    @cached_property
    def bases(self) -> list[Figure]:
        """The figures of the rules that classes rest on, numbered by their places."""
        return class_figures(self.report.pack)

    def _unconfirmed(self, township: int) -> str:
        named = self.report.evaluation.classification.classes[township] is not None
        return self.words("unconfirmed") if named and unsettled(self.bases) else ""

    def _basis(self, township: int) -> str:
        reason = self.report.evaluation.why_class(township)
        if reason is None:
            return ""
        places = {figure.name: place for place, figure in enumerate(self.bases, 1)}
        named = sorted(places[f.name] for f in reason.figures if f.name in places)
        sentence = self.words.say(reason.sentence)
        if not named:
            return sentence
        key = "basis_unconfirmed" if self._unconfirmed(township) else "basis"
        return self.words(key, sentence=sentence, numbers=named)

    def _merger(self, township: int) -> str:
        mergers = self.report.evaluation.mergers
        if self.report.pack.mergers is None:
            return ""
        status = mergers.status[township]
        key = "near" if mergers.near[township] and status == "none" else status
        return self.words(f"merger_status.{key}")
