"""Results: a list of them in SQLite, and a folder for each.

``results/<token>/inputs`` holds the files of a request, and ``results/<token>/<version>`` what
was asked and all that was made of it. A correction makes the next version, so that a calculation
of the one before can't write into it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from calculator import __version__
from calculator.web.requested import REQUEST_FILE, Requested, read_requested

INPUTS = "inputs"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_DAY = 24 * 3600.0
_HOUR = 3600.0
_TABLE = """
CREATE TABLE IF NOT EXISTS results (
    token TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    made REAL NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS results_by_owner ON results (owner, made);
"""


@dataclass(frozen=True)
class Result:
    """A result as it stands now.

    Attributes:
        token: The part of its address that can't be guessed.
        place: Its folder, with ``inputs`` in it.
        version: How often it was corrected, from 1.
        made: When it was uploaded.
        expires: When it goes.
    """

    token: str
    place: Path
    version: int
    made: datetime
    expires: datetime

    @property
    def folder(self) -> Path:
        """The folder of this version: ``request.json``, and what tasks make."""
        return self.place / str(self.version)

    @cached_property
    def requested(self) -> Requested:
        """What was asked for."""
        return read_requested(self.folder)


class Store:
    """The results in a data folder."""

    def __init__(self, data: Path, days_kept: float) -> None:
        """Open the folder, and make what is missing in it.

        Raises:
            OSError, sqlite3.Error: It can't be made or written.
        """
        self._results = data / "results"
        self._temporary = data / "temporary"
        self._database = data / "results.sqlite"
        self._seconds_kept = days_kept * _DAY
        for folder in (self._results, self._temporary):
            folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # not every system keeps such rights
            data.chmod(0o700)
        with self._open() as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.executescript(_TABLE)
        self._forget_made(data / "version")

    def _forget_made(self, marker: Path) -> None:
        """Remove what another version of the calculator made; it is made again when looked at."""
        if marker.exists() and marker.read_text(encoding="utf-8") == __version__:
            return
        for made in self._results.glob("*/*/*"):
            if made.parent.name != INPUTS and made.name != REQUEST_FILE:
                remove(made) if made.is_dir() else made.unlink(missing_ok=True)
        marker.write_text(__version__, encoding="utf-8")

    def new_place(self) -> Path:
        """An empty folder for a result or for a request of a program, with ``inputs`` in it."""
        place = self._temporary / secrets.token_urlsafe(24)
        (place / INPUTS).mkdir(parents=True)
        return place

    def keep(self, place: Path, requested: Requested, owner: str) -> Result:
        """Make a result of a folder that ``new_place`` gave and that the files are in."""
        write_request(place / "1", requested)
        kept = self._results / place.name
        os.replace(place, kept)
        try:
            with self._open() as database:
                made = time.time()
                row = (place.name, owner, made, 1)
                database.execute("INSERT INTO results VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error:
            remove(kept)
            raise
        return self._result(place.name, made, 1)

    def find(self, token: str, owner: str) -> Result | None:
        """The result at an address, if it is this owner's and not gone."""
        if _TOKEN.fullmatch(token) is None:
            return None
        with self._open() as database:
            found = database.execute(
                "SELECT made, version FROM results WHERE token = ? AND owner = ? AND made > ?",
                (token, owner, time.time() - self._seconds_kept),
            ).fetchone()
        return next(self._there([(token, *found)]), None) if found else None

    def of_owner(self, owner: str) -> list[Result]:
        """Everything that an owner made and that is not gone, the newest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT token, made, version FROM results WHERE owner = ? AND made > ?"
                " ORDER BY made DESC",
                (owner, time.time() - self._seconds_kept),
            ).fetchall()
        return list(self._there(rows))

    def all(self) -> Iterator[Result]:
        """Every result that is not gone, the oldest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT token, made, version FROM results WHERE made > ? ORDER BY made",
                (time.time() - self._seconds_kept,),
            ).fetchall()
        yield from self._there(rows)

    def revise(self, result: Result, requested: Requested) -> Result:
        """The next version of a result: the same files, asked for otherwise."""
        version = result.version
        while True:
            version += 1
            # A correction that came to nothing, or comes at the same time, has this folder.
            with contextlib.suppress(FileExistsError):
                write_request(result.place / str(version), requested)
                break
        with self._open() as database:
            database.execute(
                "UPDATE results SET version = ? WHERE token = ?", (version, result.token)
            )
        remove(result.folder)
        return self._result(result.token, result.made.timestamp(), version)

    def delete(self, result: Result) -> None:
        """Remove a result and all that belongs to it."""
        with self._open() as database:
            database.execute("DELETE FROM results WHERE token = ?", (result.token,))
        remove(result.place)

    def sweep(self) -> int:
        """Remove the results that are gone, and folders without one; how many there were."""
        now = time.time()
        before = now - self._seconds_kept
        with self._open() as database:
            gone = database.execute("SELECT token FROM results WHERE made <= ?", (before,))
            left = [self._results / token for (token,) in gone]
            database.execute("DELETE FROM results WHERE made <= ?", (before,))
            known = {token for (token,) in database.execute("SELECT token FROM results")}
        # A request that is being answered has a folder and no row.
        others = [place for place in self._results.iterdir() if place.name not in known]
        for place in (*others, *self._temporary.iterdir()):
            if place not in left and _changed(place) < now - _HOUR:
                left.append(place)
        for place in left:
            remove(place)
        return len(left)

    def check(self) -> None:
        """Read and write once.

        Raises:
            OSError, sqlite3.Error: It is not possible.
        """
        with self._open() as database:
            database.execute("SELECT 1 FROM results LIMIT 1").fetchone()
        probe = self._temporary / f"probe-{secrets.token_hex(8)}"
        probe.write_bytes(b"1")
        probe.unlink()

    def _there(self, rows: Iterable[tuple[str, float, int]]) -> Iterator[Result]:
        """The results whose folder nobody took away, and whose request can be read."""
        return filter(_is_readable, (self._result(*row) for row in rows))

    def _result(self, token: str, made: float, version: int) -> Result:
        return Result(
            token,
            self._results / token,
            version,
            datetime.fromtimestamp(made, UTC),
            datetime.fromtimestamp(made + self._seconds_kept, UTC),
        )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._database, timeout=10)
        try:
            with database:
                yield database
        finally:
            database.close()


def write_request(folder: Path, requested: Requested) -> None:
    """Make the folder of a version, and say in it what was asked for."""
    folder.mkdir()
    (folder / REQUEST_FILE).write_text(requested.as_json(), encoding="utf-8")


def _is_readable(result: Result) -> bool:
    """Whether it is known what was asked for; another version may have kept it otherwise."""
    try:
        return bool(result.requested.files)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _changed(place: Path) -> float:
    """When a folder was changed last, in seconds; now, if it has just gone."""
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def remove(place: Path) -> None:
    """Remove a folder with all that is in it; what a calculation still holds goes later."""
    shutil.rmtree(place, ignore_errors=True)
