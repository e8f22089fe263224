"""What a worker process does: it runs one task after another, and says why one gave nothing."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import secrets
import signal
import threading
from collections.abc import Mapping
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError, system_reason
from calculator.messages import Language
from calculator.web.failures import Failure, failure
from calculator.web.log import trace
from rules.wording import Sentence

MOST_MEMORY = 6 << 30


def begin() -> None:
    """Prepare a worker process: its imports, and that all of it ends when it is ended."""
    _limit_memory()
    if os.name == "posix":
        # It may have started a process to read a file in: both are ended together.
        os.setpgrp()
        signal.signal(signal.SIGTERM, lambda *_: _end())
    threading.Thread(target=_end_with_server, daemon=True).start()
    # What is wrong here is told by the first calculation that somebody waits for.
    with contextlib.suppress(Exception):
        _warm_up()
    gc.freeze()


def _end_with_server() -> None:
    """Wait until the server is gone, however it went: nobody else ends what takes too long."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        _end()


def _end() -> None:
    if os.name == "posix":
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def _warm_up() -> None:
    """Do once what every result needs, so that nobody waits for imports and data files."""
    from calculator.calculation import report
    from calculator.web.requested import GivenFile, GivenRules, Requested
    from calculator.web.views.result import result_view

    sample = resources.files("sample_data")
    with (
        resources.as_file(sample / "qiyuan_county.xlsx") as file,
        resources.as_file(sample / "qiyuan_county.yaml") as rules,
    ):
        found = report(file, rules=rules)
        given = GivenFile(str(file), file.name)
        result_view(found, Requested((given,), GivenRules("file", rules.name)), "zh")
    import_module("calculator.reporting.workbook.book")
    import_module("calculator.web.tasks.calculate")
    import_module("calculator.web.tasks.download")


def work(
    task: str, folder: Path, language: Language, output: Path, parameters: Mapping[str, Any]
) -> tuple[Failure, str] | None:
    """Run a task.

    Args:
        task: A module of ``calculator.web.tasks``; its ``run`` is called.
        folder: The folder of the version of the result.
        language: The language of what it writes.
        output: The file that it writes.
        parameters: Further arguments.

    Returns:
        None where ``output`` was written; else why not, with what the log says of it: the
        places in the code, nothing of the data.
    """
    try:
        run = import_module(f"calculator.web.tasks.{task}").run
        run(folder, language, output, **parameters)
    except CalculatorError as error:
        return failure("input", error.sentences), ""
    except MemoryError:
        return failure("memory", [Sentence("web.server.too_much_memory")]), ""
    except OSError as error:
        said = Sentence("web.server.system", {"problem": system_reason(error)})
        return failure("system", [said]), trace(error)
    except Exception as error:
        number = secrets.token_hex(4)
        said = Sentence("web.server.unexpected", {"number": number})
        return failure("unexpected", [said], number), f"{number} {trace(error)}"
    return None


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        # Windows knows no such limit, and macOS refuses it.
        return
