"""The report of a result: calculated once, and kept for the tasks that come after."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from calculator import __version__
from calculator.reporting.outputs import write_whole
from calculator.web.requested import Requested, read_requested
from calculator.web.store import INPUTS
from calculator.web.tasks.naming import naming

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.reading import ReadingOptions

Made = TypeVar("Made")

# What is made is kept for the version of the calculator and of Python that can read it again.
_VERSION = f"{__version__}-{sys.version_info.major}.{sys.version_info.minor}"


def report_of(folder: Path) -> Report:
    """The report of a result, kept or calculated.

    Raises:
        CalculatorError: Nothing can be calculated.
    """
    return kept_or_made(folder, "report", lambda: calculated(folder, read_requested(folder)))


def kept_or_made(folder: Path, name: str, make: Callable[[], Made]) -> Made:
    """What was made under a name for the tasks that come after, or is made and kept now.

    Raises:
        CalculatorError: It can't be kept; and whatever ``make`` raises.
    """
    path = folder / f"{name}-{_VERSION}.pickle"
    try:
        # Only this function writes it, into a folder that only the server writes to.
        found: Made = pickle.loads(path.read_bytes())
        return found
    except FileNotFoundError:
        pass
    except Exception:  # of another version of a library, say: pickle raises what it likes
        path.unlink(missing_ok=True)
    made = make()
    content = pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL)
    write_whole(path, lambda file: file.write_bytes(content), replace=True)
    return made


def calculated(
    folder: Path, requested: Requested, *, settings: Mapping[str, Any] | None = None
) -> Report:
    """Read the files of a result and apply the rules.

    Args:
        folder: The folder of its version.
        requested: What is asked for.
        settings: Other figures entered by hand than those asked for.

    Raises:
        CalculatorError: Nothing can be calculated.
    """
    from calculator.calculation import report
    from rules.loading import within

    place = folder.parent
    rules = requested.rules
    with within(place / INPUTS), naming(place, rules):
        return report(
            [place / file.path for file in requested.files],
            rules=rules.name if rules.path is None else str(place / rules.path),
            settings=requested.settings if settings is None else settings,
            population=requested.population,
            statistics_date=requested.statistics_date,
            coverage=requested.coverage,  # type: ignore[arg-type]
            reading=reading_options(folder, requested),
        )


def reading_options(folder: Path, requested: Requested) -> ReadingOptions:
    """How the files of a result are read: by the names that their owner gave them."""
    from calculator.reading import ReadingOptions

    def tell(done: int, count: int, _: str) -> None:
        (folder / PROGRESS_FILE).write_text(json.dumps([done, count]), encoding="utf-8")

    return ReadingOptions(
        columns=requested.columns,
        names={folder.parent / file.path: file.name for file in requested.files},
        progress=tell if len(requested.files) > 1 else None,
    )


PROGRESS_FILE = "progress.json"
"""How many files are read, and how many there are."""


def write_json(output: Path, data: Any) -> None:
    """Write data as JSON, whole or not at all."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_whole(output, lambda file: file.write_text(text, encoding="utf-8"), replace=True)


def called(report: Report, folder: Path, requested: Requested) -> Report:
    """The report with its rules called as their owner calls them, for workbooks that name them."""
    if requested.rules.kind == "shipped":
        return report
    reference = str(folder / requested.rules.name)
    return replace(report, rules=replace(report.rules, reference=reference))
