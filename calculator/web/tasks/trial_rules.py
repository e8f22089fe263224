"""Rules with other figures, to download: a pack that extends them, or a sheet of figures."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from calculator.calculation import Report
from calculator.messages import Language, messages
from calculator.packs import enter, is_workbook, load
from calculator.reporting.forms.texts import file_name
from calculator.reporting.outputs import write_whole
from calculator.web.requested import Requested, read_requested
from calculator.web.store import INPUTS
from calculator.web.tasks.kept import called, report_of, write_json
from rules.loading import shipped_packs, within
from rules.pack import RulePack


def run(
    folder: Path, language: Language, output: Path, *, settings: Mapping[str, str], kind: str
) -> None:
    """Make a file to download; ``output`` then says which, and what a browser is to call it.

    Args:
        folder: The folder of the version of the result.
        language: The language of labels.
        output: The file that says it.
        settings: Name of a figure -> what was typed.
        kind: ``yaml`` or ``xlsx``.
    """
    requested = read_requested(folder)
    report = report_of(folder)
    changed = enter(report.pack, settings)
    stem = Path(requested.rules.name).stem
    name = file_name(messages(language).text("web.trial.file_name", rules=stem))
    path = output.with_suffix(f".{kind}")
    if kind == "yaml":
        text = _extending(report, changed, folder, requested, language)
        write_whole(path, lambda file: file.write_text(text, encoding="utf-8"), replace=True)
    else:
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as temporary:
            _sheet(report, changed, Path(temporary), requested, language, name).replace(path)
    write_json(output, {"file": path.name, "name": f"{name}.{kind}"})


def _extending(
    report: Report, changed: RulePack, folder: Path, requested: Requested, language: Language
) -> str:
    """The pack, with a line above it where it must lie beside another file."""
    from calculator.amendments.sheet import read_figures_sheet
    from calculator.extending import extending_pack
    from calculator.reading.grids import as_text

    base, extends = report.rules.pack, requested.rules.name
    if requested.rules.path is not None and is_workbook(folder.parent / requested.rules.path):
        # A sheet of figures can't be extended; what it amends can.
        sheet = read_figures_sheet(folder.parent / requested.rules.path)
        extends = as_text(sheet.origin["pack"]).replace("\\", "/").rpartition("/")[2]
        with within(folder.parent / INPUTS):
            base = load(extends if extends in shipped_packs() else folder.parent / INPUTS / extends)
    text = extending_pack(base, changed, extends)
    if extends in shipped_packs():
        return text
    return f"# {messages(language).text('web.trial.lies_beside', file=extends)}\n{text}"


def _sheet(
    report: Report,
    changed: RulePack,
    making: Path,
    requested: Requested,
    language: Language,
    name: str,
) -> Path:
    from calculator.reporting.figures_sheet import write_figures_workbook

    rules = called(report, making, requested).rules
    path = making / f"{name}.xlsx"
    return write_figures_workbook(
        rules.pack, path, language, rules=rules.reference, entered=changed
    )
