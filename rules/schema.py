"""What a pack's YAML may say: keys, their kinds, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from rules.bodies import Listed
from rules.conditions import Condition, Entry
from rules.measures import AnyMeasure, BilingualText
from rules.planning import PlanningEntry
from rules.status import Status

Scalar = bool | int | float | str | list[str]
Number = int | float


class SourceEntry(Entry):
    """A document that figures come from."""

    title: BilingualText
    issuer: BilingualText | None = None
    date: BilingualText | None = None
    read_in: BilingualText | None = None


class Cited(Entry):
    """Something that a document says."""

    source: str
    clause: BilingualText
    status: Status


class Version(Cited):
    """The value of a figure from some day on."""

    since: date
    value: Scalar | None = None
    values: dict[str, Number] | None = None

    @model_validator(mode="after")
    def _has_one_value(self) -> Version:
        if (self.value is None) == (self.values is None):
            raise ValueError("one_value")
        return self


class FigureEntry(Entry):
    """A figure, or a family of figures with one value for each class.

    ``label``, ``unit`` and ``of`` may be left out where the pack that is extended has them.

    Attributes:
        value: The value; ``values`` for a family; ``versions`` where it changed over the years;
            ``ask`` where only the user can give it.
    """

    label: BilingualText | None = None
    unit: str | None = None
    of: str | None = None
    value: Scalar | None = None
    values: dict[str, Number] | None = None
    versions: tuple[Version, ...] = ()
    ask: bool = False
    since: date | None = None
    source: str | None = None
    clause: BilingualText | None = None
    status: Status | None = None

    @model_validator(mode="after")
    def _has_one_value(self) -> FigureEntry:
        given = (self.value is not None, self.values is not None, bool(self.versions), self.ask)
        if sum(given) != 1:
            raise ValueError("one_value")
        cited = (self.source, self.clause, self.status)
        if not self.versions and any(part is None for part in cited):
            raise ValueError("not_cited")
        return self


class ClassEntry(Entry):
    """A class of townships: its name in the policy, in English, and other ways to write it."""

    name: str
    en: str
    aliases: tuple[str, ...] = ()


class ClassesEntry(Cited):
    """The classes, from the highest to the lowest, and where their names come from."""

    label: BilingualText
    names: tuple[ClassEntry, ...] = Field(min_length=1)


class ClassificationEntry(Entry):
    """Which measure is the class, whom it applies to, and the column of a proposed class."""

    measure: str
    applies_to: str
    proposed: str | None = None


class AllocationEntry(Entry):
    """How a county's total of one kind of posts is divided among its townships.

    Attributes:
        weights: The measure by which what is above or below the standards is shared out.
        at_least, at_most: A figure or a measure: no township gets fewer, or more.
    """

    weights: str
    at_least: str | None = None
    at_most: str | None = None


class QuotaEntry(Entry):
    """What a township may have of one thing, and the column of what is proposed.

    Attributes:
        kind: ``limit`` for offices and institutions, ``standard`` for posts.
        allowed: The measure that says how many.
        proposed: The column of the proposal.
        pooled: A figure, yes or no: whether a county may pool inside its total.
        county_total: Whether the county's sum is checked as well.
        approved: The column of what was approved before.
        actual: The column of actual staff, of those that are posts.
        county_approved: The column of the county's total that the province approved.
        no_increase: A figure, yes or no: what is proposed may not be above what was approved.
        within_approved: A figure, yes or no: actual staff may not be above approved posts.
        listed: The kind of bodies that it counts, or of posts that it adds up, where a proposal
            lists bodies.
        compared_with: A measure of people: posts per 10,000 of them are shown for reference.
        allocation: How a county's total is divided.
    """

    label: BilingualText
    kind: Literal["limit", "standard"]
    unit: str
    allowed: str
    proposed: str
    pooled: str | None = None
    county_total: bool = False
    approved: str | None = None
    actual: str | None = None
    county_approved: str | None = None
    no_increase: str | None = None
    within_approved: str | None = None
    listed: Listed | None = None
    compared_with: str | None = None
    allocation: AllocationEntry | None = None


class CatalogueEntry(Cited):
    """A comprehensive office or centre, and the single-purpose bodies that it takes in.

    Attributes:
        name: What it is called.
        kind: Office or institution.
        aliases: Other ways to write its name.
        takes_in: Bodies of a single purpose that go into it.
    """

    name: BilingualText
    kind: Literal["office", "institution"]
    aliases: tuple[str, ...] = ()
    takes_in: tuple[str, ...] = ()


class BodiesEntry(Entry):
    """What a list of offices and institutions is held against.

    Attributes:
        limited_funding: A figure that lists ways of funding: only institutions funded so count
            against their limit; the others are listed.
        dispatched_counted: A figure, yes or no: whether dispatched bodies count.
        nameplates_kept: A figure, yes or no: whether a body may carry a second name-plate.
        posts_mixed: A figure, yes or no: whether offices may have institution posts, and
            institutions administrative posts.
        prefixes: Words before a body's name that say whose it is, such as 镇.
        catalogue: Comprehensive bodies, by name in code.
    """

    limited_funding: str | None = None
    dispatched_counted: str | None = None
    nameplates_kept: str | None = None
    posts_mixed: str | None = None
    prefixes: tuple[str, ...] = ()
    catalogue: dict[str, CatalogueEntry] = Field(default_factory=dict)


class SpecialUnitsEntry(Cited):
    """Units with a mark, such as economically developed towns, that may have limits of their own.

    Attributes:
        label: What they are called.
        flag: The yes-or-no column that marks them.
        allowed: Quota -> the measure that says how many they may have.
    """

    label: BilingualText
    flag: str
    allowed: dict[str, str] = Field(default_factory=dict)


class MergerEntry(Entry):
    """Which townships are merger candidates, and which of them are exempt.

    Attributes:
        applies_to: A figure that lists kinds of units.
        population: The measure that is held against the minimum.
        minimum: The figure or measure below which a unit is a candidate.
        candidate: A condition instead, where the rule is not one minimum.
        exempt: A condition that exempts a unit.
        margin: A figure: units no further from the minimum than this are marked as near it.
    """

    applies_to: str
    population: str
    minimum: str | None = None
    candidate: Condition | None = None
    exempt: Condition | None = None
    margin: str | None = None

    @model_validator(mode="after")
    def _says_who(self) -> MergerEntry:
        if (self.minimum is None) == (self.candidate is None):
            raise ValueError("minimum_or_candidate")
        return self


class UntestedEntry(Cited):
    """A condition of the policy that statistics can't decide."""

    text: BilingualText


class EstablishmentEntry(Entry):
    """A standard for setting up a unit, and whom it is asked of.

    Attributes:
        test: The test measure.
        applies_to: A figure that lists kinds of units.
        untested: Conditions that statistics can't decide.
    """

    test: str
    applies_to: str
    untested: tuple[UntestedEntry, ...] = ()


class StageEntry(Cited):
    """A stage of the reform and its deadline."""

    text: BilingualText
    deadline: BilingualText


class ColumnEntry(Entry):
    """A column of statistics that the vocabulary lacks.

    Attributes:
        label: What it is called; both languages are headings that mean it.
        aliases: Other headings.
        unit: As the vocabulary's kinds of units: people, km2, wan_yuan, bodies, posts, percent.
        holds: ``number``, or ``flag`` for yes or no.
    """

    label: BilingualText
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    holds: Literal["number", "flag"] = "number"


class PackFile(Entry):
    """A whole pack, or the part of one that extends another."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: BilingualText
    extends: str | None = None
    effective: date | None = None
    notes: tuple[BilingualText, ...] = ()
    sources: dict[str, SourceEntry] = Field(default_factory=dict)
    columns: dict[str, ColumnEntry] = Field(default_factory=dict)
    figures: dict[str, FigureEntry] = Field(default_factory=dict)
    classes: ClassesEntry | None = None
    measures: dict[str, AnyMeasure] = Field(default_factory=dict)
    classification: ClassificationEntry | None = None
    quotas: dict[str, QuotaEntry] = Field(default_factory=dict)
    bodies: BodiesEntry | None = None
    special_units: dict[str, SpecialUnitsEntry] = Field(default_factory=dict)
    mergers: MergerEntry | None = None
    planning: PlanningEntry | None = None
    establishment: EstablishmentEntry | None = None
    stages: tuple[StageEntry, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError("not_a_pack")
        return data
