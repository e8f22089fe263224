"""Writing files whole or not at all, and never over somebody's work unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from rules.wording import Sentence


def check_outputs(outputs: Sequence[Path | None], inputs: Sequence[Path], *, replace: bool) -> None:
    """Refuse outputs that can't be written, before anything is calculated.

    Raises:
        CalculatorError: An output exists and ``replace`` is not set, is one of the inputs, is a
            folder, or lies in a folder that is not there; all at once.
    """
    problems = []
    for path in outputs:
        if path is None:
            continue
        if path.exists() and any(file.exists() and path.samefile(file) for file in inputs):
            problems.append(Sentence("report.output_is_input", {"path": str(path)}))
        elif path.is_dir():
            problems.append(Sentence("report.output_is_folder", {"path": str(path)}))
        elif path.exists() and not replace:
            problems.append(Sentence("report.output_exists", {"path": str(path)}))
        elif not path.parent.is_dir():
            problems.append(Sentence("report.no_folder", {"path": str(path.parent)}))
    if problems:
        raise CalculatorError(problems)


def make_folder(path: Path) -> None:
    """Make a folder where there is none.

    Raises:
        CalculatorError: It can't be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = {"path": str(path), "problem": error.strerror or str(error)}
        raise CalculatorError([Sentence("report.not_written", said)]) from error


def write_whole(path: Path, write: Callable[[Path], Any], *, replace: bool) -> Path:
    """Let ``write`` fill a temporary file beside ``path``, then put it in its place.

    Raises:
        CalculatorError: The file exists and ``replace`` is not set, or can't be written.
    """
    check_outputs([path], [], replace=replace)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        said = {"path": str(path), "problem": error.strerror or str(error)}
        raise CalculatorError([Sentence("report.not_written", said)]) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
