"""Writing files whole or not at all, and never over somebody's work unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError, system_reason
from rules.wording import Sentence, Term

WORKBOOK_SUFFIX = ".xlsx"
UNFINISHED = ".township-unfinished-"
"""How the name of a file begins while it is written."""

_LEFT_OVER_SECONDS = 3600.0
_MAY_WRITE = 0o222


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
            another output, is a folder or read-only, or lies in a folder that is not there or
            takes no files; all at once.
    """
    problems = []
    earlier: set[Path] = set()
    for path in outputs:
        if path is None:
            continue
        try:
            problem = _refusal(
                path, inputs, earlier, replace_with=None if replace else replace_with
            )
            earlier.add(path.resolve())
        except (OSError, ValueError) as error:  # the system can't even look there
            problem = _not_written(path, system_reason(error))
        if problem is not None:
            problems.append(problem)
    if problems:
        raise CalculatorError(problems)


def _refusal(
    path: Path, inputs: Iterable[Path], earlier: set[Path], replace_with: str | None
) -> Sentence | None:
    """Why an output can't be written; None where it can, as far as can be told beforehand.

    Raises:
        OSError, ValueError: The system can't look there, or have a file of that name.
    """
    _look_at(path)
    place = path.resolve()
    if place in earlier or (place.exists() and any(map(place.samefile, _existing(earlier)))):
        return Sentence("report.output_twice", {"path": str(path)})
    if path.exists() and any(map(path.samefile, _existing(inputs))):
        return Sentence("report.output_is_input", {"path": str(path)})
    if path.is_dir():
        return Sentence("report.output_is_folder", {"path": str(path)})
    if path.exists() and not path.is_file():
        return Sentence("report.output_is_device", {"path": str(path)})
    if path.exists() and replace_with is not None:
        said = {"path": str(path), "replace_with": replace_with}
        return Sentence("report.output_exists", said)
    if path.exists() and not path.stat().st_mode & _MAY_WRITE:
        return _not_written(path, Term("system", "read_only"))
    if not path.parent.is_dir():
        return Sentence("report.no_folder", {"path": str(path.parent)})
    if not os.access(path.parent, os.W_OK):
        return _not_written(path, Term("system", "not_permitted"))
    return None


def _look_at(path: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        path.lstat()


def _not_written(path: Path, problem: Term | str) -> Sentence:
    return Sentence("report.not_written", {"path": str(path), "problem": problem})


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
    except (OSError, ValueError) as error:
        raise CalculatorError([_not_written(path, system_reason(error))]) from error


def write_whole(path: Path, write: Callable[[Path], Any], *, replace: bool) -> Path:
    """Let ``write`` fill a temporary file beside ``path``, then put it in its place.

    A process that is killed meanwhile leaves the temporary file, whose name begins with
    ``UNFINISHED``; the next one that writes into the folder removes it when it is an hour old.

    Raises:
        CalculatorError: The file exists and ``replace`` is not set, or can't be written.
    """
    check_outputs([path], [], replace=replace, replace_with="replace=True")
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        _remove_left_over(temporary)
        write(temporary)
        os.chmod(temporary, 0o666 & ~_umask())
        _put(temporary, path, replace=replace)
    except (OSError, UnicodeEncodeError) as error:
        raise CalculatorError([_not_written(path, system_reason(error))]) from error
    finally:
        if temporary is not None:
            with suppress(OSError):  # what failed may still hold it open
                temporary.unlink(missing_ok=True)
    return path


def _put(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name; without ``replace`` only where nobody else took it meanwhile.

    Raises:
        CalculatorError: There is one of that name by now.
        OSError: The system refuses.
    """
    if not replace:
        try:
            os.link(temporary, path)  # which fails where a file exists, while renaming replaces it
        except FileExistsError:
            made = Sentence("report.output_made_meanwhile", {"path": str(path)})
            raise CalculatorError([made]) from None
        except OSError:  # not every file system has links
            pass
        else:
            return
    os.replace(temporary, path)


def _remove_left_over(newest: Path) -> None:
    """Remove what killed processes left beside a file just made, by the clock of its disk."""
    with suppress(OSError):
        before = newest.stat().st_mtime - _LEFT_OVER_SECONDS
        with os.scandir(newest.parent) as entries:
            left = [entry for entry in entries if entry.name.startswith(UNFINISHED)]
        for entry in left:
            if entry.stat().st_mtime < before:
                os.unlink(entry)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
