"""Writing files whole or not at all, and never over somebody's work unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError, system_reason
from rules.wording import Sentence

WORKBOOK_SUFFIX = ".xlsx"


def check_outputs(
    outputs: Sequence[Path | None],
    inputs: Sequence[Path],
    *,
    replace: bool,
    replace_with: str = "--force",
) -> None:
    """Refuse outputs that can't be written, before anything is calculated.

    Args:
        outputs: The files to be written; None where one is not asked for.
        inputs: The files to be read.
        replace: Whether outputs that exist are replaced.
        replace_with: How the user says so.

    Raises:
        CalculatorError: An output exists and ``replace`` is not set, is one of the inputs or
            another output, is a folder, or lies in a folder that is not there; all at once.
    """
    problems = []
    earlier: set[Path] = set()
    for path in outputs:
        if path is None:
            continue
        place = path.resolve()
        if place in earlier or (place.exists() and any(map(place.samefile, _existing(earlier)))):
            problems.append(Sentence("report.output_twice", {"path": str(path)}))
        elif path.exists() and any(map(path.samefile, _existing(inputs))):
            problems.append(Sentence("report.output_is_input", {"path": str(path)}))
        elif path.is_dir():
            problems.append(Sentence("report.output_is_folder", {"path": str(path)}))
        elif path.exists() and not replace:
            said = {"path": str(path), "replace_with": replace_with}
            problems.append(Sentence("report.output_exists", said))
        elif not path.parent.is_dir():
            problems.append(Sentence("report.no_folder", {"path": str(path.parent)}))
        earlier.add(place)
    if problems:
        raise CalculatorError(problems)


def _existing(paths: Iterable[Path]) -> Iterator[Path]:
    return (path for path in paths if path.exists())


def check_workbook_name(path: Path) -> None:
    """Refuse a name that says a report workbook is something else.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``.
    """
    if path.suffix.lower() != WORKBOOK_SUFFIX:
        raise CalculatorError([Sentence("report.not_a_workbook_name", {"path": str(path)})])


def beside(first: Path, suffix: str) -> Path:
    """Where a workbook goes that has no name of its own: beside a file or folder read."""
    if not first.name:  # the folder that one is in
        first = first.resolve()
    return first.with_name(f"{first.stem}-{suffix}{WORKBOOK_SUFFIX}")


def make_folder(path: Path) -> None:
    """Make a folder where there is none.

    Raises:
        CalculatorError: It can't be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = {"path": str(path), "problem": system_reason(error)}
        raise CalculatorError([Sentence("report.not_written", said)]) from error


def write_whole(path: Path, write: Callable[[Path], Any], *, replace: bool) -> Path:
    """Let ``write`` fill a temporary file beside ``path``, then put it in its place.

    Raises:
        CalculatorError: The file exists and ``replace`` is not set, or can't be written.
    """
    check_outputs([path], [], replace=replace, replace_with="replace=True")
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        said = {"path": str(path), "problem": system_reason(error)}
        raise CalculatorError([Sentence("report.not_written", said)]) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
