"""The vocabulary of columns, as columns.toml gives it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from importlib import resources
from itertools import permutations, product
from typing import Any, Literal

from calculator.limits import Limits, read_limits
from rules.columns import YEAR_BEFORE
from rules.wording import Text

Table = Literal["statistics", "proposal", "list", "county"]
"""The tables that a column may stand in; ``list`` is one row per office or institution."""

LIST_IDENTITY = ("code", "prefecture", "county", "name")
"""Columns that tell the township of each row of a list."""

POPULATIONS = ("resident", "registered", "total")
"""The populations that the vocabulary tells apart: ``<name>_population`` is the column."""


@dataclass(frozen=True)
class VocabularyColumn:
    """One column that the reader knows: its name in code, its headings, what it holds.

    Attributes:
        name: Its name in code.
        holds: ``tick`` is yes or no to one choice of a choice column, which it becomes.
        label: What reports call it.
        unit: The kind of unit of its numbers.
        aliases: Other headings that mean it.
        least, most: Figures outside are probably in another unit.
        remarks: Headings of free text that may tell it among other things.
        tick: Of a tick column, the choice column and the choice.
        parts: Groups of words: one of each together, in any order, mean it.
        in_lists: Headings that mean it in a list of offices and institutions alone.
        tables: The tables that it stands in.
        instead_of, beside: The first column is this one where the second stands beside it and
            nothing says that the figures are a proposal.
    """

    name: str
    holds: Literal["number", "flag", "choice", "text", "tick"]
    label: Text
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    remarks: tuple[str, ...] = ()
    tick: tuple[str, str] | None = None
    parts: tuple[tuple[str, ...], ...] = ()
    in_lists: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ("statistics",)
    instead_of: str | None = None
    beside: str | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column, the surest first."""
        together = (
            "".join(words) for chosen in product(*self.parts) for words in permutations(chosen)
        )
        own = (self.label.zh, self.label.en, self.name, *self.aliases, *self.remarks)
        return (*own, *filter(None, together))

    @property
    def is_measured(self) -> bool:
        """Whether it holds a figure of the statistics, not of a proposal."""
        return self.holds == "number" and "statistics" in self.tables


@dataclass(frozen=True)
class Choice:
    """One of the few things that a cell of a choice column may say."""

    name: str
    label: Text
    words: tuple[str, ...]


@dataclass(frozen=True)
class ListWords:
    """What cells that list choices may say besides the words of the choices.

    Attributes:
        endings: What may follow a word without changing what it means.
        none: Cells that say that there is none.
    """

    endings: tuple[str, ...]
    none: frozenset[str]


@dataclass(frozen=True)
class UsualDensity:
    """How many people live on a km² of a table's townships, the one in the middle.

    Attributes:
        least, most: It usually lies between.
        doubted_below, doubted_above: Outside, the unit of the area is doubted.
        fewest: So many townships are needed to tell.
    """

    least: float
    most: float
    doubted_below: float
    doubted_above: float
    fewest: int


class _Columns(dict[str, VocabularyColumn]):
    """Columns by name; the same column a year before is known without being listed."""

    def __missing__(self, name: str) -> VocabularyColumn:
        if not name.endswith(YEAR_BEFORE):
            raise KeyError(name)
        return replace(self[name.removesuffix(YEAR_BEFORE)], name=name)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Columns, units, choices and yes-or-no words that the reader knows.

    Attributes:
        columns: By name in code.
        units: Kind of unit -> written unit -> how many of the kind's own unit it is.
        unit_names: Written unit in Chinese -> the same in English.
        choices: Choice column -> its choices, in the order of the file.
        match: Choice column -> ``ending`` or ``list``: how a cell is compared with the words.
        lists: Choice column of match ``list`` -> what else its cells may say.
        yes: Cells of a flag column that mean yes.
        no: Cells of a flag column that mean no.
        headings: Words of headings: ``whole``, ``idle``, ``neutral``, ``differs`` and so on.
        rows: Words of rows and cells: ``totals``, ``endings``, ``footnotes`` and so on.
        class_names: A pattern of cells that look like the name of a class.
        nameplates: A pattern of what a name says of name-plates beside it: ``names``.
        separators: A pattern of what stands between the names of several bodies.
        usual_density: What tells that an area is in another unit.
        merging: Kind of unit -> what becomes of figures where townships are joined: ``sum``
            or ``seat``.
        files: Ends of file names: ``spreadsheets``, ``archives``, archives ``unopened``; and
            ``inside_documents``.
        checks: What figures are held against one another, and how far they may differ.
        overrides: Headings that the user has named -> the column meant, None for no column.
    """

    columns: Mapping[str, VocabularyColumn]
    units: Mapping[str, Mapping[str, Fraction]]
    unit_names: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]
    match: Mapping[str, str]
    lists: Mapping[str, ListWords]
    yes: frozenset[str]
    no: frozenset[str]
    headings: Mapping[str, frozenset[str]]
    rows: Mapping[str, frozenset[str]]
    class_names: str
    nameplates: str
    separators: str
    usual_density: UsualDensity
    merging: Mapping[str, str]
    files: Mapping[str, frozenset[str]]
    checks: Limits
    overrides: Mapping[str, str | None] = field(default_factory=dict)

    @cached_property
    def of_lists(self) -> Vocabulary:
        """The columns that a list of offices and institutions may have, as it calls them."""
        return replace(
            self,
            columns={
                name: replace(column, aliases=(*column.in_lists, *column.aliases))
                for name, column in sorted(
                    self.columns.items(), key=lambda item: not item[1].in_lists
                )
                if name in LIST_IDENTITY or "list" in column.tables
            },
        )

    def label(self, group: str, name: str) -> Text | None:
        """What reports call a column (group ``column``), a written unit or a choice."""
        if group == "column":
            column = self.columns.get(name)
            return column.label if column else None
        if group == "written_unit":
            return self._unit_label(name)
        for choice in self.choices.get(group, ()):
            if choice.name == name:
                return choice.label
        return None

    def _unit_label(self, written: str) -> Text | None:
        if written in self.unit_names:
            return Text(written, self.unit_names[written])
        for units in self.units.values():
            for other, factor in units.items():
                if factor == units.get(written) and other in self.unit_names:
                    return Text(other, self.unit_names[other])
        return None


def _column(name: str, entry: Mapping[str, Any]) -> VocabularyColumn:
    return VocabularyColumn(
        name=name,
        holds=entry["holds"],
        label=Text(entry["zh"], entry["en"]),
        unit=entry.get("unit"),
        aliases=tuple(entry.get("aliases", ())),
        least=entry.get("least"),
        most=entry.get("most"),
        remarks=tuple(entry.get("remarks", ())),
        parts=tuple(tuple(words) for words in entry.get("parts", ())),
        in_lists=tuple(entry.get("in_lists", ())),
        tables=tuple(entry.get("tables", ("statistics",))),
        instead_of=entry.get("instead_of"),
        beside=entry.get("beside"),
    )


def _choices(entries: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(
        Choice(name, Text(entry["zh"], entry["en"]), tuple(entry["words"]))
        for name, entry in entries.items()
        if isinstance(entry, Mapping)
    )


def _ticks(column: str, entries: Mapping[str, Any]) -> Iterator[VocabularyColumn]:
    """The columns that ask for each choice alone, such as 是否山区."""
    for choice in _choices(entries):
        headings = tuple(
            form.format(word=word) for form in entries.get("ticks", ()) for word in choice.words
        )
        if headings:
            yield VocabularyColumn(
                name=f"{column}_{choice.name}",
                holds="tick",
                label=choice.label,
                aliases=headings,
                tick=(column, choice.name),
            )


@cache
def _shipped() -> Vocabulary:
    source = resources.files("calculator").joinpath("columns.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    choices = data["choices"]
    columns = _Columns((name, _column(name, entry)) for name, entry in data["columns"].items())
    for column, entries in choices.items():
        columns |= {tick.name: tick for tick in _ticks(column, entries)}
    return Vocabulary(
        columns=columns,
        units={
            kind: {written: Fraction(factor) for written, factor in units.items()}
            for kind, units in data["units"].items()
        },
        unit_names=data["unit_names"],
        choices={column: _choices(entries) for column, entries in choices.items()},
        match={column: entries["match"] for column, entries in choices.items()},
        lists={
            column: ListWords(tuple(entries["endings"]), frozenset(entries["none"]))
            for column, entries in choices.items()
            if entries["match"] == "list"
        },
        yes=frozenset(data["flags"]["yes"]),
        no=frozenset(data["flags"]["no"]),
        headings={use: frozenset(words) for use, words in data["headings"].items()},
        rows={use: frozenset(words) for use, words in data["rows"].items()},
        class_names=data["class_names"]["pattern"],
        nameplates=data["nameplates"]["pattern"],
        separators=data["nameplates"]["separators"],
        usual_density=UsualDensity(**data["usual_density"]),
        merging=data["merging"],
        files={use: frozenset(words) for use, words in data["files"].items()},
        checks=read_limits(data["checks"]),
    )


_in_use: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)


def load_vocabulary() -> Vocabulary:
    """The vocabulary in use: the one shipped with the calculator, unless ``using`` set another."""
    return _in_use.get() or _shipped()


def with_columns(extra: Mapping[str, VocabularyColumn]) -> Vocabulary:
    """The shipped vocabulary with further columns, whose headings come before its own."""
    shipped = _shipped()
    if not extra:
        return shipped
    return replace(shipped, columns=_Columns({**extra, **shipped.columns, **extra}))


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[Vocabulary]:
    """Let the reader go by a vocabulary, here and in what is called from here."""
    token = _in_use.set(vocabulary)
    try:
        yield vocabulary
    finally:
        _in_use.reset(token)
