"""How the benchmarks measure: whole processes, the processor's time, memory, tables."""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PEERS = Path(tempfile.gettempdir()) / "township-calculator-peers"
"""Where peers are installed, and stay for the next run."""
BYTECODE = Path(tempfile.gettempdir()) / "township-calculator-bytecode"
"""An installed package has its bytecode beside it; the checkout's is kept here."""


@dataclass(frozen=True)
class Taken:
    """What a process, or a part of one, took.

    Attributes:
        clock: Seconds by the clock.
        processor: Seconds of the processor, of all its threads.
        peak: The most memory it had at once, in MB.
    """

    clock: float
    processor: float
    peak: float


def environment() -> dict[str, str]:
    """The environment of a process that runs the checkout as if it were installed."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    known = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**known, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(BYTECODE)}


def run_process(command: Sequence[str | Path]) -> Taken:
    """Run a command to its end.

    Its peak memory is never below that of the process that calls this, which must be small.

    Raises:
        RuntimeError: It ended otherwise than with 0; what it said on standard error.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command)],
            stdout=subprocess.DEVNULL,
            stderr=said,
            cwd=ROOT,
            env=environment(),
        )
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode(errors="replace"))
    return Taken(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least_in_turns(commands: Sequence[Sequence[str | Path]], times: int) -> list[Taken]:
    """The least of several runs of each command, in turns, so that all meet slow spells alike."""
    rounds = [[run_process(command) for command in commands] for _ in range(times)]
    return [
        Taken(
            min(run.clock for run in runs),
            min(run.processor for run in runs),
            min(run.peak for run in runs),
        )
        for runs in zip(*rounds, strict=True)
    ]


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, float]:
    """The least seconds by the clock and of the processor that something takes."""
    runs = []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - start, time.process_time() - busy))
    return min(clock for clock, _ in runs), min(processor for _, processor in runs)


def growth(small: float, large: float, smaller: int, larger: int) -> float:
    """How many times as much ten times the rows take."""
    return float((large / small) ** (1 / math.log10(larger / smaller)))


def line(*cells: object) -> None:
    """Print a row of a table in Markdown."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def heading(*cells: object) -> None:
    """Print the first two lines of a table in Markdown."""
    print(flush=True)
    line(*cells)
    line(*["---"] * len(cells))


def seconds(value: float) -> str:
    """A time as it stands in a table."""
    return f"{value:.3g} s" if value < 100 else f"{value:,.0f} s"


def ratio(value: float) -> str:
    """How many times as much, as it stands in a table."""
    return f"{value:.2g}" if value < 10 else f"{value:,.0f}"


def machine(*packages: str, peers: Sequence[str] = ()) -> None:
    """Print what the figures were measured with.

    Args:
        packages: Packages of this environment.
        peers: Others, as "name version".
    """
    found = [f"{name} {version(name)}" for name in packages]
    print(
        ", ".join(
            [
                f"Python {platform.python_version()}",
                *found,
                *peers,
                f"{os.cpu_count()} cores",
                f"load of the machine {os.getloadavg()[0]:.1f} at the start",
                date.today().isoformat(),
            ]
        )
        + ".",
        flush=True,
    )


def environment_of_peers(name: str, packages: Sequence[str], folder: Path = PEERS) -> Path:
    """The Python of an environment of its own with some packages, made where there is none yet."""
    place = folder / name
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = place / "installed"
    if not done.exists():
        print(f"installing {', '.join(packages)} into {place}", file=sys.stderr, flush=True)
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        done.touch()
    return python
