"""A data folder for one server alone."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from calculator.errors import CalculatorError
from rules.wording import Sentence

LOCK_FILE = "server.lock"


@contextlib.contextmanager
def occupied(data: Path) -> Iterator[None]:
    """Hold a data folder, which is made if it is missing, against every other server.

    The lock is SQLite's, of a file with nothing in it: every system has it, and takes it off
    when the process ends, however it ends.

    Raises:
        CalculatorError: Another server holds it.
        OSError, sqlite3.Error: It can't be made or written.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(data / LOCK_FILE, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            said = {"path": str(data)}
            raise CalculatorError([Sentence("commands.serve.data_in_use", said)]) from error
        yield
    finally:
        lock.close()
