"""What a template may name: every field, as ``docs/forms.md`` lists them.

Every value is a text as a person reads it, empty where nothing is given, so that the place stays
blank to be filled in by hand. Lists are for ``{%tr for … %}``.
"""

from __future__ import annotations

from typing import TypedDict


class RulesFields(TypedDict):
    """The rules applied."""

    title: str
    id: str
    digest: str


class ColumnFields(TypedDict):
    """A figure that the class rests on, as the heading of a column."""

    heading: str
    label: str
    unit: str
    taken_from: str


class ClassFields(TypedDict):
    """A class and how many townships have it."""

    name: str
    townships: str


class BasisFields(TypedDict):
    """A figure of the rules that classes rest on, with its document and clause."""

    number: str
    label: str
    value: str
    status: str
    unconfirmed: str
    source: str
    clause: str


class UnconfirmedFields(TypedDict):
    """A figure of the rules that is inferred, a precedent or a placeholder."""

    label: str
    value: str
    status: str


class StageFields(TypedDict):
    """A stage of the reform with its deadline."""

    text: str
    deadline: str
    unconfirmed: str


class QuotaFields(TypedDict):
    """A limit or standard: the headings of its columns, and the county's sums below them."""

    heading: str
    label: str
    unit: str
    headings: list[str]
    sums: list[str]


class TownshipQuotaFields(TypedDict):
    """A limit or standard of one township, held against what is proposed."""

    heading: str
    label: str
    unit: str
    allowed_label: str
    allowed: str
    approved: str
    actual: str
    proposed: str
    difference: str
    outcome: str


class BodyFields(TypedDict):
    """An office or institution that the proposal lists."""

    number: str
    township: str
    name: str
    kind: str
    funding: str
    formed_from: str
    administrative_posts: str
    institution_posts: str
    leadership_posts: str
    remarks: str


class TownshipFields(TypedDict):
    """One township."""

    number: str
    code: str
    name: str
    kind: str
    population: str
    population_kind: str
    figures: list[str]
    computed_class: str
    proposed_class: str
    class_differs: str
    class_unconfirmed: str
    basis: str
    merger: str
    merger_reason: str
    quotas: list[TownshipQuotaFields]
    posts: list[str]
    outcome: str
    bodies: list[BodyFields]


class FormFields(TypedDict):
    """A whole form; ``township`` is None where the form is of a county."""

    place: str
    prefecture: str
    county: str
    statistics_date: str
    rules: RulesFields
    columns: list[ColumnFields]
    townships: list[TownshipFields]
    township: TownshipFields | None
    units: str
    classes: list[ClassFields]
    undecided: str
    not_classified: str
    candidates: str
    exempt: str
    candidacy_undecided: str
    bases: list[BasisFields]
    unconfirmed: list[UnconfirmedFields]
    stages: list[StageFields]
    quotas: list[QuotaFields]
    posts_headings: list[str]
    posts_sums: list[str]
    sums_without: list[str]
    bodies: list[BodyFields]
    checked: str
    problems: list[str]
