"""The statistics of the units that groups of townships would become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from calculator.packs import declared_columns
from calculator.planning.problem import Members
from calculator.vocabulary import VocabularyColumn, load_vocabulary
from rules.needs import columns_read
from rules.pack import RulePack
from rules.statistics import BoolArray, Choices, FloatArray, IntArray, Statistics, TextArray

SUM = "sum"
SEAT = "seat"


@dataclass(frozen=True)
class Joining:
    """Groups of townships as flat arrays, to merge columns at once.

    Attributes:
        groups: Members by position in the statistics.
        seats: For each group the member where the seat is.
    """

    groups: Sequence[Members]
    seats: IntArray

    @cached_property
    def members(self) -> IntArray:
        """The members of all groups, one group after the other."""
        return np.fromiter((m for group in self.groups for m in group), np.int64)

    @cached_property
    def starts(self) -> IntArray:
        """Where each group begins in ``members``."""
        sizes = np.fromiter(map(len, self.groups), np.int64, len(self.groups))
        return np.cumsum(sizes) - sizes

    def sums(self, values: FloatArray) -> FloatArray:
        """The members' values added up; NaN where one has none."""
        if not len(self.groups):
            return np.zeros(0)
        return np.asarray(np.add.reduceat(values[self.members], self.starts))

    def any_of(self, flags: FloatArray) -> FloatArray:
        """1 where a member's flag is; else NaN where one is undecided; else 0."""
        if not len(self.groups):
            return np.zeros(0)
        found = flags[self.members]
        yes = np.maximum.reduceat((found == 1).astype(np.float64), self.starts)
        unknown = np.maximum.reduceat(np.isnan(found).astype(np.float64), self.starts)
        return np.asarray(np.where(yes == 1, 1.0, np.where(unknown == 1, np.nan, 0.0)))


class Merging:
    """How columns of some statistics come out where townships are joined."""

    def __init__(self, pack: RulePack, statistics: Statistics) -> None:
        """Sort the columns: those that add up, flags, those of the seat, the others."""
        vocabulary = load_vocabulary()
        columns: Mapping[str, VocabularyColumn] = {
            **{name: vocabulary.columns[name] for name in statistics.numbers if _known(name)},
            **declared_columns(pack),
        }
        proposed = set(columns_read(pack).proposed)
        self.statistics = statistics
        self.marks = [
            name
            for name in columns_read(pack).marks
            if name != "kind" and _is_there(statistics, name)
        ]
        self._ways: dict[str, str] = {}
        for name in statistics.numbers:
            column = columns.get(name)
            if column is None or name in proposed:
                continue
            way = "any" if column.holds == "flag" else vocabulary.merging.get(column.unit or "")
            if way is not None:
                self._ways[name] = way
        self._proposed = proposed

    def numbers(self, joining: Joining) -> dict[str, FloatArray]:
        """The measured and yes-or-no columns of the groups; NaN where nothing can be said."""
        found = {}
        for name, values in self.statistics.numbers.items():
            way = self._ways.get(name)
            if way == SUM:
                found[name] = joining.sums(values)
            elif way == "any":
                found[name] = joining.any_of(values)
            elif way == SEAT:
                found[name] = values[joining.seats]
            elif name not in self._proposed:
                found[name] = np.full(len(joining.groups), np.nan)
        return found

    def after(
        self,
        alone: IntArray,
        joining: Joining,
        kinds: Sequence[str | None],
        names: Sequence[str],
    ) -> Statistics:
        """The statistics after joining: the units left alone, then the groups.

        Proposals are left out: they are of the townships as they are.

        Args:
            alone: Positions of the units that stay as they are.
            joining: The groups.
            kinds: What each group would be.
            names: What each would be called.
        """
        statistics = self.statistics
        choices = {
            name: self._joined_choices(column, alone, joining)
            for name, column in statistics.choices.items()
            if name not in self._proposed and name != "kind"
        }
        choices["kind"] = _appended(
            statistics.choices["kind"],
            alone,
            [frozenset() if kind is None else frozenset([kind]) for kind in kinds],
        )
        places = np.concatenate([alone, joining.seats])
        texts: dict[str, TextArray] = {name: t[places] for name, t in statistics.texts.items()}
        texts["name"] = np.array([*statistics.text("name")[alone], *names], dtype=object)
        return replace(
            statistics,
            size=len(places),
            numbers={
                name: np.concatenate([statistics.numbers[name][alone], values])
                for name, values in self.numbers(joining).items()
            },
            choices=choices,
            texts=texts,
            bodies=None,
            county_totals={},
        )

    def with_marks_of(
        self, joining: Joining, group: IntArray, like: IntArray, kinds: Sequence[str | None]
    ) -> Statistics:
        """The groups alone, each row with the terrain and marks of one of its members.

        Args:
            joining: The groups.
            group: For each row of the result which group it is.
            like: For each row the township whose marks it has.
            kinds: What each group would be.
        """
        numbers = {name: values[group] for name, values in self.numbers(joining).items()}
        choices = {
            name: replace(column, codes=column.codes[like])
            for name, column in self.statistics.choices.items()
            if name not in self._proposed
        }
        numbers |= {
            name: self.statistics.numbers[name][like]
            for name in self.marks
            if name in self.statistics.numbers
        }
        sets = [*dict.fromkeys(frozenset([kind]) if kind else frozenset() for kind in kinds)]
        codes = np.array([-1 if kind is None else sets.index(frozenset([kind])) for kind in kinds])
        choices["kind"] = Choices(codes[group], sets)
        texts = {name: text[like] for name, text in self.statistics.texts.items()}
        return Statistics(
            len(group), numbers, choices, texts, self.statistics.date, self.statistics.coverage
        )

    @cached_property
    def profiles(self) -> IntArray:
        """For each township which terrain and marks it has: equal numbers, equal marks."""
        found = np.zeros(self.statistics.size, dtype=np.int64)
        for name in self.marks:
            choices = self.statistics.choices.get(name)
            codes = (
                choices.codes
                if choices is not None
                else np.nan_to_num(self.statistics.numbers[name], nan=2.0).astype(np.int64)
            )
            pairs = np.stack([found, codes], axis=1)
            found = np.unique(pairs, axis=0, return_inverse=True)[1].reshape(-1)
        return found

    def _joined_choices(self, column: Choices, alone: IntArray, joining: Joining) -> Choices:
        """All that any member names."""
        named = [
            frozenset[str]().union(*(column.at(member) for member in group))
            for group in joining.groups
        ]
        return _appended(column, alone, named)


def _known(name: str) -> bool:
    try:
        load_vocabulary().columns[name]
    except KeyError:
        return False
    return True


def _is_there(statistics: Statistics, name: str) -> bool:
    return name in statistics.choices or name in statistics.numbers


def _appended(column: Choices, alone: IntArray, more: Sequence[frozenset[str]]) -> Choices:
    """A choice column of some townships with further cells after them; empty ones are blank."""
    sets = list(dict.fromkeys([*column.sets, *(named for named in more if named)]))
    places = {named: place for place, named in enumerate(sets)}
    kept = np.array([*(places[named] for named in column.sets), -1], dtype=np.int64)
    added = np.array([places[named] if named else -1 for named in more], dtype=np.int64)
    return Choices(np.concatenate([kept[column.codes[alone]], added]), sets)


def judged_rows(joining: Joining, profiles: IntArray) -> tuple[IntArray, IntArray]:
    """A row for each group and each different profile among its members: (group, member)."""
    sizes = np.fromiter(map(len, joining.groups), np.int64, len(joining.groups))
    group = np.repeat(np.arange(len(joining.groups)), sizes)
    pairs = np.stack([group, profiles[joining.members]], axis=1)
    _, first = np.unique(pairs, axis=0, return_index=True)
    return group[first], joining.members[first]


def all_of(rows: BoolArray, group: IntArray, count: int) -> BoolArray:
    """Which groups' rows all hold."""
    failed = np.zeros(count, dtype=np.bool_)
    failed[group[~rows]] = True
    return ~failed
