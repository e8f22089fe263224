"""Files to download: the report, the annotated copy, the forms, the JSON, the sheet of figures."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from calculator.calculation import Report
from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.reporting.outputs import write_whole
from calculator.web.requested import Requested, read_requested
from calculator.web.tasks import KINDS
from calculator.web.tasks.checked import checked_of
from calculator.web.tasks.kept import called, report_of, write_json
from calculator.web.tasks.naming import download_name


def run(folder: Path, language: Language, output: Path, *, kind: str) -> None:
    """Make a file to download; ``output`` then says which, and what a browser is to call it.

    Workbooks say in themselves how they are given back, so they are made under that name.
    """
    requested = read_requested(folder)
    name = download_name(requested, f"web.server.download.{kind}", language)
    with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as temporary:
        making = Path(temporary)
        found = _found(folder, kind, making, requested)
        made = _KINDS[kind](found, making / name, language)
        if len(made) == 1:
            suffix = made[0].suffix
            path = output.with_suffix(suffix)
            made[0].replace(path)
        else:
            suffix = ".zip"
            path = output.with_suffix(suffix)
            write_whole(path, lambda file: _pack(file, made), replace=True)
    write_json(output, {"file": path.name, "name": f"{name}{suffix}"})


def _found(folder: Path, kind: str, making: Path, requested: Requested) -> Any:
    """What a file is made of: the report; for a copy with the mistakes in it, what was read."""
    try:
        return called(report_of(folder), making, requested)
    except CalculatorError:
        if kind != "annotated":
            raise
        return checked_of(folder)


def _with(stem: Path, suffix: str) -> Path:
    """A path with a suffix added; a dot in the name begins none."""
    return stem.with_name(stem.name + suffix)


def _report(report: Report, stem: Path, language: Language) -> list[Path]:
    return [report.save(_with(stem, ".xlsx"), language)]


def _annotated(report: Report, stem: Path, language: Language) -> list[Path]:
    from calculator.reporting.annotated import write_annotated_copies

    return write_annotated_copies(report, stem.parent, language, [], replace=False)


def _forms(report: Report, stem: Path, language: Language) -> list[Path]:
    from calculator.reporting.forms import FormRequest, write_forms

    return write_forms(report, FormRequest(), stem.parent, language)


def _json(report: Report, stem: Path, language: Language) -> list[Path]:
    path = _with(stem, ".json")
    write_json(path, report.as_dict(language))
    return [path]


def _figures(report: Report, stem: Path, language: Language) -> list[Path]:
    from calculator.reporting.figures_sheet import write_figures_workbook

    path = _with(stem, ".xlsx")
    write_figures_workbook(report.rules.pack, path, language, rules=report.rules.reference)
    return [path]


_Make = Callable[[Report, Path, Language], list[Path]]
_KINDS: dict[str, _Make] = dict(
    zip(KINDS, (_report, _annotated, _forms, _json, _figures), strict=True)
)


def _pack(path: Path, files: Sequence[Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
