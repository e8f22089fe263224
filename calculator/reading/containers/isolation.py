"""Files that can't be trusted, read in a process of its own with limited memory and time."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from calculator.errors import CalculatorError
from calculator.reading.containers.limits import APART, allowing
from calculator.reading.grids import Grid
from calculator.reading.notes import sentence
from rules.findings import Finding

MOST_SECONDS = 120.0
MOST_MEMORY = 4 << 30
_LENGTH = struct.Struct("<Q")


class _Reader:
    """A process that reads one file after another."""

    def __init__(self) -> None:
        paths = [path for path in sys.path if path]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            # Threads that a library starts count as memory.
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "calculator.reading.containers.child", str(MOST_MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def read(self, file: str, data: bytes) -> Any:
        """What the process makes of a file.

        Raises:
            OSError, EOFError: The process died, or took too long and was ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(MOST_SECONDS, self._process.kill)
        timer.start()
        try:
            send(self._process.stdin, (file, data))
            return receive(self._process.stdout)
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def send(pipe: IO[bytes], message: Any) -> None:
    """Write a message into a pipe."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read a message from a pipe.

    Raises:
        EOFError: The pipe was closed before or amid it.
    """
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return pickle.loads(_exactly(pipe, length))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


_idle: list[_Reader] = []


def _can_start() -> bool:
    """Whether this is a Python that can be started once more, and no program built around one."""
    name = Path(sys.executable or "").stem.lower()
    return name.startswith(("python", "pypy")) and not getattr(sys, "frozen", False)


def read_apart(
    file: str, data: bytes, here: Callable[[str, bytes], tuple[list[Grid], list[Finding]]]
) -> tuple[list[Grid], list[Finding]]:
    """Every sheet of a file as a grid, read in another process.

    Args:
        file: What the file is called in findings.
        data: Its bytes.
        here: What reads it in this process, where no other one can be started.

    Raises:
        CalculatorError: The file cannot be read, or only with more memory or time.
    """
    try:
        reader = _take() if _can_start() else None
    except OSError:
        reader = None
    if reader is None:
        with allowing(APART):
            return here(file, data)
    try:
        kind, result = reader.read(file, data)
    except (OSError, EOFError):
        reader.close()
        raise CalculatorError([sentence("file_too_demanding", file=file)]) from None
    except BaseException:
        reader.close()
        raise
    _idle.append(reader)
    if kind == "refused":
        raise CalculatorError(result)
    grids, findings = result
    return grids, findings


def _take() -> _Reader:
    """A process that waits for a file, or a new one."""
    while _idle:
        reader = _idle.pop()
        if reader.owner == os.getpid():
            return reader
    return _Reader()


@atexit.register
def close_readers() -> None:
    """End the processes that wait."""
    while _idle:
        _idle.pop().close()
