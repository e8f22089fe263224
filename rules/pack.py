"""A rule pack, ready to be applied: what one policy says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from rules.figures import CLASS, Figure, Figures, Source
from rules.measures import Column, Measure
from rules.planning import PlanningEntry
from rules.schema import (
    BodiesEntry,
    ClassEntry,
    ClassesEntry,
    ClassificationEntry,
    ColumnEntry,
    EstablishmentEntry,
    MergerEntry,
    QuotaEntry,
    SpecialUnitsEntry,
    StageEntry,
)
from rules.status import Status, weakest
from rules.wording import Text


@dataclass(frozen=True)
class RulePack:
    """One policy: its figures, measures, classes, quotas and merger rule.

    Attributes:
        id: The pack's name in code, such as ``shandong``.
        title: The policy's name.
        based_on: The ids of the packs it extends, the nearest first.
        effective: The day from which the policy holds, where known.
        notes: What a reader of any result must know of the policy.
        sources: The documents cited, by name.
        columns: Columns of statistics that the vocabulary lacks, by name.
        figures: Everything that the policy fixes.
        measures: By name, each after the measures it is built on.
        classes: The classes, from the highest to the lowest; None where the pack has none.
        classification: How townships are classified, where the pack says.
        quotas: What a township may have, by name.
        bodies: What listed offices and institutions are held against, where the pack says.
        special_units: Units with a mark that may have limits of their own, by name.
        mergers: Which townships are merger candidates, where the pack says.
        planning: How far they may be joined with their neighbours, where the pack says.
        establishment: A standard for setting up a unit, where the pack has one.
        stages: The stages of the reform with their deadlines.
    """

    id: str
    title: Text
    based_on: tuple[str, ...]
    effective: date | None
    notes: tuple[Text, ...]
    sources: Mapping[str, Source]
    columns: Mapping[str, ColumnEntry]
    figures: Figures
    measures: Mapping[str, Measure]
    classes: ClassesEntry | None
    classification: ClassificationEntry | None
    quotas: Mapping[str, QuotaEntry]
    bodies: BodiesEntry | None
    special_units: Mapping[str, SpecialUnitsEntry]
    mergers: MergerEntry | None
    planning: PlanningEntry | None
    establishment: EstablishmentEntry | None
    stages: tuple[StageEntry, ...]

    @property
    def class_names(self) -> list[str]:
        """The names of the classes, from the highest to the lowest."""
        return [entry.name for entry in self.classes.names] if self.classes else []

    def class_of(self, text: str) -> ClassEntry | None:
        """The class that a cell of a proposal means."""
        wanted = "".join(text.split()).casefold()
        for entry in self.classes.names if self.classes else ():
            if wanted in {
                "".join(name.split()).casefold() for name in (entry.name, *entry.aliases)
            }:
                return entry
        return None

    @property
    def required_columns(self) -> list[list[str]]:
        """For each measure without which nothing can be calculated, the columns it may use."""
        return [
            self.columns_of(measure)
            for measure in self.measures.values()
            if isinstance(measure, Column) and measure.required
        ]

    def columns_of(self, measure: Column) -> list[str]:
        """The columns of the statistics that a column measure may use, in order."""
        figure = self.figures.get(measure.first_of)
        return list(figure.value) if figure is not None else [measure.first_of]

    def rests_on(self, measure: str) -> list[Figure]:
        """Every figure that a measure rests on, through all the measures it is built on."""
        if measure not in self._behind:
            self._behind[measure] = self._found_behind(measure)
        return list(self._behind[measure])

    @cached_property
    def _behind(self) -> dict[str, list[Figure]]:
        return {}

    def _found_behind(self, measure: str) -> list[Figure]:
        seen: dict[str, Figure] = {}
        todo = [measure]
        done: set[str] = set()
        while todo:
            name = todo.pop()
            if name in done:
                continue
            done.add(name)
            kind = self.measures[name]
            amounts = list(kind.amount_names())
            for family in (*kind.figure_names(), *(a for a in amounts if a in self.figures)):
                seen.update({figure.name: figure for figure in self.figures.named(family)})
            todo.extend(kind.measure_names())
            todo.extend(amount for amount in amounts if amount not in self.figures)
        return list(seen.values())

    @cached_property
    def class_status(self) -> Status:
        """The least sure status of all that a class rests on, the classes' names included."""
        if self.classification is None or self.classes is None:
            return Status.CONFIRMED
        figures = self.rests_on(self.classification.measure)
        named = [*figures, self.figures[self.classification.applies_to]]
        return weakest([*(figure.status for figure in named), self.classes.status])

    @cached_property
    def classes_figure(self) -> Figure | None:
        """The names of the classes as a figure, so that their status is shown with the others."""
        if self.classes is None:
            return None
        return Figure(
            name="classes",
            label=self.classes.label,
            value=self.class_names,
            group=CLASS,
            source=self.sources[self.classes.source],
            clause=self.classes.clause,
            status=self.classes.status,
            settable=False,
        )

    @property
    def all_figures(self) -> Iterator[Figure]:
        """Every figure, the names of the classes first."""
        if self.classes_figure is not None:
            yield self.classes_figure
        yield from self.figures.values()

    @property
    def unconfirmed(self) -> list[Figure]:
        """What results rest on that is inferred, a precedent or a placeholder."""
        return [figure for figure in self.all_figures if not figure.status.is_settled]

    @cached_property
    def digest(self) -> str:
        """A short fingerprint of all that the pack says; equal packs have equal ones."""
        said: dict[str, Any] = {
            "id": self.id,
            "figures": [
                [f.name, f.value, f.status, f.source.name, f.clause.zh] for f in self.all_figures
            ],
            "measures": {name: m.model_dump(mode="json") for name, m in self.measures.items()},
            "quotas": {name: q.model_dump(mode="json") for name, q in self.quotas.items()},
            "bodies": self.bodies and self.bodies.model_dump(mode="json"),
            "special_units": {n: s.model_dump(mode="json") for n, s in self.special_units.items()},
            "classification": self.classification and self.classification.model_dump(mode="json"),
            "mergers": self.mergers and self.mergers.model_dump(mode="json"),
            "planning": self.planning and self.planning.model_dump(mode="json"),
            "establishment": self.establishment and self.establishment.model_dump(mode="json"),
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def with_figures(self, changed: Mapping[str, Figure]) -> RulePack:
        """The same pack with some figures replaced by others of the same names."""
        return replace(
            self, figures=Figures(changed.get(name, f) for name, f in self.figures.items())
        )
