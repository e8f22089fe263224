"""What the user says about how files are to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from calculator.vocabulary import VocabularyColumn


@dataclass(frozen=True)
class RosterEntry:
    """A county that should report; its prefecture where the list tells it."""

    prefecture: str | None
    county: str


@dataclass(frozen=True)
class ReadingOptions:
    """What the user says about how files are to be read.

    Attributes:
        statistics_date: The day that the statistics hold for; else it is read from titles
            and headings.
        extra_columns: Columns that the vocabulary lacks, by name.
        columns: Heading -> the column that it means, by any name that the column has; an
            empty text or a word such as 不读 for none.
        renames: County or prefecture as files may write it -> its name now.
        roster: The counties that should be in the files; empty where none is expected.
        previous: Files of the year before, to compare the figures with.
        names: What findings call a file, where that is not its own name; each a different one.
        progress: Called before each file with how many are read, how many there are, and
            its name; and at the end.
    """

    statistics_date: date | None = None
    extra_columns: Mapping[str, VocabularyColumn] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)
    roster: Sequence[RosterEntry] = ()
    previous: Sequence[Path] = ()
    names: Mapping[Path, str] = field(default_factory=dict)
    progress: Callable[[int, int, str], None] | None = None
