"""The columns of an empty workbook: what a pack reads, in the order in which one fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from calculator.messages import Language, Messages
from calculator.packs import declared_columns, pack_names
from calculator.reading.cells.counties import county_in
from calculator.vocabulary import Vocabulary, VocabularyColumn, with_columns
from rules.columns import YEAR_BEFORE
from rules.needs import ColumnsRead, columns_read
from rules.pack import RulePack
from rules.wording import Term


class Group(StrEnum):
    """Columns that stand side by side under one heading."""

    IDENTITY = "identity"
    STATISTICS = "statistics"
    MARKS = "marks"
    PRESENT = "present"
    PROPOSAL = "proposal"
    LIST = "list"
    COUNTY = "county"


class Need(StrEnum):
    """Whether a column has to be filled in, and what marks it; the reader passes over the mark."""

    REQUIRED = "＊"
    ONE_OF = "※"
    OPTIONAL = ""


@dataclass(frozen=True)
class TemplateColumn:
    """One column to fill in.

    Attributes:
        known: The column as the reader knows it.
        group: The columns among which it stands.
        label: What it is called.
        unit: The unit of its numbers as the heading says it; None where it says none.
        need: Whether it has to be filled in.
        alternatives: Where one of several is enough: those, in the rules' order of preference.
        choices: What a cell may be chosen from.
        prefilled: What every row has from the start.
    """

    known: VocabularyColumn
    group: Group
    label: str
    unit: str | None
    need: Need
    alternatives: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    prefilled: str | None = None

    @property
    def name(self) -> str:
        """Its name in the vocabulary."""
        return self.known.name


class TemplateColumns:
    """Finds the columns for one pack, language and county."""

    def __init__(self, pack: RulePack, language: Language, county: str | None) -> None:
        """Look at a pack; ``county`` is the county that the workbook is for, if it is for one."""
        self._pack = pack
        self._language = language
        self._speaker = Messages(language, pack_names(pack))
        self._vocabulary: Vocabulary = with_columns(declared_columns(pack))
        self._read: ColumnsRead = columns_read(pack)
        self._county = county

    def all(self) -> list[TemplateColumn]:
        """Every column of the townships, group by group."""
        return [
            *self._identity(),
            *self._statistics(),
            *self._marks(),
            *(self._column(name, Group.PRESENT) for name in self._read.present),
            *self._proposal(),
        ]

    def of_list(self) -> list[TemplateColumn]:
        """The columns of the list of offices and institutions; none where no rule reads one."""
        if not self._read.lists_bodies:
            return []
        posts = [name for name in self._read.proposed if self._is_in_lists(name)]
        required = [self._column(name, Group.LIST, Need.REQUIRED) for name in ("name", "body_name")]
        others = ["body_kind", "funding", *posts, "formed_from", "nameplate", "dispatched"]
        return [
            *self._regions(),
            *required,
            *(self._column(name, Group.LIST) for name in others),
        ]

    def of_counties(self) -> list[TemplateColumn]:
        """The columns of what is approved for whole counties; none where no rule reads any."""
        totals = [self._column(name, Group.COUNTY) for name in self._read.county_totals]
        return [*self._regions(), *totals] if totals else []

    def _is_in_lists(self, name: str) -> bool:
        return "list" in self._vocabulary.columns[name].tables

    def _regions(self) -> list[TemplateColumn]:
        names = ("prefecture", "county")
        return [column for column in self._identity() if column.name in names]

    def _column(
        self,
        name: str,
        group: Group,
        need: Need = Need.OPTIONAL,
        alternatives: tuple[str, ...] = (),
        prefilled: str | None = None,
    ) -> TemplateColumn:
        known = self._vocabulary.columns[name]
        label = self._label(name)
        unit = self._unit(known)
        choices = tuple(self._choices(known))
        return TemplateColumn(known, group, label, unit, need, alternatives, choices, prefilled)

    def _label(self, name: str) -> str:
        return self._speaker.say(Term("column", name))

    def _unit(self, known: VocabularyColumn) -> str | None:
        """The kind's own unit, as the language writes it and the reader knows it."""
        units = self._vocabulary.units.get(known.unit or "", {})
        own = next((written for written, factor in units.items() if factor == 1), None)
        said = self._speaker.say(Term("written_unit", own)) if own is not None else None
        return said if said in units else None

    def _choices(self, known: VocabularyColumn) -> Iterator[str]:
        if known.holds == "flag":
            yield from (self._speaker.say(True), self._speaker.say(False))
        rule = self._pack.classification
        if rule is not None and known.name == rule.proposed and self._pack.classes is not None:
            for entry in self._pack.classes.names:
                is_known = self._language == "en" and self._pack.class_of(entry.en) is entry
                yield entry.en if is_known else entry.name
        for choice in self._vocabulary.choices.get(known.name, ()):
            yield self._speaker.say(choice.label)

    def _identity(self) -> Iterator[TemplateColumn]:
        told = county_in(self._county) if self._county is not None else None
        prefecture = told.prefecture if told is not None else None
        county = told.county if told is not None and prefecture is not None else self._county
        yield self._column("code", Group.IDENTITY)
        if self._read.compares_prefectures or prefecture is not None:
            need = Need.REQUIRED if self._read.compares_prefectures else Need.OPTIONAL
            yield self._column("prefecture", Group.IDENTITY, need, prefilled=prefecture)
        yield self._column("county", Group.IDENTITY, Need.REQUIRED, prefilled=county)
        yield self._column("name", Group.IDENTITY, Need.REQUIRED)
        yield self._column("kind", Group.IDENTITY)

    def _statistics(self) -> Iterator[TemplateColumn]:
        for name in self._in_order({name for names in self._read.figures for name in names}):
            within = [names for names in self._read.figures if name in names]
            shortest = min(within, key=len)
            if len(shortest) == 1:
                yield self._column(name, Group.STATISTICS, Need.REQUIRED)
            else:
                labels = tuple(map(self._label, shortest))
                yield self._column(name, Group.STATISTICS, Need.ONE_OF, labels)

    def _in_order(self, names: set[str]) -> list[str]:
        """Names as the vocabulary orders them, last year's figure beside this year's."""
        columns = [name for name in self._vocabulary.columns if not name.endswith(YEAR_BEFORE)]
        order = {name: place for place, name in enumerate(columns)}
        declared = self._pack.columns

        def place(name: str) -> tuple[bool, int, bool]:
            base = name.removesuffix(YEAR_BEFORE)
            return base in declared, order[base], name != base

        return sorted(names, key=place)

    def _marks(self) -> Iterator[TemplateColumn]:
        for name in self._read.marks:
            if name != "kind":
                yield self._column(name, Group.MARKS)

    def _proposal(self) -> Iterator[TemplateColumn]:
        for name in self._read.proposed:
            yield self._column(name, Group.PROPOSAL)
