"""How much of a file is read, and the reasons for which one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ClassVar


class Refusal(Exception):
    """A file can't be read; ``key`` names the sentence that says why."""

    key: ClassVar[str]


class Damaged(Refusal):
    """The file breaks the rules of its format."""

    key = "file_damaged"


class Locked(Refusal):
    """The file is encrypted."""

    key = "file_locked"


class TooLarge(Refusal):
    """The file unpacks to more than is read."""

    key = "file_too_large"


class TooDemanding(Refusal):
    """Reading the file takes more memory or time than it may."""

    key = "file_too_demanding"


class NotASpreadsheet(Exception):
    """The file is something else; ``found`` is the end of the key that names it."""

    def __init__(self, found: str) -> None:
        """Keep what was found."""
        self.found = found
        super().__init__(found)


class Demanding(Exception):
    """The file may take much memory or time, so that it is read in a process of its own."""


@dataclass(frozen=True)
class Allowance:
    """How much may be read.

    Attributes:
        unpacked: Bytes of a file, unpacked.
        cells: Cells of one sheet, blank ones between others included.
        beyond: What is raised beyond that.
    """

    unpacked: int
    cells: int
    beyond: type[Exception]


HERE = Allowance(128 << 20, 3_000_000, Demanding)
APART = Allowance(512 << 20, 20_000_000, TooLarge)

_allowance: ContextVar[Allowance] = ContextVar("allowance", default=HERE)


@contextmanager
def allowing(allowance: Allowance) -> Iterator[None]:
    """Read under an allowance."""
    token = _allowance.set(allowance)
    try:
        yield
    finally:
        _allowance.reset(token)


def require_unpacked(size: int) -> None:
    """Insist that so many bytes may be read.

    Raises:
        Demanding: Not in this process.
        TooLarge: Nowhere.
    """
    _require(size, APART.unpacked, _allowance.get().unpacked)


def require_cells(count: int) -> None:
    """Insist that a sheet of so many cells may be laid out.

    Raises:
        Demanding: Not in this process.
        TooLarge: Nowhere.
    """
    _require(count, APART.cells, _allowance.get().cells)


def _require(asked: int, most: int, allowed: int) -> None:
    if asked > most:
        raise TooLarge
    if asked > allowed:
        raise _allowance.get().beyond
