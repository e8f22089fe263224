"""Every benchmark by one command, each in a process of its own, and its tables into the docs.

    python benchmarks/run.py [PART ...] [--quick] [--peers FOLDER]

Without PART all are run, one after another, which takes about a quarter of an hour on a quiet
machine with two cores. What a part prints replaces what stood between its marks in
docs/benchmarks.md as soon as it has ended well; ``--quick`` runs all of them on little data in two
minutes, and writes nothing. Peers are installed by pip into environments of their own in FOLDER,
where they stay for the next run; the project knows nothing of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import PEERS, environment

PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Part:
    """A script that prints tables in Markdown.

    Attributes:
        script: Its name.
        options: What it is told in a full run.
        quick: What it is told in a quick one.
        peers: The folder under that of all peers that it takes as ``--peers``; None where it
            takes none.
    """

    script: str
    options: tuple[str, ...] = ()
    quick: tuple[str, ...] = ("--quick",)
    peers: str | None = None


PARTS = {
    "whole": Part("whole_runs.py"),
    "years": Part("thirty_years.py", peers=""),
    "evaluation": Part("evaluation.py"),
    "engines": Part("engines.py", peers=""),
    "reading": Part("reading.py"),
    "reports": Part("report.py"),
    "plans": Part(
        "plans.py",
        quick=("--only", "columbus", "--seeds", "1"),
        peers="plans",
    ),
    "page": Part("page.py", quick=("--uploads", "10")),
}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="little data; docs stay as they are")
    parser.add_argument("--peers", type=Path, default=PEERS, help="where peers are installed")
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    failed = []
    for name in chosen.parts or PARTS:
        start = time.perf_counter()
        print(f"## {name}\n", flush=True)
        said = output_of(command(PARTS[name], quick=chosen.quick, peers=chosen.peers))
        if said is None:
            failed.append(name)
        elif not chosen.quick:
            PAGE.write_text(replaced(PAGE.read_text("utf-8"), name, said), "utf-8")
        print(f"\n{name}: {time.perf_counter() - start:.0f} s\n", file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def command(part: Part, *, quick: bool, peers: Path) -> list[str]:
    """How a part is run."""
    made = [sys.executable, str(Path(__file__).with_name(part.script))]
    made += part.quick if quick else part.options
    if part.peers is not None:
        made += ["--peers", str(peers / part.peers)]
    return made


def output_of(run: Sequence[str]) -> str | None:
    """What a command prints, shown while it runs; None where it fails."""
    lines = []
    with subprocess.Popen(
        run, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT, env=environment()
    ) as process:
        assert process.stdout is not None
        for printed in process.stdout:
            print(printed, end="", flush=True)
            lines.append(printed)
    return None if process.returncode else "".join(lines).strip()


def marks(part: str) -> tuple[str, str]:
    """Between what the tables of a part stand."""
    return f"<!-- measured: {part} -->", f"<!-- end: {part} -->"


def replaced(page: str, part: str, said: str) -> str:
    """The page with other tables between the marks of a part.

    Raises:
        ValueError: The page has not both marks, once each and in their order.
    """
    start, end = marks(part)
    before, found, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed) or start in rest or end in after:
        raise ValueError(f"no place for {part}")
    return f"{before}{start}\n{said}\n{end}{after}"


if __name__ == "__main__":
    main()
