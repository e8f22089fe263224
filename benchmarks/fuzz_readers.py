"""Read broken files for some minutes: ``python benchmarks/fuzz_readers.py --seconds 600``.

Every file must be read or be refused with a sentence, in bounded time and memory. Files are
read in batches, each in a process of its own, so that one that ends the process is found;
``--seed N`` reads that one file here.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.reading.containers.building import every_format
from tests.reading.fuzzing import broken_file, outcome

BATCH = 500
MOST_SECONDS = 10.0
MOST_MEGABYTES = 1500


def read_batch(first: int) -> None:
    """Read the files of some seeds, saying each before it is read and how it ended."""
    whole = every_format()
    for seed in range(first, first + BATCH):
        print(seed, end=" ", flush=True)
        started = time.perf_counter()
        try:
            name, data = broken_file(seed, whole)
            ended = outcome(data)
        except Exception as error:
            name, ended = "", f"RAISED {type(error).__name__}: {error}"
        if time.perf_counter() - started > MOST_SECONDS:
            ended = "SLOW"
        print(name, ended, flush=True)
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if used > MOST_MEGABYTES:
        print(f"- - MEMORY {used} MB")


def main() -> None:
    """Read batch after batch until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="read only the file of this seed, in this process")
    parser.add_argument("--batch", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.seed is not None:
        name, data = broken_file(given.seed)
        print(name, outcome(data))
        return
    if given.batch is not None:
        read_batch(given.batch)
        return
    end = time.monotonic() + given.seconds
    first, endings, panics, bad = given.first, Counter[str](), 0, 0
    while time.monotonic() < end:
        command = [sys.executable, __file__, "--batch", str(first)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
        panics += done.stderr.count("panicked at")
        for line in done.stdout.splitlines():
            seed, name, *ended = [*line.split(" ", 2), "ENDED THE PROCESS"]
            endings[f"{name} {ended[0]}"] += 1
            if ended[0][0].isupper():
                bad += 1
                print(f"seed {seed}: {name} {ended[0]}", flush=True)
        if done.returncode:
            bad += 1
            print(f"batch {first}: ended with {done.returncode}\n{done.stderr[-600:]}", flush=True)
        first += BATCH
    for ended, count in sorted(endings.items()):
        print(f"{count:8} {ended}")
    print(f"{first - given.first} files, {panics} panics of the library, {bad} bad endings")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
