"""Break what users give for some minutes: ``python benchmarks/fuzz.py --minutes 10``.

Whatever is given must be taken, or be refused with a sentence, in bounded time and memory:
``--part`` names one of ``tests/fuzzing/parts.py``, else all take turns. Trials run in batches,
each in a process of its own, so that one that ends the process is found; ``--seed N`` with
``--part`` makes that one trial here, with its traceback.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.fuzzing.parts import PARTS

BATCH_SECONDS = 30.0
MOST_SECONDS = 15.0
MOST_MEGABYTES = 1500
GOOD, BAD = "good", "BAD"


def run_batch(part: str, first: int, seconds: float) -> None:
    """Make trials from a seed on, saying each before it is made and how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        trial = PARTS[part](Path(folder))
        end, seed = time.monotonic() + seconds, first
        while time.monotonic() < end:
            print(seed, end=" ", flush=True)
            began = time.process_time()
            try:
                ended = f"{GOOD} {trial(seed)}"
            except Exception as error:
                ended = f"{BAD} {type(error).__name__} {error}".replace("\n", " ")[:600]
            if time.process_time() - began > MOST_SECONDS:
                ended = f"{BAD} took {time.process_time() - began:.0f} s"
            print(ended, flush=True)
            seed += 1
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if used > MOST_MEGABYTES:
        print(f"{first}-{seed - 1} {BAD} took {used} MB")


def watch_batch(part: str, first: int, seconds: float, endings: Counter[str]) -> int:
    """Run a batch in a process, count how trials ended, and give the next seed."""
    command = [sys.executable, __file__, "--part", part, "--first", str(first)]
    command += ["--batch", str(seconds)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", env=environment
    )
    seed = first
    for line in done.stdout.splitlines():
        place, good, *ended = [*line.split(" ", 2), "", f"{BAD} ended the process"]
        if good != GOOD:
            print(f"{part} --seed {place}: {ended[0] or ended[-1]}", flush=True)
        endings[f"{part} {ended[0] if good == GOOD else BAD}"] += 1
        seed = int(place.partition("-")[0]) + 1 if "-" not in place else seed
    if done.returncode or done.stderr:
        endings[f"{part} {BAD}"] += 1
        print(
            f"{part} from {first}: ended with {done.returncode}\n{done.stderr[-2000:]}", flush=True
        )
    return max(seed, first + 1)


def main() -> None:
    """Run batch after batch until the time is over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--part", choices=list(PARTS), help="only this one")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="make only this trial of the part")
    parser.add_argument("--batch", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.seed is not None or given.batch is not None:
        if given.part is None:
            parser.error("--seed needs --part")
        if given.batch is not None:
            run_batch(given.part, given.first, given.batch)
            return
        with tempfile.TemporaryDirectory() as folder:
            print(PARTS[given.part](Path(folder))(given.seed))
        return
    end, endings = time.monotonic() + given.minutes * 60, Counter[str]()
    parts = [given.part] if given.part else list(PARTS)
    seeds = dict.fromkeys(parts, given.first)
    for part in cycle(parts):
        left = end - time.monotonic()
        if left <= 0:
            break
        seconds = min(BATCH_SECONDS, max(left, 1))
        seeds[part] = watch_batch(part, seeds[part], seconds, endings)
    for ended, count in sorted(endings.items()):
        print(f"{count:8} {ended}")
    bad = sum(count for ended, count in endings.items() if ended.endswith(BAD))
    print(f"{sum(endings.values())} trials, {bad} bad endings")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
