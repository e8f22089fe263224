"""The process that ``isolation`` starts: it reads files until its input is closed."""

from __future__ import annotations

import os
import sys

from calculator.errors import CalculatorError
from calculator.reading.containers.files import read_here
from calculator.reading.containers.isolation import receive, send
from calculator.reading.containers.limits import APART, TooDemanding, allowing
from calculator.reading.notes import sentence


def _limit_memory(most: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        # Windows knows no such limit, and macOS refuses it.
        return


def main() -> None:
    """Read a file's name and bytes, answer with its grids or with why not, and so on."""
    _limit_memory(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get in among the answers.
    os.dup2(2, 1)
    while True:
        try:
            file, data = receive(requests)
        except EOFError:
            return
        try:
            with allowing(APART):
                send(answers, ("read", read_here(file, data)))
        except CalculatorError as error:
            send(answers, ("refused", error.sentences))
        except MemoryError:
            send(answers, ("refused", [sentence(TooDemanding.key, file=file)]))


if __name__ == "__main__":
    main()
